/** Vectors: inner products and matrix–vector products in a fixed order of summation, without copies. */
import { type Matrix, row } from "../../contract/matrix.ts";

/** a · b over four running sums (additions need not wait for one another), added as (0 + 1) + (2 + 3). */
export function dot(a: Float64Array, b: Float64Array): number {
  return dotAt(a, 0, b);
}

/** As `dot`, for the part of `a` that begins at `from` and is as long as b. */
function dotAt(a: Float64Array, from: number, b: Float64Array): number {
  const n = b.length;
  const whole = n - (n % 4);
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let j = 0; j < whole; j += 4) {
    s0 += a[from + j] * b[j];
    s1 += a[from + j + 1] * b[j + 1];
    s2 += a[from + j + 2] * b[j + 2];
    s3 += a[from + j + 3] * b[j + 3];
  }
  for (let j = whole; j < n; j++) s0 += a[from + j] * b[j];
  return s0 + s1 + (s2 + s3);
}

/** Euclidean length. */
export function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

/** a · b in index order. `dot` adds in another order and its last bits are others: what has results on record keeps its own. */
export function dotInOrder(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** Euclidean length, its squares added in index order. */
export function normInOrder(a: Float64Array): number {
  return Math.sqrt(dotInOrder(a, a));
}

/** out += factor · a, element by element. Gives `out`. */
export function addTo(out: Float64Array, a: Float64Array, factor: number): Float64Array {
  for (let j = 0; j < out.length; j++) out[j] += factor * a[j];
  return out;
}

/** X·v, length n; written to `out`. */
export function times(x: Matrix, v: Float64Array, out: Float64Array = new Float64Array(x.rows)): Float64Array {
  for (let i = 0; i < x.rows; i++) out[i] = dotAt(x.data, i * x.cols, v);
  return out;
}

/** Xᵀ·v, length p; written to `out`. Rows are taken four at a time, in order. */
export function transposedTimes(
  x: Matrix,
  v: Float64Array,
  out: Float64Array = new Float64Array(x.cols),
): Float64Array {
  const { rows: n, cols: p, data } = x;
  out.fill(0);
  const whole = n - (n % 4);
  for (let i = 0; i < whole; i += 4) {
    const v0 = v[i];
    const v1 = v[i + 1];
    const v2 = v[i + 2];
    const v3 = v[i + 3];
    const a = i * p;
    for (let j = 0; j < p; j++) {
      out[j] += v0 * data[a + j] + v1 * data[a + p + j] + (v2 * data[a + p + p + j] + v3 * data[a + p + p + p + j]);
    }
  }
  for (let i = whole; i < n; i++) {
    for (let j = 0; j < p; j++) out[j] += v[i] * data[i * p + j];
  }
  return out;
}

/** out += factor · a·bᵀ, for out rows × cols, a of length rows, b of length cols. */
export function addOuter(out: Matrix, a: Float64Array, b: Float64Array, factor: number): void {
  for (let i = 0, at = 0; i < a.length; i++) {
    const left = factor * a[i];
    for (let k = 0; k < b.length; k++, at++) out.data[at] += left * b[k];
  }
}

/** Numbers as plain JSON. −0, which JSON cannot carry, becomes 0, so that a state gives the same bytes when it is reloaded. */
export function plain(values: ArrayLike<number>): number[] {
  const result = new Array<number>(values.length);
  for (let j = 0; j < result.length; j++) result[j] = values[j] + 0;
  return result;
}

/** The rows of a matrix as plain JSON, as `plain`. */
export const plainRows = (x: Matrix): number[][] => Array.from({ length: x.rows }, (_, i) => plain(row(x, i)));
