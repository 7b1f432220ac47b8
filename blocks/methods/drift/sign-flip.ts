/** Sign flip: are paired differences centred on nothing? By turning the signs of whole differences. */

import type { Matrix } from "../../contract/matrix.ts";
import type { Stream } from "../../contract/stream.ts";
import { gram } from "../numeric/gram.ts";

export interface SignFlip {
  /** Length of the mean difference. */
  readonly statistic: number;
  /** (1 + flips at least as long)/(flips + 1). */
  readonly p: number;
}

/**
 * Permutation test of one set of rows against zero: where a difference is as likely as its opposite, turning its sign changes
 * nothing. A flip costs n² whatever the length of the rows, by the inner products of the differences.
 *
 * @param differences n × p
 * @param flips B
 * @see Maritz 1995, Distribution-Free Statistical Methods, 2nd ed., section 2.2
 */
export function signFlip(differences: Matrix, flips: number, stream: Stream): SignFlip {
  const n = differences.rows;
  const products = gram(differences);
  const signs = new Float64Array(n).fill(1);
  const seen = squareOf(products, signs);
  let atLeast = 1;
  for (let b = 0; b < flips; b++) {
    for (let i = 0; i < n; i++) signs[i] = stream.below(2) === 0 ? 1 : -1;
    if (squareOf(products, signs) >= seen - 1e-12 * Math.abs(seen)) atLeast++;
  }
  return { statistic: Math.sqrt(Math.max(0, seen)) / n, p: atLeast / (flips + 1) };
}

/** |Σ sᵢ dᵢ|². */
function squareOf({ rows: n, data }: Matrix, signs: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    let own = data[i * n + i];
    for (let j = 0; j < i; j++) own += 2 * signs[i] * signs[j] * data[i * n + j];
    sum += own;
  }
  return sum;
}
