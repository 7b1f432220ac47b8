/** Axis range: a range of the axis as documents write it, and the points in it. */

import { z } from "zod";
import { words } from "../../contract/words.ts";
import type { Axis } from "./demands.ts";

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

/** Indexes of the points with low ≤ axis value ≤ high. */
export function indexesWithin(axis: Axis, low: number, high: number): number[] {
  return axis.values.flatMap((value, j) => (value >= low && value <= high ? [j] : []));
}
