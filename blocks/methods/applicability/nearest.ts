/** Nearest: how far each row lies from the training row that is nearest to it. */

import type { Matrix } from "../../contract/matrix.ts";

/**
 * Mahalanobis distance in the scores from each row to the nearest training row, length m; infinite where there is none.
 *
 * @param rows m × a, scores of variance 1 among the training rows
 * @param training n × a, likewise
 * @param apart whether training row j may be compared with row i: spectra of one sample are not near each other by merit
 * @see ASTM E1655 on outliers among samples that are analysed: nearest neighbour distance
 */
export function nearest(rows: Matrix, training: Matrix, apart: (i: number, j: number) => boolean): Float64Array {
  const a = rows.cols;
  return Float64Array.from({ length: rows.rows }, (_, i) => {
    let least = Number.POSITIVE_INFINITY;
    for (let j = 0; j < training.rows; j++) {
      let sum = 0;
      // The sum only grows: what is beyond the nearest so far needs no more of it.
      for (let c = 0; c < a && sum < least; c++) {
        const d = rows.data[i * a + c] - training.data[j * a + c];
        sum += d * d;
      }
      if (sum < least && apart(i, j)) least = sum;
    }
    return Math.sqrt(least);
  });
}
