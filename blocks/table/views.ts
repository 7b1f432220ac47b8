/** Views of a table block: models side by side. */
import type { z } from "zod";
import type { View } from "../contract/view.ts";
import type { tableResults } from "./results.ts";

/** Columns and where their numbers stand in a difference. */
const fields = {
  first: "first",
  second: "second",
  difference: "difference",
  low: "difference_ci/0",
  high: "difference_ci/1",
  n: "difference_n",
};

export const comparison: View = {
  shape: "table",
  title: "comparison of models",
  byDefault: true,
  exists: ({ options }) => (options as { readonly compare?: unknown }).compare !== undefined,
  async make(source) {
    const { models, differences } = source.results as z.output<typeof tableResults>;
    const shown = differences.flatMap((one, k) => (one.difference === null ? [] : [{ ...one, k }]));
    const at = (k: number, field: string) => ({
      artifact: "report.json",
      pointer: `/results/${source.block}/values/differences/${k}/${field}`,
    });
    return {
      data: {
        type: "table",
        columns: [
          { key: "metric", title: "Metric", format: null },
          { key: "first", title: models[0], format: ".3f" },
          { key: "model", title: "compared with", format: null },
          { key: "second", title: "its value", format: ".3f" },
          { key: "difference", title: "Difference", format: ".3f" },
          { key: "low", title: "95 % from", format: ".3f" },
          { key: "high", title: "to", format: ".3f" },
          { key: "n", title: "n", format: "d" },
        ],
        rows: shown.map(({ metric, first, model, second, difference, difference_ci, difference_n }) => ({
          metric,
          first,
          model,
          second,
          difference,
          low: difference_ci?.[0] ?? null,
          high: difference_ci?.[1] ?? null,
          n: difference_n,
        })),
        origins: Object.fromEntries(
          shown.flatMap(({ k }, i) =>
            Object.entries(fields).map(([key, field]) => [`${i}:${key}`, at(k, field)] as const),
          ),
        ),
      },
      alt: `${models.join(", ")} compared by ${new Set(shown.map(({ metric }) => metric)).size} metrics`,
      caption: `Models on the same folds: the difference is ${models[0]} minus the other, with a 95 % interval over the same samples; an interval that holds 0 shows no difference.`,
    };
  },
};
