/** Distances: where every row stands to the final model, and the limits of the rows it was fitted on. */

import { type Matrix, takeRows } from "../../contract/matrix.ts";
import type { Predictor } from "../../contract/model.ts";
import { type Space, type Standings, spaceOf } from "../../methods/applicability/space.ts";
import { methods } from "../../methods/methods.ts";
import { qLimit, t2FittedLimit } from "../../methods/numeric/multivariate-limits.ts";

export interface Distanced extends Omit<Standings, "scores"> {
  readonly components: number;
  /** "latent variables" of the model itself, or "principal components" of its variables. */
  readonly space: Space["of"];
  readonly t2Limit: number;
  readonly qLimit: number;
}

/** Share of good rows within each limit. */
const level = 0.95;

/**
 * T², Q and leverage of every row, with the limits that 95 % of the fitted rows keep: beta and scaled chi-square.
 *
 * @param x n × p, as the predictor's estimator is given them
 * @param fitted indexes of the rows it was fitted on
 * @returns why there are none
 */
export function distancesOf(predictor: Predictor, x: Matrix, fitted: readonly number[]): Distanced | string {
  const space = spaceOf(methods, predictor, takeRows(x, fitted));
  if (space === null) return "One variable has no distance to others: T² and Q need at least two.";
  const { components } = space;
  const t2Limit = t2FittedLimit(space.rows, components, level);
  if (t2Limit === null)
    return `With ${components} components and ${space.rows} spectra T² has no limit: it takes at least two spectra more than components.`;
  const { t2, q, leverage } = space.place(x);
  return { t2, q, leverage, components, space: space.of, t2Limit, qLimit: qLimit(space.fitted().q, level) };
}
