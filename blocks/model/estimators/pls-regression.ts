/** PLS regression: partial least squares on one target. */
import { z } from "zod";
import { estimator } from "../estimator.ts";
import { components, oneOrMany } from "./options.ts";
import { comparePls, fitPlsPath, type PlsState, plsDistances, plsImportance, predictPls } from "./pls-state.ts";
import { targetColumn } from "./response.ts";

/**
 * Variables and target are centred on the training rows, not scaled.
 *
 * @see Wold, Sjöström, Eriksson 2001, "PLS-regression: a basic tool of chemometrics", doi 10.1016/S0169-7439(01)00155-1
 */
export const plsRegression = estimator<PlsState>({
  name: "pls-regression",
  title: "PLS regression",
  task: "regression",
  options: z.strictObject({
    components: oneOrMany(components)
      .default([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
      .describe("number of latent variables; a list is a grid"),
  }),
  tunable: ["components"],
  fitPath: (x, y, path) => fitPlsPath(x, targetColumn(y), path),
  compare: (x, y, path, others) => comparePls(x, targetColumn(y), path, others),
  predict: predictPls,
  complexity: (options) => Number(options.components),
  importance: plsImportance,
  hasVip: true,
  distances: plsDistances,
});
