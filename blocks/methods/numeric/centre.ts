/** Centre: rows less their column means, the form in which every linear model here sees its variables. */

import { type Matrix, matrix, row } from "../../contract/matrix.ts";
import { Refusal } from "../../contract/refusal.ts";
import { standing } from "./row-origin.ts";

export interface Centred {
  /** n × p, a copy. */
  readonly x: Matrix;
  /** Length p. */
  readonly mean: Float64Array;
}

/**
 * Training rows less their column means.
 *
 * @param x n × p; not changed
 * @throws Refusal FS3604 where a value is not a finite number (row and column counted from 1)
 */
export function centre(x: Matrix): Centred {
  const mean = means(x);
  if (mean.some((value) => !Number.isFinite(value))) refuseUnusable(x);
  return { x: less(x, mean), mean };
}

/** A copy of the rows (n × p) less `mean` (length p). */
export function less(x: Matrix, mean: Float64Array): Matrix {
  const { data, starts } = standing(x);
  const { cols } = x;
  const result = matrix(x.rows, cols);
  const out = result.data;
  for (let i = 0; i < starts.length; i++) {
    const from = starts[i];
    const to = i * cols;
    for (let j = 0; j < cols; j++) out[to + j] = data[from + j] - mean[j];
  }
  return result;
}

/** Means counted from the first row, so that a constant column's mean is its value to the last bit and its centred values are 0. */
function means(x: Matrix): Float64Array {
  const { data, starts } = standing(x);
  const first = x.rows === 0 ? new Float64Array(x.cols) : data.subarray(starts[0], starts[0] + x.cols);
  const sums = new Float64Array(x.cols);
  for (let i = 1; i < starts.length; i++) {
    const from = starts[i];
    for (let j = 0; j < sums.length; j++) sums[j] += data[from + j] - first[j];
  }
  for (let j = 0; j < sums.length; j++) sums[j] = first[j] + sums[j] / x.rows;
  return sums;
}

function refuseUnusable(x: Matrix): void {
  const at = x.data.findIndex((value) => !Number.isFinite(value));
  const place = (index: number) => ({ row: Math.floor(index / x.cols) + 1, column: (index % x.cols) + 1 });
  if (at >= 0) throw new Refusal("FS3604", { ...place(at), value: String(x.data[at]) });
  // Every number is finite but the sum of a column is not: as useless.
  const large = row(x, 0).findIndex((_, j) => !Number.isFinite(means(x)[j]));
  throw new Refusal("FS3604", { ...place(large), value: String(x.data[large]) });
}
