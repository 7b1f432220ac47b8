/** Neighbour means: spectra by fewer points, where more tell them no better apart, and cost. */
import { type Matrix, matrix, row } from "../../contract/matrix.ts";

/** Points that are left at most. */
const points = 200;

/**
 * Means over ⌈p/200⌉ neighbouring points; a rest is dropped.
 *
 * @param x n × p
 * @returns n × ⌊p/⌈p/200⌉⌋; x itself where p is at most 200
 */
export function neighbourMeans(x: Matrix): Matrix {
  const width = Math.ceil(x.cols / points);
  if (width <= 1) return x;
  const means = matrix(x.rows, Math.floor(x.cols / width));
  for (let i = 0; i < x.rows; i++) {
    const from = row(x, i);
    const out = row(means, i);
    for (let k = 0; k < out.length; k++) {
      let sum = 0;
      for (let j = k * width; j < (k + 1) * width; j++) sum += from[j];
      out[k] = sum / width;
    }
  }
  return means;
}
