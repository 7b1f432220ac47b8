/** Orthonormal: a fixed block of vectors to start an iteration from, and rows made orthonormal. */
import { type Matrix, matrix, row } from "../../contract/matrix.ts";
import { dotInOrder } from "./vectors.ts";

/** Orthonormal rows without any pattern a matrix could be blind to; the same for the same size, always. */
export function startingBlock(rows: number, cols: number): Matrix {
  const block = matrix(rows, cols);
  fill(block.data, 1);
  return orthonormalise(block);
}

/** The rows made orthonormal in order (Gram–Schmidt, three passes); a row that depends on those before it becomes another direction. */
export function orthonormalise(x: Matrix): Matrix {
  const result = matrix(x.rows, x.cols, x.data.slice());
  for (let i = 0; i < x.rows; i++) {
    const vector = row(result, i);
    for (let attempt = 0; ; attempt++) {
      for (let pass = 0; pass < 3; pass++) {
        for (let j = 0; j < i; j++) project(vector, row(result, j));
        if (!normalise(vector)) break;
      }
      if (vector.some((value) => value !== 0)) break;
      fill(vector, 2 + i + x.rows * attempt);
    }
  }
  return result;
}

function project(vector: Float64Array, unit: Float64Array): void {
  const overlap = dotInOrder(vector, unit);
  for (let k = 0; k < vector.length; k++) vector[k] -= overlap * unit[k];
}

/** Scales to length 1; false, and all zeros, where there is nothing to scale. */
function normalise(vector: Float64Array): boolean {
  const square = dotInOrder(vector, vector);
  const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
  for (let k = 0; k < vector.length; k++) vector[k] *= scale;
  return square > 0;
}

/** Numbers in [−½, ½) of a linear congruential generator (Numerical Recipes): not random draws, only an uneven pattern. */
function fill(out: Float64Array, start: number): void {
  let state = start;
  for (let k = 0; k < out.length; k++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    out[k] = state / 4294967296 - 0.5;
  }
}
