/** Cholesky: factors of symmetric positive (semi)definite matrices, and the solutions they give. */
import { type Matrix, matrix } from "../../contract/matrix.ts";

/**
 * Lower factor L with A = L·Lᵀ.
 *
 * @param a m × m, symmetric positive definite; only its lower triangle is read; not changed
 * @returns m × m, zeros above the diagonal
 * @throws RangeError when A is not positive definite to working precision
 * @see Golub, Van Loan 2013, Matrix Computations, 4th ed., section 4.2
 */
export function cholesky(a: Matrix): Matrix {
  const m = a.rows;
  const factor = matrix(m, m);
  const l = factor.data;
  for (let i = 0; i < m; i++) {
    const own = i * m;
    for (let j = 0; j <= i; j++) {
      const sum = a.data[own + j] - productOfRows(l, own, j * m, j);
      if (i !== j) l[own + j] = sum / l[j * m + j];
      else if (sum > 0) l[own + i] = Math.sqrt(sum);
      else throw new RangeError(`not positive definite at ${i}`);
    }
  }
  return factor;
}

/** The first `count` numbers from `a` on times those from `b` on, over four running sums: additions need not wait for one another. */
function productOfRows(l: Float64Array, a: number, b: number, count: number): number {
  const whole = count - (count % 4);
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let k = 0; k < whole; k += 4) {
    s0 += l[a + k] * l[b + k];
    s1 += l[a + k + 1] * l[b + k + 1];
    s2 += l[a + k + 2] * l[b + k + 2];
    s3 += l[a + k + 3] * l[b + k + 3];
  }
  for (let k = whole; k < count; k++) s0 += l[a + k] * l[b + k];
  return s0 + s1 + (s2 + s3);
}

/** x with L·Lᵀ·x = b, for L from `cholesky`; b, length m, is overwritten with x. */
export function choleskySolve({ rows: m, data: l }: Matrix, b: Float64Array): Float64Array {
  for (let i = 0; i < m; i++) {
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= l[i * m + k] * b[k];
    b[i] = sum / l[i * m + i];
  }
  for (let i = m - 1; i >= 0; i--) {
    b[i] /= l[i * m + i];
    for (let k = 0; k < i; k++) b[k] -= l[i * m + k] * b[i];
  }
  return b;
}

export interface PivotedCholesky {
  /** m × rank, in the order of A's rows: A = factor · factorᵀ up to the tolerance. */
  readonly factor: Matrix;
  /** The rows chosen as pivots, length rank: factor restricted to them is lower triangular. */
  readonly pivots: Int32Array;
}

/**
 * Factor of a semidefinite matrix, pivot by pivot from the largest remaining diagonal (the first among equals), until what is
 * left on the diagonal is at most `tolerance` times the largest diagonal of A.
 *
 * @param a m × m, symmetric positive semidefinite; not changed
 * @see Higham 1990, "Analysis of the Cholesky decomposition of a semi-definite matrix", in Reliable Numerical Computation, 161–185
 */
export function pivotedCholesky(a: Matrix, tolerance = 1e-13): PivotedCholesky {
  const m = a.rows;
  const left = Float64Array.from({ length: m }, (_, i) => a.data[i * m + i]);
  const stop = tolerance * left.reduce((largest, d) => Math.max(largest, d), 0);
  const columns: Float64Array[] = [];
  const pivots: number[] = [];
  while (pivots.length < m) {
    let pivot = 0;
    for (let i = 1; i < m; i++) if (left[i] > left[pivot]) pivot = i;
    if (!(left[pivot] > stop)) break;
    const column = nextColumn(a, columns, pivots, pivot, Math.sqrt(left[pivot]));
    for (let i = 0; i < m; i++) left[i] -= column[i] * column[i];
    columns.push(column);
    pivots.push(pivot);
    // A chosen row is spent: rounding must not bring it back.
    left[pivot] = Number.NEGATIVE_INFINITY;
  }
  return { factor: besides(columns, m), pivots: Int32Array.from(pivots) };
}

function nextColumn(
  a: Matrix,
  columns: readonly Float64Array[],
  pivots: readonly number[],
  pivot: number,
  root: number,
): Float64Array {
  const m = a.rows;
  const column = a.data.slice(pivot * m, (pivot + 1) * m);
  for (const earlier of columns) {
    const factor = earlier[pivot];
    for (let i = 0; i < m; i++) column[i] -= factor * earlier[i];
  }
  for (let i = 0; i < m; i++) column[i] /= root;
  for (const spent of pivots) column[spent] = 0;
  column[pivot] = root;
  return column;
}

function besides(columns: readonly Float64Array[], m: number): Matrix {
  const result = matrix(m, columns.length);
  columns.forEach((column, k) => {
    for (let i = 0; i < m; i++) result.data[i * columns.length + k] = column[i];
  });
  return result;
}

/**
 * Coefficients over the pivot rows that stand for a direction of the factor: with A = X·Xᵀ ≈ F·Fᵀ, the weights Xᵀ·α of the
 * result α give every row of X the same product as v gives the rows of F, and have the same length as v.
 *
 * @param v length rank; not changed
 * @returns α over all m rows, zero but on the pivots
 */
export function throughPivots({ factor, pivots }: PivotedCholesky, v: Float64Array): Float64Array {
  const rank = factor.cols;
  const left = v.slice();
  const alpha = new Float64Array(factor.rows);
  for (let k = rank - 1; k >= 0; k--) {
    const at = pivots[k] * rank;
    const value = left[k] / factor.data[at + k];
    alpha[pivots[k]] = value;
    for (let j = 0; j < k; j++) left[j] -= value * factor.data[at + j];
  }
  return alpha;
}
