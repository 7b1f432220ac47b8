/** Similarity-blocked validation: how much worse the model does where samples that look alike are kept in one fold. */

import { chance, leastFall, worsening } from "../../validation/change.ts";
import { leastSimilarityRatio } from "../../validation/similarity-blocked.ts";
import { type CheckWords, check } from "../check.ts";

export const declaration = check({
  id: "similarity_blocked",
  gate: "model",
  code: "FS7117",
  limit: "max",
  unit: "accuracy lost",
  isAdvice: "research",
  threshold: leastFall,
  measure({ validation, task }) {
    if (validation === null) return null;
    const { similarity } = validation;
    const isRegression = task === "regression";
    const judged = isRegression ? { unit: "times the RMSECV", threshold: leastSimilarityRatio } : {};
    if ("na" in similarity) {
      if (similarity.na === "not_requested" || similarity.na === "not_validated") return { na: similarity.na };
      // What could not be looked at has not been shown to hold.
      return { ...judged, value: Number.NaN };
    }
    const { blocked, lists, moved, p } = similarity;
    const alike = moved === 0 ? [] : (lists[0] ?? []);
    return {
      ...judged,
      value: worsening({ ...similarity, other: blocked }),
      chance: { p, below: chance },
      worst: alike.map((sample) => ({ sample, value: alike.length, about: "in_a_cluster_of" })),
    };
  },
});

export const words: CheckWords = {
  title: "Similar samples kept in one fold",
  action: "Find out whether samples that look alike are one thing measured again, and name it with `sample`.",
};
