/** Views of a table block: models side by side. */
import type { z } from "zod";
import { tableOf } from "../charts/table-of.ts";
import { sentences } from "../charts/words.ts";
import type { Form } from "../contract/quantity.ts";
import type { View } from "../contract/view.ts";
import { formOfMetric, metricNamed } from "../methods/metrics/declared.ts";
import { naWords, unitsWord } from "../methods/metrics/na-words.ts";
import type { tableResults } from "./results.ts";

type Difference = z.output<typeof tableResults>["differences"][number];

/** What the interval is over, what it does not show, how many looks there were, and why some are not there. */
function captionOf(models: readonly string[], shown: readonly Difference[]): string {
  const unit = shown[0]?.difference_unit ?? "sample";
  const over =
    unit === "sample" ? "the same samples" : `the same samples and whole ${unitsWord[unit]}, the outer at each end`;
  const looks = shown.filter(({ difference_ci }) => difference_ci !== null).length;
  const missing = [...new Set(shown.flatMap(({ difference_na: na }) => (na === null ? [] : [naWords[na]])))];
  return sentences(
    `Models on the same folds: the difference is ${models[0]} minus the other, with a 95 % interval over ${over}; an interval that holds 0 does not show a difference.`,
    looks < 2 ? null : `${looks} comparisons: one interval in 20 misses 0 where there is no difference.`,
    missing.length === 0 ? null : `Not available: ${missing.join("; ")}.`,
  );
}

/** Of a metric side by side, and of the difference with its interval. */
const formOf = ({ metric, difference_ci }: Difference): Form => formOfMetric(metric, difference_ci);

export const comparison: View = {
  shape: "table",
  title: "comparison of models",
  byDefault: true,
  exists: ({ options }) => (options as { readonly compare?: unknown }).compare !== undefined,
  async make(source) {
    const { models, differences } = source.results as z.output<typeof tableResults>;
    const shown = differences.flatMap((one, k) => (one.difference === null ? [] : [{ ...one, k }]));
    const at = (field: string) => (line: number) => ({
      artifact: "report.json",
      pointer: `/results/${source.block}/values/differences/${shown[line].k}/${field}`,
    });
    return {
      data: tableOf(
        {
          metric: "Metric",
          first: [models[0], "number"],
          model: "Compared with",
          second: ["Its value", "number"],
          difference: ["Difference", "number"],
          low: ["95 % from", "number"],
          high: ["to", "number"],
          n: ["n", "count"],
        },
        shown.map(({ metric, first, model, second, difference, difference_ci, difference_n }) => ({
          metric: metricNamed(metric).title,
          first,
          model,
          second,
          difference,
          low: difference_ci?.[0] ?? null,
          high: difference_ci?.[1] ?? null,
          n: difference_n,
        })),
        {
          first: at("first"),
          second: at("second"),
          difference: at("difference"),
          low: at("difference_ci/0"),
          high: at("difference_ci/1"),
          n: at("difference_n"),
        },
        (line, key) => (key === "model" || key === "metric" || key === "n" ? null : formOf(shown[line])),
      ),
      alt: `${models.join(", ")} compared by ${new Set(shown.map(({ metric }) => metric)).size} metrics`,
      caption: captionOf(models, shown),
    };
  },
};
