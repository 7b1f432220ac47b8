/** Views of a table block: models side by side. */
import type { z } from "zod";
import { tableOf } from "../charts/table-of.ts";
import type { View } from "../contract/view.ts";
import type { tableResults } from "./results.ts";

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
          first: [models[0], ".3f"],
          model: "compared with",
          second: ["its value", ".3f"],
          difference: ["Difference", ".3f"],
          low: ["95 % from", ".3f"],
          high: ["to", ".3f"],
          n: ["n", "d"],
        },
        shown.map(({ metric, first, model, second, difference, difference_ci, difference_n }) => ({
          metric,
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
      ),
      alt: `${models.join(", ")} compared by ${new Set(shown.map(({ metric }) => metric)).size} metrics`,
      caption: `Models on the same folds: the difference is ${models[0]} minus the other, with a 95 % interval over the same samples; an interval that holds 0 shows no difference.`,
    };
  },
};
