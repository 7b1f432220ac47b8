/** Slope test: whether the line of measured on predicted values differs from slope 1, as ISO 12099 tests it. */
import { type CheckWords, check } from "../check.ts";
import { ofMerit, switchedOn } from "./by-merit.ts";

export const declaration = check({
  id: "slope_test",
  gate: "model",
  code: "FS7139",
  limit: "min",
  unit: null,
  isAsked: true,
  threshold: switchedOn("slope_test"),
  measure: ofMerit((merit) => ({ value: merit.figure("slope_p"), threshold: 0.05 })),
});

export const words: CheckWords = {
  title: "Test of slope",
  quantity: "p",
  action:
    "Look at both ends of the range: high predictions are too high or too low. Samples spread evenly over the range help.",
  fields: {
    slope_test: { meaning: "whether the slope of measured on predicted values may be 1 (p at least 0.05, ISO 12099)" },
  },
};
