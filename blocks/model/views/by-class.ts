/** By class: sensitivity, specificity and precision of each class with their intervals, the first table of a classification. */
import { tableOf } from "../../charts/table-of.ts";
import { leakageWords, sentences } from "../../charts/words.ts";
import { jsonPointer } from "../../contract/brief.ts";
import { interval95, percent } from "../../contract/number-text.ts";
import type { Format } from "../../contract/view.ts";
import type { ModelView } from "../model-view.ts";
import { seenWords } from "../seen-words.ts";
import { isTask, nothingLeftOut } from "./parts.ts";

/** By their fields in metrics.json. */
const told = [
  ["recall", "Sensitivity"],
  ["specificity", "Specificity"],
  ["precision", "Precision"],
] as const;

const artifact = "model/metrics.json";

export const byClass: ModelView = {
  shape: "table",
  title: "results by class",
  byDefault: true,
  exists: isTask("classification"),
  async make({ results }) {
    // The schema of results is that of both tasks at once: a regression has none of it.
    const { by_class: all, leakage } = results as typeof results & { readonly by_class?: ByClass };
    const classes = Object.entries(all ?? {});
    if (classes.length === 0) return { na: nothingLeftOut };
    const columns = told.flatMap(([field, title]): readonly (readonly [string, readonly [string, Format]])[] => [
      [field, [title, "share"]],
      [`${field}_ci`, [interval95, "share"]],
    ]);
    const fields = ["n", ...columns.map(([key]) => key)];
    const rows = classes.map(([name, own]) => ({
      class: name,
      ...Object.fromEntries(fields.map((field) => [field, new Map(Object.entries(own)).get(field) ?? null])),
    }));
    const places = fields.map(
      (field) =>
        [
          field,
          (line: number) => ({ artifact, pointer: jsonPointer(["pooled", "by_class", classes[line][0], field]) }),
        ] as const,
    );
    const recalled = classes.map(([name, { recall }]) => `${name} ${recall === null ? "–" : percent(recall)}`);
    return {
      data: tableOf(
        { class: "Class", n: ["Samples", "count"], ...Object.fromEntries(columns) },
        rows,
        Object.fromEntries(places),
      ),
      alt: `Table with ${classes.length} rows: sensitivity by class: ${recalled.join(", ")}.`,
      caption: sentences(
        `Sensitivity, specificity and precision of each class, counted by sample, ${seenWords(results)}.`,
        leakageWords(leakage),
      ),
    };
  },
};

interface ByClass {
  readonly [name: string]: { readonly [field: string]: unknown; readonly n: number; readonly recall: number | null };
}
