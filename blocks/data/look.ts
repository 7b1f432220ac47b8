/** Look: what the files of a data block show before anything runs, said as a run would say it. */
import type { Looked, Shapes } from "../contract/kind.ts";
import { Refusal, type Remark } from "../contract/refusal.ts";
import type { Context } from "../contract/running.ts";
import { oneClass } from "../methods/recipe/one-class.ts";
import { settledTechnique } from "./axis/technique.ts";
import { runData, tablesOf } from "./compute.ts";
import { shapeOf } from "./document.ts";
import { settledOptions } from "./joined-names.ts";
import type { DocumentOptions } from "./options.ts";
import { stacked } from "./tables.ts";

/** With all of the files what a run of the block says; with their first lines what their headers show. */
export function lookAt(
  document: DocumentOptions,
  input: Context["input"],
  isWhole: boolean,
  settings: Context["settings"],
): Looked<Shapes["dataset"]> {
  const remarks: Remark[] = [];
  const remark: Context["remark"] = (code, facts = {}, place = {}) => void remarks.push({ code, facts, ...place });
  const shape = shapeOf(settledOptions(document));
  try {
    if (isWhole) {
      const { columns, outcome } = runData(document, { input, remark, settings }).gives;
      const single = oneClass(outcome);
      return { shape: { ...shape, columns, ...(single === null ? {} : { oneClass: single }) }, remarks };
    }
    const { options, tables } = tablesOf(document, { input, settings });
    const { axis } = stacked(tables, options, remark);
    // Where the axis runs down its files, or they are long, their first lines are not all of it.
    const isAcross = tables.main.files.every(({ reading: { layout } }) => layout === "wide");
    const technique = settledTechnique(options.axis, tables.main);
    const unit = options.axis.unit ?? tables.main.unit ?? null;
    const columns = { kind: "axis", unit, technique, values: axis } as const;
    return { shape: isAcross ? { ...shape, columns } : null, remarks };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { shape: null, remarks: error.remarks };
  }
}
