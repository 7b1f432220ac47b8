/** Order: medians and percentiles of the verifier's own, by sorting. */

/** Ascending, as numbers. */
const ascending = (values: ArrayLike<number>): Float64Array => Float64Array.from(values).sort();

/** The p-th percentile, 0 to 100, linear between neighbours (Hyndman and Fan 1996, type 7; doi 10.1080/00031305.1996.10473566). */
export function percentile(values: ArrayLike<number>, percent: number): number {
  const sorted = ascending(values);
  const at = ((sorted.length - 1) * percent) / 100;
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

/** The middle value, or the mean of the two middle ones. */
export function median(values: ArrayLike<number>): number {
  const sorted = ascending(values);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
