/** Tridiagonal: a symmetric matrix reduced to its diagonal and the entries beside it, and the eigenvalues of what is left, by QL. */

/** A symmetric tridiagonal matrix of size n: `beside[j]` stands beside `diagonal[j]` and `diagonal[j + 1]`. */
export interface Tridiagonal {
  readonly diagonal: Float64Array;
  readonly beside: Float64Array;
  readonly n: number;
}

/** Eigenvalues in the order they are met; the rotations that led there go to `turn`. */
export function tridiagonalValues({ diagonal, beside, n }: Tridiagonal, turn: Turn): Float64Array {
  const values = diagonal.slice(0, n);
  const below = new Float64Array(n);
  below.set(beside.subarray(0, n - 1), 1);
  implicitQl(values, below, turn);
  return values;
}

/** A rotation of rows i and i + 1 by an angle with this cosine and sine. */
type Turn = (i: number, c: number, s: number) => void;

/** Reduces the symmetric `z` to tridiagonal form; `z` becomes the orthogonal matrix that did it (columns are the basis). */
export function tridiagonalise(z: Float64Array[], d: Float64Array, e: Float64Array): void {
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

export function transposed(z: readonly Float64Array[]): Float64Array[] {
  return z.map((_, j) => Float64Array.from(z, (row) => row[j]));
}

/** QL with implicit shifts on diagonal d and neighbours e (e[i] between i − 1 and i); every rotation is told. */
export function implicitQl(d: Float64Array, e: Float64Array, turn: Turn): void {
  const m = d.length;
  e.copyWithin(0, 1);
  if (m > 0) e[m - 1] = 0;
  for (let l = 0; l < m; l++) {
    for (let sweep = 0; ; sweep++) {
      let end = l;
      while (end < m - 1 && Math.abs(e[end]) > Number.EPSILON * (Math.abs(d[end]) + Math.abs(d[end + 1]))) end++;
      if (end === l) break;
      if (sweep === 60) throw new RangeError("eigenvalues do not settle");
      qlSweep(d, e, l, end, turn);
    }
  }
}

function qlSweep(d: Float64Array, e: Float64Array, l: number, end: number, turn: Turn): void {
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
    turn(i, c, s);
  }
  d[l] -= p;
  e[l] = g;
  e[end] = 0;
}

export function rotate(a: Float64Array, b: Float64Array, c: number, s: number): void {
  for (let k = 0; k < a.length; k++) {
    const f = b[k];
    b[k] = s * a[k] + c * f;
    a[k] = c * a[k] - s * f;
  }
}

/** √(a² + b²) without overflow; Math.hypot is not the same on every engine. */
function length(a: number, b: number): number {
  const large = Math.max(Math.abs(a), Math.abs(b));
  const small = Math.min(Math.abs(a), Math.abs(b));
  if (large === 0) return 0;
  const ratio = small / large;
  return large * Math.sqrt(1 + ratio * ratio);
}
