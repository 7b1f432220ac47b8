/** RMSEP over SEC: whether the model fits its own samples better than others. */
import { type CheckWords, check } from "../check.ts";
import { asked, ofMerit } from "./by-merit.ts";

export const declaration = check({
  id: "rmsep_sec",
  gate: "model",
  code: "FS7137",
  limit: "max",
  unit: null,
  isAsked: true,
  isOfFit: true,
  threshold: asked("max_rmsep_sec"),
  measure: ofMerit((merit) => ({ value: merit.figure("rmsep_sec") })),
});

export const words: CheckWords = {
  title: "Error over that of the fit (RMSEP/SEC)",
  quantity: "number",
  action: "Take fewer latent variables or more samples, and look whether the samples predicted are of another kind.",
  fields: {
    max_rmsep_sec: { meaning: "root mean square error of samples not fitted over the standard error of calibration" },
  },
};
