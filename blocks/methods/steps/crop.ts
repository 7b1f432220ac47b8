/** crop: keeps one range of the axis. */

import { z } from "zod";
import { takeColumns } from "../../contract/matrix.ts";
import type { Columns } from "../../contract/values.ts";
import { words } from "../../contract/words.ts";
import { type Axis, axisOf, keepColumns } from "./demands.ts";
import { step } from "./step.ts";

/** A range of the axis as documents write it: `[lo, hi]`, both ends included. */
export const axisRange = z
  .tuple([
    z.number().describe("Lower end, in the unit of the axis; included."),
    z.number().describe("Upper end, in the unit of the axis; included."),
  ])
  .refine(([low, high]) => low < high, {
    error: words("The lower end of the range must be below its upper end."),
    path: [1],
  });

/** @throws Refusal FS2301 on named variables, FS3310 where no point lies in the range */
export const crop = step({
  name: "crop",
  family: "axis",
  learns: null,
  leavesMeasurement: true,
  onlyPoints: (range) => range,
  options: axisRange.describe("Keeps the points of the axis from lo to hi, both included: `crop: [860, 1040]`."),
  columns: (before, range) => cropped(before, range).columns,
  apply: (rows, range, before) => takeColumns(rows, cropped(before, range).indexes),
});

function cropped(before: Columns, [low, high]: readonly [number, number]): { columns: Axis; indexes: number[] } {
  const axis = axisOf("crop", before);
  const indexes = indexesWithin(axis, low, high);
  return { columns: keepColumns("crop", axis, indexes, `${low} to ${high}`), indexes };
}

/** Indexes of the points with low ≤ axis value ≤ high. */
export function indexesWithin(axis: Axis, low: number, high: number): number[] {
  return axis.values.flatMap((value, j) => (value >= low && value <= high ? [j] : []));
}
