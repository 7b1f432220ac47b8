/** Permutation test: how often the whole recipe does as well where labels or targets are exchanged. */

import { mostP } from "../../validation/permutation/permutation-test.ts";
import { type CheckWords, check } from "../check.ts";

export const declaration = check({
  id: "permutation",
  gate: "model",
  code: "FS7119",
  limit: "max",
  unit: "p",
  isAdvice: "research",
  threshold: mostP,
  measure({ validation }) {
    if (validation === null) return null;
    const { permutation } = validation;
    if (!("na" in permutation)) return { value: permutation.p };
    const { na } = permutation;
    if (na === "not_requested" || na === "not_validated") return { na };
    return na === "too_many_spectra" ? { na: "too_large" } : { value: Number.NaN };
  },
});

export const words: CheckWords = {
  title: "Permutation test",
  quantity: "p",
  action: "Measure more samples, or measure something else: these spectra are not shown to tell the labels or targets.",
};
