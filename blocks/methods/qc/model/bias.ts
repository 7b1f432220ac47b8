/** Bias: the mean error, judged by its size and told with its sign. */
import { type CheckWords, check } from "../check.ts";

export const declaration = check({
  id: "bias",
  gate: "model",
  code: "FS7126",
  limit: "max",
  unit: "target",
  threshold: {
    field: "max_abs_bias",
    default: null,
    floor: null,
    bounds: [0, Number.POSITIVE_INFINITY],
    isOptional: true,
  },
  measure(material) {
    const errors = material.errors();
    if ("na" in errors) return errors;
    const { bias, unit } = errors;
    return { value: Math.abs(bias), unit, worst: [{ value: bias, about: "mean_predicted_less_measured" }] };
  },
});

export const words: CheckWords = {
  title: "Bias",
  quantity: "number",
  action: "Look whether one batch or instrument is off, and whether its samples were in the training rows.",
  fields: {
    max_abs_bias: {
      meaning: "size of the mean error",
    },
  },
};
