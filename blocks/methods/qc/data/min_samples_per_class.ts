/** Samples of the smallest class: whether every class has enough of them. Samples count, not spectra. */
import { type CheckWords, check } from "../check.ts";

export const declaration = check({
  id: "min_samples_per_class",
  gate: "data",
  code: "FS7101",
  limit: "min",
  unit: "samples",
  threshold: { field: "min_samples_per_class", default: 20, floor: 10, bounds: [1, Number.POSITIVE_INFINITY] },
  measure(material) {
    const classes = material.classes();
    return "na" in classes ? classes : { value: classes[0].value, worst: classes };
  },
});

export const words: CheckWords = {
  title: "Samples of the smallest class",
  quantity: "count",
  action: "Measure more samples of the smallest class (replicates of one sample count once), or leave that class out.",
  fields: {
    min_samples_per_class: {
      meaning: "samples of the smallest class",
    },
  },
};
