/** Row basis: variables replaced by as few columns as rows need, where a penalty on the squared length of weights is kept. */

import type { Matrix } from "../../contract/matrix.ts";
import { pivotedCholesky, throughPivots } from "./cholesky.ts";
import { gram } from "./gram.ts";
import { transposedTimes } from "./vectors.ts";

export interface RowBasis {
  /** n × r: the rows' coordinates; weights v over them have the length and the products with rows of `weights(v)` over X. */
  readonly z: Matrix;
  /** Weights over the columns of X, length p, from weights over z, length r. */
  weights(v: Float64Array): Float64Array;
}

/**
 * For p ≤ n the columns themselves; else the rows of the pivoted Cholesky factor of XXᵀ. A minimiser of any loss of X·w plus a
 * multiple of |w|² lies in the span of the rows, so nothing is lost but directions below 1e-13 of the largest squared row.
 *
 * @param x n × p; not changed
 * @see Hastie, Tibshirani 2004, "Efficient quadratic regularization for expression arrays", doi 10.1093/biostatistics/kxh010
 */
export function rowBasis(x: Matrix): RowBasis {
  if (x.cols <= x.rows) return { z: x, weights: (v) => v };
  const factored = pivotedCholesky(gram(x));
  return { z: factored.factor, weights: (v) => transposedTimes(x, throughPivots(factored, v)) };
}
