/** Baseline drift: the share of slow drift in a spectrum's shape, exceeded by one spectrum in twenty. */

import { type CheckWords, check } from "../check.ts";
import { worstSpectra } from "./material.ts";
import { percentileOf } from "./select.ts";

export const declaration = check({
  id: "baseline_drift",
  gate: "spectral",
  code: "FS7114",
  limit: "max",
  unit: "fraction",
  threshold: { field: "max_baseline_drift", default: 0.35, floor: 0.6, bounds: [0, 1] },
  measure(material) {
    const found = material.health();
    if ("na" in found) return found;
    return { value: percentileOf(found.drift.slice(), 95), worst: worstSpectra(material, found.drift, -1) };
  },
});

export const words: CheckWords = {
  title: "Baseline drift",
  quantity: "share",
  action:
    "Measure a new background, let the instrument warm up, and look for fluorescence or scatter in the listed spectra; crop regions that only drift.",
  fields: {
    max_baseline_drift: {
      meaning: "share of slow drift in a spectrum's shape, exceeded by one spectrum in twenty",
    },
  },
};
