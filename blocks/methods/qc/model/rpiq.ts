/** RPIQ: the distance between the quartiles of the measured values over the root mean square error. */
import { type CheckWords, check } from "../check.ts";
import { asked, ofMerit } from "./by-merit.ts";

export const declaration = check({
  id: "rpiq",
  gate: "model",
  code: "FS7135",
  limit: "min",
  unit: null,
  isAsked: true,
  threshold: asked("min_rpiq"),
  measure: ofMerit((merit) => ({ value: merit.figure("rpiq") })),
});

export const words: CheckWords = {
  title: "Quartiles over error (RPIQ)",
  quantity: "number",
  action: "Include more samples away from the middle of the range, and look at the largest residuals.",
  fields: {
    min_rpiq: { meaning: "distance between the quartiles of the measured values over the root mean square error" },
  },
};
