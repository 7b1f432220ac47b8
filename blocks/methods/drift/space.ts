/** Drift space: where rows stand in the principal components of the deployed training part, and what is left of them. */

import type { DriftReference } from "../../contract/drift-report.ts";
import { fromRows, type Matrix, matrix, row } from "../../contract/matrix.ts";
import { meanRows } from "../numeric/mean-rows.ts";
import { hotellingT2 } from "../numeric/multivariate-limits.ts";
import { pcaResiduals, pcaScores, rowSquares } from "../numeric/pca.ts";
import { addTo } from "../numeric/vectors.ts";

/** Rows of a set, each with the sample it belongs to. */
export interface Sampled {
  /** n × p, as the model sees them. */
  readonly x: Matrix;
  readonly samples: readonly string[];
}

export interface Placed {
  /** n × a. */
  readonly scores: Matrix;
  /** n × p. */
  readonly residuals: Matrix;
  readonly t2: Float64Array;
  readonly q: Float64Array;
}

/** Scores, T², residuals and Q of any rows (n × p). With no components T² is 0 and the residual is the row less the mean. */
export function placed(
  x: Matrix,
  { mean, loadings, variances }: Pick<DriftReference, "mean" | "loadings" | "variances">,
): Placed {
  const model = { mean: Float64Array.from(mean), loadings: fromRows(loadings, mean.length) };
  const scores = loadings.length === 0 ? matrix(x.rows, 0) : pcaScores(x, model);
  const residuals = pcaResiduals(x, model, scores);
  return { scores, residuals, t2: hotellingT2(scores, variances), q: rowSquares(residuals) };
}

/** The variables of a reference's samples, m × p, as far as it keeps them: residuals have seven digits. */
export function storedVariables({
  mean,
  loadings,
  scores,
  residuals,
}: Pick<DriftReference, "mean" | "loadings" | "scores" | "residuals">): Matrix {
  const x = fromRows(residuals, mean.length);
  scores.forEach((own, i) => {
    const variables = row(x, i);
    addTo(variables, Float64Array.from(mean), 1);
    loadings.forEach((loading, c) => {
      addTo(variables, Float64Array.from(loading), own[c]);
    });
  });
  return x;
}

/** One row a sample: the mean over its spectra; samples in code-unit order, so that the order of rows changes nothing. */
export function bySample({ x, samples }: Sampled): { readonly x: Matrix; readonly samples: readonly string[] } {
  const names = [...new Set(samples)].sort();
  const members = names.map((): number[] => []);
  const place = new Map(names.map((name, at) => [name, members[at]]));
  for (const [i, name] of samples.entries()) place.get(name)?.push(i);
  return { x: meanRows(x, members), samples: names };
}
