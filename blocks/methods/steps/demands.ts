/** What steps demand of columns and of spectra, and the refusals when they do not get it. */

import type { Columns } from "../../contract/dataset.ts";
import { type Facts, Refusal } from "../../contract/refusal.ts";
import { words } from "../../contract/words.ts";

export type Axis = Extract<Columns, { kind: "axis" }>;

/** A spread below this share of the largest value is rounding, not signal. */
export const roundingShare = 1e-13;

/** How many columns there are. */
export function countOf(columns: Columns): number {
  return columns.kind === "axis" ? columns.values.length : columns.names.length;
}

/** The columns as a spectral axis. Throws FS2301 where they are named variables. */
export function axisOf(step: string, columns: Columns): Axis {
  if (columns.kind !== "axis") throw new Refusal("FS2301", { step, first: columns.names[0] ?? null });
  return columns;
}

/** The end points and unit of an axis, for a sentence. */
export function extent(axis: Axis): Facts {
  return {
    first: axis.values[0],
    last: axis.values[axis.values.length - 1],
    unit: axis.unit ?? words("of an unknown unit"),
  };
}

/** Throws FS3312 where there are fewer columns than `need`; `cause` says what asks for them (`window 11`). */
export function demandPoints(step: string, columns: Columns, need: number, cause: string): void {
  const points = countOf(columns);
  if (points < need) throw new Refusal("FS3312", { step, cause, need, points });
}

/** The columns at these indexes. Throws FS3310 where none is left. */
export function keepColumns(step: string, axis: Axis, indexes: readonly number[], asked: string): Axis {
  if (indexes.length === 0) throw new Refusal("FS3310", { step, asked, ...extent(axis) });
  return { ...axis, values: indexes.map((j) => axis.values[j]) };
}

/** Where the points lie, scaled to [−1, 1]: by axis value where there is an axis, else by index. */
export function positions(columns: Columns): Float64Array {
  const points = countOf(columns);
  if (columns.kind !== "axis" || points < 2) return evenPositions(points);
  const first = columns.values[0];
  const span = columns.values[points - 1] - first;
  return Float64Array.from(columns.values, (value) => (2 * (value - first)) / span - 1);
}

/** −1 to 1 in even steps; 0 for a single point. */
export function evenPositions(points: number): Float64Array {
  return Float64Array.from({ length: points }, (_, j) => (points > 1 ? (2 * j) / (points - 1) - 1 : 0));
}

/** FS3301: one spectrum the step cannot treat. `index` is 0-based; the refusal counts from 1. */
export function degenerate(step: string, index: number, reason: string): Refusal {
  return new Refusal("FS3301", { step, row: index + 1, reason });
}
