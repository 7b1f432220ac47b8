/** Accuracy of the worst segment: what the model does where it does worst, by batch, instrument or span of time. */
import { type CheckWords, check } from "../check.ts";

export const declaration = check({
  id: "segment_accuracy",
  gate: "model",
  code: "FS7144",
  limit: "min",
  unit: null,
  threshold: { field: "min_segment_accuracy", default: null, floor: null, bounds: [0, 1], isOptional: true },
  isAsked: true,
  measure({ task, segments }) {
    if (task === "regression") return { na: "regression" };
    // What was predicted without a model of its own has no segments.
    if (segments === undefined) return null;
    // A model without segments shows nothing of the worst, and fails.
    const worst = segments?.worst ?? null;
    const { name } = segments?.segments.find(({ id }) => id === worst?.id) ?? {};
    return {
      value: worst?.value ?? Number.NaN,
      worst: worst === null ? [] : [{ value: worst.value, about: "segment", as: name }],
    };
  },
});

export const words: CheckWords = {
  title: "Accuracy of the worst segment",
  quantity: "share",
  action:
    "Look at the figure of the segments: what sets the worst one apart, drift, another batch or another instrument, and let the samples the model learns from hold it. A model without segments fails: say `segments:` in the model block.",
  fields: {
    min_segment_accuracy: {
      meaning: "accuracy of the segment with the lowest one, of those with 5 samples at least",
    },
  },
};
