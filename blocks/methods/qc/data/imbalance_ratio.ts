/** Imbalance: how many times the largest class outweighs the smallest, in samples. */
import { type CheckWords, check } from "../check.ts";

export const declaration = check({
  id: "imbalance_ratio",
  gate: "data",
  code: "FS7102",
  limit: "max",
  unit: null,
  threshold: { field: "max_imbalance_ratio", default: 5, floor: 20, bounds: [1, Number.POSITIVE_INFINITY] },
  measure(material) {
    const classes = material.classes();
    if ("na" in classes) return classes;
    const most = classes[classes.length - 1];
    const worst = [...classes].reverse().map((one) => ({ ...one, about: "samples" }));
    return { value: most.value / classes[0].value, worst };
  },
});

export const words: CheckWords = {
  title: "Largest over smallest class",
  quantity: "number",
  action: "Measure more samples of the small classes until the largest is at most so many times larger.",
  fields: {
    max_imbalance_ratio: {
      meaning: "samples of the largest class over those of the smallest",
    },
  },
};
