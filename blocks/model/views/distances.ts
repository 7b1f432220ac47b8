/** Distances: where every row stands to the final model, by its own latent space or by principal components of its variables. */

import type { Distances } from "../../contract/estimator.ts";
import { type Matrix, takeRows } from "../../contract/matrix.ts";
import type { Predictor } from "../../contract/values.ts";
import { methods } from "../../methods/methods.ts";
import { transpose } from "../../methods/numeric/gram.ts";
import {
  hotellingT2,
  leverage,
  qLimit,
  qLimitFromValues,
  residualMoments,
  t2Limit,
} from "../../methods/numeric/multivariate-limits.ts";
import { pcaResiduals, pcaScores, rowSquares } from "../../methods/numeric/pca.ts";
import { pcaWithin } from "../../methods/numeric/pca-within.ts";

export interface Distanced extends Distances {
  /** "latent variables" of the model itself, or "principal components" of its variables. */
  readonly space: "latent variables" | "principal components";
  readonly t2Limit: number;
  readonly qLimit: number;
}

/** Share of good rows within each limit. */
const level = 0.95;
/** Components of the PCA that stands in for a model without latent variables, as in drift. */
const mostComponents = 10;

/**
 * T², Q and leverage of every row, with limits that 95 % of rows like the fitted ones keep.
 *
 * Limit of T²: a(n − 1)/(n − a) · F. Limit of Q: Jackson–Mudholkar for PCA, the scaled chi-square of the fitted rows' values
 * for PLS, whose residual covariance is not at hand.
 *
 * @param x n × p, as the predictor's estimator is given them
 * @param fitted indexes of the rows it was fitted on
 * @returns null where the variables carry fewer than two components
 */
export function distancesOf(predictor: Predictor, x: Matrix, fitted: readonly number[]): Distanced | null {
  const own = methods.estimator(predictor.estimator).distances?.(x, predictor.state);
  if (own === undefined) return byComponents(x, takeRows(x, fitted));
  const q = Float64Array.from(fitted, (i) => own.q[i]);
  return {
    ...own,
    space: "latent variables",
    t2Limit: t2Limit(own.rows, own.components, level),
    qLimit: qLimitFromValues(q, level),
  };
}

function byComponents(x: Matrix, training: Matrix): Distanced | null {
  const model = pcaWithin(training, Math.min(mostComponents, Math.floor(training.rows / 3), training.cols - 1));
  if (model === null) return null;
  const components = model.variances.length;
  const scores = pcaScores(x, model);
  const t2 = hotellingT2(scores, model.variances);
  const left = pcaResiduals(training, model, pcaScores(training, model));
  // Rows and columns have the same moments; the shorter side is the cheaper one.
  const short = left.cols < left.rows ? transpose(left) : left;
  return {
    components,
    rows: model.rows,
    t2,
    q: rowSquares(pcaResiduals(x, model, scores)),
    leverage: leverage(t2, model.rows),
    space: "principal components",
    t2Limit: t2Limit(model.rows, components, level),
    qLimit: qLimit(residualMoments(short, model.rows), level),
  };
}
