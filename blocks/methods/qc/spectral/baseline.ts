/** Baseline: how much of a spectrum's shape is slow drift against the reference, and how strong the reference is in it. */
import { columnMeans, type Matrix, matrix, row } from "../../../contract/matrix.ts";
import { coefficients, polynomialColumns, thinQr } from "../../numeric/small-solve.ts";
import { medianOf } from "./select.ts";
import { clip } from "./spread.ts";

export interface Drift {
  /** b: how strong the reference stands in each spectrum. Length n. */
  readonly slopes: Float64Array;
  /** F: share of drift in the energy of drift and reference together, 0 to 1. Length n. */
  readonly fractions: Float64Array;
}

/**
 * Fits every spectrum by least squares as x = a + b m + d₁t (+ d₂t²), t from −1 to 1 along the points, and compares
 * energies: F = E(d)/(E(d) + E(b (m − mean m))), E the sum of squares about the mean.
 *
 * @param x n × p
 * @param m reference spectrum, length p
 * @param order 1, or 2 where baselines bend (Raman, FTIR)
 * @returns F 1 and b 0 where the reference is nowhere in the spectrum; F 0 and b 1 everywhere where the reference itself is
 *     such a polynomial, since drift cannot be told from signal then
 * @see Martens, Stark 1991, doi 10.1016/0731-7085(91)80188-F (the same model, for correction)
 */
export function driftOf(x: Matrix, m: Float64Array, order: 1 | 2): Drift {
  const t = Float64Array.from({ length: x.cols }, (_, j) => (2 * j) / (x.cols - 1) - 1);
  const trends = polynomialColumns(t, order);
  const centred = less(m, mean(m));
  const qr = thinQr([...trends, centred]);
  const slopes = new Float64Array(x.rows).fill(1);
  const fractions = new Float64Array(x.rows);
  if (qr.dependent >= 0) return { slopes, fractions };
  const signal = squares(centred);
  const drift = new Float64Array(x.cols);
  for (let i = 0; i < x.rows; i++) {
    const values = row(x, i);
    const c = coefficients(qr, less(values, mean(values)));
    for (let j = 0; j < x.cols; j++) {
      drift[j] = 0;
      for (let k = 1; k <= order; k++) drift[j] += c[k] * trends[k][j];
    }
    const b = c[order + 1];
    const moved = squares(less(drift, mean(drift)));
    slopes[i] = b;
    fractions[i] = moved + b * b * signal > 0 ? moved / (moved + b * b * signal) : 1;
  }
  return { slopes, fractions };
}

/** Baseline part of health: 1 − 0.3 F/0.35 within 0 and 1. */
export const baselineHealth = (fraction: number): number => clip(1 - (0.3 * fraction) / 0.35);

/** Median of every column over the given rows: the reference spectrum. Length p. */
export function medianSpectrum(x: Matrix, rows: readonly number[]): Float64Array {
  // Copied column by column, a block of columns at a time, so that memory is read along the rows.
  const block = Math.min(64, x.cols);
  const gathered = matrix(block, rows.length);
  const result = new Float64Array(x.cols);
  for (let from = 0; from < x.cols; from += block) {
    const width = Math.min(block, x.cols - from);
    rows.forEach((i, k) => {
      for (let j = 0; j < width; j++) gathered.data[j * rows.length + k] = x.data[i * x.cols + from + j];
    });
    for (let j = 0; j < width; j++) result[from + j] = medianOf(row(gathered, j));
  }
  return result;
}

const mean = (values: Float64Array): number => columnMeans({ rows: values.length, cols: 1, data: values })[0];
const less = (values: Float64Array, by: number): Float64Array => values.map((value) => value - by);

function squares(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}
