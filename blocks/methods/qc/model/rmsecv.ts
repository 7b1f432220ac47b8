/** RMSECV: the root mean square error of samples the model had not seen, in the unit of the target. */
import { type CheckWords, check } from "../check.ts";

export const declaration = check({
  id: "rmsecv",
  gate: "model",
  code: "FS7125",
  limit: "max",
  unit: "target",
  threshold: { field: "max_rmsecv", default: null, floor: null, bounds: [0, Number.POSITIVE_INFINITY] },
  measure(material) {
    const errors = material.errors();
    return "na" in errors ? errors : { value: errors.rmse, unit: errors.unit, worst: errors.worst };
  },
});

export const words: CheckWords = {
  title: "Error of prediction (RMSECV)",
  quantity: "number",
  action:
    "Compare with the error of the reference method; look at the largest residuals, other preprocessing and the number of components.",
  fields: {
    max_rmsecv: {
      meaning: "root mean square error of samples the model had not seen",
    },
  },
};
