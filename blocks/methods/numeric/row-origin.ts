/** Row origin: where the rows of a subset stand in the matrix they were taken from. */
import type { Matrix } from "../../contract/matrix.ts";

export interface RowOrigin {
  readonly parent: Matrix;
  readonly indexes: readonly number[];
}

const origins = new WeakMap<Matrix, RowOrigin>();

/** Remembers that these rows are those rows of `parent`. */
export function rememberOrigin(rows: Matrix, origin: RowOrigin): void {
  origins.set(rows, origin);
}

/** Undefined for a matrix of its own. */
export const originOf = (rows: Matrix): RowOrigin | undefined => origins.get(rows);

/** Numbers with the place at which each row begins; of a subset those of the whole, so that nothing is copied. */
export function standing(x: Matrix): { readonly data: Float64Array; readonly starts: Int32Array } {
  const origin = origins.get(x);
  if (origin === undefined) return { data: x.data, starts: Int32Array.from({ length: x.rows }, (_, i) => i * x.cols) };
  const { parent, indexes } = origin;
  return { data: parent.data, starts: Int32Array.from(indexes, (i) => i * parent.cols) };
}
