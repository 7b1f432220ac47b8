/** Repeats: the scores of each way the folds were dealt, which a model's parts hold below one another. */
import { type Matrix, matrix } from "../../contract/matrix.ts";

/** @param scores (repeats · n) × K @param n rows of the data */
export function inRepeats(scores: Matrix, n: number): readonly Matrix[] {
  const { rows, cols, data } = scores;
  const repeats = n === 0 ? 1 : Math.max(1, rows / n);
  return Array.from({ length: repeats }, (_, r) => matrix(n, cols, data.subarray(r * n * cols, (r + 1) * n * cols)));
}
