/** Uneven: matrices without a pattern, the same for the same seed. */
import { type Matrix, matrix } from "../../../../blocks/contract/matrix.ts";

/** n × p numbers in [−½, ½) from a small generator of the tests' own. */
export function uneven(n: number, p: number, seed: number): Matrix {
  let state = seed;
  const x = matrix(n, p);
  for (let at = 0; at < n * p; at++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    x.data[at] = state / 4294967296 - 0.5;
  }
  return x;
}
