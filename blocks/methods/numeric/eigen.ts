/** Eigen: eigenvalues and eigenvectors of symmetric matrices, all of them or the leading ones. */

import { fromRows, type Matrix, matrix, row } from "../../contract/matrix.ts";
import { growingBasis } from "./growing-basis.ts";
import { orthonormalise, startingBlock } from "./orthonormal.ts";
import { passesOver } from "./row-passes.ts";
import { implicitQl, rotate, type Tridiagonal, transposed, tridiagonalise, tridiagonalValues } from "./tridiagonal.ts";
import { addTo, dot, norm } from "./vectors.ts";

export interface Eigen {
  /** Descending. */
  readonly values: Float64Array;
  /** k × m: row j is the unit eigenvector of value j. Its sign is as it falls; whoever shows vectors fixes it. */
  readonly vectors: Matrix;
}

/**
 * All eigenvalues and eigenvectors, by Householder tridiagonalisation and implicit QL.
 *
 * @param a m × m, symmetric; not changed
 * @throws RangeError when an entry is not a finite number
 * @see Bowdler, Martin, Reinsch, Wilkinson 1968, Numer. Math. 11:293, doi 10.1007/BF02166681 (tred2, tql2)
 */
export function symmetricEigen(a: Matrix): Eigen {
  const m = a.rows;
  if (!a.data.every(Number.isFinite)) throw new RangeError("eigenvalues of numbers that are not finite");
  const rows = Array.from({ length: m }, (_, i) => a.data.slice(i * m, (i + 1) * m));
  const diagonal = new Float64Array(m);
  const beside = new Float64Array(m);
  tridiagonalise(rows, diagonal, beside);
  const vectors = transposed(rows);
  implicitQl(diagonal, beside, (i, c, s) => rotate(vectors[i], vectors[i + 1], c, s));
  const order = descending(diagonal);
  return {
    values: Float64Array.from(order, (i) => diagonal[i]),
    vectors: fromRows(
      order.map((i) => vectors[i]),
      m,
    ),
  };
}

/** Largest eigenvalues with their vectors. The rotations are kept and turn k unit vectors back, which costs less than turning all. */
function tridiagonalLeading(matrix: Tridiagonal, k: number): Eigen {
  const places: number[] = [];
  const cosines: number[] = [];
  const sines: number[] = [];
  const found = tridiagonalValues(matrix, (i, c, s) => {
    places.push(i);
    cosines.push(c);
    sines.push(s);
  });
  const order = descending(found).slice(0, k);
  const vectors = order.map((place) => {
    const vector = new Float64Array(matrix.n);
    vector[place] = 1;
    for (let t = places.length - 1; t >= 0; t--) {
      const i = places[t];
      const a = vector[i];
      const b = vector[i + 1];
      vector[i] = cosines[t] * a + sines[t] * b;
      vector[i + 1] = cosines[t] * b - sines[t] * a;
    }
    return vector;
  });
  return { values: Float64Array.from(order, (i) => found[i]), vectors: fromRows(vectors, matrix.n) };
}

/** Indexes of values, the largest first; equal ones in their order. */
const descending = (values: Float64Array): number[] =>
  Array.from(values.keys()).sort((i, j) => values[j] - values[i] || i - j);

/** A symmetric matrix by what it does. */
export interface Operator {
  readonly size: number;
  times(v: Float64Array): Float64Array;
  /** size × size: made where iteration does not pay. */
  explicit(): Matrix;
}

const operatorOf = (a: Matrix): Operator => {
  return { size: a.rows, times: passesOver(a).scores, explicit: () => a };
};

/**
 * The k largest eigenvalues of a positive semidefinite matrix with their eigenvectors, by Lanczos iteration with full
 * reorthogonalisation from a fixed start. One start meets one vector of an eigenspace: what is left of the matrix beside the
 * vectors found is looked at from a second start, and where something as large is left, or where the iteration does not settle,
 * `symmetricEigen` is taken instead. The choice depends on the matrix alone.
 *
 * Spectra leave a few large eigenvalues and then many that lie close together, where subspace iteration, which needs a gap
 * behind its block, did not settle (measured: 87 ms against 4 ms at m = 216).
 *
 * @param a m × m, symmetric positive semidefinite, as numbers (not changed) or as an operator
 * @returns k values and vectors (at most m)
 * @see Golub, Van Loan 2013, Matrix Computations, 4th ed., section 10.3; Parlett 1998, The Symmetric Eigenvalue Problem, chapter 13
 */
export function leadingEigen(a: Matrix | Operator, k: number): Eigen {
  const operator = "size" in a ? a : operatorOf(a);
  const m = operator.size;
  const wanted = Math.min(k, m);
  // Below this size, or for a large part of all vectors, all of them cost no more (measured).
  if (m <= 64 || 6 * wanted >= m) return leading(symmetricEigen(operator.explicit()), wanted);
  const found = lanczos(operator, wanted);
  if (found !== null && !missesAny(operator, found)) return found;
  return leading(symmetricEigen(operator.explicit()), wanted);
}

/** Leading pairs whose residual is rounding; null where they do not settle while that is worth waiting for. */
function lanczos(a: Operator, k: number): Eigen | null {
  const m = a.size;
  const most = Math.min(m - 1, 12 * k + 40);
  const basis = [row(startingBlock(1, m), 0).slice()];
  const spanned = growingBasis(most, m);
  const diagonal = new Float64Array(most);
  const beside = new Float64Array(most);
  for (let j = 0; j < most; j++) {
    const next = a.times(basis[j]);
    spanned.add(basis[j]);
    diagonal[j] = dot(next, basis[j]);
    // The two it is made of take away nearly all. A second pass over all is for what hardly differs from the vectors there are.
    if (j > 0) addTo(next, basis[j - 1], -dot(next, basis[j - 1]));
    addTo(next, basis[j], -dot(next, basis[j]));
    const before = norm(next);
    spanned.takeFrom(next);
    if (!(norm(next) > 0.7 * before)) spanned.takeFrom(next);
    beside[j] = norm(next);
    const isCheck = j + 1 >= 3 * k && (j + 1 - 3 * k) % 6 === 0;
    const isInvariant = !(beside[j] > 16 * Number.EPSILON * Math.abs(diagonal[0]));
    if (isInvariant && j + 1 < k) return null;
    if (isCheck || isInvariant) {
      const small = { diagonal, beside, n: j + 1 };
      if (isSettled(small, k)) {
        const { values, vectors } = tridiagonalLeading(small, k);
        return { values, vectors: ritzVectors(vectors, basis) };
      }
    }
    if (isInvariant || j + 1 === most) return null;
    basis.push(next.map((value) => value / beside[j]));
  }
  return null;
}

/** The residual of a Ritz pair is |β·s|, β what stands beside the last element and s the last element of its small eigenvector. */
function isSettled(small: Tridiagonal, k: number): boolean {
  const beta = small.beside[small.n - 1];
  const last = new Float64Array(small.n);
  last[small.n - 1] = 1;
  const values = tridiagonalValues(small, (i, c, s) => {
    const a = last[i];
    const b = last[i + 1];
    last[i] = c * a - s * b;
    last[i + 1] = s * a + c * b;
  });
  const order = descending(values);
  const enough = 64 * Number.EPSILON * values[order[0]];
  return order.slice(0, k).every((i) => Math.abs(beta * last[i]) <= enough);
}

/** Small eigenvectors as vectors of the whole space, made orthonormal to the last bits. */
function ritzVectors(vectors: Matrix, basis: readonly Float64Array[]): Matrix {
  const result = matrix(vectors.rows, basis[0].length);
  for (let c = 0; c < vectors.rows; c++) {
    const out = row(result, c);
    for (let j = 0; j < vectors.cols; j++) addTo(out, basis[j], vectors.data[c * vectors.cols + j]);
  }
  return orthonormalise(result);
}

const LOOKS = 12;

/** True where the matrix has, beside these vectors, an eigenvalue above their smallest: one start cannot see a second equal one. */
function missesAny(a: Operator, { values, vectors }: Eigen): boolean {
  const m = a.size;
  const k = vectors.rows;
  const spanned = growingBasis(k + LOOKS, m);
  for (let c = 0; c < k; c++) spanned.add(row(vectors, c));
  const start = row(startingBlock(2, m), 1).slice();
  const diagonal = new Float64Array(LOOKS);
  const beside = new Float64Array(LOOKS);
  let next: Float64Array = start;
  for (let j = 0; j < LOOKS; j++) {
    for (let pass = 0; pass < 2; pass++) spanned.takeFrom(next);
    const length = norm(next);
    if (j > 0) beside[j - 1] = length;
    if (!(length > 16 * Number.EPSILON * (j === 0 ? 1 : values[0]))) return isAbove(diagonal, beside, j, values[k - 1]);
    const vector = next.map((value) => value / length);
    spanned.add(vector);
    next = a.times(vector);
    diagonal[j] = dot(next, vector);
  }
  return isAbove(diagonal, beside, LOOKS, values[k - 1]);
}

function isAbove(diagonal: Float64Array, beside: Float64Array, n: number, smallest: number): boolean {
  if (n === 0) return false;
  const values = tridiagonalValues({ diagonal, beside, n }, () => {});
  return values.reduce((most, value) => Math.max(most, value)) > smallest * (1 + 1e-12);
}

function leading({ values, vectors }: Eigen, k: number): Eigen {
  return { values: values.slice(0, k), vectors: matrix(k, vectors.cols, vectors.data.slice(0, k * vectors.cols)) };
}
