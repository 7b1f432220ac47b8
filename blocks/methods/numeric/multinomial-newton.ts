/** Multinomial, few parameters: the Newton direction from a factor of the Hessian itself. */

import { type Matrix, matrix, row } from "../../contract/matrix.ts";
import { cholesky, choleskySolve } from "./cholesky.ts";
import { rowProducts } from "./gram.ts";
import { ofContrasts, type Point, type Problem } from "./multinomial-problem.ts";

/** Columns and parameters up to which the Hessian is made and factored: what that costs, some ten conjugate gradient steps do too. */
export const isDirect = ({ z, contrasts }: Pick<Problem, "z" | "contrasts">): boolean =>
  z.cols <= 30 && contrasts.cols * (z.cols + 1) <= 100;

/** Products of every two columns of (z, 1), a row a pair: what every Hessian of the problem is a weighted sum of. */
export function columnPairs(z: Matrix): Matrix {
  const own = z.cols + 1;
  const columns = matrix(own, z.rows);
  for (let i = 0; i < z.rows; i++) {
    for (let a = 0; a < z.cols; a++) columns.data[a * z.rows + i] = z.data[i * z.cols + a];
    columns.data[z.cols * z.rows + i] = 1;
  }
  const result = matrix((own * (own + 1)) / 2, z.rows);
  const [from, to] = [columns.data, result.data];
  for (let a = 0, out = 0; a < own; a++) {
    for (let b = 0; b <= a; b++, out += z.rows) {
      const [left, right] = [a * z.rows, b * z.rows];
      for (let i = 0; i < z.rows; i++) to[out + i] = from[left + i] * from[right + i];
    }
  }
  return result;
}

/**
 * Cholesky factor of the Hessian; null where that is singular to working precision.
 *
 * @param pairs `columnPairs` of z
 * @see Böhning 1992, "Multinomial logistic regression algorithm", Ann. Inst. Statist. Math. 44:197, doi 10.1007/BF00048682
 */
export function hessianFactor({ z, contrasts, penalty }: Problem, at: Point, pairs: Matrix): Matrix | null {
  const own = z.cols + 1;
  const free = contrasts.cols;
  const size = free * own;
  const sums = rowProducts(curvatures(contrasts, at.probabilities), pairs);
  const hessian = matrix(size, size);
  for (let k = 0, block = 0; k < free; k++) {
    for (let l = 0; l <= k; l++, block++) place(hessian, k * own, l * own, row(sums, block), own);
    for (let j = 0; j < z.cols; j++) hessian.data[(k * own + j) * (size + 1)] += penalty;
  }
  try {
    return cholesky(hessian);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Of every two contrasts the second derivative of a row's loss, a row a pair. */
function curvatures(contrasts: Matrix, probabilities: readonly Float64Array[]): Matrix {
  const { rows: classes, cols: free, data } = contrasts;
  const n = probabilities[0].length;
  const means = ofContrasts(contrasts, probabilities);
  const result = matrix((free * (free + 1)) / 2, n);
  for (let j = 0, block = 0; j < free; j++) {
    for (let l = 0; l <= j; l++, block++) {
      const out = row(result, block);
      const [first, second] = [means[j], means[l]];
      for (let i = 0; i < n; i++) out[i] = -first[i] * second[i];
      for (let k = 0; k < classes; k++) {
        const both = data[k * free + j] * data[k * free + l];
        const of = probabilities[k];
        if (both !== 0) for (let i = 0; i < n; i++) out[i] += both * of[i];
      }
    }
  }
  return result;
}

/** Minus the inverse of the factored matrix times the gradient. */
export function factoredDirection(factor: Matrix, gradient: readonly Float64Array[]): Float64Array[] {
  const own = gradient[0].length;
  const right = new Float64Array(factor.rows);
  gradient.forEach((vector, k) => {
    for (let j = 0; j < own; j++) right[k * own + j] = -vector[j];
  });
  choleskySolve(factor, right);
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
