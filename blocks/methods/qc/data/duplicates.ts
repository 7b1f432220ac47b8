/** Duplicates: the share of spectra that repeat an earlier one. External rows count: a copy there was seen by the model. */

import { type CheckWords, check } from "../check.ts";
import { pairs, pairsNamed } from "./material.ts";

export const declaration = check({
  id: "duplicates",
  gate: "data",
  code: "FS7104",
  limit: "max",
  unit: "fraction",
  threshold: { field: "max_duplicate_fraction", default: 0, floor: 0.05, bounds: [0, 1] },
  measure({ spectra, rows }) {
    const copies = pairs(rows.duplicateOf);
    return { value: copies.length / spectra.rows, worst: pairsNamed(rows, copies) };
  },
});

export const words: CheckWords = {
  title: "Exact copies of spectra",
  quantity: "share",
  action: "Say `duplicates: drop` in the data block, and find out how the copies came into the file.",
  fields: {
    max_duplicate_fraction: {
      meaning: "exact copies of an earlier spectrum, left after `duplicates`",
    },
  },
};
