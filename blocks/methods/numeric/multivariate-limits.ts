/** Multivariate limits: Hotelling's T², leverage, and their limits, of rows a model was fitted on and of new ones, which are not the same. */

import type { Matrix } from "../../contract/matrix.ts";
import { betaQuantile, chiSquareQuantile, fQuantile } from "./special.ts";

/**
 * Hotelling's T² of every row: squared scores, each divided by its variance over the fitted rows, summed. Length n.
 *
 * @param scores n × a, centred
 * @param variances length a, divisor n − 1
 */
export function hotellingT2(scores: Matrix, variances: ArrayLike<number>): Float64Array {
  const a = scores.cols;
  const result = new Float64Array(scores.rows);
  for (let i = 0; i < scores.rows; i++) {
    for (let c = 0; c < a; c++) result[i] += (scores.data[i * a + c] * scores.data[i * a + c]) / variances[c];
  }
  return result;
}

/** Leverage of rows with these T² in a centred model fitted on n rows: 1/n + T²/(n − 1). Length as T². */
export function leverage(t2: Float64Array, n: number): Float64Array {
  return t2.map((value) => 1 / n + value / (n - 1));
}

/**
 * Limit of T² for the rows a model of a components was fitted on: (n − 1)²/n · B⁻¹(level; a/2, (n − a − 1)/2). It stays below the
 * largest T² that a fitted row can have, (n − 1)²/n, which the limit for new rows does not; null where n ≤ a + 1.
 *
 * @param level share of good rows within the limit, as 0.95
 * @see Tracy, Young, Mason 1992, J. Qual. Technol. 24:88, doi 10.1080/00224065.1992.12015232 (phase I)
 */
export const t2FittedLimit = (n: number, a: number, level: number): number | null =>
  n > a + 1 ? (((n - 1) * (n - 1)) / n) * betaQuantile(level, a / 2, (n - a - 1) / 2) : null;

/**
 * Limit of T² for new rows, which the model has not seen: a(n² − 1)/(n(n − a)) · F⁻¹(level; a, n − a); null where n ≤ a + 1.
 *
 * @param level share of good rows within the limit, as 0.95
 * @see Tracy, Young, Mason 1992 (phase II); Jackson 1991, A User's Guide to Principal Components, section 1.7
 */
export const t2NewLimit = (n: number, a: number, level: number): number | null =>
  n > a + 1 ? ((a * (n * n - 1)) / (n * (n - a))) * fQuantile(level, a, n - a) : null;

/**
 * Limit of Q from the Q values of the fitted rows, by a scaled chi-square with their mean μ and variance v (divisor n − 1):
 * g·χ²(level; h), g = v/2μ, h = 2μ²/v. Their mean where they do not vary, 0 where a model leaves nothing.
 *
 * @see Box 1954, doi 10.1214/aoms/1177728786; Nomikos, MacGregor 1995, doi 10.1080/00401706.1995.10485888
 */
export function qLimit(q: Float64Array, level: number): number {
  let mean = 0;
  for (const value of q) mean += value / q.length;
  let variance = 0;
  for (const value of q) variance += ((value - mean) * (value - mean)) / (q.length - 1);
  if (!(variance > 0)) return mean;
  return (variance / (2 * mean)) * chiSquareQuantile(level, (2 * mean * mean) / variance);
}

/** Above it a row pulls the model towards itself: 3a/n. @see ASTM E1655 on outliers of leverage */
export const leverageLimit = (n: number, a: number): number => (3 * a) / n;

/** Fewest left-out values from which a limit is taken. */
const leastLeftOut = 20;

/** The ⌈level·m⌉-th smallest of m values of rows that a model had not seen; null for fewer than 20. */
export function leftOutLimit(values: ArrayLike<number>, level: number): number | null {
  if (values.length < leastLeftOut) return null;
  return Float64Array.from(values).sort()[leftOutRank(values.length, level) - 1];
}

/** ⌈level·m⌉, less a little, so that 0.95 · 20 is 19 and not 20. */
export const leftOutRank = (m: number, level: number): number => Math.ceil(level * m - 1e-9);
