/** resample: interpolates every spectrum on an even grid. */

import { z } from "zod";
import type { Columns } from "../../contract/dataset.ts";
import { matrix, row } from "../../contract/matrix.ts";
import { Refusal } from "../../contract/refusal.ts";
import { step } from "../../contract/step.ts";
import { words } from "../../contract/words.ts";
import { betweenPoints } from "../numeric/between-points.ts";
import { naturalSpline } from "../numeric/natural-spline.ts";
import { type Axis, axisOf, demandPoints, extent } from "./demands.ts";

/** More points than any spectrometer gives: a larger grid is a typing error that would fill the memory. */
const mostPoints = 100_000;

const options = z
  .strictObject({
    from: z.number().describe("First point of the new axis, in its unit; not before the first measured point."),
    to: z.number().describe("Last point of the new axis at most; not after the last measured point."),
    step: z.number().positive().describe("Distance between two points of the new axis."),
    method: z
      .enum(["linear", "cubic"])
      .default("linear")
      .describe("Interpolation: linear between neighbours, or a natural cubic spline."),
  })
  .refine(({ from, to }) => from < to, { error: words("`from` must be below `to`."), path: ["to"] })
  .refine(({ from, to, step }) => (to - from) / step < mostPoints, {
    error: words(`This grid has more than ${mostPoints} points; take a larger step.`),
    path: ["step"],
  })
  .describe("Interpolates every spectrum on the points from, from + step, … up to `to`.");

type Options = z.infer<typeof options>;

/** @throws Refusal FS2301 on named variables, FS3311 where the grid reaches beyond the axis, FS3312 below two points */
export const resample = step({
  name: "resample",
  family: "axis",
  learns: null,
  leavesMeasurement: true,
  options,
  columns: (before, wanted) => resampled(before, wanted),
  apply(rows, wanted, before) {
    const axis = Float64Array.from(axisOf("resample", before).values);
    const { lower, share } = betweenPoints(axis, resampled(before, wanted).values);
    const values = wanted.method === "cubic" ? naturalSpline(axis, lower, share) : linear(lower, share);
    const result = matrix(rows.rows, lower.length);
    for (let i = 0; i < rows.rows; i++) values(row(rows, i), row(result, i));
    return result;
  },
});

function resampled(before: Columns, { from, to, step }: Options): Axis {
  const axis = axisOf("resample", before);
  demandPoints("resample", before, 2, words("interpolation"));
  const first = axis.values[0];
  const last = axis.values[axis.values.length - 1];
  // A grid that ends on the last point may miss it by the rounding of its own arithmetic.
  const slack = step * 1e-9 + Math.abs(to) * 1e-11;
  const count = Math.floor((to - from + slack) / step) + 1;
  const grid = Array.from({ length: count }, (_, k) => Number((from + k * step).toPrecision(12)));
  if (from < first - slack || grid[count - 1] > last + slack) {
    throw new Refusal("FS3311", { step: "resample", from, to, ...extent(axis) });
  }
  return { ...axis, values: grid };
}

function linear(lower: Int32Array, share: Float64Array) {
  return (values: Float64Array, out: Float64Array) => {
    for (let k = 0; k < out.length; k++) {
      const j = lower[k];
      out[k] = (1 - share[k]) * values[j] + share[k] * values[j + 1];
    }
  };
}
