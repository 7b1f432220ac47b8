/** SEP: the standard deviation of the errors, once the bias is taken off. */
import { type CheckWords, check } from "../check.ts";
import { asked, ofMerit } from "./by-merit.ts";

export const declaration = check({
  id: "sep",
  gate: "model",
  code: "FS7128",
  limit: "max",
  unit: "target",
  isAsked: true,
  threshold: asked("max_sep"),
  measure: ofMerit((merit) => ({ value: merit.figure("sep"), unit: merit.unit })),
});

export const words: CheckWords = {
  title: "Standard error of prediction (SEP)",
  quantity: "number",
  action: "Compare SEP with the error of the reference method, and look at the largest residuals.",
  fields: {
    max_sep: { meaning: "standard deviation of the errors of samples the model had not seen" },
  },
};
