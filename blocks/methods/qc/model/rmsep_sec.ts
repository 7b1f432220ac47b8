/** RMSEP over SEC: whether the model fits its own samples better than others. */
import { type CheckWords, check } from "../check.ts";

export const declaration = check({
  id: "rmsep_sec",
  gate: "model",
  code: "FS7137",
  limit: "max",
  unit: null,
  isAsked: true,
  threshold: {
    field: "max_rmsep_sec",
    default: null,
    floor: null,
    bounds: [0, Number.POSITIVE_INFINITY],
    isOptional: true,
  },
  measure(material) {
    const merit = material.merit();
    return "na" in merit ? merit : { value: merit.figure("rmsep_sec") };
  },
});

export const words: CheckWords = {
  title: "Error over that of the fit (RMSEP/SEC)",
  action: "Take fewer latent variables or more samples, and look whether the samples predicted are of another kind.",
  fields: {
    max_rmsep_sec: { meaning: "root mean square error of samples not fitted over the standard error of calibration" },
  },
};
