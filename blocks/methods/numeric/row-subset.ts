/** Row subset: rows taken out of a larger matrix, with the memory of where they came from, so that folds share one Gram matrix. */

import { fromRows, type Matrix, matrix, takeRows } from "../../contract/matrix.ts";
import { less } from "./centre.ts";
import { gram, rowProducts, transpose } from "./gram.ts";
import { originOf, rememberOrigin } from "./row-origin.ts";
import { type RowPasses, rowPasses } from "./row-passes.ts";

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
  rememberOrigin(rows, { parent, indexes: Array.from(indexes) });
  return rows;
}

/** True where every number is finite. Of a subset the whole is asked first, which is looked through once. */
export function isFiniteThroughout(x: Matrix): boolean {
  const known = finite.get(x);
  if (known !== undefined) return known;
  const parent = originOf(x)?.parent;
  if (parent !== undefined && isFiniteThroughout(parent)) return true;
  // A number less itself is 0, except where it is none: one pass without a branch finds whether there is any.
  const { data } = x;
  let sum = 0;
  for (let at = 0; at < data.length; at++) sum += data[at] - data[at];
  finite.set(x, sum === 0);
  return sum === 0;
}

/** True where products between rows cost less through the Gram matrix of the whole than through the rows themselves (measured). */
export function sharesGram(x: Matrix): boolean {
  const parent = originOf(x)?.parent;
  return parent !== undefined && parent.rows <= 2 * parent.cols;
}

/** Training rows about their mean, to be gone over where they stand. */
export interface CentredPasses extends RowPasses {
  /** Length p. */
  readonly mean: Float64Array;
  /** Scores of other rows about the same mean on each of the vectors: m × their number. */
  scoresOf(others: Matrix, vectors: readonly Float64Array[]): Matrix;
}

/**
 * Passes over the rows of a subset, in the whole and without a copy, about their own mean: about eps·|x|² is lost, as by
 * `centredProducts`. Null for what is no subset, or not finite.
 */
export function centredPasses(x: Matrix): CentredPasses | null {
  const origin = originOf(x);
  if (origin === undefined || !isFiniteThroughout(origin.parent)) return null;
  const { parent, indexes } = origin;
  const mean = rowPasses(parent, indexes, null).back(new Float64Array(indexes.length).fill(1 / indexes.length));
  return {
    ...rowPasses(parent, indexes, mean),
    mean,
    scoresOf(others, vectors) {
      const other = originOf(others);
      if (other?.parent !== parent) return rowProducts(less(others, mean), fromRows(vectors, parent.cols));
      const passes = rowPasses(parent, other.indexes, mean);
      return transpose(
        fromRows(
          vectors.map((vector) => passes.scores(vector)),
          others.rows,
        ),
      );
    },
  };
}

/** Where the products of rows with rows stand: product (i, j) at `from[i] + to[j]`. */
export interface Products {
  readonly data: Float64Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/**
 * X·Yᵀ of two subsets of one matrix, or of any two matrices. An entry depends on its two rows alone (see `gram`), so that
 * looking it up gives the bits that computing it would, and rows outside a subset have no influence on it.
 * @internal
 */
export function productsOf(x: Matrix, y: Matrix): Products {
  const [a, b] = [originOf(x), originOf(y)];
  if (a === undefined || b === undefined || a.parent !== b.parent || !sharesGram(x)) {
    const { data } = x === y ? gram(x) : rowProducts(x, y);
    return {
      data,
      from: Int32Array.from({ length: x.rows }, (_, i) => i * y.rows),
      to: Int32Array.from({ length: y.rows }, (_, j) => j),
    };
  }
  const { data, cols } = gramOf(a.parent);
  return { data, from: Int32Array.from(a.indexes, (i) => i * cols), to: Int32Array.from(b.indexes) };
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
  const origin = originOf(x);
  const kept = origin && keptProducts.get(origin.parent);
  if (origin === undefined || kept === undefined) return productsAboutMean(x);
  const name = origin.indexes.join();
  const known = kept.made.get(name);
  if (known !== undefined) return known;
  const made = keepingOthers(productsAboutMean(x), origin.parent, kept);
  if (takes(kept, made.training)) kept.made.set(name, made);
  return made;
}

/** Products about the mean of rows of one matrix, by these rows, and the memory that is left for more. */
interface KeptProducts {
  readonly made: Map<string, CentredProducts>;
  left: number;
}

const keptProducts = new WeakMap<Matrix, KeptProducts>();

/** From here on `centredProducts` of the same rows of `parent` are made once, as far as the memory goes: for fits that differ in the outcome. */
export function keepProducts(parent: Matrix, mostBytes: number): void {
  if (!keptProducts.has(parent)) keptProducts.set(parent, { made: new Map(), left: mostBytes });
}

/** Takes the memory of a matrix; false where there is not enough left. */
function takes(kept: KeptProducts, { data }: Matrix): boolean {
  const isRoom = data.byteLength <= kept.left;
  if (isRoom) kept.left -= data.byteLength;
  return isRoom;
}

function keepingOthers(products: CentredProducts, parent: Matrix, kept: KeptProducts): CentredProducts {
  const made = new Map<string, Matrix>();
  return {
    ...products,
    others(rows) {
      const origin = originOf(rows);
      if (origin?.parent !== parent) return products.others(rows);
      const name = origin.indexes.join();
      const known = made.get(name);
      if (known !== undefined) return known;
      const crossed = products.others(rows);
      if (takes(kept, crossed)) made.set(name, crossed);
      return crossed;
    },
  };
}

function productsAboutMean(x: Matrix): CentredProducts {
  const products = productsOf(x, x);
  const means = rowMeans(products);
  const grand = means.reduce((sum, value) => sum + value, 0) / x.rows;
  const { data, from, to } = products;
  const scale = from.reduce((most, at, i) => Math.max(most, data[at + to[i]]), 0);
  return {
    scale,
    training: centred(products, means, means, grand),
    others(rows) {
      const cross = productsOf(rows, x);
      return centred(cross, rowMeans(cross), means, grand);
    },
  };
}

function centred({ data, from, to }: Products, own: Float64Array, means: Float64Array, grand: number): Matrix {
  const result = matrix(from.length, to.length);
  const out = result.data;
  for (let i = 0, at = 0; i < from.length; i++) {
    const start = from[i];
    const mean = own[i];
    for (let j = 0; j < to.length; j++, at++) out[at] = data[start + to[j]] - mean - means[j] + grand;
  }
  return result;
}

function rowMeans({ data, from, to }: Products): Float64Array {
  return Float64Array.from(from, (start) => {
    let sum = 0;
    for (let j = 0; j < to.length; j++) sum += data[start + to[j]];
    return sum / to.length;
  });
}
