/** Saturation: flat tops and bottoms that a detector or a converter cut off. */
import { clip } from "./spread.ts";

/** Equal values in a row that make a flat top. */
const leastRun = 3;
/** A cut leaves an edge: a step of more than so many quanta beside the run. */
const leastQuanta = 3;

/**
 * Marks the saturated points of one spectrum: those in runs of at least 3 equal values at its maximum or minimum with a
 * step of more than 3 quanta beside them (a quantum is the smallest non-zero step), and those at or above a declared limit.
 *
 * A coarsely digitised band has flat tops too, but its neighbours lie one quantum below.
 *
 * @param x length p
 * @param isOver the points at or above the detector's declared limit; null where none was declared
 * @returns their share of the p points
 */
export function saturatedFraction(x: Float64Array, isOver: ((j: number) => boolean) | null): number {
  const { low, high, quantum } = stepsOf(x);
  const p = x.length;
  let count = 0;
  for (let start = 0; start < p; ) {
    let end = start + 1;
    while (end < p && x[end] === x[start]) end++;
    const isExtreme = x[start] === high || x[start] === low;
    const edge = Math.max(start > 0 ? gap(x, start - 1) : 0, end < p ? gap(x, end - 1) : 0);
    const isCut = isExtreme && end - start >= leastRun && edge > leastQuanta * quantum;
    for (let j = start; j < end; j++) if (isCut || isOver?.(j) === true) count++;
    start = end;
  }
  return count / p;
}

/** Saturation part of health: 1 − 0.3 f/0.01 within 0 and 1. */
export const saturationHealth = (fraction: number): number => clip(1 - (0.3 * fraction) / 0.01);

/** Lowest and highest value, and the smallest non-zero step between neighbours (infinite for a constant). */
function stepsOf(x: Float64Array): { low: number; high: number; quantum: number } {
  let low = x[0];
  let high = x[0];
  let quantum = Number.POSITIVE_INFINITY;
  for (let j = 1; j < x.length; j++) {
    if (x[j] < low) low = x[j];
    if (x[j] > high) high = x[j];
    const step = gap(x, j - 1);
    if (step > 0 && step < quantum) quantum = step;
  }
  return { low, high, quantum };
}

const gap = (x: Float64Array, j: number): number => Math.abs(x[j + 1] - x[j]);
