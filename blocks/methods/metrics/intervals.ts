/** Exact limits of proportions, and what a weighted statistic is. */
import { betaQuantile } from "../numeric/special.ts";

export type Interval = readonly [low: number, high: number];

/**
 * Two-sided exact interval of a proportion, equal tails.
 *
 * @param hits successes among `n` independent trials
 * @returns null for n = 0
 * @see Clopper, Pearson 1934, Biometrika 26:404, doi 10.1093/biomet/26.4.404
 */
export function clopperPearson(hits: number, n: number, level = 0.95): Interval | null {
  requireCount(hits, n);
  return n === 0 ? null : shareInterval(hits, n, level);
}

/**
 * The same for a sum of shares: over repeats a sample is right in some of them only. Between two whole numbers of successes the
 * beta quantiles run on steadily.
 *
 * @param hits 0 to n, whole or not
 * @param n above 0
 */
export function shareInterval(hits: number, n: number, level: number): Interval {
  const tail = (1 - level) / 2;
  return [
    hits <= 0 ? 0 : betaQuantile(tail, hits, n - hits + 1),
    hits >= n ? 1 : betaQuantile(1 - tail, hits + 1, n - hits),
  ];
}

/** One-sided upper limit: with this confidence the proportion is at most as large. Null for n = 0. */
export function clopperPearsonUpper(hits: number, n: number, confidence = 0.95): number | null {
  requireCount(hits, n);
  if (n === 0) return null;
  return hits === n ? 1 : betaQuantile(confidence, hits + 1, n - hits);
}

/**
 * Statistics of weighted units: `evaluate` takes a weight a unit (how often it counts) and writes its `width` statistics;
 * what cannot be computed is NaN.
 */
export interface Statistics {
  readonly width: number;
  evaluate(weights: Float64Array, out: Float64Array): void;
}

/** The statistics of the units as they are, every weight 1. */
export function estimates(statistics: Statistics, units: number): Float64Array {
  const out = new Float64Array(statistics.width);
  statistics.evaluate(new Float64Array(units).fill(1), out);
  return out;
}

function requireCount(hits: number, n: number): void {
  if (!(Number.isInteger(hits) && Number.isInteger(n) && hits >= 0 && hits <= n)) {
    throw new RangeError(`${hits} of ${n} is no count`);
  }
}
