/** Row subset: rows taken out of a larger matrix, with the memory of where they came from, so that folds share one Gram matrix. */
import { gram, rowProducts } from "./gram.ts";
import { type Matrix, matrix, takeRows } from "./matrix.ts";

interface Origin {
  readonly parent: Matrix;
  readonly indexes: readonly number[];
}

const origins = new WeakMap<Matrix, Origin>();
const grams = new WeakMap<Matrix, Matrix>();
const finite = new WeakMap<Matrix, boolean>();

/**
 * The named rows as `takeRows` gives them; products of them are looked up in those of the whole. They are copied when their numbers
 * are first asked for: where products are enough, they never are.
 */
export function subset(parent: Matrix, indexes: ArrayLike<number>): Matrix {
  let data: Float64Array | null = null;
  const rows: Matrix = {
    rows: indexes.length,
    cols: parent.cols,
    get data() {
      data ??= takeRows(parent, indexes).data;
      return data;
    },
  };
  origins.set(rows, { parent, indexes: Array.from(indexes) });
  return rows;
}

/** True where every number is finite. Of a subset the whole is asked first, which is looked through once. */
export function isFiniteThroughout(x: Matrix): boolean {
  const known = finite.get(x);
  if (known !== undefined) return known;
  const parent = origins.get(x)?.parent;
  if (parent !== undefined && isFiniteThroughout(parent)) return true;
  // A number less itself is 0, except where it is none: one pass without a branch finds whether there is any.
  const { data } = x;
  let sum = 0;
  for (let at = 0; at < data.length; at++) sum += data[at] - data[at];
  finite.set(x, sum === 0);
  return sum === 0;
}

/** True where products between rows cost less through the Gram matrix of the whole than through the rows themselves. */
export function sharesGram(x: Matrix): boolean {
  const parent = origins.get(x)?.parent;
  return parent !== undefined && parent.rows <= parent.cols;
}

/**
 * X·Yᵀ of two subsets of one matrix, or of any two matrices. An entry depends on its two rows alone (see `gram`), so that
 * looking it up gives the bits that computing it would, and rows outside a subset have no influence on it.
 *
 * @param x n × p
 * @param y m × p
 * @returns n × m
 */
export function productsOf(x: Matrix, y: Matrix): Matrix {
  const [a, b] = [origins.get(x), origins.get(y)];
  if (a === undefined || b === undefined || a.parent !== b.parent || !sharesGram(x)) {
    return x === y ? gram(x) : rowProducts(x, y);
  }
  const whole = gramOf(a.parent);
  const result = matrix(x.rows, y.rows);
  for (let i = 0; i < x.rows; i++) {
    const at = a.indexes[i] * whole.cols;
    for (let j = 0; j < y.rows; j++) result.data[i * y.rows + j] = whole.data[at + b.indexes[j]];
  }
  return result;
}

function gramOf(parent: Matrix): Matrix {
  const known = grams.get(parent);
  if (known !== undefined) return known;
  const made = gram(parent);
  grams.set(parent, made);
  return made;
}

/** Products of rows about the mean of the training rows. */
export interface CentredProducts {
  /** Largest |x|² of a training row before centring: rounding is of the order of eps times this. */
  readonly scale: number;
  /** n × n: of the training rows with one another. */
  readonly training: Matrix;
  /** m × n: of other rows with the training rows, about the training rows' mean too. */
  others(rows: Matrix): Matrix;
}

/**
 * Inner products of rows less the mean of the training rows, from products of the rows as they are. What cancels is the mean's
 * share: about eps·|x|² is lost, which is why models that are kept are fitted on the rows and only comparisons on products.
 *
 * @see Schölkopf, Smola, Müller 1998, Neural Comput. 10:1299, appendix A, doi 10.1162/089976698300017467
 */
export function centredProducts(x: Matrix): CentredProducts {
  const products = productsOf(x, x);
  const n = x.rows;
  const means = rowMeans(products);
  const grand = means.reduce((sum, value) => sum + value, 0) / n;
  const centred = (rows: Matrix, own: Float64Array): Matrix => {
    const result = matrix(rows.rows, n);
    for (let i = 0; i < rows.rows; i++) {
      for (let j = 0; j < n; j++) result.data[i * n + j] = rows.data[i * n + j] - own[i] - means[j] + grand;
    }
    return result;
  };
  let scale = 0;
  for (let i = 0; i < n; i++) scale = Math.max(scale, products.data[i * n + i]);
  return {
    scale,
    training: centred(products, means),
    others(rows) {
      const cross = productsOf(rows, x);
      return centred(cross, rowMeans(cross));
    },
  };
}

function rowMeans({ rows, cols, data }: Matrix): Float64Array {
  const means = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) means[i] += data[i * cols + j];
    means[i] /= cols;
  }
  return means;
}
