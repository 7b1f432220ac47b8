/** Intervals: exact ones for proportions of independent units, and the bootstrap by sample for everything else. */

import type { Stream } from "../../contract/stream.ts";
import { selectInPlace } from "../numeric/order-statistics.ts";
import { betaQuantile } from "../numeric/special.ts";

export type Interval = readonly [low: number, high: number];

/** Resamples of the bootstrap: (1999 + 1) · 0.025 is whole, so both limits are order statistics. */
const RESAMPLES = 1999;
/** Below this many samples a percentile interval says nothing. */
const LEAST_FOR_BOOTSTRAP = 5;

/**
 * Two-sided exact interval of a proportion, equal tails.
 *
 * @param hits successes among `n` independent trials
 * @returns null for n = 0
 * @see Clopper, Pearson 1934, Biometrika 26:404, doi 10.1093/biomet/26.4.404
 */
export function clopperPearson(hits: number, n: number, level = 0.95): Interval | null {
  requireCount(hits, n);
  if (n === 0) return null;
  const tail = (1 - level) / 2;
  return [
    hits === 0 ? 0 : betaQuantile(tail, hits, n - hits + 1),
    hits === n ? 1 : betaQuantile(1 - tail, hits + 1, n - hits),
  ];
}

/** One-sided lower limit: with this confidence the proportion is at least as large. Null for n = 0. */
export function clopperPearsonLower(hits: number, n: number, confidence = 0.95): number | null {
  requireCount(hits, n);
  if (n === 0) return null;
  return hits === 0 ? 0 : betaQuantile(1 - confidence, hits, n - hits + 1);
}

/** One-sided upper limit: with this confidence the proportion is at most as large. Null for n = 0. */
export function clopperPearsonUpper(hits: number, n: number, confidence = 0.95): number | null {
  requireCount(hits, n);
  if (n === 0) return null;
  return hits === n ? 1 : betaQuantile(confidence, hits + 1, n - hits);
}

/**
 * Statistics of weighted units: `evaluate` takes a weight a unit (how often it was drawn) and writes its `width` statistics;
 * what cannot be computed is NaN.
 */
export interface Statistics {
  readonly width: number;
  evaluate(weights: Float64Array, out: Float64Array): void;
}

/** Which unit belongs to which independent thing. */
export interface Clusters {
  /** Length units: 0 … count − 1. */
  readonly of: Int32Array;
  readonly count: number;
}

/** The statistics of the units as they are, every weight 1. */
export function estimates(statistics: Statistics, units: number): Float64Array {
  const out = new Float64Array(statistics.width);
  statistics.evaluate(new Float64Array(units).fill(1), out);
  return out;
}

/**
 * Percentile intervals of 95 % by drawing whole clusters (samples) with replacement. Resamples in which a statistic cannot be
 * computed do not count for it; where they are more than half there is no interval. An interval is widened to its estimate
 * where bias of the resamples would leave that outside. Where every resample gives the same value there is none either:
 * the bootstrap of a model without a single error would claim to be certain.
 *
 * @returns one interval a statistic; all null below 5 clusters
 * @see Efron, Tibshirani 1993, An Introduction to the Bootstrap, chapter 13; Field, Welsh 2007, J. R. Stat. Soc. B 69:369,
 *      doi 10.1111/j.1467-9868.2007.00593.x (resampling clusters)
 */
export function bootstrapIntervals(statistics: Statistics, clusters: Clusters, draw: Stream): (Interval | null)[] {
  const { width } = statistics;
  if (clusters.count < LEAST_FOR_BOOTSTRAP) return new Array<Interval | null>(width).fill(null);
  const drawn = Array.from({ length: width }, () => new Float64Array(RESAMPLES));
  const weights = new Float64Array(clusters.of.length);
  const times = new Float64Array(clusters.count);
  const out = new Float64Array(width);
  for (let b = 0; b < RESAMPLES; b++) {
    times.fill(0);
    for (let k = 0; k < clusters.count; k++) times[draw.below(clusters.count)]++;
    for (let i = 0; i < weights.length; i++) weights[i] = times[clusters.of[i]];
    statistics.evaluate(weights, out);
    for (let s = 0; s < width; s++) drawn[s][b] = out[s];
  }
  const observed = estimates(statistics, weights.length);
  return drawn.map((values, s) => percentile(values, observed[s]));
}

/** `values` is reordered. */
function percentile(values: Float64Array, estimate: number): Interval | null {
  let m = 0;
  for (const value of values) if (!Number.isNaN(value)) values[m++] = value;
  if (2 * m < RESAMPLES || Number.isNaN(estimate)) return null;
  const defined = values.subarray(0, m);
  const low = selectInPlace(defined, Math.max(0, Math.floor((m + 1) * 0.025) - 1));
  const high = selectInPlace(defined, Math.min(m - 1, Math.ceil((m + 1) * 0.975) - 1));
  if (high - low <= 1e-12 * Math.max(Math.abs(low), Math.abs(high))) return null;
  return [Math.min(low, estimate), Math.max(high, estimate)];
}

function requireCount(hits: number, n: number): void {
  if (!(Number.isInteger(hits) && Number.isInteger(n) && hits >= 0 && hits <= n)) {
    throw new RangeError(`${hits} of ${n} is no count`);
  }
}
