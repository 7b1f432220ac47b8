/** Duplicates across samples: equal spectra that are said to come from different samples. */

import { type CheckWords, check } from "../check.ts";
import { pairsNamed } from "./material.ts";

export const declaration = check({
  id: "duplicates_across_samples",
  gate: "data",
  code: "FS7106",
  limit: "max",
  unit: "spectra",
  threshold: 0,
  measure(material) {
    const { rows } = material;
    const across = material.alike().filter(({ i, first }) => rows.sample[i] !== rows.sample[first]);
    return { value: across.length, worst: pairsNamed(rows, across) };
  },
});

export const words: CheckWords = {
  title: "Same spectrum in different samples",
  quantity: "count",
  action: "Look up which sample was really measured; the same spectrum cannot come from two samples.",
};
