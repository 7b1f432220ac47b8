/** SEP over SEL: how many times as far predictions scatter as the reference method does. */
import { type CheckWords, check } from "../check.ts";
import { asked, ofMerit } from "./by-merit.ts";

export const declaration = check({
  id: "sep_sel",
  gate: "model",
  code: "FS7129",
  limit: "max",
  unit: null,
  isAsked: true,
  threshold: asked("max_sep_sel"),
  measure: ofMerit((merit) => ({ value: merit.figure("sep_sel") })),
});

export const words: CheckWords = {
  title: "SEP over the error of the reference (SEP/SEL)",
  quantity: "number",
  action: "Declare replicates of the reference values with `reference: mean`; else look at the largest residuals.",
  fields: {
    max_sep_sel: {
      meaning: "SEP over the error of the reference method, which replicates of the reference values tell",
    },
  },
};
