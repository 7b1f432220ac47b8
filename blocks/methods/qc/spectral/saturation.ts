/** Saturation: the share of points at the detector's limit, mean over spectra. */

import { type CheckWords, check } from "../check.ts";
import { mean, worstSpectra } from "./material.ts";

export const declaration = check({
  id: "saturation",
  gate: "spectral",
  code: "FS7113",
  limit: "max",
  unit: "fraction",
  threshold: { field: "max_saturation_fraction", default: 0.01, floor: 0.05, bounds: [0, 1] },
  measure(material) {
    const found = material.health();
    if ("na" in found) return found;
    return { value: mean(found.saturated), worst: worstSpectra(material, found.saturated, -1) };
  },
});

export const words: CheckWords = {
  title: "Saturated points",
  quantity: "share",
  action:
    "Measure with less light, a shorter integration time or a thinner sample; a crop that leaves the saturated region out helps too.",
  fields: {
    max_saturation_fraction: {
      meaning: "points where the detector was at its limit, mean over spectra",
    },
  },
};
