/** PLS-DA: partial least squares on one 0/1 column a class; the class with the largest score is predicted. */

import { z } from "zod";
import { estimator } from "../../contract/estimator.ts";
import { type Matrix, matrix } from "../../contract/matrix.ts";
import { words } from "../../contract/words.ts";
import { components, oneOrMany } from "./options.ts";
import {
  comparePls,
  fitPlsPath,
  type PlsState,
  plsDistances,
  plsExplained,
  plsImportance,
  plsLatentScores,
  plsPredictPath,
  predictPls,
} from "./pls-state.ts";
import { classResponse, indicators } from "./response.ts";

export const plsDa = estimator<PlsState>({
  name: "pls-da",
  title: words("PLS-DA"),
  task: "classification",
  logits: "eight-times-score",
  options: z
    .strictObject({
      components: oneOrMany(components)
        .default([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
        .describe("number of latent variables; a list is a grid"),
    })
    .describe(
      "Partial least squares on one 0/1 column a class: tells classes apart by a few latent variables, and predicts the class with the largest score.",
    ),
  tunable: ["components"],
  fitPath: (x, y, path) => fitPlsPath(x, indicators(classResponse(y)), path),
  compare: (x, y, path, others) => comparePls(x, indicators(classResponse(y)), path, others),
  predict: predictPls,
  probabilities: clippedShares,
  complexity: (options) => Number(options.components),
  importance: plsImportance,
  hasVip: true,
  distances: plsDistances,
  latentScores: plsLatentScores,
  predictPath: plsPredictPath,
  explained: plsExplained,
});

/** Scores clipped to [1e-6, 1] and divided by their sum: not calibrated, but comparable between rows. n × K. @internal */
export function clippedShares({ rows, cols, data }: Matrix): Matrix {
  const result = matrix(
    rows,
    cols,
    data.map((score) => Math.min(Math.max(score, 1e-6), 1)),
  );
  for (let start = 0; start < data.length; start += cols) {
    let sum = 0;
    for (let k = 0; k < cols; k++) sum += result.data[start + k];
    for (let k = 0; k < cols; k++) result.data[start + k] /= sum;
  }
  return result;
}
