/** Multinomial problem: what is minimised, a point of it, and the coordinates both are written in. */
import { type Matrix, matrix } from "../../contract/matrix.ts";
import { addTo, dot, times, transposedTimes } from "./vectors.ts";

/**
 * A point with all that is computed there. Its parameters are K − 1 vectors, one a contrast between classes: adding a vector to
 * those of all classes changes no probability, and under the penalty those of the minimum add up to 0.
 */
export interface Point {
  /** r weights, then the intercept, one vector a contrast. */
  readonly parameters: readonly Float64Array[];
  /** z · weights + intercept: n a contrast. */
  readonly linear: readonly Float64Array[];
  /** n a class. */
  readonly probabilities: readonly Float64Array[];
  readonly objective: number;
}

export interface Problem {
  readonly z: Matrix;
  /** Code of every row, 0…K−1. */
  readonly codes: Int32Array;
  /** `contrastsOf` the K classes. */
  readonly contrasts: Matrix;
  /** Factor of ½ Σ weights², over the vectors of the classes: the same sum as over those of the contrasts. */
  readonly penalty: number;
}

/**
 * K × (K − 1): an orthonormal basis of what adds up to 0 over classes, so that lengths, and with them the penalty, are kept.
 *
 * @see Helmert contrasts: Lancaster 1965, "The Helmert matrices", Am. Math. Mon. 72:4, doi 10.1080/00029890.1965.11970483
 */
export function contrastsOf(classes: number): Matrix {
  const result = matrix(classes, classes - 1);
  for (let j = 0; j < classes - 1; j++) {
    const length = Math.sqrt((j + 1) * (j + 2));
    for (let k = 0; k <= j; k++) result.data[k * (classes - 1) + j] = -1 / length;
    result.data[(j + 1) * (classes - 1) + j] = (j + 1) / length;
  }
  return result;
}

/** A vector a class, from one a contrast. */
export function ofClasses({ rows, cols, data }: Matrix, vectors: readonly Float64Array[]): Float64Array[] {
  return Array.from({ length: rows }, (_, k) => {
    const out = new Float64Array(vectors[0].length);
    for (let j = 0; j < cols; j++) if (data[k * cols + j] !== 0) addTo(out, vectors[j], data[k * cols + j]);
    return out;
  });
}

/** A vector a contrast, from one a class: the share each contrast has of them. */
export function ofContrasts({ rows, cols, data }: Matrix, vectors: readonly Float64Array[]): Float64Array[] {
  return Array.from({ length: cols }, (_, j) => {
    const out = new Float64Array(vectors[0].length);
    for (let k = 0; k < rows; k++) if (data[k * cols + j] !== 0) addTo(out, vectors[k], data[k * cols + j]);
    return out;
  });
}

/** z · weights + intercept of every vector, n each. */
export function linear(z: Matrix, parameters: readonly Float64Array[]): Float64Array[] {
  return parameters.map((vector) => {
    const out = times(z, vector.subarray(0, z.cols));
    for (let i = 0; i < out.length; i++) out[i] += vector[z.cols];
    return out;
  });
}

/** Zᵀ·values with the sum for the intercept behind. */
export function pulledBack(z: Matrix, values: Float64Array): Float64Array {
  const out = new Float64Array(z.cols + 1);
  transposedTimes(z, values, out.subarray(0, z.cols));
  for (let i = 0; i < values.length; i++) out[z.cols] += values[i];
  return out;
}

/** Sum of the products of all elements. */
export function inner(a: readonly Float64Array[], b: readonly Float64Array[]): number {
  return a.reduce((sum, vector, k) => sum + dot(vector, b[k]), 0);
}
