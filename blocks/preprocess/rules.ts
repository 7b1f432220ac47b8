/** Rules of the `preprocess` block: what is wrong with it from the document alone, and what a mode requires of it. */
import { reportModes } from "../../schemas/contract.ts";
import type { Columns } from "../contract/dataset.ts";
import type { Known, Rules } from "../contract/kind.ts";
import type { presentation } from "../contract/presentation.ts";
import { Refusal } from "../contract/refusal.ts";
import { methods } from "../methods/methods.ts";
import { columnsAfter } from "../methods/recipe/pipeline.ts";
import { atOwnSteps, type preprocessCompute, stepsOf } from "./compute.ts";

export const preprocessRules: Rules<typeof preprocessCompute, typeof presentation> = {
  infer(known, wanted) {
    const before = columnsKnown(known);
    try {
      const columns = before === null ? null : (columnsAfter(methods, before, stepsOf(wanted)).at(-1) ?? null);
      const { features = false, grid } = known.shapes.variables ?? {};
      return { shape: { columns, features, ...(grid === undefined ? {} : { grid }) }, remarks: [] };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { shape: { columns: null, features: false }, remarks: atOwnSteps(error, 0, wanted) };
    }
  },
  // Values that are none of the quantity they were converted to, and numbers that are made up across a gap or of uneven steps.
  unbearable: { FS3126: "FS3126", FS3316: "FS3316", FS3317: "FS3317" },
  requires: [
    { path: "preprocessing/preprocessing_pipeline.json", modes: reportModes, says: "the steps, in order" },
    { path: "preprocessing/X_preprocessed.npy", modes: reportModes, says: "the spectra after them" },
    { path: "preprocessing/rows.csv", modes: reportModes, says: "who the rows are" },
    { path: "preprocessing/axis.json", modes: reportModes, says: "what the columns are" },
  ],
};

function columnsKnown({ shapes }: Known): Columns | null {
  return shapes.variables?.columns ?? shapes.dataset?.columns ?? null;
}
