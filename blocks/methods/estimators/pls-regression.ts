/** PLS regression: partial least squares on one target. */
import { z } from "zod";
import { dayalMacGregor } from "../../contract/literature.ts";
import { estimator } from "./estimator.ts";
import { components, oneOrMany } from "./options.ts";
import { comparePls, fitPlsPath, type PlsState, plsDistances, plsImportance, predictPls } from "./pls-state.ts";
import { targetColumn } from "./response.ts";

export const plsRegression = estimator<PlsState>({
  name: "pls-regression",
  title: "PLS regression",
  task: "regression",
  options: z
    .strictObject({
      components: oneOrMany(components)
        .default([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
        .describe("number of latent variables; a list is a grid"),
    })
    .describe("Partial least squares on one target: predicts a number from a few latent variables."),
  page: {
    formula: "ŷ = mean y + (x − mean X)·b        b = R·q of PLS with a components",
    conventions: [
      "X and y are centred on the training rows, not scaled.",
      "Each weight vector points to where y rises.",
      "A candidate with more components than the rows carry is the model with all there are; where none can be had as asked the block is refused.",
      "A target that is the same in all training rows is refused. Simpler is: fewer components.",
    ],
    state:
      "Means, coefficients b, and weights, loadings and sums of squares of every component, from the training rows.",
    cost: "O(a·n·p) for all candidates up to a components at once. Inside folds candidates are compared on the Gram matrix, which all folds share: O(n²·p) once, then O(a·n²) a fold.",
    sources: [
      {
        authors: "Wold, Sjöström, Eriksson",
        year: 2001,
        where: "Chemom. Intell. Lab. Syst. 58:109",
        doi: "10.1016/S0169-7439(01)00155-1",
      },
      { ...dayalMacGregor, about: "the algorithm" },
    ],
    example: `
      estimator: {pls-regression: {components: [2, 4, 6, 8, 10]}}
      tune: {metric: rmsecv}
    `,
  },
  tunable: ["components"],
  fitPath: (x, y, path) => fitPlsPath(x, targetColumn(y), path),
  compare: (x, y, path, others) => comparePls(x, targetColumn(y), path, others),
  predict: predictPls,
  complexity: (options) => Number(options.components),
  importance: plsImportance,
  hasVip: true,
  distances: plsDistances,
});
