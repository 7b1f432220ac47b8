/** Multinomial, few parameters: the Newton direction from the Hessian itself. */

import { type Matrix, matrix, row } from "../../contract/matrix.ts";
import { cholesky, choleskySolve } from "./cholesky.ts";
import { rowProducts } from "./gram.ts";
import type { Point, Problem } from "./multinomial-problem.ts";

/** Columns and parameters up to which the Hessian is made and factored: what that costs, some ten conjugate gradient steps do too. */
export const isDirect = ({ z, free }: Problem): boolean => z.cols <= 30 && free * (z.cols + 1) <= 100;

/** Products of every two columns of (z, 1), a row a pair: what every Hessian of the problem is a weighted sum of. */
export function columnPairs(z: Matrix): Matrix {
  const own = z.cols + 1;
  const at = (i: number, a: number): number => (a < z.cols ? z.data[i * z.cols + a] : 1);
  const result = matrix((own * (own + 1)) / 2, z.rows);
  for (let a = 0, pair = 0; a < own; a++) {
    for (let b = 0; b <= a; b++, pair++) {
      const out = row(result, pair);
      for (let i = 0; i < z.rows; i++) out[i] = at(i, a) * at(i, b);
    }
  }
  return result;
}

/**
 * Minus the inverse Hessian times the gradient; null where the Hessian is singular to working precision.
 *
 * Where no class is the reference, adding a number to all intercepts changes nothing: the Hessian has a zero there, and the
 * gradient no share. A square of the intercepts' sum, put beside the objective, fills the zero and leaves the direction as it is.
 *
 * @param pairs `columnPairs` of z
 * @see Böhning 1992, "Multinomial logistic regression algorithm", Ann. Inst. Statist. Math. 44:197, doi 10.1007/BF00048682
 */
export function denseDirection(
  { z, free, penalty, hasReference }: Problem,
  { probabilities }: Point,
  gradient: readonly Float64Array[],
  pairs: Matrix,
): Float64Array[] | null {
  const own = z.cols + 1;
  const size = free * own;
  const weights = matrix((free * (free + 1)) / 2, z.rows);
  for (let k = 0, block = 0; k < free; k++) {
    for (let l = 0; l <= k; l++, block++) {
      const [of, other, out] = [probabilities[k], probabilities[l], row(weights, block)];
      for (let i = 0; i < z.rows; i++) out[i] = of[i] * ((k === l ? 1 : 0) - other[i]);
    }
  }
  const sums = rowProducts(weights, pairs);
  const hessian = matrix(size, size);
  for (let k = 0, block = 0; k < free; k++) {
    for (let l = 0; l <= k; l++, block++) {
      place(hessian, k * own, l * own, row(sums, block), own);
      if (!hasReference) hessian.data[(k * own + z.cols) * size + l * own + z.cols] += z.rows / free;
    }
    for (let j = 0; j < z.cols; j++) hessian.data[(k * own + j) * (size + 1)] += penalty;
  }
  const right = new Float64Array(size);
  gradient.forEach((vector, k) => {
    right.set(
      vector.map((value) => -value),
      k * own,
    );
  });
  try {
    choleskySolve(cholesky(hessian), right);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  return gradient.map((_, k) => right.slice(k * own, (k + 1) * own));
}

/** Writes a block, given by its lower triangle; both triangles, since blocks beside the diagonal are kept whole. */
function place({ cols, data }: Matrix, top: number, left: number, triangle: Float64Array, own: number): void {
  for (let a = 0, pair = 0; a < own; a++) {
    for (let b = 0; b <= a; b++, pair++) {
      data[(top + a) * cols + left + b] = triangle[pair];
      data[(top + b) * cols + left + a] = triangle[pair];
    }
  }
}
