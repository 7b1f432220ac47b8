/** Health: one number from 0 to 1 a spectrum, the smallest of five parts; all of them free of units. */
import { type Matrix, row } from "../../../contract/matrix.ts";
import { baselineHealth, driftOf, medianSpectrum } from "./baseline.ts";
import { saturatedFraction, saturationHealth } from "./saturated-points.ts";
import { medianOf } from "./select.ts";
import { spikeFractions, spikeHealth } from "./spikes.ts";
import { clip, snrHealth, spreadOf } from "./spread.ts";

/** The parts in the order in which the first smallest is named. */
export const healthParts = ["snr", "noise", "spike", "sat", "base"] as const;
export type HealthPart = (typeof healthParts)[number];

export interface Health {
  /** Smallest part, length n. */
  readonly health: Float64Array;
  /** Every part, length n each. */
  readonly parts: Readonly<Record<HealthPart, Float64Array>>;
  /** Share of spoilt points, length n. */
  readonly spikes: Float64Array;
  /** Share of saturated points, length n. */
  readonly saturated: Float64Array;
  /** F, length n. */
  readonly drift: Float64Array;
}

/** Fewer points than this say nothing about noise, spikes or baselines. */
export const leastPoints = 32;

/**
 * Measures every spectrum.
 *
 * @param x n × p, p ≥ 32: as read, cropped and despiked but not otherwise changed
 * @param reference indexes of the rows the others are compared with, at least one
 * @param order of the baseline: 2 for Raman and FTIR, else 1
 * @param isOver point j of spectrum i is at or above a declared detector limit; null where none was declared
 * @throws RangeError below 32 points or without a reference row
 */
export function healthOf(
  x: Matrix,
  reference: readonly number[],
  order: 1 | 2,
  isOver: ((i: number, j: number) => boolean) | null,
): Health {
  if (x.cols < leastPoints || reference.length === 0)
    throw new RangeError(`${x.cols} points, ${reference.length} rows`);
  const scratch = new Float64Array(x.cols);
  const spreads = Array.from({ length: x.rows }, (_, i) => spreadOf(row(x, i), scratch));
  const ranges = spreads.map(({ range }) => range);
  const { slopes, fractions: drift } = driftOf(x, medianSpectrum(x, reference), order);
  const spikes = spikeFractions(x, ranges);
  const saturated = Float64Array.from({ length: x.rows }, (_, i) =>
    saturatedFraction(row(x, i), isOver && ((j) => isOver(i, j))),
  );
  const noise = Float64Array.from(spreads, ({ sigma }, i) => (sigma === 0 ? 0 : sigma / Math.abs(slopes[i])));
  const usual = medianOf(Float64Array.from(reference, (i) => noise[i]));
  const parts = {
    snr: Float64Array.from(spreads, snrHealth),
    noise: noise.map((value) => noiseHealth(value, usual)),
    spike: spikes.map(spikeHealth),
    sat: saturated.map(saturationHealth),
    base: drift.map(baselineHealth),
  };
  const health = Float64Array.from({ length: x.rows }, (_, i) =>
    Math.min(...healthParts.map((part) => parts[part][i])),
  );
  return { health, parts, spikes, saturated, drift };
}

/**
 * Noise part of health: with r the noise relative to what is usual, 1 − 0.3 log₂(max(r, 3)/3) within 0 and 1. Three times
 * the usual noise costs nothing, six times leaves 0.7. Where the usual noise is 0 (coarse digits) it compares nothing: 1.
 * @internal
 */
export function noiseHealth(noise: number, usual: number): number {
  if (usual === 0) return 1;
  return clip(1 - (0.3 * Math.log(Math.max(noise / usual, 3) / 3)) / Math.LN2);
}

/** The gate's number: the ⌈0.05 n⌉-th smallest health, so that one odd spectrum in twenty does not decide. */
export function gateHealth(health: Float64Array): number {
  const sorted = health.slice().sort();
  return sorted[Math.ceil(0.05 * sorted.length) - 1];
}
