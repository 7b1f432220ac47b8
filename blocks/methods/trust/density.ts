/** Density: how far samples stand from the training rows, and beyond which distance nothing is answered. */

import type { DensityRule } from "../../contract/certified.ts";
import { fromRows, type Matrix } from "../../contract/matrix.ts";
import type { Methods } from "../../contract/methods.ts";
import type { Predictor } from "../../contract/model.ts";
import { hotellingT2 } from "../numeric/multivariate-limits.ts";
import { pcaResiduals, pcaScores, rowSquares } from "../numeric/pca.ts";
import { pcaWithin } from "../numeric/pca-within.ts";
import { plain, plainRows } from "../numeric/vectors.ts";
import { threshold } from "./conformal/threshold.ts";

/** Share of good samples that may stand beyond each limit. */
const beyond = 0.05;
const mostComponents = 10;

export interface Distances {
  /** Hotelling's T², length m. */
  readonly t2: Float64Array;
  /** Squared residuals, length m. */
  readonly q: Float64Array;
}

type Space = DensityRule["components"];

/**
 * Where distances are measured: in the estimator's own latent space where it has one (null), else on the leading principal
 * components of its training variables, min(10, ⌊n/3⌋, rank − 1) of them.
 *
 * @param variables n × p, the training rows as the estimator was given them; asked only where they are needed
 * @returns undefined where there is neither: no variable varies in a second direction
 */
export function densitySpace(methods: Methods, predictor: Predictor, variables: () => Matrix): Space | undefined {
  if (methods.estimator(predictor.estimator).distances !== undefined) return null;
  const training = variables();
  const model = pcaWithin(training, Math.min(mostComponents, Math.floor(training.rows / 3), training.cols - 1));
  if (model === null) return undefined;
  return {
    mean: plain(model.mean),
    loadings: plainRows(model.loadings),
    variances: plain(model.variances),
  };
}

/** T² and Q of any rows, m × p as the estimator is given them. */
export function distancesIn(methods: Methods, space: Space, predictor: Predictor, x: Matrix): Distances {
  if (space === null) {
    const own = methods.estimator(predictor.estimator).distances?.(x, predictor.state);
    if (own === undefined) throw new RangeError(`${predictor.estimator} has no latent space of its own`);
    return own;
  }
  const model = { mean: Float64Array.from(space.mean), loadings: fromRows(space.loadings, space.mean.length) };
  const scores = pcaScores(x, model);
  return { t2: hotellingT2(scores, space.variances), q: rowSquares(pcaResiduals(x, model, scores)) };
}

/** Limits from the conformal samples: the k-th smallest of each distance at 0.05. */
export function densityRule(space: Space, of: Distances): DensityRule {
  const [t2, q] = [threshold(of.t2, beyond), threshold(of.q, beyond)];
  const told = (value: number) => (Number.isFinite(value) ? value : null);
  return { components: space, n: t2.n, k: t2.k, t2: told(t2.qhat), q: told(q.qhat) };
}

/** Whether each sample stands within both limits. */
export const isDense = ({ t2, q }: DensityRule, of: Distances): boolean[] =>
  Array.from(of.t2, (value, i) => (t2 === null || value <= t2) && (q === null || of.q[i] <= q));
