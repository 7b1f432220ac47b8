/** exclude: leaves out ranges of the axis. */
import { z } from "zod";
import type { Columns } from "../../contract/dataset.ts";
import { takeColumns } from "../../contract/matrix.ts";
import { step } from "../../contract/step.ts";
import { axisRange } from "./axis-range.ts";
import { type Axis, axisOf, keepColumns } from "./demands.ts";

type Ranges = readonly (readonly [number, number])[];

/** @throws Refusal FS2301 on named variables, FS3310 where no point is left */
export const exclude = step({
  name: "exclude",
  family: "axis",
  learns: null,
  leavesMeasurement: true,
  onlyPoints: (range) => range,
  options: z
    .array(axisRange)
    .min(1)
    .describe(
      "Leaves out the points inside any of the ranges, ends included: `exclude: [[2280, 2400]]`. Best after savgol, smooth and despike, which look at neighbours.",
    ),
  columns: (before, ranges) => remaining(before, ranges).columns,
  apply: (rows, ranges, before) => takeColumns(rows, remaining(before, ranges).indexes),
});

function remaining(before: Columns, ranges: Ranges): { columns: Axis; indexes: number[] } {
  const axis = axisOf("exclude", before);
  const inside = (value: number) => ranges.some(([low, high]) => value >= low && value <= high);
  const indexes = axis.values.flatMap((value, j) => (inside(value) ? [] : [j]));
  const asked = ranges.map(([low, high]) => `${low} to ${high}`).join(", ");
  return { columns: keepColumns("exclude", axis, indexes, asked), indexes };
}
