/** Features per sample: with many of them a model finds patterns in chance. */
import { type CheckWords, check } from "../check.ts";

/** Fewer than five samples a feature. */
const mostFeaturesPerSample = 0.2;

export const declaration = check({
  id: "features_per_sample",
  gate: "spectral",
  code: "FS7134",
  limit: "max",
  unit: "features per sample",
  isAdvice: true,
  threshold: mostFeaturesPerSample,
  measure({ features, rows, index }) {
    if (features === null) return null;
    return { value: features.length / new Set(index.map((i) => rows.sample[i])).size };
  },
});

export const words: CheckWords = {
  title: "Features per sample",
  quantity: "number",
  action: "Use fewer features or measure more samples; with so many features a model finds patterns in chance.",
};
