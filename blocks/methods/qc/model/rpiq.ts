/** RPIQ: the distance between the quartiles of the measured values over the root mean square error. */
import { type CheckWords, check } from "../check.ts";

export const declaration = check({
  id: "rpiq",
  gate: "model",
  code: "FS7135",
  limit: "min",
  unit: null,
  isAsked: true,
  threshold: { field: "min_rpiq", default: null, floor: null, bounds: [0, Number.POSITIVE_INFINITY], isOptional: true },
  measure(material) {
    const merit = material.merit();
    return "na" in merit ? merit : { value: merit.figure("rpiq") };
  },
});

export const words: CheckWords = {
  title: "Quartiles over error (RPIQ)",
  action: "Include more samples away from the middle of the range, and look at the largest residuals.",
  fields: {
    min_rpiq: { meaning: "distance between the quartiles of the measured values over the root mean square error" },
  },
};
