/** Least squares of a few columns: thin QR once, then coefficients or fitted values of any number of right-hand sides. */
import { dotInOrder, normInOrder } from "./vectors.ts";

/** Thin QR of an n × k matrix. */
export interface ThinQr {
  /** k orthonormal columns of length n; a column that depends on those before it is all zeros. */
  readonly q: readonly Float64Array[];
  /** k × k upper triangle, row-major. */
  readonly r: Float64Array;
  /** Index of the first column that depends on those before it, −1 where the columns are independent. */
  readonly dependent: number;
}

/** A column whose part outside the span of the columns before it is below this share of its length depends on them. */
const dependence = 1e-10;

/**
 * Thin QR by modified Gram–Schmidt, done twice, which is as orthogonal as Householder's and gives Q directly.
 *
 * @param columns k columns of equal length n ≥ k; not changed
 * @see Giraud, Langou, Rozložník 2005, Comput. Math. Appl. 50:1069, doi 10.1016/j.camwa.2005.08.009
 */
export function thinQr(columns: readonly Float64Array[]): ThinQr {
  const k = columns.length;
  const r = new Float64Array(k * k);
  const q: Float64Array[] = [];
  let dependent = -1;
  columns.forEach((column, j) => {
    const rest = Float64Array.from(column);
    const length = normInOrder(rest);
    for (let pass = 0; pass < 2; pass++) {
      for (let i = 0; i < j; i++) {
        const share = dotInOrder(q[i], rest);
        r[i * k + j] += share;
        for (let m = 0; m < rest.length; m++) rest[m] -= share * q[i][m];
      }
    }
    const left = normInOrder(rest);
    if (left > dependence * length) {
      r[j * k + j] = left;
      for (let m = 0; m < rest.length; m++) rest[m] /= left;
    } else {
      if (dependent < 0) dependent = j;
      rest.fill(0);
    }
    q.push(rest);
  });
  return { q, r, dependent };
}

/** The k coefficients of the least-squares fit to y (length n); the columns must be independent. */
export function coefficients({ q, r }: ThinQr, y: Float64Array): Float64Array {
  const k = q.length;
  const result = new Float64Array(k);
  for (let i = k - 1; i >= 0; i--) {
    let sum = dotInOrder(q[i], y);
    for (let j = i + 1; j < k; j++) sum -= r[i * k + j] * result[j];
    result[i] = sum / r[i * k + i];
  }
  return result;
}

/** Writes the least-squares fit to y, its projection on the columns, into `out` (length n, another array than y). */
export function fitted({ q }: ThinQr, y: Float64Array, out: Float64Array): void {
  out.fill(0);
  for (const column of q) {
    const share = dotInOrder(column, y);
    for (let m = 0; m < out.length; m++) out[m] += share * column[m];
  }
}

/** Solves Rᵀ u = g: with it, Q u are the weights whose sum of products with y is gᵀ times the coefficients. */
export function solveTransposed({ q, r }: ThinQr, g: ArrayLike<number>): Float64Array {
  const k = q.length;
  const u = new Float64Array(k);
  for (let i = 0; i < k; i++) {
    let sum = g[i];
    for (let j = 0; j < i; j++) sum -= r[j * k + i] * u[j];
    u[i] = sum / r[i * k + i];
  }
  return u;
}

/** The columns 1, t, t², … up to `order` for points t, best within [−1, 1]. */
export function polynomialColumns(t: Float64Array, order: number): Float64Array[] {
  const columns = [new Float64Array(t.length).fill(1)];
  for (let j = 1; j <= order; j++) columns.push(columns[j - 1].map((value, i) => value * t[i]));
  return columns;
}
