/** Trend: whether a figure rises or falls from one segment to the next. */
import type { Stream } from "../../contract/stream.ts";
import { ranks } from "../numeric/ranks.ts";

export interface Trend {
  readonly rho: number;
  readonly p: number;
  readonly n: number;
}

/** Up to so many values every order is tried. */
const mostExact = 8;
const permutations = 9999;
/** Fewer values show no trend. */
const leastValues = 4;

/**
 * Spearman's correlation of values with their places, and how often an order by chance does as well, both sides counted: over all n!
 * orders up to n = 8, else (1 + as extreme)/(1 + 9,999) over permutations that are drawn.
 *
 * @param values in the order of time
 * @returns null below 4 values, and where all are equal
 * @see Spearman 1904, Am. J. Psychol. 15:72, doi 10.2307/1412159; Phipson, Smyth 2010, doi 10.2202/1544-6115.1585
 */
export function trendOf(values: readonly number[], draw: () => Stream): Trend | null {
  const n = values.length;
  if (n < leastValues || values.every((value) => value === values[0])) return null;
  const own = centred(ranks(values));
  const places = centred(Float64Array.from(values, (_, i) => i));
  const scale = Math.sqrt(dot(own, own) * dot(places, places));
  const observed = dot(own, places);
  // Rounding must not tell two equal sums apart.
  const isAsFar = (sum: number) => Math.abs(sum) >= Math.abs(observed) - 1e-9 * scale;
  return {
    rho: observed / scale,
    p: n <= mostExact ? exact(own, places, isAsFar) : drawn(own, places, isAsFar, draw()),
    n,
  };
}

/** The share of all orders that are as far from none, by Heap's way of going through them. */
function exact(own: Float64Array, places: Float64Array, isAsFar: (sum: number) => boolean): number {
  const order = Float64Array.from(own);
  let [all, far] = [0, 0];
  const go = (k: number): void => {
    if (k === 1) {
      all++;
      if (isAsFar(dot(order, places))) far++;
      return;
    }
    for (let i = 0; i < k; i++) {
      go(k - 1);
      const other = k % 2 === 0 ? i : 0;
      if (i < k - 1) [order[other], order[k - 1]] = [order[k - 1], order[other]];
    }
  };
  go(order.length);
  return far / all;
}

function drawn(own: Float64Array, places: Float64Array, isAsFar: (sum: number) => boolean, draw: Stream): number {
  let far = 0;
  const items = [...own];
  for (let k = 0; k < permutations; k++) if (isAsFar(dot(draw.shuffle(items), places))) far++;
  return (1 + far) / (1 + permutations);
}

function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
