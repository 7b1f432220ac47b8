/** Gaps: where an axis has no points though its neighbours stand close, as between two detectors or where a range was left out. */
import { medianInPlace } from "./order-statistics.ts";

/** Steps around one, itself included, whose median it is held against. */
const around = 11;
/** So many times that median is a gap. */
const times = 3;

/**
 * Indexes j of the points before a gap: the step from j to j + 1 is above 3 times the median of the 11 steps around it, fewer at
 * the ends.
 * @param axis ascending
 */
export function gapsOf(axis: ArrayLike<number>): number[] {
  const steps = Float64Array.from({ length: Math.max(0, axis.length - 1) }, (_, j) => axis[j + 1] - axis[j]);
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (const step of steps) [least, most] = [Math.min(least, step), Math.max(most, step)];
  if (most <= times * least) return [];
  const half = around >> 1;
  return [...steps.keys()].filter((j) => {
    if (steps[j] <= times * least) return false;
    const near = steps.slice(Math.max(0, j - half), j + half + 1);
    return steps[j] > times * medianInPlace(near);
  });
}
