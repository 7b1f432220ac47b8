/** Multivariate limits: Hotelling's T², leverage, and the limits of T² and Q for rows like those a model was fitted on. */

import type { Matrix } from "../../contract/matrix.ts";
import { gram } from "./gram.ts";
import { chiSquareQuantile, fQuantile, normalQuantile } from "./special.ts";

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
 * Limit of T² for a components fitted on n rows: a(n − 1)/(n − a) · F(level; a, n − a); infinite where n ≤ a.
 *
 * @param level share of good rows within the limit, as 0.95
 * @see Jackson 1991, A User's Guide to Principal Components, section 1.7; MacGregor, Kourti 1995, doi 10.1016/0967-0661(95)00014-L
 */
export function t2Limit(n: number, a: number, level: number): number {
  return n > a ? ((a * (n - 1)) / (n - a)) * fQuantile(level, a, n - a) : Number.POSITIVE_INFINITY;
}

/** Sums of the first, second and third powers of the eigenvalues of a covariance. */
export type Moments = readonly [number, number, number];

/**
 * Moments of the covariance of residuals (divisor n − 1), without its eigenvalues: traces of it, its square and its cube.
 *
 * @param residuals n × p: what a model left of the rows it was fitted on
 * @param n rows the model was fitted on
 */
export function residualMoments(residuals: Matrix, n: number): Moments {
  const g = gram(residuals);
  const square = gram(g);
  const scale = n - 1;
  let first = 0;
  let second = 0;
  let third = 0;
  for (let i = 0; i < g.rows; i++) {
    first += g.data[i * g.rows + i];
    second += square.data[i * g.rows + i];
    for (let j = 0; j < g.rows; j++) third += g.data[i * g.rows + j] * square.data[i * g.rows + j];
  }
  return [first / scale, second / scale / scale, third / scale / scale / scale];
}

/**
 * Limit of Q from the residual covariance; 0 where the model leaves nothing.
 *
 * @see Jackson, Mudholkar 1979, "Control procedures for residuals associated with principal component analysis",
 *      Technometrics 21:341, doi 10.1080/00401706.1979.10489779
 */
export function qLimit([first, second, third]: Moments, level: number): number {
  if (!(first > 0)) return 0;
  const h = 1 - (2 * first * third) / (3 * second * second);
  // h ≤ 0 only for a covariance with few large and many small eigenvalues; there the scaled chi-square takes its place.
  if (!(h > 0)) return (second / first) * chiSquareQuantile(level, (first * first) / second);
  const z = normalQuantile(level);
  const base = (z * Math.sqrt(2 * second * h * h)) / first + 1 + (second * h * (h - 1)) / (first * first);
  return base > 0 ? first * Math.exp(Math.log(base) / h) : 0;
}

/**
 * Limit of Q from the Q values of the fitted rows alone, by a scaled chi-square with their mean and variance: for PLS, whose
 * residual covariance is not at hand.
 *
 * @see Box 1954, doi 10.1214/aoms/1177728786; Nomikos, MacGregor 1995, doi 10.1080/00401706.1995.10485888
 */
export function qLimitFromValues(q: Float64Array, level: number): number {
  let mean = 0;
  for (const value of q) mean += value / q.length;
  let variance = 0;
  for (const value of q) variance += ((value - mean) * (value - mean)) / (q.length - 1);
  if (!(variance > 0)) return mean;
  return (variance / (2 * mean)) * chiSquareQuantile(level, (2 * mean * mean) / variance);
}
