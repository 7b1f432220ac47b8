/** Spikes: cosmic rays and glitches, found by third differences against what is usual nearby and in the whole spectrum. */
import type { Matrix } from "../../../contract/matrix.ts";
import { row } from "../../../contract/matrix.ts";
import { medianOf } from "./select.ts";
import { clip, robustScale } from "./spread.ts";

/** Points of the running median. */
const window = 25;
/** How many times the usual third difference a spike has. */
const times = 10;
/** Share of the range below which nothing is called a spike. */
const leastOfRange = 0.03;
/** Points on either side of a centre that a spike spoils. */
const reach = 2;
/** From so many spectra on, what sits at one place in a tenth of them, and in three at least, is a narrow band. */
const leastForBands = 10;
const leastAtBand = 3;

/**
 * Share of each spectrum's points within ±2 of a spike. Length n.
 *
 * The formula stands in `spike_fraction.md`.
 *
 * @param x n × p, p ≥ 32
 * @param ranges R of every spectrum, length n
 */
export function spikeFractions(x: Matrix, ranges: ArrayLike<number>): Float64Array {
  const scratch = new Float64Array(x.cols);
  const a = new Float64Array(x.cols - 3);
  const near = new Float64Array(window);
  const centres = Array.from({ length: x.rows }, (_, i) => centresOf(row(x, i), ranges[i], a, scratch, near));
  const hits = spectraNear(centres, x.cols);
  const isBand = (j: number) => x.rows >= leastForBands && hits[j] >= Math.max(leastAtBand, x.rows / 10);
  return Float64Array.from(centres, (found) => {
    const spoilt = new Set<number>();
    for (const j of found) {
      if (isBand(j)) continue;
      for (let k = Math.max(0, j - reach); k <= Math.min(x.cols - 1, j + reach); k++) spoilt.add(k);
    }
    return spoilt.size / x.cols;
  });
}

/** How many spectra have a centre at each point or beside it: a coarse axis puts the top of a band now here, now there. */
function spectraNear(centres: readonly (readonly number[])[], points: number): Int32Array {
  const hits = new Int32Array(points);
  for (const found of centres) {
    const near = new Set(found.flatMap((j) => [j - 1, j, j + 1]));
    // A centre lies a point from either end at least.
    for (const j of near) hits[j]++;
  }
  return hits;
}

/** Spike part of health: 1 − 0.3 f/0.01 within 0 and 1. */
export const spikeHealth = (fraction: number): number => clip(1 - (0.3 * fraction) / 0.01);

function centresOf(
  x: Float64Array,
  range: number,
  a: Float64Array,
  scratch: Float64Array,
  near: Float64Array,
): readonly number[] {
  for (let j = 0; j < a.length; j++)
    a[j] = Math.abs(x[j + 3] - x[j + 2] - (x[j + 2] - x[j + 1]) - (x[j + 2] - x[j + 1] - (x[j + 1] - x[j])));
  scratch.set(a);
  const floor = Math.max(times * robustScale * medianOf(scratch, a.length), leastOfRange * range);
  const centres: number[] = [];
  for (let j = 0; j < a.length; j++) {
    if (a[j] > floor && isLargest(a, j) && a[j] > (times * runningMedian(a, j, near)) / 0.6745)
      centres.push(j + offset);
  }
  return centres;
}

/** Δ³ at j spans the points j … j + 3; a spike at j + 2 makes it largest. */
const offset = 2;

function isLargest(a: Float64Array, j: number): boolean {
  for (let k = Math.max(0, j - reach); k <= Math.min(a.length - 1, j + reach); k++) if (a[k] > a[j]) return false;
  return true;
}

/** Median of the 25 values about j; beyond an end the series is mirrored in its end value. */
function runningMedian(a: Float64Array, j: number, near: Float64Array): number {
  const half = window >> 1;
  const last = a.length - 1;
  for (let k = -half; k <= half; k++) {
    const at = j + k;
    near[k + half] = a[at < 0 ? -at : at > last ? 2 * last - at : at];
  }
  return medianOf(near);
}
