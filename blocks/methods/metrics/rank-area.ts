/** Area under the ROC curve of one class against the rest, sorted once and evaluated for any weights. */
import type { Matrix } from "../../contract/matrix.ts";

/**
 * The probability that a unit of the class scores above one of another class, ties counting one half (mid-ranks).
 *
 * @param scores u × K
 * @param observed class codes, length u
 * @param code the class and the column of its score
 * @returns a function of weights (length u); NaN where one side has no weight
 * @see Hanley, McNeil 1982, Radiology 143:29, doi 10.1148/radiology.143.1.7063747
 */
export function rankArea(scores: Matrix, observed: Int32Array, code: number): (weights: Float64Array) => number {
  const value = (i: number) => scores.data[i * scores.cols + code];
  const order = Int32Array.from({ length: scores.rows }, (_, i) => i).sort((i, j) => value(i) - value(j));
  const isPositive = Uint8Array.from(order, (i) => (observed[i] === code ? 1 : 0));
  const endsTie = Uint8Array.from(order, (i, k) => (k + 1 < order.length && value(order[k + 1]) === value(i) ? 0 : 1));
  return (weights) => {
    let below = 0;
    let positives = 0;
    let area = 0;
    let tiedPositives = 0;
    let tiedOthers = 0;
    for (let k = 0; k < order.length; k++) {
      if (isPositive[k] === 1) tiedPositives += weights[order[k]];
      else tiedOthers += weights[order[k]];
      if (endsTie[k] === 0) continue;
      area += tiedPositives * (below + tiedOthers / 2);
      positives += tiedPositives;
      below += tiedOthers;
      tiedPositives = 0;
      tiedOthers = 0;
    }
    return area / (positives * below);
  };
}
