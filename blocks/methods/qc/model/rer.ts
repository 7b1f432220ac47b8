/** RER: the range of the measured values over SEP. */
import { type CheckWords, check } from "../check.ts";
import { asked, ofMerit } from "./by-merit.ts";

export const declaration = check({
  id: "rer",
  gate: "model",
  code: "FS7136",
  limit: "min",
  unit: null,
  isAsked: true,
  threshold: asked("min_rer"),
  measure: ofMerit((merit) => ({ value: merit.figure("rer") })),
});

export const words: CheckWords = {
  title: "Range over error (RER)",
  quantity: "number",
  action: "Include samples at both ends of the range of the target, and look at the largest residuals.",
  fields: {
    min_rer: { meaning: "range of the measured values over SEP" },
  },
};
