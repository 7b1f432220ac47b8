/** Gram: the n × n matrix of inner products of rows, the one heavy product behind PCA and the models with more columns than rows. */
import { type Matrix, matrix, row } from "../../contract/matrix.ts";
import { type SimdKernel, simdKernel } from "./simd/products.ts";

/**
 * X·Xᵀ. Every entry is the sum over even columns plus the sum over odd columns, each in column order, whatever the blocking:
 * an entry depends on its two rows alone, so that a sub-block of a large Gram matrix equals the Gram matrix of those rows bit by bit.
 *
 * @param x n × p; not changed
 * @param simd null: the plain kernel, which gives the same bits
 * @returns n × n, symmetric to the last bit
 */
export function gram(x: Matrix, simd = simdFor(x, x)): Matrix {
  const n = x.rows;
  const result = matrix(n, n);
  if (simd !== null) inPanels(simd, x, x, true, result);
  else for (let i = 0; i < n; i += 2) pairAgainst(x, x, i, Math.min(i + 2, n), result.data);
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) result.data[j * n + i] = result.data[i * n + j];
  return result;
}

/** X·Yᵀ, n × m, for X n × p and Y m × p; every entry is summed as in `gram`. */
export function rowProducts(x: Matrix, y: Matrix, simd = simdFor(x, y)): Matrix {
  if (x.cols !== y.cols) throw new RangeError(`rows of ${x.cols} and ${y.cols} numbers have no product`);
  const result = matrix(x.rows, y.rows);
  if (simd !== null) inPanels(simd, x, y, false, result);
  else for (let i = 0; i < x.rows; i += 2) pairAgainst(x, y, i, y.rows, result.data);
  return result;
}

/** Products below which copying rows into the other kernel's memory costs what it saves (measured). */
const WORTH_SIMD = 30_000;
/** Rows of x that are held at once, and numbers of y: these go round for every two rows and should stay in the cache. */
const PANEL_ROWS = 128;
const PANEL_NUMBERS = 40_960;

const simdFor = (x: Matrix, y: Matrix): SimdKernel | null =>
  x.rows * y.rows * x.cols < WORTH_SIMD ? null : simdKernel();

/**
 * The same sums by the SIMD kernel, panel by panel; the zeros that fill up a row add nothing to any of them.
 *
 * @param lower only the diagonal and what stands below it is needed
 */
function inPanels(simd: SimdKernel, x: Matrix, y: Matrix, lower: boolean, { data: out, cols }: Matrix): void {
  const stride = 4 * Math.ceil(x.cols / 4);
  const tall = 2 * Math.ceil(Math.min(PANEL_ROWS, x.rows) / 2);
  const wide = 4 * Math.ceil(Math.min(Math.max(4, PANEL_NUMBERS / stride), y.rows) / 4);
  const [atY, atOut] = [tall * stride, (tall + wide) * stride];
  const memory = simd.memory(atOut + 2 * wide).fill(0, 0, atOut);
  for (let i0 = 0; i0 < x.rows; i0 += tall) {
    const i1 = Math.min(i0 + tall, x.rows);
    for (let i = i0; i < i1; i++) memory.set(row(x, i), (i - i0) * stride);
    for (let j0 = 0; j0 < (lower ? i1 : y.rows); j0 += wide) {
      const j1 = Math.min(j0 + wide, y.rows);
      for (let j = j0; j < j1; j++) memory.set(row(y, j), atY + (j - j0) * stride);
      for (let i = lower ? Math.max(i0, j0) : i0; i < i1; i += 2) {
        simd.functions.a(8 * (i - i0) * stride, 8 * atY, 8 * stride, wide, 8 * atOut);
        for (let k = i; k < Math.min(i + 2, i1); k++) {
          const from = atOut + (k - i) * wide;
          out.set(memory.subarray(from, from + j1 - j0), k * cols + j0);
        }
      }
    }
  }
}

/** X with rows and columns exchanged, p × n. */
export function transpose(x: Matrix): Matrix {
  const result = matrix(x.cols, x.rows);
  for (let i = 0; i < x.rows; i++)
    for (let j = 0; j < x.cols; j++) result.data[j * x.rows + i] = x.data[i * x.cols + j];
  return result;
}

/** Rows i and i + 1 of x times the first `until` rows of y. */
function pairAgainst(x: Matrix, y: Matrix, i: number, until: number, out: Float64Array): void {
  const p = x.cols;
  // The second of a pair may be past the end: the first stands in for it and its products are not kept.
  const next = Math.min(i + 1, x.rows - 1);
  for (let j = 0; j < until; j += 2) {
    productsOfTwoPairs(x.data, i * p, next * p, y.data, j * p, Math.min(j + 1, y.rows - 1) * p, p, four);
    out[i * y.rows + j] = four[0];
    if (j + 1 < y.rows) out[i * y.rows + j + 1] = four[1];
    if (next > i) out[next * y.rows + j] = four[2];
    if (next > i && j + 1 < y.rows) out[next * y.rows + j + 1] = four[3];
  }
}

const four = new Float64Array(4);

/** Two rows times two rows, two lanes each: eight running sums keep the processor's adders busy. */
function productsOfTwoPairs(
  x: Float64Array,
  a: number,
  b: number,
  y: Float64Array,
  c: number,
  d: number,
  p: number,
  out: Float64Array,
): void {
  let ac0 = 0;
  let ac1 = 0;
  let ad0 = 0;
  let ad1 = 0;
  let bc0 = 0;
  let bc1 = 0;
  let bd0 = 0;
  let bd1 = 0;
  const even = p - (p % 2);
  for (let k = 0; k < even; k += 2) {
    const a0 = x[a + k];
    const b0 = x[b + k];
    const c0 = y[c + k];
    const d0 = y[d + k];
    ac0 += a0 * c0;
    ad0 += a0 * d0;
    bc0 += b0 * c0;
    bd0 += b0 * d0;
    const a1 = x[a + k + 1];
    const b1 = x[b + k + 1];
    const c1 = y[c + k + 1];
    const d1 = y[d + k + 1];
    ac1 += a1 * c1;
    ad1 += a1 * d1;
    bc1 += b1 * c1;
    bd1 += b1 * d1;
  }
  if (even < p) {
    ac0 += x[a + even] * y[c + even];
    ad0 += x[a + even] * y[d + even];
    bc0 += x[b + even] * y[c + even];
    bd0 += x[b + even] * y[d + even];
  }
  out[0] = ac0 + ac1;
  out[1] = ad0 + ad1;
  out[2] = bc0 + bc1;
  out[3] = bd0 + bd1;
}
