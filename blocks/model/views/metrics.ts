/** Every metric of a model with its interval, and what it was measured on. */

import { leakageWords, sentences } from "../../charts/words.ts";
import { interval95 } from "../../contract/number-text.ts";
import type { Json } from "../../contract/values.ts";
import type { TableView, View } from "../../contract/view.ts";
import { OVERALL } from "../../methods/metrics/classification.ts";
import type { ModelResults } from "../results.ts";

export const metrics: View = {
  shape: "table",
  title: "metrics",
  byDefault: true,
  exists: () => true,
  async make(source) {
    const results = source.results as unknown as ModelResults;
    const names = results.task === "classification" ? OVERALL : regressionNames;
    const rows = [
      ...lines(results as unknown as Numbers, names, "validation", ""),
      ...lines(results.external as unknown as Numbers, names, "external", "/external"),
    ];
    if (rows.length === 0) return { na: "Without validation there is no honest metric." };
    const shown = rows.map(({ origin: _, ...row }) => row);
    const origins = Object.fromEntries(
      rows.flatMap(({ origin }, i) =>
        Object.entries(suffixes).map(([key, suffix]) => [
          `${i}:${key}`,
          { artifact: "model/metrics.json", pointer: origin + suffix },
        ]),
      ),
    );
    return {
      data: { type: "table", columns: metricColumns, rows: shown, origins },
      alt: `${rows.length} metrics with their estimates, ${interval95}s and how many were counted.`,
      caption: sentences(
        `Metrics counted by sample, with 95 % intervals; validation by ${results.scheme}, ${results.n_folds} folds.`,
        leakageWords(results.leakage),
      ),
    };
  },
};

/** What stands beside a metric in the artifact, by column. */
const suffixes = { value: "", low: "_ci/0", high: "_ci/1", n: "_n" };

const metricColumns: TableView["columns"] = [
  { key: "metric", title: "Metric", format: null },
  { key: "on", title: "Measured on", format: null },
  { key: "value", title: "Estimate", format: ".3f" },
  { key: "low", title: "95 % from", format: ".3f" },
  { key: "high", title: "to", format: ".3f" },
  { key: "n", title: "n", format: "d" },
  { key: "over", title: "counted", format: null },
];

const regressionNames = ["rmsecv", "rmsep", "rmsec", "r2", "bias", "sep", "rpd"];

type Numbers = { readonly [name: string]: Json } | null;

/** A line a metric that is there; those of external rows are named by where they stand in metrics.json. */
function lines(of: Numbers, names: readonly string[], on: string, pointer: string) {
  if (of === null) return [];
  return names
    .filter((name) => typeof of[name] === "number")
    .map((name) => {
      const [low, high] = (of[`${name}_ci`] ?? [null, null]) as readonly (number | null)[];
      const where = name === "rmsec" ? "fitted rows" : on;
      return {
        metric: name,
        on: where,
        value: of[name],
        low,
        high,
        n: of[`${name}_n`],
        over: of[`${name}_over`],
        origin: `${pointer === "" ? "/pooled" : pointer}/${name}`,
      };
    });
}
