/** Logits: what an estimator's scores are turned into before they are calibrated; one scale for all of them. */

import type { LogitKind } from "../../contract/estimator.ts";
import { type Matrix, matrix } from "../../contract/matrix.ts";

/** Below any probability that matters, and its logarithm is finite. */
export const leastProbability = 1e-300;

const changes: { readonly [K in LogitKind]: (score: number) => number } = {
  "eight-times-score": (score) => 8 * score,
  "log-probability": (score) => Math.log(Math.max(leastProbability, score)),
  "twice-decision": (score) => 2 * score,
};

/** m × K logits of m × K scores. */
export const logitsOf = (scores: Matrix, kind: LogitKind): Matrix =>
  matrix(scores.rows, scores.cols, scores.data.map(changes[kind]));

/** Rows exp(β·L) divided by their sum, m × K; β is the inverse of a temperature. */
export function softmax(logits: Matrix, beta = 1): Matrix {
  const { rows, cols, data } = logits;
  const result = matrix(rows, cols);
  for (let start = 0; start < data.length; start += cols) {
    let top = data[start];
    for (let c = 1; c < cols; c++) top = Math.max(top, data[start + c]);
    let sum = 0;
    for (let c = 0; c < cols; c++) {
      result.data[start + c] = Math.exp(beta * (data[start + c] - top));
      sum += result.data[start + c];
    }
    for (let c = 0; c < cols; c++) result.data[start + c] /= sum;
  }
  return result;
}
