/** Recall: the share of each class's samples that are recognised, with its lower limit; the smallest counts. */

import { type CheckWords, check } from "../check.ts";

export const declaration = check({
  id: "min_class_recall",
  gate: "model",
  code: "FS7122",
  limit: "min",
  unit: null,
  threshold: { field: "min_recall", default: 0.8, floor: 0.6, bounds: [0, 1] },
  lower: { field: "min_recall_lower", default: 0.7, floor: 0.5, bounds: [0, 1] },
  measure(material) {
    const answers = material.answers();
    if ("na" in answers) return answers;
    const { label, shares, withLower } = answers;
    const recalls = label.classes.map((name, c) => {
      const recall = shares.recall(c);
      return { class: name, n: recall.n, ...withLower(recall) };
    });
    const worst = [...recalls]
      .sort((a, b) => low(a.value) - low(b.value) || low(a.lower) - low(b.lower) || (a.class < b.class ? -1 : 1))
      .map(({ class: name, value, n }) => ({ class: name, value: Number.isNaN(value) ? null : value, n }));
    return {
      value: Math.min(...recalls.map(({ value }) => value)),
      lower: Math.min(...recalls.map(({ lower }) => lower)),
      worst,
    };
  },
});

export const words: CheckWords = {
  title: "Sensitivity of every class",
  quantity: "share",
  action: "Look where the samples of the listed class are put in the confusion matrix, and measure more samples of it.",
  fields: {
    min_recall: {
      meaning: "share of each class's samples that are recognised; the smallest counts",
    },
    min_recall_lower: {
      meaning: "lower one-sided 95 % limit of every class's recall; the smallest counts",
    },
  },
};

/** NaN, a class without samples, stands first. */
const low = (value: number): number => (Number.isNaN(value) ? -1 : value);
