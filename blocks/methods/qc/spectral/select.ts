/** Select: medians and percentiles without sorting, for numbers that are looked at once and thrown away. */

import { selectInPlace } from "../../numeric/order-statistics.ts";

/** The middle value, or the mean of the two middle ones, of the first `n` numbers, which are reordered. */
export function medianOf(values: Float64Array, n = values.length): number {
  const upper = selectInPlace(values, n >> 1, n);
  if (n % 2 === 1) return upper;
  return (largestBefore(values, n >> 1) + upper) / 2;
}

/** The p-th percentile (0 to 100), linear between neighbours (Hyndman and Fan's type 7); the numbers are reordered. */
export function percentileOf(values: Float64Array, percent: number, n = values.length): number {
  const at = ((n - 1) * percent) / 100;
  const above = Math.min(Math.floor(at) + 1, n - 1);
  const high = selectInPlace(values, above, n);
  const low = above === Math.floor(at) ? high : largestBefore(values, above);
  return low + (at - Math.floor(at)) * (high - low);
}

function largestBefore(values: Float64Array, end: number): number {
  let largest = values[0];
  for (let i = 1; i < end; i++) if (values[i] > largest) largest = values[i];
  return largest;
}
