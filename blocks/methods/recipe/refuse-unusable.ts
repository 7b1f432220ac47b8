/** Refuse unusable: no estimator meets a value that is not a finite number, neither when it is fitted nor when it predicts. */

import type { Columns } from "../../contract/dataset.ts";
import { type Matrix, row } from "../../contract/matrix.ts";
import { Refusal } from "../../contract/refusal.ts";
import { isFiniteThroughout } from "../numeric/row-subset.ts";

/** A ratio may divide by 0. Throws FS3513, which names the row (1-based) and the variable. */
export function refuseUnusable(x: Matrix, columns: Columns): void {
  if (isFiniteThroughout(x)) return;
  const at = x.data.findIndex((value) => !Number.isFinite(value));
  const [i, j] = [Math.floor(at / x.cols), at % x.cols];
  const variable = columns.kind === "names" ? columns.names[j] : `${columns.values[j]} ${columns.unit}`;
  throw new Refusal("FS3513", { row: i + 1, variable, value: String(row(x, i)[j]) });
}
