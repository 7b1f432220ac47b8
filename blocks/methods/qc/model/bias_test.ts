/** Bias test: whether the mean error is more than chance gives, as ISO 12099 tests it. */
import { type CheckWords, check } from "../check.ts";
import { ofMerit, switchedOn } from "./by-merit.ts";

export const declaration = check({
  id: "bias_test",
  gate: "model",
  code: "FS7138",
  limit: "max",
  unit: "target",
  isAsked: true,
  threshold: switchedOn("bias_test"),
  measure: ofMerit((merit) => ({
    value: Math.abs(merit.figure("bias")),
    threshold: merit.figure("bias_limit"),
    unit: merit.unit,
  })),
});

export const words: CheckWords = {
  title: "Test of bias",
  quantity: "number",
  action: "Look whether one batch or instrument is off; correct the bias only with samples that are in no figure.",
  fields: {
    bias_test: { meaning: "whether the mean error is at most what chance gives with 95 % (ISO 12099)" },
  },
};
