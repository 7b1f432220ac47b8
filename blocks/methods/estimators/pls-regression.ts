/** PLS regression: partial least squares on one target. */

import { z } from "zod";
import { estimator } from "../../contract/estimator.ts";
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
import { targetColumn } from "./response.ts";

export const plsRegression = estimator<PlsState>({
  name: "pls-regression",
  title: words("PLS regression"),
  task: "regression",
  options: z
    .strictObject({
      components: oneOrMany(components)
        .default([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
        .describe("number of latent variables; a list is a grid"),
    })
    .describe("Partial least squares on one target: predicts a number from a few latent variables."),
  tunable: ["components"],
  fitPath: (x, y, path) => fitPlsPath(x, targetColumn(y), path),
  compare: (x, y, path, others) => comparePls(x, targetColumn(y), path, others),
  predict: predictPls,
  complexity: (options) => Number(options.components),
  importance: plsImportance,
  hasVip: true,
  distances: plsDistances,
  latentScores: plsLatentScores,
  predictPath: plsPredictPath,
  explained: plsExplained,
});
