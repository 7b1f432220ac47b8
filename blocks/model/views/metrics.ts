/** Every metric of a model with its interval, and what it was measured on. */

import type { Json } from "../../../schemas/plain-json.ts";
import { type Heads, tableOf } from "../../charts/table-of.ts";
import { leakageWords, sentences } from "../../charts/words.ts";
import { interval95 } from "../../contract/number-text.ts";
import { unitOfTarget } from "../../contract/target-unit.ts";
import { metricIn } from "../../methods/metrics/beside.ts";
import { OVERALL } from "../../methods/metrics/classification.ts";
import { formOfMetric, metricNamed } from "../../methods/metrics/declared.ts";
import { naWords } from "../../methods/metrics/na-words.ts";
import type { ModelView } from "../model-view.ts";
import { censoredWords, type ModelResults } from "../results.ts";
import { schemeWords } from "../scheme-words.ts";

export const metrics: ModelView = {
  shape: "table",
  title: "metrics",
  byDefault: false,
  exists: () => true,
  async make(source) {
    const results = source.results;
    const names = results.task === "classification" ? OVERALL : regressionNames;
    const unit = unitOfTarget(results.target_unit, results.target);
    const rows = [
      ...lines(results as unknown as Numbers, names, "validation", "", unit),
      ...lines(results.external as unknown as Numbers, names, "external test set", "/external", unit),
    ];
    if (rows.length === 0) return { na: "Without validation there is no honest metric." };
    const shown = rows.map(({ origin: _, method: _method, why: _why, form: _form, ...row }) => row);
    const beside = (suffix: string) => (line: number) => ({
      artifact: "model/metrics.json",
      pointer: rows[line].origin + suffix,
    });
    // Only what was validated has repeats.
    const placeOfSd = (line: number) => (shown[line].sd === undefined ? null : beside("_sd")(line));
    return {
      data: tableOf(
        results.n_repeats > 1 ? { ...heads, sd: ["sd over repeats", "number"] } : heads,
        shown,
        {
          value: beside(""),
          low: beside("_ci/0"),
          high: beside("_ci/1"),
          n: beside("_n"),
          ...(results.n_repeats > 1 ? { sd: placeOfSd } : {}),
        },
        (line, key) => (["value", "low", "high", "sd"].includes(key) ? rows[line].form : null),
      ),
      alt: `${rows.length} metrics with their estimates, ${interval95}s and how many were counted.`,
      caption: sentences(
        `Metrics counted by sample, with 95\u00a0% intervals; validation: ${schemeWords(results)}.`,
        ...intervalNotes(results, rows),
        leakageWords(results.leakage),
        censoredWords(results.n_censored),
      ),
    };
  },
};

/** What the intervals are for, and what they assume; why some are not there. */
function intervalNotes(
  results: ModelResults,
  rows: readonly { readonly method: unknown; readonly why: string | null }[],
) {
  const { units, n_repeats } = results;
  const whole = units == null || units.unit === "sample" ? null : units;
  const missing = [...new Set(rows.flatMap(({ why }) => (why === null || why === naWords.fitted_rows ? [] : [why])))];
  return [
    n_repeats > 1 ? `Estimates are means over ${n_repeats} repeats.` : null,
    whole === null
      ? null
      : `At each end the outer of two limits: by sample, and by ${whole.unit} (${whole.n}, left out whole).`,
    rows.some(({ method }) => typeof method === "string" && method.includes("chi-square"))
      ? "Limits of root mean square errors, SEP and what follows from them: errors taken as normal."
      : null,
    missing.length === 0 ? null : `Not available: ${missing.join("; ")}.`,
  ];
}

const heads: Heads = {
  metric: "Metric",
  on: "Measured on",
  value: ["Estimate", "number"],
  low: ["95 % from", "number"],
  high: ["to", "number"],
  n: ["n", "count"],
  over: "Counted",
};

const regressionNames = ["rmsecv", "rmsep", "rmsec", "r2", "bias", "sep", "rpd"];

type Numbers = { readonly [name: string]: Json } | null;

/** A line a metric that is there; those of external rows are named by where they stand in metrics.json. */
function lines(of: Numbers, names: readonly string[], on: string, pointer: string, unit: string | null) {
  if (of === null) return [];
  return names
    .filter((name) => typeof of[name] === "number")
    .map((name) => {
      const [low, high] = (of[`${name}_ci`] ?? [null, null]) as readonly (number | null)[];
      const where = name === "rmsec" ? "fitted rows" : on;
      const { title, scale } = metricNamed(name);
      return {
        metric: scale === "target" && unit !== null ? `${title} (${unit})` : title,
        form: formOfMetric(name, low === null || high === null ? null : [low, high]),
        on: where,
        value: of[name],
        low,
        high,
        n: of[`${name}_n`],
        over: of[`${name}_over`],
        ...(of[`${name}_sd`] === undefined ? {} : { sd: of[`${name}_sd`] }),
        method: of[`${name}_method`],
        why: metricIn(of, name)?.why ?? null,
        origin: `${pointer === "" ? "/pooled" : pointer}/${name}`,
      };
    });
}
