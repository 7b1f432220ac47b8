/** Space: where rows stand to a predictor, in its own latent variables or in principal components of its variables. */

import { type Matrix, matrix } from "../../contract/matrix.ts";
import type { Methods } from "../../contract/methods.ts";
import type { Predictor } from "../../contract/model.ts";
import { hotellingT2, leverage } from "../numeric/multivariate-limits.ts";
import { type Pca, pcaResiduals, pcaScores, rowSquares } from "../numeric/pca.ts";
import { pcaWithin } from "../numeric/pca-within.ts";

/** Components of the PCA that stands in for a model without latent variables, as in drift. */
const mostComponents = 10;

export interface Standings {
  /** Hotelling's T², length m. */
  readonly t2: Float64Array;
  /** Squared residuals, length m. */
  readonly q: Float64Array;
  /** Length m. */
  readonly leverage: Float64Array;
  /** m × a: scores, each over its standard deviation among the fitted rows, so that distances between them are Mahalanobis'. */
  readonly scores: Matrix;
}

export interface Space {
  readonly of: "latent variables" | "principal components";
  readonly components: number;
  /** Rows it was fitted on. */
  readonly rows: number;
  /** Where any rows (m × p, as the estimator is given them) stand. */
  readonly place: (x: Matrix) => Standings;
  /** Scores of the rows it was fitted on, as `place` gives them. */
  readonly training: Matrix;
  /** Where the rows it was fitted on stand. */
  readonly fitted: () => Standings;
}

/**
 * The space of a predictor: its estimator's latent variables where it has some, else min(10, ⌊n/3⌋, rank − 1) principal components of
 * the variables it was fitted on.
 *
 * @param training n × p, the rows it was fitted on, as its estimator is given them
 * @returns null where the variables carry fewer than two components
 */
export function spaceOf(methods: Methods, predictor: Predictor, training: Matrix): Space | null {
  const { distances, latentScores } = methods.estimator(predictor.estimator);
  if (distances === undefined || latentScores === undefined) return byComponents(training);
  const own = latentScores(training, predictor.state);
  const sd = spreads(own);
  const place = (x: Matrix): Standings => {
    const { t2, q, leverage: of, scores } = distances(x, predictor.state);
    return { t2, q, leverage: of, scores: over(scores, sd) };
  };
  const shape = { components: own.cols, rows: training.rows };
  return { of: "latent variables", ...shape, place, training: over(own, sd), fitted: () => place(training) };
}

/** The principal components that stand in for latent variables of rows (n × p); null where these carry fewer than two. */
export const componentsOf = (training: Matrix): Pca | null =>
  pcaWithin(training, Math.min(mostComponents, Math.floor(training.rows / 3), training.cols - 1));

function byComponents(training: Matrix): Space | null {
  const model = componentsOf(training);
  if (model === null) return null;
  const sd = model.variances.map((variance) => Math.sqrt(variance));
  const place = (x: Matrix): Standings => {
    const scores = pcaScores(x, model);
    const t2 = hotellingT2(scores, model.variances);
    const q = rowSquares(pcaResiduals(x, model, scores));
    return { t2, q, leverage: leverage(t2, model.rows), scores: over(scores, sd) };
  };
  const shape = { components: model.variances.length, rows: model.rows };
  const scores = over(pcaScores(training, model), sd);
  return { of: "principal components", ...shape, place, training: scores, fitted: () => place(training) };
}

/** Standard deviation of every column, divisor n − 1: scores of fitted rows have mean 0. */
function spreads({ rows, cols, data }: Matrix): Float64Array {
  const sums = new Float64Array(cols);
  for (let at = 0; at < data.length; at++) sums[at % cols] += data[at] * data[at];
  return sums.map((sum) => Math.sqrt(sum / (rows - 1)));
}

const over = (scores: Matrix, sd: Float64Array): Matrix =>
  matrix(
    scores.rows,
    scores.cols,
    scores.data.map((value, at) => value / sd[at % scores.cols]),
  );
