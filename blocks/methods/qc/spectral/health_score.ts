/** Health: what all but one spectrum in twenty reach; the part that limits a spectrum's health is named. */

import { type CheckWords, check } from "../check.ts";
import { gateHealth, type Health, type HealthPart, healthParts } from "./health.ts";
import { worstSpectra } from "./material.ts";

export const declaration = check({
  id: "health_score",
  gate: "spectral",
  code: "FS7111",
  limit: "min",
  unit: null,
  threshold: { field: "min_health_score", default: 0.7, floor: 0.5, bounds: [0, 1] },
  measure(material) {
    const found = material.health();
    if ("na" in found) return found;
    const worst = worstSpectra(material, found.health, 1, (k) => limitedBy(found, k));
    return { value: gateHealth(found.health), worst };
  },
});

export const words: CheckWords = {
  title: "Spectral quality score",
  quantity: "index",
  action:
    "Look at the listed spectra: the part that limits their health says whether noise, spikes, saturation or baseline is wrong; measure them again or exclude them with a reason.",
  fields: {
    min_health_score: {
      meaning: "health that all but one spectrum in twenty reach",
    },
  },
};

const partCodes: { readonly [P in HealthPart]: string } = {
  snr: "signal_to_noise",
  noise: "noise",
  spike: "spikes",
  sat: "saturation",
  base: "baseline",
};

/** The part that makes a spectrum's health what it is: the first of the smallest. */
function limitedBy({ parts }: Health, k: number): string {
  return partCodes[healthParts.reduce((least, part) => (parts[part][k] < parts[least][k] ? part : least))];
}
