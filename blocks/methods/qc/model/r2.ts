/** R²: the share of the target's variance that is predicted, by sample. */
import { type CheckWords, check } from "../check.ts";

export const declaration = check({
  id: "r2",
  gate: "model",
  code: "FS7124",
  limit: "min",
  unit: null,
  threshold: { field: "min_r2", default: null, floor: null, bounds: [Number.NEGATIVE_INFINITY, 1] },
  measure(material) {
    const errors = material.errors();
    return "na" in errors ? errors : { value: errors.r2, worst: errors.worst };
  },
});

export const words: CheckWords = {
  title: "R²",
  quantity: "index",
  action: "Check the reference values of the worst samples, and include samples over the whole range of the target.",
  fields: {
    min_r2: {
      meaning: "share of the target's variance that is predicted",
    },
  },
};
