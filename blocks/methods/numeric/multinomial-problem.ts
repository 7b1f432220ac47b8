/** Multinomial problem: what is minimised, and a point of it. */
import type { Matrix } from "../../contract/matrix.ts";

/** A point with all that is computed there; vectors of length n, one a free class. */
export interface Point {
  readonly parameters: readonly Float64Array[];
  readonly logits: readonly Float64Array[];
  readonly probabilities: readonly Float64Array[];
  readonly objective: number;
}

export interface Problem {
  readonly z: Matrix;
  /** Code of every row among the free classes; −1 for the reference class, whose logit is 0. */
  readonly codes: Int32Array;
  /** Free classes. */
  readonly free: number;
  readonly hasReference: boolean;
  /** Factor of ½ Σ weights². */
  readonly penalty: number;
}
