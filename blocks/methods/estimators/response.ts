/** Response: what estimators ask of the outcome before they fit it. */

import type { Response } from "../../contract/estimator.ts";
import { type Matrix, matrix } from "../../contract/matrix.ts";
import { Refusal } from "../../contract/refusal.ts";

export interface ClassResponse {
  /** Class code of every row. */
  readonly codes: Int32Array;
  /** Number of classes K. */
  readonly classes: number;
  /** Codes that have rows, ascending: at least two. */
  readonly present: readonly number[];
}

/**
 * The response as classes.
 *
 * @throws Refusal FS3601 where the rows hold fewer than two classes
 */
export function classResponse(y: Response): ClassResponse {
  if (y.task !== "classification") throw new TypeError("a classifier was given a target");
  const counts = new Int32Array(y.classes);
  for (const code of y.codes) counts[code]++;
  const present = Array.from(counts.keys()).filter((code) => counts[code] > 0);
  if (present.length < 2) throw new Refusal("FS3601", { have: present.length, need: 2, rows: y.codes.length });
  return { codes: y.codes, classes: y.classes, present };
}

/** One column a class, 1 where the row is of it, else 0: n × K. */
export function indicators({ codes, classes }: ClassResponse): Matrix {
  const result = matrix(codes.length, classes);
  codes.forEach((code, i) => {
    result.data[i * classes + code] = 1;
  });
  return result;
}

/**
 * The response as one column, n × 1.
 *
 * @throws Refusal FS3602 where the target is the same in all rows; FS3605 where a value is not a finite number
 */
export function targetColumn(y: Response): Matrix {
  if (y.task !== "regression") throw new TypeError("a regression was given classes");
  const { target } = y;
  const unusable = target.findIndex((value) => !Number.isFinite(value));
  if (unusable >= 0) throw new Refusal("FS3605", { row: unusable + 1, value: String(target[unusable]) });
  if (target.every((value) => value === target[0])) {
    throw new Refusal("FS3602", { rows: target.length, value: target[0] ?? null });
  }
  return matrix(target.length, 1, target);
}
