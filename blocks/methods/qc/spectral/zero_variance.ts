/** Zero variance: features that have the same value in every spectrum. */
import { type CheckWords, check } from "../check.ts";

export const declaration = check({
  id: "zero_variance",
  gate: "spectral",
  code: "FS7131",
  limit: "max",
  unit: "features",
  isAdvice: true,
  threshold: 0,
  measure(material) {
    const { features } = material;
    if (features === null) return null;
    const x = material.variables();
    const constant = features.filter((_, j) => {
      for (let i = 1; i < x.rows; i++) if (x.data[i * x.cols + j] !== x.data[j]) return false;
      return true;
    });
    return { value: constant.length, worst: constant.map((feature) => ({ feature, value: null })) };
  },
});

export const words: CheckWords = {
  title: "Features that never vary",
  quantity: "count",
  action: "Remove features that have the same value in every spectrum; they say nothing.",
};
