/** Accuracy: the share of samples that are right, each predicted by a model that had not seen it, with its lower limit. */

import { type CheckWords, check } from "../check.ts";

export const declaration = check({
  id: "min_accuracy",
  gate: "model",
  code: "FS7121",
  limit: "min",
  unit: null,
  threshold: { field: "min_accuracy", default: 0.85, floor: 0.7, bounds: [0, 1] },
  lower: { field: "min_accuracy_lower", default: 0.8, floor: 0.6, bounds: [0, 1] },
  measure(material) {
    const answers = material.answers();
    if ("na" in answers) return answers;
    const { shares, withLower, wrong } = answers;
    return { ...withLower(shares.accuracy()), worst: wrong };
  },
});

export const words: CheckWords = {
  title: "Accuracy",
  quantity: "share",
  action:
    "Look at the worst predicted samples and at the confusion matrix; more samples raise the lower limit, other preprocessing or another estimator may raise the estimate.",
  fields: {
    min_accuracy: {
      meaning: "share of samples predicted as what they are, each by a model that had not seen it",
    },
    min_accuracy_lower: {
      meaning:
        "lower one-sided 95 % limit of the accuracy (by sample, and by batch or group where the folds leave whole ones out)",
    },
  },
};
