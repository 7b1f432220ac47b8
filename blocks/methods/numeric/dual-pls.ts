/** Dual PLS: predictions of every number of components from inner products of rows, for comparing candidates where columns are many. */

import { type Matrix, matrix, row } from "../../contract/matrix.ts";
import { symmetricEigen } from "./eigen.ts";
import { passesOver, type RowPasses } from "./row-passes.ts";
import type { CentredProducts } from "./row-subset.ts";
import { addOuter, addTo, dot, norm, times, transposedTimes } from "./vectors.ts";

/** Below this share of its start, what is left of Y or of a score is rounding: as in `kernelPls`. */
const EXHAUSTED = 1e-11;

/**
 * What PLS with 1, 2, … components predicts for other rows: the same numbers as `kernelPls` (but for rounding), from the n × n
 * products of the training rows and the m × n products of the others with them. The cost of a component is one product of the
 * n × n matrix with a vector: K·Y is not computed anew but follows Y as it is deflated.
 *
 * @param products about the mean of the training rows
 * @param others m × n: other rows with the training rows, about the same mean
 * @param y n × K responses of the training rows; not changed
 * @returns m × K predictions a component count; fewer entries than wanted where no further component can be had
 * @see Rännar, Lindgren, Geladi, Wold 1994, "A PLS kernel algorithm for data sets with many variables and fewer objects", J. Chemom.
 *      8:111, doi 10.1002/cem.1180080204
 */
export function dualPlsPredictions(products: CentredProducts, others: Matrix, y: Matrix, components: number): Matrix[] {
  const { training } = products;
  const n = training.rows;
  const kernel = passesOver(training);
  const { left, means } = centredResponses(y);
  const start = norm(left.data);
  const mapped = mappedColumns(kernel, left);
  const scores: Float64Array[] = [];
  const otherScores: Float64Array[] = [];
  const sum = matrix(others.rows, y.cols);
  for (let i = 0; i < others.rows; i++) sum.data.set(means, i * y.cols);
  const predictions: Matrix[] = [];
  let largest = 0;
  while (predictions.length < Math.min(components, n - 1)) {
    if (!(norm(left.data) > EXHAUSTED * start)) break;
    const weights = dominantWeights(left, mapped);
    const score = times(mapped, weights);
    const other = times(others, times(left, weights));
    const before = norm(score);
    largest = Math.max(largest, before);
    // Twice, since what one pass leaves of earlier scores is rounding of their size.
    for (let pass = 0; pass < 2; pass++) orthogonalise(score, other, scores, otherScores);
    const length = norm(score);
    if (!(length > EXHAUSTED * Math.max(before, largest))) break;
    divide(score, length);
    divide(other, length);
    const loading = transposedTimes(left, score);
    addOuter(left, score, loading, -1);
    addOuter(mapped, kernel.scores(score), loading, -1);
    addOuter(sum, other, loading, 1);
    scores.push(score);
    otherScores.push(other);
    predictions.push(matrix(sum.rows, sum.cols, sum.data.slice()));
  }
  return predictions;
}

function centredResponses(y: Matrix): { left: Matrix; means: Float64Array } {
  const means = new Float64Array(y.cols);
  for (let i = 0; i < y.rows; i++) addTo(means, row(y, i), 1 / y.rows);
  const left = matrix(y.rows, y.cols, y.data.slice());
  for (let i = 0; i < y.rows; i++) addTo(row(left, i), means, -1);
  return { left, means };
}

/** K·Y, n × K. */
function mappedColumns(kernel: RowPasses, left: Matrix): Matrix {
  const result = matrix(left.rows, left.cols);
  for (let c = 0; c < left.cols; c++) {
    const column = kernel.scores(Float64Array.from({ length: left.rows }, (_, i) => left.data[i * left.cols + c]));
    for (let i = 0; i < left.rows; i++) result.data[i * left.cols + c] = column[i];
  }
  return result;
}

/** The dominant eigenvector q of YᵀKY: Y·q is the weight of `kernelPls` in terms of rows. Length K. */
function dominantWeights(left: Matrix, mapped: Matrix): Float64Array {
  const k = left.cols;
  if (k === 1) return Float64Array.of(1);
  const small = matrix(k, k);
  for (let a = 0; a < k; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let at = 0; at < left.data.length; at += k) sum += left.data[at + a] * mapped.data[at + b];
      small.data[a * k + b] = small.data[b * k + a] = sum;
    }
  }
  return row(symmetricEigen(small).vectors, 0).slice();
}

function orthogonalise(
  score: Float64Array,
  other: Float64Array,
  scores: readonly Float64Array[],
  otherScores: readonly Float64Array[],
): void {
  scores.forEach((earlier, c) => {
    const share = dot(earlier, score);
    addTo(score, earlier, -share);
    addTo(other, otherScores[c], -share);
  });
}

function divide(values: Float64Array, divisor: number): void {
  for (let j = 0; j < values.length; j++) values[j] /= divisor;
}
