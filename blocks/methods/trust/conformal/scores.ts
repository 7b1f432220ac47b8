/** Conformal scores: how strange a class is for a sample; large is strange. */
import { type Matrix, matrix, row } from "../../../contract/matrix.ts";

/**
 * The score of every class for every sample, m × K.
 *
 * `lac`: 1 − p. `aps`: the probabilities summed from the largest down to and including the class, without the random part of the
 * published score, so that the same sample always has the same set; sets are larger and cover more than they promise. Equal
 * probabilities go in class order; the last class scores 1.
 *
 * @param probabilities m × K, rows sum to 1
 * @see Sadinle, Lei, Wasserman 2019, J. Am. Stat. Assoc. 114:223, doi 10.1080/01621459.2017.1395341 (LAC); Romano, Sesia, Candès
 *      2020, "Classification with valid and adaptive coverage", NeurIPS, arXiv:2006.02544 (APS)
 */
export function conformalScores(probabilities: Matrix, score: "lac" | "aps"): Matrix {
  const { rows, cols, data } = probabilities;
  if (score === "lac")
    return matrix(
      rows,
      cols,
      data.map((p) => 1 - p),
    );
  const result = matrix(rows, cols);
  for (let i = 0; i < rows; i++) {
    const own = row(probabilities, i);
    const order = Array.from(own.keys()).sort((a, b) => own[b] - own[a] || a - b);
    let sum = 0;
    order.forEach((c, place) => {
      sum += own[c];
      result.data[i * cols + c] = place === cols - 1 ? 1 : Math.min(1, sum);
    });
  }
  return result;
}
