/** Row passes: X·v and Xᵀ·(X·v) of some rows of a matrix, one pass over them and no copy, for models with more rows than columns. */
import type { Matrix } from "../../contract/matrix.ts";
import { type SimdPasses, simdPasses } from "./simd/passes.ts";

/** Rows about a mean, as an operator. */
export interface RowPasses {
  /** (x − mean)·v of every row. */
  scores(v: Float64Array): Float64Array;
  /** t = (x − mean)·v of every row, and Σ t·(x − mean). */
  through(v: Float64Array): { readonly scores: Float64Array; readonly back: Float64Array };
  /** Σ weight·(x − mean). */
  back(weights: Float64Array): Float64Array;
}

/**
 * Passes over the named rows of x. Scores are eight running sums, rows are added one by one in the order of the indexes.
 *
 * @param indexes rows of x; no other row is touched
 * @param mean length p, or null for rows that are centred
 * @param simd null: the plain loops, which give the same bits
 */
export function rowPasses(
  x: Matrix,
  indexes: ArrayLike<number>,
  mean: Float64Array | null,
  simd = simdPasses(),
): RowPasses {
  const run = simd === null ? plainPass(x, indexes) : residentPass(simd, x, indexes);
  const centred = (scores: Float64Array, back: Float64Array): Float64Array => {
    if (mean === null) return back;
    let sum = 0;
    for (let i = 0; i < scores.length; i++) sum += scores[i];
    for (let j = 0; j < back.length; j++) back[j] -= sum * mean[j];
    return back;
  };
  const offset = (v: Float64Array): number => {
    let sum = 0;
    for (let j = 0; mean !== null && j < v.length; j++) sum += mean[j] * v[j];
    return sum;
  };
  return {
    scores: (v) => run.scores(v, offset(v)),
    through(v) {
      const { scores, back } = run.through(v, offset(v));
      return { scores, back: centred(scores, back) };
    },
    back: (weights) => centred(weights, run.back(weights)),
  };
}

/** Passes over all rows, which are centred already. */
export const passesOver = (x: Matrix): RowPasses =>
  rowPasses(
    x,
    Int32Array.from({ length: x.rows }, (_, i) => i),
    null,
  );

/** The same of the rows as they are; of each score `offset` is taken away. */
interface Passes {
  scores(v: Float64Array, offset: number): Float64Array;
  through(v: Float64Array, offset: number): { scores: Float64Array; back: Float64Array };
  back(weights: Float64Array): Float64Array;
}

function plainPass({ cols, data }: Matrix, indexes: ArrayLike<number>): Passes {
  const sums = new Float64Array(8);
  const product = (from: number, v: Float64Array): number => {
    sums.fill(0);
    for (let j = 0; j < cols; j++) sums[j & 7] += data[from + j] * v[j];
    return sums[0] + sums[2] + (sums[4] + sums[6]) + (sums[1] + sums[3] + (sums[5] + sums[7]));
  };
  const scores = (v: Float64Array, offset: number) =>
    Float64Array.from(indexes, (index) => product(index * cols, v) - offset);
  const back = (weights: Float64Array): Float64Array => {
    const sum = new Float64Array(cols);
    for (let i = 0; i < indexes.length; i++) {
      const from = indexes[i] * cols;
      for (let j = 0; j < cols; j++) sum[j] += weights[i] * data[from + j];
    }
    return sum;
  };
  return {
    scores,
    back,
    through(v, offset) {
      const found = scores(v, offset);
      return { scores: found, back: back(found) };
    },
  };
}

/** The matrix that stands in the kernels' memory; it is not kept alive for that. */
let resident: WeakRef<Matrix> | null = null;

/** In memory one behind the other: v, out, scores and indexes, then the rows, filled up with zeros to eight numbers. */
function residentPass(simd: SimdPasses, x: Matrix, indexes: ArrayLike<number>): Passes {
  const stride = 8 * Math.ceil(x.cols / 8);
  const [atScores, atIndexes, atRows] = [2 * stride, 2 * stride + x.rows, 2 * stride + 2 * x.rows];
  const prepare = (): Float64Array => {
    const memory = simd.memory(atRows + x.rows * stride);
    if (resident?.deref() === x) return memory;
    memory.fill(0, 0, atRows + x.rows * stride);
    for (let i = 0; i < x.rows; i++) memory.set(x.data.subarray(i * x.cols, (i + 1) * x.cols), atRows + i * stride);
    resident = new WeakRef(x);
    return memory;
  };
  const run = (kernel: "a" | "b" | "c", v: Float64Array | null, weights: Float64Array | null, offset: number) => {
    const memory = prepare();
    new Int32Array(memory.buffer, 8 * atIndexes, indexes.length).set(indexes);
    if (v !== null) memory.set(v);
    if (weights !== null) memory.set(weights, atScores);
    memory.fill(0, stride, 2 * stride);
    const [first, last] = [8 * atIndexes, 8 * atIndexes + 4 * indexes.length];
    if (first < last) simd.functions[kernel](8 * atRows, 8 * stride, first, last, 0, 8 * stride, 8 * atScores, offset);
    return {
      scores: () => memory.slice(atScores, atScores + indexes.length),
      back: () => memory.slice(stride, stride + x.cols),
    };
  };
  return {
    scores: (v, offset) => run("c", v, null, offset).scores(),
    through(v, offset) {
      const { scores, back } = run("a", v, null, offset);
      return { scores: scores(), back: back() };
    },
    back: (weights) => run("b", null, weights, 0).back(),
  };
}
