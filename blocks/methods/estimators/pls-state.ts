/** PLS state: what both PLS estimators store, how a path of models becomes states, and what a state says of rows and variables. */

import type { Distances, OptionValues } from "../../contract/estimator.ts";
import { type Matrix, matrix, row } from "../../contract/matrix.ts";
import { Refusal } from "../../contract/refusal.ts";
import { less } from "../numeric/centre.ts";
import { dualPlsPredictions } from "../numeric/dual-pls.ts";
import { hotellingT2, leverage } from "../numeric/multivariate-limits.ts";
import { rowSquares } from "../numeric/pca.ts";
import { kernelPls, plsByPasses, plsCoefficients, plsRotations, plsScores, plsVip } from "../numeric/pls.ts";
import { centredPasses, centredProducts, sharesGram } from "../numeric/row-subset.ts";
import { addTo, plain } from "../numeric/vectors.ts";

/**
 * Predictions need `xMean`, `yMean` and `coefficients` only. The rest, one short list a component, is what VIP (weights, Y
 * loadings, sums of squares) and T², Q and leverage (weights and loadings, which give the rotations) are made of: 2·p numbers a
 * component, instead of rotations, VIP and weights side by side. Components are nested, so in memory the states of a path share
 * their lists. Plain numbers: a state read back from JSON predicts the same bytes.
 */
export interface PlsState {
  /** Components asked for. */
  readonly components: number;
  /** Components the model has: fewer than asked where the training rows carry no more. */
  readonly used: number;
  /** Training rows. */
  readonly rows: number;
  readonly xMean: readonly number[];
  readonly yMean: readonly number[];
  /** p × K, row-major. */
  readonly coefficients: readonly number[];
  /** a lists of length p. */
  readonly weights: readonly (readonly number[])[];
  /** a lists of length p. */
  readonly loadings: readonly (readonly number[])[];
  /** a lists of length K. */
  readonly yLoadings: readonly (readonly number[])[];
  /** tᵀt of each component over the training rows. */
  readonly scoreSquares: readonly number[];
}

/**
 * One state an entry. An entry that asks for more components than the rows carry gets the model with all there are; only
 * where no entry can be had as asked is that a refusal.
 *
 * @throws Refusal FS5101 where every entry asks for more components than there are; FS3603 where no variable varies
 */
export function fitPlsPath(x: Matrix, y: Matrix, path: readonly OptionValues[]): PlsState[] {
  const asked = path.map(({ components }) => Number(components));
  const model = kernelPls(x, y, Math.max(...asked));
  const have = model.weights.length;
  const need = Math.min(...asked);
  if (have < need) refuse(x, have, need);
  const shared = { rows: x.rows, xMean: plain(model.xMean), yMean: plain(model.yMean) };
  const lists = {
    weights: model.weights.map(plain),
    loadings: model.loadings.map(plain),
    yLoadings: model.yLoadings.map(plain),
    scoreSquares: plain(model.scoreSquares),
  };
  return asked.map((components) => {
    const used = Math.min(components, have);
    return {
      components,
      used,
      ...shared,
      coefficients: plain(plsCoefficients(model, used).data),
      weights: lists.weights.slice(0, used),
      loadings: lists.loadings.slice(0, used),
      yLoadings: lists.yLoadings.slice(0, used),
      scoreSquares: lists.scoreSquares.slice(0, used),
    };
  });
}

/**
 * What the models of a path predict for other rows (m × p), without their states: from inner products of rows where folds share
 * them, else from the scores.
 *
 * @throws Refusal as `fitPlsPath`
 */
export function comparePls(x: Matrix, y: Matrix, path: readonly OptionValues[], others: Matrix): Matrix[] {
  const asked = path.map(({ components }) => Number(components));
  const most = Math.max(...asked);
  const predictions = sharesGram(x) ? fromProducts(x, y, others, most) : fromScores(x, y, others, most);
  const have = predictions.length;
  const need = Math.min(...asked);
  if (have < need) refuse(x, have, need);
  return asked.map((components) => predictions[Math.min(components, have) - 1]);
}

function fromProducts(x: Matrix, y: Matrix, others: Matrix, most: number): Matrix[] {
  const products = centredProducts(x);
  return dualPlsPredictions(products, products.others(others), y, most);
}

function fromScores(x: Matrix, y: Matrix, others: Matrix, most: number): Matrix[] {
  const passes = centredPasses(x);
  const model = passes === null ? kernelPls(x, y, most) : plsByPasses(passes, y, most);
  const have = model.weights.length;
  const scores = passes === null ? plsScores(others, model, have) : passes.scoresOf(others, model.rotations);
  const sum = matrix(others.rows, y.cols);
  for (let i = 0; i < others.rows; i++) row(sum, i).set(model.yMean);
  return Array.from({ length: have }, (_, c) => {
    for (let i = 0; i < others.rows; i++) addTo(row(sum, i), model.yLoadings[c], scores.data[i * have + c]);
    return matrix(sum.rows, sum.cols, sum.data.slice());
  });
}

function refuse(x: Matrix, have: number, need: number): never {
  if (x.data.every((value, at) => value === x.data[at % x.cols])) {
    throw new Refusal("FS3603", { rows: x.rows, variables: x.cols });
  }
  throw new Refusal("FS5101", { have, need, rows: x.rows, variables: x.cols }, { option: ["components"] });
}

/** Mean of y + (x − mean of x) · coefficients: n × K. */
export function predictPls(x: Matrix, state: PlsState): Matrix {
  return linear(less(x, Float64Array.from(state.xMean)), Float64Array.from(state.coefficients), state.yMean);
}

function linear(x: Matrix, coefficients: Float64Array, intercept: readonly number[]): Matrix {
  const k = intercept.length;
  const result = matrix(x.rows, k);
  for (let i = 0; i < x.rows; i++) {
    for (let c = 0; c < k; c++) {
      let sum = 0;
      for (let j = 0; j < x.cols; j++) sum += x.data[i * x.cols + j] * coefficients[j * k + c];
      result.data[i * k + c] = intercept[c] + sum;
    }
  }
  return result;
}

/** VIP (length p) and coefficients (p × K) of the stored model. */
export function plsImportance(state: PlsState): { vip: Float64Array; coefficients: Matrix } {
  const { weights, yLoadings } = typed(state);
  return {
    vip: plsVip({ weights, yLoadings, scoreSquares: state.scoreSquares }, state.used),
    coefficients: matrix(state.xMean.length, state.yMean.length, Float64Array.from(state.coefficients)),
  };
}

/** Scores of any rows (n × p) on the latent variables, n × a. */
export function plsLatentScores(x: Matrix, state: PlsState): Matrix {
  const { weights, loadings } = typed(state);
  return plsScores(
    x,
    { xMean: Float64Array.from(state.xMean), rotations: plsRotations(weights, loadings) },
    state.used,
  );
}

/** What the first 1 … a latent variables predict for any rows (n × p): mean of y + Σ t_c q_c, n × K each. */
export function plsPredictPath(x: Matrix, state: PlsState): readonly Matrix[] {
  const scores = plsLatentScores(x, state);
  const { yLoadings } = typed(state);
  const sum = matrix(x.rows, state.yMean.length);
  for (let i = 0; i < x.rows; i++) row(sum, i).set(state.yMean);
  return yLoadings.map((loading, c) => {
    for (let i = 0; i < x.rows; i++) addTo(row(sum, i), loading, scores.data[i * state.used + c]);
    return matrix(sum.rows, sum.cols, sum.data.slice());
  });
}

/** Share of the variance of the fitted rows (n × p) that each latent variable carries: tᵀt · pᵀp over the sum of squares. Length a. */
export function plsExplained(x: Matrix, { xMean, loadings, scoreSquares }: PlsState): Float64Array {
  let whole = 0;
  for (const square of rowSquares(less(x, Float64Array.from(xMean)))) whole += square;
  return Float64Array.from(scoreSquares, (square, c) => {
    const size = loadings[c].reduce((sum, value) => sum + value * value, 0);
    return (square * size) / whole;
  });
}

/**
 * Where any rows (n × p) stand in the model's space.
 */
export function plsDistances(x: Matrix, state: PlsState): Distances {
  const { loadings } = typed(state);
  const xMean = Float64Array.from(state.xMean);
  const scores = plsLatentScores(x, state);
  const variances = state.scoreSquares.map((square) => square / (state.rows - 1));
  const t2 = hotellingT2(scores, variances);
  const rest = less(x, xMean);
  for (let i = 0; i < x.rows; i++) {
    for (let c = 0; c < state.used; c++) addTo(row(rest, i), loadings[c], -scores.data[i * state.used + c]);
  }
  return {
    components: state.used,
    rows: state.rows,
    scores,
    t2,
    q: rowSquares(rest),
    leverage: leverage(t2, state.rows),
  };
}

function typed(state: PlsState) {
  const all = (lists: readonly (readonly number[])[]) => lists.map((list) => Float64Array.from(list));
  return { weights: all(state.weights), loadings: all(state.loadings), yLoadings: all(state.yLoadings) };
}
