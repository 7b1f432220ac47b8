/** Specificity: the share of samples without the positive class that are not called positive, with its lower limit. */

import { type CheckWords, check } from "../check.ts";

export const declaration = check({
  id: "specificity",
  gate: "model",
  code: "FS7123",
  limit: "min",
  unit: null,
  threshold: { field: "min_specificity", default: 0.9, floor: 0.7, bounds: [0, 1] },
  lower: { field: "min_specificity_lower", default: 0.8, floor: 0.6, bounds: [0, 1] },
  measure(material) {
    const answers = material.answers();
    if ("na" in answers) return answers;
    const { label, shares, withLower, wrong } = answers;
    const { classes, positive } = label;
    if (classes.length !== 2) return { na: "more_than_two_classes" };
    if (positive === null) return { na: "no_positive_class" };
    const form = shares.specificity(classes.indexOf(positive));
    return { ...withLower(form), worst: wrong.filter(({ as }) => as === positive) };
  },
});

export const words: CheckWords = {
  title: "Specificity",
  quantity: "share",
  action: "Look at the samples wrongly called positive, and measure more samples that are close to the limit.",
  fields: {
    min_specificity: {
      meaning: "share of samples without the positive class that are not called positive",
    },
    min_specificity_lower: {
      meaning: "lower one-sided 95 % limit of the specificity",
    },
  },
};
