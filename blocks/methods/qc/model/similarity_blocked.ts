/** Similarity-blocked validation: how much worse the model does where samples that look alike are kept in one fold. */

import { leastFall } from "../../validation/change.ts";
import { leastSimilarityRatio } from "../../validation/similarity-blocked.ts";
import { type CheckWords, check } from "../check.ts";
import { measuredChange } from "./measured-change.ts";

export const declaration = check({
  id: "similarity_blocked",
  gate: "model",
  code: "FS7117",
  limit: "max",
  unit: "accuracy lost",
  isAdvice: "research",
  threshold: leastFall,
  measure: ({ validation, task }) =>
    validation === null
      ? null
      : measuredChange(validation.similarity, task, leastSimilarityRatio, ({ blocked, lists, moved }) => {
          const alike = moved === 0 ? [] : (lists[0] ?? []);
          return {
            other: blocked,
            worst: alike.map((sample) => ({ sample, value: alike.length, about: "in_a_cluster_of" })),
          };
        }),
});

export const words: CheckWords = {
  title: "Similar samples kept in one fold",
  quantity: "number",
  action: "Find out whether samples that look alike are one thing measured again, and name it with `sample`.",
};
