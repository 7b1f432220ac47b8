/** RPD: the standard deviation of the measured values over SEP. */
import { type CheckWords, check } from "../check.ts";

export const declaration = check({
  id: "rpd",
  gate: "model",
  code: "FS7130",
  limit: "min",
  unit: null,
  isAsked: true,
  threshold: { field: "min_rpd", default: null, floor: null, bounds: [0, Number.POSITIVE_INFINITY], isOptional: true },
  measure(material) {
    const merit = material.merit();
    return "na" in merit ? merit : { value: merit.figure("rpd") };
  },
});

export const words: CheckWords = {
  title: "Spread over error (RPD)",
  action: "Include samples over the whole range of the target, and look at the largest residuals.",
  fields: {
    min_rpd: { meaning: "standard deviation of the measured values over SEP" },
  },
};
