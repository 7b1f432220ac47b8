/** Eigen: eigenvalues and eigenvectors of symmetric matrices, all of them or the leading ones. */
import { rowProducts } from "./gram.ts";
import { type Matrix, matrix, row } from "./matrix.ts";
import { orthonormalise, startingBlock } from "./orthonormal.ts";

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
 * @see Bowdler, Martin, Reinsch, Wilkinson 1968, Numer. Math. 11:293, doi 10.1007/BF02166687 (tred2, tql2)
 */
export function symmetricEigen(a: Matrix): Eigen {
  const m = a.rows;
  if (!a.data.every(Number.isFinite)) throw new RangeError("eigenvalues of numbers that are not finite");
  const rows = Array.from({ length: m }, (_, i) => a.data.slice(i * m, (i + 1) * m));
  const diagonal = new Float64Array(m);
  const beside = new Float64Array(m);
  tridiagonalise(rows, diagonal, beside);
  const vectors = transposed(rows);
  implicitQl(vectors, diagonal, beside);
  const order = Array.from(diagonal.keys()).sort((i, j) => diagonal[j] - diagonal[i] || i - j);
  const result = matrix(m, m);
  order.forEach((from, to) => {
    result.data.set(vectors[from], to * m);
  });
  return { values: Float64Array.from(order, (i) => diagonal[i]), vectors: result };
}

/**
 * The k largest eigenvalues of a positive semidefinite matrix with their eigenvectors, by subspace iteration with Rayleigh–Ritz
 * projection from a fixed start. Where that would cost more than all eigenvalues (small matrices, many wanted, values that lie
 * close together), `symmetricEigen` is taken instead; the choice depends on the matrix alone.
 *
 * @param a m × m, symmetric positive semidefinite; not changed
 * @returns k values and vectors (at most m)
 * @see Rutishauser 1970, "Simultaneous iteration method for symmetric matrices", Numer. Math. 16:205, doi 10.1007/BF02219773
 */
export function leadingEigen(a: Matrix, k: number): Eigen {
  const m = a.rows;
  const wanted = Math.min(k, m);
  const block = wanted + Math.max(8, wanted);
  if (m <= 128 || 3 * block >= m) return leading(symmetricEigen(a), wanted);
  // Beyond this many steps all eigenvalues would have been the cheaper way (measured at m = 300).
  const steps = Math.ceil((2 * m) / block);
  let basis = startingBlock(block, m);
  for (let step = 0; step < steps; step++) {
    const image = rowProducts(basis, a);
    const small = symmetricEigen(rowProducts(basis, image));
    const ritz = combine(small.vectors, basis);
    const ritzImage = combine(small.vectors, image);
    if (worstResidual(ritz, ritzImage, small.values, wanted) <= 64 * Number.EPSILON * small.values[0]) {
      return leading({ values: small.values, vectors: ritz }, wanted);
    }
    basis = orthonormalise(ritzImage);
  }
  return leading(symmetricEigen(a), wanted);
}

function leading({ values, vectors }: Eigen, k: number): Eigen {
  return { values: values.slice(0, k), vectors: matrix(k, vectors.cols, vectors.data.slice(0, k * vectors.cols)) };
}

/** Rows of `basis` mixed by the rows of `weights`. */
function combine(weights: Matrix, basis: Matrix): Matrix {
  const result = matrix(weights.rows, basis.cols);
  for (let i = 0; i < weights.rows; i++) {
    const out = row(result, i);
    for (let j = 0; j < weights.cols; j++) {
      const weight = weights.data[i * weights.cols + j];
      const from = row(basis, j);
      for (let k = 0; k < out.length; k++) out[k] += weight * from[k];
    }
  }
  return result;
}

function worstResidual(vectors: Matrix, images: Matrix, values: Float64Array, wanted: number): number {
  let worst = 0;
  for (let j = 0; j < wanted; j++) {
    const vector = row(vectors, j);
    const image = row(images, j);
    let sum = 0;
    for (let k = 0; k < vector.length; k++)
      sum += (image[k] - values[j] * vector[k]) * (image[k] - values[j] * vector[k]);
    worst = Math.max(worst, Math.sqrt(sum));
  }
  return worst;
}

/** Reduces the symmetric `z` to tridiagonal form; `z` becomes the orthogonal matrix that did it (columns are the basis). */
function tridiagonalise(z: Float64Array[], d: Float64Array, e: Float64Array): void {
  for (let i = z.length - 1; i > 0; i--) {
    let scale = 0;
    for (let k = 0; k < i; k++) scale += Math.abs(z[i][k]);
    d[i] = 0;
    e[i] = z[i][i - 1];
    if (i > 1 && scale > 0) reflect(z, e, d, i, scale);
  }
  d[0] = 0;
  e[0] = 0;
  for (let i = 0; i < z.length; i++) accumulate(z, d, i);
}

/** One Householder reflection of the leading i × i part, chosen so that row i keeps one entry beside the diagonal. */
function reflect(z: Float64Array[], e: Float64Array, d: Float64Array, i: number, scale: number): void {
  const u = z[i];
  let h = 0;
  for (let k = 0; k < i; k++) {
    u[k] /= scale;
    h += u[k] * u[k];
  }
  const f = u[i - 1];
  const g = f >= 0 ? -Math.sqrt(h) : Math.sqrt(h);
  e[i] = scale * g;
  h -= f * g;
  u[i - 1] = f - g;
  e.fill(0, 0, i);
  for (let j = 0; j < i; j++) {
    const row = z[j];
    let sum = row[j] * u[j];
    for (let k = 0; k < j; k++) {
      sum += row[k] * u[k];
      e[k] += row[k] * u[j];
    }
    e[j] += sum;
  }
  let overlap = 0;
  for (let j = 0; j < i; j++) {
    e[j] /= h;
    overlap += e[j] * u[j];
  }
  const half = overlap / (h + h);
  for (let j = 0; j < i; j++) e[j] -= half * u[j];
  for (let j = 0; j < i; j++) {
    const row = z[j];
    for (let k = 0; k <= j; k++) row[k] -= u[j] * e[k] + e[j] * u[k];
    row[i] = u[j] / h;
  }
  d[i] = h;
}

function accumulate(z: Float64Array[], d: Float64Array, i: number): void {
  const u = z[i];
  if (d[i] !== 0) {
    const products = new Float64Array(i);
    for (let k = 0; k < i; k++) for (let j = 0; j < i; j++) products[j] += u[k] * z[k][j];
    for (let k = 0; k < i; k++) {
      const factor = z[k][i];
      for (let j = 0; j < i; j++) z[k][j] -= factor * products[j];
    }
  }
  d[i] = u[i];
  u[i] = 1;
  for (let j = 0; j < i; j++) {
    u[j] = 0;
    z[j][i] = 0;
  }
}

function transposed(z: readonly Float64Array[]): Float64Array[] {
  return z.map((_, j) => Float64Array.from(z, (row) => row[j]));
}

/** QL with implicit shifts on diagonal d and neighbours e (e[i] between i − 1 and i); rotates the rows of `vectors` along. */
function implicitQl(vectors: Float64Array[], d: Float64Array, e: Float64Array): void {
  const m = d.length;
  e.copyWithin(0, 1);
  if (m > 0) e[m - 1] = 0;
  for (let l = 0; l < m; l++) {
    for (let sweep = 0; ; sweep++) {
      let end = l;
      while (end < m - 1 && Math.abs(e[end]) > Number.EPSILON * (Math.abs(d[end]) + Math.abs(d[end + 1]))) end++;
      if (end === l) break;
      if (sweep === 60) throw new RangeError("eigenvalues do not settle");
      qlSweep(vectors, d, e, l, end);
    }
  }
}

function qlSweep(vectors: Float64Array[], d: Float64Array, e: Float64Array, l: number, end: number): void {
  let g = (d[l + 1] - d[l]) / (2 * e[l]);
  let r = length(g, 1);
  g = d[end] - d[l] + e[l] / (g + (g >= 0 ? r : -r));
  let s = 1;
  let c = 1;
  let p = 0;
  for (let i = end - 1; i >= l; i--) {
    const f = s * e[i];
    const b = c * e[i];
    r = length(f, g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1] -= p;
      e[end] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1] - p;
    r = (d[i] - g) * s + 2 * c * b;
    p = s * r;
    d[i + 1] = g + p;
    g = c * r - b;
    rotate(vectors[i], vectors[i + 1], c, s);
  }
  d[l] -= p;
  e[l] = g;
  e[end] = 0;
}

function rotate(a: Float64Array, b: Float64Array, c: number, s: number): void {
  for (let k = 0; k < a.length; k++) {
    const f = b[k];
    b[k] = s * a[k] + c * f;
    a[k] = c * a[k] - s * f;
  }
}

/** √(a² + b²) without overflow; Math.hypot is not the same on every engine. */
function length(a: number, b: number): number {
  const [large, small] = Math.abs(a) > Math.abs(b) ? [Math.abs(a), Math.abs(b)] : [Math.abs(b), Math.abs(a)];
  if (large === 0) return 0;
  const ratio = small / large;
  return large * Math.sqrt(1 + ratio * ratio);
}
