/** External accuracy: what the accuracy on samples that no fit saw may be at best, by the upper limit of what was found. */
import { shareInterval } from "../../metrics/intervals.ts";
import { type CheckWords, check } from "../check.ts";

export const declaration = check({
  id: "external_accuracy",
  gate: "model",
  code: "FS7142",
  limit: "min",
  unit: null,
  threshold: { field: "min_external_accuracy", default: 0.85, floor: 0.7, bounds: [0, 1], follows: "min_accuracy" },
  measure(material) {
    const outside = material.externalAnswers();
    if ("na" in outside) return outside;
    const { right, n, wrong } = outside;
    // The upper end of a two-sided interval of 90 % is the one-sided limit of 95 %.
    return { value: shareInterval(right, n, 0.9)[1], worst: wrong };
  },
});

export const words: CheckWords = {
  title: "Accuracy on external samples: upper 95 % limit",
  quantity: "share",
  action:
    "Look how the external samples differ from those the model learnt from, and let the study cover both; a model that is right for its own samples alone is of no use for new ones.",
  fields: {
    min_external_accuracy: {
      meaning: "upper one-sided 95 % limit of the accuracy on external samples",
    },
  },
};
