/** RPD: the standard deviation of the measured values over SEP. */
import { type CheckWords, check } from "../check.ts";
import { asked, ofMerit } from "./by-merit.ts";

export const declaration = check({
  id: "rpd",
  gate: "model",
  code: "FS7130",
  limit: "min",
  unit: null,
  isAsked: true,
  threshold: asked("min_rpd"),
  measure: ofMerit((merit) => ({ value: merit.figure("rpd") })),
});

export const words: CheckWords = {
  title: "Spread over error (RPD)",
  quantity: "number",
  action: "Include samples over the whole range of the target, and look at the largest residuals.",
  fields: {
    min_rpd: { meaning: "standard deviation of the measured values over SEP" },
  },
};
