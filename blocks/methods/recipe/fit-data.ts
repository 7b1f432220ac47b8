/** Fit data: the rows a recipe meets, and the fits that are wanted of them. */

import type { Outcome, Rows } from "../../contract/dataset.ts";
import type { Matrix } from "../../contract/matrix.ts";

/** The rows of one dataset as a recipe meets them. */
export interface FitData {
  /** n × p′: steps up to the first that learns have run. */
  readonly ready: Matrix;
  readonly rows: Rows;
  readonly outcome: Outcome;
}

/** A fit that is wanted. */
export interface Wanted {
  /** Indexes into the rows, ascending. */
  readonly training: readonly number[];
  /** Name of the stream for inner folds, beginning with the seed. */
  readonly name: readonly (string | number)[];
}
