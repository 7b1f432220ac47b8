/** External RMSEP: what the error on samples that no fit saw may be at best, by the lower limit of what was found. */
import { chiSquareQuantile } from "../../numeric/special.ts";
import { type CheckWords, check } from "../check.ts";

export const declaration = check({
  id: "external_rmsep",
  gate: "model",
  code: "FS7143",
  limit: "max",
  unit: "target",
  threshold: {
    field: "max_rmsep",
    default: null,
    floor: null,
    bounds: [0, Number.POSITIVE_INFINITY],
    follows: "max_rmsecv",
  },
  measure(material) {
    const outside = material.externalErrors();
    if ("na" in outside) return outside;
    const { rmse, n, unit, worst } = outside;
    return { value: rmse * Math.sqrt(n / chiSquareQuantile(0.95, n)), unit, worst };
  },
});

export const words: CheckWords = {
  title: "Error on external samples (RMSEP): lower 95 % limit",
  quantity: "number",
  action:
    "Look how the external samples differ from those the model learnt from, and let the study cover both; correct a bias at its cause.",
  fields: {
    max_rmsep: {
      meaning: "lower one-sided 95 % limit of the root mean square error of external samples",
    },
  },
};
