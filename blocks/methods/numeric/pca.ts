/** PCA: principal components of the covariance, with the distances T² and Q of any row from them. */

import { fromRows, type Matrix, matrix, row } from "../../contract/matrix.ts";
import { Refusal } from "../../contract/refusal.ts";
import { centre, less } from "./centre.ts";
import { leadingEigen, type Operator } from "./eigen.ts";
import { gram, rowProducts, transpose } from "./gram.ts";
import { passesOver } from "./row-passes.ts";
import { type CentredPasses, centredPasses, centredProducts, sharesGram } from "./row-subset.ts";
import { dot, norm } from "./vectors.ts";

export interface Pca {
  /** Rows it was fitted on. */
  readonly rows: number;
  /** Column means, length p. */
  readonly mean: Float64Array;
  /** a × p: row c is the unit loading of component c; its largest absolute element (the first among equals) is positive. */
  readonly loadings: Matrix;
  /** Variance of each score over the fitted rows (divisor n − 1), descending, length a. */
  readonly variances: Float64Array;
  /** Share of the total variance, length a. */
  readonly explained: Float64Array;
}

/**
 * The leading principal components, from XXᵀ or XᵀX, whichever is smaller. Variables are centred, not scaled.
 *
 * @param x n × p; not changed
 * @param components how many, at least 1
 * @throws Refusal FS5101 where the rows carry fewer components (rank of the centred rows, to working precision)
 * @throws Refusal FS3603 where no variable varies; FS3604 for values that are not finite
 * @see Jolliffe 2002, Principal Component Analysis, 2nd ed.; Wu, Massart, de Jong 1997, doi 10.1016/S0169-7439(97)00010-5 (XXᵀ)
 */
export function pca(x: Matrix, components: number): Pca {
  const { x: xc, mean } = centre(x);
  const wide = x.rows <= x.cols;
  const shared = wide && sharesGram(x) ? centredProducts(x) : null;
  const isGoneOver = !wide && x.cols > MANY_COLUMNS;
  const products = shared?.training ?? (wide ? gram(xc) : isGoneOver ? goneOver(xc) : gram(transpose(xc)));
  const total = "size" in products ? dot(xc.data, xc.data) : trace(products);
  if (!(total > (shared === null ? 0 : shared.scale * x.rows * Number.EPSILON)))
    throw new Refusal("FS3603", { rows: x.rows, variables: x.cols });
  const { values, vectors } = leadingEigen(products, components);
  demandComponents(x, values, shared?.scale ?? 0, components);
  const loadings = wide ? loadingsOf(xc, vectors) : vectors;
  for (let c = 0; c < components; c++) fixSign(row(loadings, c));
  return {
    rows: x.rows,
    mean,
    loadings,
    variances: values.map((value) => value / (x.rows - 1)),
    explained: values.map((value) => value / total),
  };
}

/** Columns from which going over the rows in every step costs less than XᵀX (measured). */
const MANY_COLUMNS = 800;

/** XᵀX by passes over the centred rows. */
function goneOver(xc: Matrix): Operator {
  const passes = passesOver(xc);
  return { size: xc.cols, times: (v) => passes.through(v).back, explicit: () => gram(transpose(xc)) };
}

/** @param scale largest squared row before centring, where values come from products of rows as they are; else 0 */
function demandComponents(x: Matrix, values: Float64Array, scale: number, components: number): void {
  const floor = Math.max(x.rows, x.cols) * Number.EPSILON * Math.max(values[0], scale);
  const have = Math.min(values.findLastIndex((value) => value > floor) + 1, x.rows - 1);
  if (have < components) throw new Refusal("FS5101", { have, need: components, rows: x.rows, variables: x.cols });
}

export interface ComparedScores {
  /** n × a and m × a. */
  readonly training: Matrix;
  readonly others: Matrix;
  /** Sum of squares of each training score, length a. */
  readonly values: Float64Array;
}

/**
 * Scores of training rows and of others on the leading components of the training rows: what `pca` and `pcaScores` give, up to the
 * sign of a component and but for rounding. Where folds share products of rows they are made of those, and loadings, which cost
 * more than all the rest, are not made; else by passes over the rows where they stand.
 *
 * @param x n × p, a subset
 * @param others m × p, a subset of the same matrix
 * @returns null for what is no subset, or not finite
 * @throws Refusal FS5101, FS3603 as `pca`
 */
export function comparedScores(x: Matrix, others: Matrix, components: number): ComparedScores | null {
  if (sharesGram(x)) return scoresByProducts(x, others, components);
  const passes = centredPasses(x);
  return passes === null ? null : scoresByPasses(x, passes, others, components);
}

function scoresByPasses(x: Matrix, passes: CentredPasses, others: Matrix, components: number): ComparedScores {
  const { mean } = passes;
  const scale = dot(mean, mean);
  const explicit = () => gram(transpose(less(x, mean)));
  const operator = { size: x.cols, times: (v: Float64Array) => passes.through(v).back, explicit };
  const { values, vectors } = leadingEigen(operator, components);
  if (!(values[0] > scale * x.rows * Number.EPSILON)) throw new Refusal("FS3603", { rows: x.rows, variables: x.cols });
  demandComponents(x, values, scale, components);
  const directions = Array.from({ length: components }, (_, c) => row(vectors, c));
  return { training: passes.scoresOf(x, directions), others: passes.scoresOf(others, directions), values };
}

function scoresByProducts(x: Matrix, others: Matrix, components: number): ComparedScores | null {
  const products = centredProducts(x);
  const total = trace(products.training);
  if (!Number.isFinite(total)) return null;
  if (!(total > products.scale * x.rows * Number.EPSILON))
    throw new Refusal("FS3603", { rows: x.rows, variables: x.cols });
  const { values, vectors } = leadingEigen(products.training, components);
  demandComponents(x, values, products.scale, components);
  const training = matrix(x.rows, components);
  const along = rowProducts(products.others(others), vectors);
  for (let c = 0; c < components; c++) {
    const length = Math.sqrt(values[c]);
    for (let i = 0; i < x.rows; i++) training.data[i * components + c] = vectors.data[c * x.rows + i] * length;
    for (let i = 0; i < others.rows; i++) along.data[i * components + c] /= length;
  }
  return { training, others: along, values };
}

/** Scores of any rows: (x − mean) on the loadings, n × a. */
export function pcaScores(x: Matrix, model: Pick<Pca, "mean" | "loadings">): Matrix {
  return rowProducts(less(x, model.mean), model.loadings);
}

/** What the components leave of any rows: (x − mean) − scores · loadings, n × p. */
export function pcaResiduals(x: Matrix, model: Pick<Pca, "mean" | "loadings">, scores: Matrix): Matrix {
  const rest = less(x, model.mean);
  const { rows: a, cols: p } = model.loadings;
  for (let i = 0; i < x.rows; i++) {
    const out = row(rest, i);
    for (let c = 0; c < a; c++) {
      const score = scores.data[i * a + c];
      for (let j = 0; j < p; j++) out[j] -= score * model.loadings.data[c * p + j];
    }
  }
  return rest;
}

function trace({ rows, data }: Matrix): number {
  let sum = 0;
  for (let i = 0; i < rows; i++) sum += data[i * rows + i];
  return sum;
}

/** Unit loadings Xᵀu / |Xᵀu| from the eigenvectors u of XXᵀ. */
function loadingsOf(xc: Matrix, vectors: Matrix): Matrix {
  const passes = passesOver(xc);
  const loadings = Array.from({ length: vectors.rows }, (_, c) => {
    const loading = passes.back(row(vectors, c));
    const length = norm(loading);
    for (let j = 0; j < loading.length; j++) loading[j] /= length;
    return loading;
  });
  return fromRows(loadings, xc.cols);
}

function fixSign(loading: Float64Array): void {
  let largest = 0;
  for (let j = 1; j < loading.length; j++) if (Math.abs(loading[j]) > Math.abs(loading[largest])) largest = j;
  if (loading[largest] < 0) for (let j = 0; j < loading.length; j++) loading[j] = -loading[j];
}

/** Sum of squares of every row: the Q residuals, from what a model leaves of the rows. Length n. */
export function rowSquares(x: Matrix): Float64Array {
  return Float64Array.from({ length: x.rows }, (_, i) => dot(row(x, i), row(x, i)));
}
