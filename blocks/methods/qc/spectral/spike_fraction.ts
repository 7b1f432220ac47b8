/** Spikes: the share of points that spikes spoil, mean over spectra. */

import { type CheckWords, check } from "../check.ts";
import { mean, worstSpectra } from "./material.ts";

export const declaration = check({
  id: "spike_fraction",
  gate: "spectral",
  code: "FS7112",
  limit: "max",
  unit: "fraction",
  threshold: { field: "max_spike_fraction", default: 0.01, floor: 0.05, bounds: [0, 1] },
  measure(material) {
    const found = material.health();
    if ("na" in found) return found;
    return { value: mean(found.spikes), worst: worstSpectra(material, found.spikes, -1) };
  },
});

export const words: CheckWords = {
  title: "Points spoilt by spikes",
  quantity: "share",
  action: "Add `despike` as the first step of the preprocess block, or measure the listed spectra again.",
  fields: {
    max_spike_fraction: {
      meaning: "points within two of a spike, mean over spectra",
    },
  },
};
