/** crop: keeps one range of the axis. */

import type { Columns } from "../../contract/dataset.ts";
import { takeColumns } from "../../contract/matrix.ts";
import { step } from "../../contract/step.ts";
import { axisRange, indexesWithin } from "./axis-range.ts";
import { type Axis, axisOf, keepColumns } from "./demands.ts";

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
