/** PLS-DA: partial least squares on one 0/1 column a class; the class with the largest score is predicted. */
import { z } from "zod";
import { dayalMacGregor } from "../../contract/literature.ts";
import { type Matrix, matrix } from "../../contract/matrix.ts";
import { estimator } from "./estimator.ts";
import { components, oneOrMany } from "./options.ts";
import { comparePls, fitPlsPath, type PlsState, plsDistances, plsImportance, predictPls } from "./pls-state.ts";
import { classResponse, indicators } from "./response.ts";

export const plsDa = estimator<PlsState>({
  name: "pls-da",
  title: "PLS-DA",
  task: "classification",
  options: z
    .strictObject({
      components: oneOrMany(components)
        .default([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
        .describe("number of latent variables; a list is a grid"),
    })
    .describe(
      "Partial least squares on one 0/1 column a class: tells classes apart by a few latent variables, and predicts the class with the largest score.",
    ),
  page: {
    formula: `
      Y: one column a class, 1 where the row is of it, else 0
      ŷ = mean Y + (x − mean X)·B        B = R·Qᵀ of PLS with a components
      predicted: the class with the largest ŷ
    `,
    conventions: [
      "X and Y are centred on the training rows, not scaled. A row's scores sum to 1 but may lie below 0 or above 1.",
      "Ties go to the first class. A class without training rows has a column of zeros and a score of 0.",
      "`p:` are the scores clipped to [1e-6, 1] over their sum: comparable between rows, not calibrated.",
      "A candidate with more components than the rows carry is the model with all there are; where none can be had as asked the block is refused.",
      "The largest absolute element of each weight vector is positive.",
      "Simpler is: fewer components.",
    ],
    state:
      "Means, coefficients B, and weights, loadings and sums of squares of every component, from the training rows.",
    cost: "O(n·p·K + a·n·p) for all candidates up to a components at once. Inside folds candidates are compared on the Gram matrix, which all folds share: O(n²·p) once, then O(a·n²) a fold.",
    sources: [
      { authors: "Barker, Rayens", year: 2003, where: "J. Chemom. 17:166", doi: "10.1002/cem.785" },
      { ...dayalMacGregor, about: "the algorithm" },
      {
        authors: "Rännar, Lindgren, Geladi, Wold",
        year: 1994,
        where: "J. Chemom. 8:111",
        doi: "10.1002/cem.1180080204",
        about: "from inner products of rows",
      },
    ],
    example: `
      estimator: {pls-da: {components: [1, 2, 3, 4, 5, 6, 8, 10]}}
      tune: {rule: one-standard-error}
    `,
  },
  tunable: ["components"],
  fitPath: (x, y, path) => fitPlsPath(x, indicators(classResponse(y)), path),
  compare: (x, y, path, others) => comparePls(x, indicators(classResponse(y)), path, others),
  predict: predictPls,
  probabilities: clippedShares,
  complexity: (options) => Number(options.components),
  importance: plsImportance,
  hasVip: true,
  distances: plsDistances,
});

/** Scores clipped to [1e-6, 1] and divided by their sum: not calibrated, but comparable between rows. n × K. */
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
