/** Spectral checks: health, spikes, saturation and baseline drift of the measured spectra, with the worst of them. */
import type { Columns, Rows } from "../../../contract/values.ts";
import { type Check, judged, notJudged, type Worst } from "../check.ts";
import type { EffectivePolicy } from "../policy.ts";
import { gateHealth, type Health, healthOf, healthParts, leastPoints } from "./health.ts";
import type { MeasuredSpectra } from "./measured.ts";
import { percentileOf } from "./select.ts";

/**
 * health_score, spike_fraction, saturation and baseline_drift; na below 32 points. The reference of noise and drift is the
 * set itself.
 *
 * @param rows roles of all rows; `index` names those that were measured, in order
 */
export function spectralChecks(
  { x, columns, isOver }: MeasuredSpectra,
  rows: Rows,
  index: readonly number[],
  policy: EffectivePolicy,
) {
  if (x.cols < leastPoints) return tooFewPoints(policy);
  const measured = healthOf(x, [...index.keys()], driftOrder(columns), isOver);
  const { health, spikes, saturated, drift } = measured;
  const worst = (values: Float64Array, order: 1 | -1, about?: (k: number) => string) =>
    worstSpectra(values, order, rows, index, about);
  return {
    health_score: judged(policy, "min_health_score", "min", null, {
      value: gateHealth(health),
      worst: worst(health, 1, (k) => limitedBy(measured, k)),
    }),
    spike_fraction: judged(policy, "max_spike_fraction", "max", "fraction", {
      value: mean(spikes),
      worst: worst(spikes, -1),
    }),
    saturation: judged(policy, "max_saturation_fraction", "max", "fraction", {
      value: mean(saturated),
      worst: worst(saturated, -1),
    }),
    baseline_drift: judged(policy, "max_baseline_drift", "max", "fraction", {
      value: percentileOf(drift.slice(), 95),
      worst: worst(drift, -1),
    }),
  };
}

/** Baselines bend in Raman (fluorescence) and FTIR; where the technique is not told, an axis in wavelengths is taken for NIR. */
export function driftOrder(columns: Columns): 1 | 2 {
  if (columns.kind !== "axis") return 1;
  const { technique, unit } = columns;
  return technique === "NIR" || (technique === null && unit !== "cm-1") ? 1 : 2;
}

const partNames = {
  snr: "signal to noise",
  noise: "noise",
  spike: "spikes",
  sat: "saturation",
  base: "baseline",
} as const;

/** The part that makes a spectrum's health what it is: the first of the smallest. */
function limitedBy({ parts }: Health, k: number): string {
  return partNames[healthParts.reduce((least, part) => (parts[part][k] < parts[least][k] ? part : least))];
}

/** The five worst spectra that are not perfect; equals in row order. */
function worstSpectra(
  values: Float64Array,
  order: 1 | -1,
  rows: Rows,
  index: readonly number[],
  about?: (k: number) => string,
): readonly Worst[] {
  const perfect = order === 1 ? 1 : 0;
  return [...values.keys()]
    .filter((k) => values[k] !== perfect)
    .sort((a, b) => order * (values[a] - values[b]) || a - b)
    .slice(0, 5)
    .map((k) => {
      const named = { sample: rows.sample[index[k]], spectrum: rows.id[index[k]], value: values[k] };
      return about === undefined ? named : { ...named, about: about(k) };
    });
}

function tooFewPoints({ thresholds }: EffectivePolicy) {
  const none = (field: string, limit: "min" | "max", unit: string | null): Check =>
    notJudged("too_few_points", limit, unit, thresholds[field].value, thresholds[field].floor);
  return {
    health_score: none("min_health_score", "min", null),
    spike_fraction: none("max_spike_fraction", "max", "fraction"),
    saturation: none("max_saturation_fraction", "max", "fraction"),
    baseline_drift: none("max_baseline_drift", "max", "fraction"),
  };
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
