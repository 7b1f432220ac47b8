/** Mean rows: one row a group of rows, as samples from their spectra. */
import { type Matrix, matrix } from "../../contract/matrix.ts";

/**
 * The mean of the rows of each group, summed in the order given.
 *
 * @param x n × p
 * @param members indexes into the rows, at least one a group
 * @returns groups × p
 */
export function meanRows(x: Matrix, members: readonly (readonly number[])[]): Matrix {
  const result = matrix(members.length, x.cols);
  members.forEach((rows, g) => {
    const at = g * x.cols;
    for (const i of rows) for (let j = 0; j < x.cols; j++) result.data[at + j] += x.data[i * x.cols + j];
    for (let j = 0; j < x.cols; j++) result.data[at + j] /= rows.length;
  });
  return result;
}
