/** PLS: partial least squares by the improved kernel algorithm, one fit for every number of components up to the largest. */

import { type Matrix, matrix, row } from "../../contract/matrix.ts";
import { type Centred, centre, less } from "./centre.ts";
import { symmetricEigen } from "./eigen.ts";
import { passesOver, type RowPasses } from "./row-passes.ts";
import { addOuter, addTo, dot, norm, times, transposedTimes } from "./vectors.ts";

/** Components are nested: the first a entries of every list are the model with a components. */
export interface Pls {
  readonly rows: number;
  readonly xMean: Float64Array;
  readonly yMean: Float64Array;
  /** Loading weights w, unit vectors of length p. */
  readonly weights: readonly Float64Array[];
  /** X loadings p, length p. */
  readonly loadings: readonly Float64Array[];
  /** Rotations r, length p: score = (x − mean) · r. */
  readonly rotations: readonly Float64Array[];
  /** Y loadings q, length K. */
  readonly yLoadings: readonly Float64Array[];
  /** tᵀt of every component over the training rows. */
  readonly scoreSquares: readonly number[];
}

/** Below this share of its start, what is left of XᵀY, or of a score, is rounding: no further component can be had. */
const EXHAUSTED = 1e-11;

/**
 * Partial least squares of Y on X, both centred on their means, neither scaled. The weight of a component is the dominant
 * direction of XᵀY·YᵀX, found by the K × K problem. For several responses the largest absolute weight is positive; for one the
 * score rises with the response, as everywhere. Scores are orthogonalised once more against those before them, which changes
 * nothing but rounding and shows when the rank is used up.
 *
 * Works on X itself: a component costs one pass over it, so neither XᵀX nor XXᵀ would pay.
 *
 * @param x n × p; not changed
 * @param y n × K; not changed
 * @param components how many are wanted; fewer come back where XᵀY is exhausted before (0 where nothing varies together)
 * @throws Refusal FS3604 for values that are not finite
 * @see Dayal, MacGregor 1997, "Improved PLS algorithms", J. Chemom. 11:73, algorithm 1,
 *      doi 10.1002/(SICI)1099-128X(199701)11:1<73::AID-CEM435>3.0.CO;2-#
 */
export function kernelPls(x: Matrix, y: Matrix, components: number): Pls {
  const { x: xc, mean } = centre(x);
  return plsByPasses({ ...passesOver(xc), mean }, y, components);
}

/** `kernelPls` of rows that are gone over where they stand. */
export function plsByPasses(x: RowPasses & Pick<Centred, "mean">, y: Matrix, components: number): Pls {
  const { mean: xMean } = x;
  const { x: yc, mean: yMean } = centre(y);
  const model = emptyModel();
  const scores: Float64Array[] = [];
  const cross = crossProducts(x, yc);
  const start = norm(cross.data);
  while (scores.length < Math.min(components, y.rows - 1, xMean.length)) {
    if (!(norm(cross.data) > EXHAUSTED * start)) break;
    const weight = dominantWeight(cross);
    const rotation = rotate(weight, model.loadings, model.rotations);
    const { scores: score, back } = x.through(rotation);
    const before = norm(score);
    orthogonalise(score, rotation, back, scores, model);
    const square = dot(score, score);
    if (!(Math.sqrt(square) > EXHAUSTED * Math.max(before, norm(scores[0] ?? score)))) break;
    const loading = divide(back, square);
    const yLoading = divide(transposedTimes(cross, rotation), square);
    addOuter(cross, loading, yLoading, -square);
    scores.push(score);
    model.weights.push(weight);
    model.loadings.push(loading);
    model.rotations.push(rotation);
    model.yLoadings.push(yLoading);
    model.scoreSquares.push(square);
  }
  return { rows: y.rows, xMean, yMean, ...model };
}

function emptyModel() {
  const vectors = (): Float64Array[] => [];
  const scoreSquares: number[] = [];
  return { weights: vectors(), loadings: vectors(), rotations: vectors(), yLoadings: vectors(), scoreSquares };
}

/** Regression coefficients of the model with a components, p × K: ŷ = mean of y + (x − mean of x) · B. */
export function plsCoefficients(model: Pls, a: number): Matrix {
  const result = matrix(model.xMean.length, model.yMean.length);
  for (let c = 0; c < a; c++) addOuter(result, model.rotations[c], model.yLoadings[c], 1);
  return result;
}

/**
 * Variable importance in projection of the model with a components, length p; its mean square is 1.
 *
 * @see Wold, Johansson, Cocchi 1993, in 3D QSAR in Drug Design, 523–550; Chong, Jun 2005, doi 10.1016/j.chemolab.2004.12.011
 */
export function plsVip(model: Pick<Pls, "weights" | "yLoadings" | "scoreSquares">, a: number): Float64Array {
  const p = model.weights[0].length;
  const result = new Float64Array(p);
  let total = 0;
  for (let c = 0; c < a; c++) {
    const explained = model.scoreSquares[c] * dot(model.yLoadings[c], model.yLoadings[c]);
    const weight = model.weights[c];
    total += explained;
    for (let j = 0; j < p; j++) result[j] += explained * weight[j] * weight[j];
  }
  for (let j = 0; j < p; j++) result[j] = Math.sqrt((p * result[j]) / total);
  return result;
}

/** Scores of any rows, n × a. */
export function plsScores(x: Matrix, model: Pick<Pls, "xMean" | "rotations">, a: number): Matrix {
  const xc = less(x, model.xMean);
  const result = matrix(x.rows, a);
  for (let c = 0; c < a; c++) {
    const scores = times(xc, model.rotations[c]);
    for (let i = 0; i < x.rows; i++) result.data[i * a + c] = scores[i];
  }
  return result;
}

/** Rotations from weights and loadings, R = W(PᵀW)⁻¹, by the recursion of the fit. */
export function plsRotations(weights: readonly Float64Array[], loadings: readonly Float64Array[]): Float64Array[] {
  const rotations: Float64Array[] = [];
  for (const weight of weights) rotations.push(rotate(weight, loadings, rotations));
  return rotations;
}

function rotate(
  weight: Float64Array,
  loadings: readonly Float64Array[],
  rotations: readonly Float64Array[],
): Float64Array {
  const result = weight.slice();
  rotations.forEach((earlier, c) => {
    addTo(result, earlier, -dot(loadings[c], weight));
  });
  return result;
}

/** Takes what a score shares with those before it from it, from its rotation, and from Xᵀ·score. */
function orthogonalise(
  score: Float64Array,
  rotation: Float64Array,
  back: Float64Array,
  scores: readonly Float64Array[],
  model: Pick<Pls, "rotations" | "loadings" | "scoreSquares">,
): void {
  scores.forEach((earlier, c) => {
    const share = dot(earlier, score) / model.scoreSquares[c];
    addTo(score, earlier, -share);
    addTo(rotation, model.rotations[c], -share);
    addTo(back, model.loadings[c], -share * model.scoreSquares[c]);
  });
}

function dominantWeight(cross: Matrix): Float64Array {
  const k = cross.cols;
  const weight = times(cross, k === 1 ? Float64Array.of(1) : row(symmetricEigen(ownProducts(cross)).vectors, 0));
  const length = norm(weight);
  let largest = 0;
  for (let j = 1; j < weight.length; j++) if (Math.abs(weight[j]) > Math.abs(weight[largest])) largest = j;
  const scale = k > 1 && weight[largest] < 0 ? -length : length;
  return divide(weight, scale);
}

/** XᵀY, p × K, a column of Y at a time. */
function crossProducts(x: RowPasses & Pick<Centred, "mean">, y: Matrix): Matrix {
  const result = matrix(x.mean.length, y.cols);
  for (let k = 0; k < y.cols; k++) {
    const product = x.back(Float64Array.from({ length: y.rows }, (_, i) => y.data[i * y.cols + k]));
    for (let j = 0; j < product.length; j++) result.data[j * y.cols + k] = product[j];
  }
  return result;
}

/** SᵀS, K × K. */
function ownProducts({ rows, cols: k, data }: Matrix): Matrix {
  const result = matrix(k, k);
  for (let at = 0; at < rows * k; at += k) {
    for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) result.data[a * k + b] += data[at + a] * data[at + b];
  }
  return result;
}

function divide(values: Float64Array, divisor: number): Float64Array {
  for (let j = 0; j < values.length; j++) values[j] /= divisor;
  return values;
}
