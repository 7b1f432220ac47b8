/** normalize: divides each spectrum by one number of its own. */

import { z } from "zod";
import type { Columns } from "../../contract/dataset.ts";
import { mapRows } from "../../contract/matrix.ts";
import { Refusal } from "../../contract/refusal.ts";
import { step } from "../../contract/step.ts";
import { words } from "../../contract/words.ts";
import { dotInOrder, normInOrder } from "../numeric/vectors.ts";
import { indexesWithin } from "./axis-range.ts";
import { axisOf, degenerate, demandPoints, extent, roundingShare } from "./demands.ts";

const vector = z
  .strictObject({ method: z.literal("vector").default("vector").describe("Divide by the Euclidean norm.") })
  .describe("Unit vector: the squares of a spectrum sum to 1.");
const area = z
  .strictObject({ method: z.literal("area").describe("Divide by the area under the spectrum.") })
  .describe("Unit area, by the trapezoidal rule in the unit of the axis.");
const max = z
  .strictObject({ method: z.literal("max").describe("Divide by the largest absolute value.") })
  .describe("Largest absolute value 1.");
const minmax = z
  .strictObject({ method: z.literal("minmax").describe("Smallest value 0, largest 1.") })
  .describe("Shifted and scaled to run from 0 to 1.");
const reference = z
  .strictObject({
    method: z.literal("reference").describe("Divide by the mean around a reference band."),
    at: z.number().describe("Where the reference band is, in the unit of the axis."),
    window: z
      .number()
      .min(0)
      .default(0)
      .describe("Width of the range around `at` whose mean is the reference; 0 takes the nearest point."),
  })
  .describe("Divided by the mean of the points within `window`/2 of `at`, as for an internal standard.");

const options = z
  .discriminatedUnion("method", [vector, area, max, minmax, reference])
  .describe("Divides each spectrum by one number of its own.");
type Options = z.infer<typeof options>;

/**
 * @throws Refusal FS3301 where the divisor is 0, or an area or reference is negative (dividing would turn the spectrum
 * upside down); FS3312, FS3313, FS2301 where the axis does not carry the method
 */
export const normalize = step({
  name: "normalize",
  family: "scatter",
  learns: null,
  options,
  columns(before, wanted) {
    if (wanted.method === "area") demandPoints("normalize", before, 2, words("an area"));
    if (wanted.method === "reference") referenceIndexes(before, wanted.at, wanted.window);
    return before;
  },
  apply(rows, wanted, before) {
    const [offset, divisor, reason] = parts(before, wanted);
    return mapRows(rows, (values, i, out) => {
      const low = offset(values);
      const by = divisor(values);
      if (!(by > roundingShare * Math.abs(low))) throw degenerate("normalize", i, reason);
      for (let j = 0; j < out.length; j++) out[j] = (values[j] - low) / by;
    });
  },
});

type OfSpectrum = (values: Float64Array) => number;
const nothing: OfSpectrum = () => 0;

/** What is taken off, what is divided by, and what to say where that is not positive. */
function parts(columns: Columns, wanted: Options): [OfSpectrum, OfSpectrum, string] {
  switch (wanted.method) {
    case "vector":
      return [nothing, normInOrder, words("every value is 0, so that its norm is 0")];
    case "area": {
      const widths = trapezoidWidths(columns);
      return [nothing, (values) => dotInOrder(values, widths), words("the area under it is not positive")];
    }
    case "max":
      return [nothing, largestMagnitude, words("every value is 0")];
    case "minmax":
      return [least, (values) => greatest(values) - least(values), words("it is constant, so that max − min is 0")];
    case "reference": {
      const indexes = referenceIndexes(columns, wanted.at, wanted.window);
      return [nothing, (values) => meanOf(values, indexes), words(`its value around ${wanted.at} is not positive`)];
    }
  }
}

/** The points around a reference band. Throws FS2301 and FS3313 where the axis does not carry it. */
export function referenceIndexes(columns: Columns, at: number, window: number): number[] {
  const axis = axisOf("normalize", columns);
  const { values } = axis;
  if (at < values[0] || at > values[values.length - 1]) {
    throw new Refusal("FS3313", { step: "normalize", at, ...extent(axis) });
  }
  const within = indexesWithin(axis, at - window / 2, at + window / 2);
  if (within.length > 0) return within;
  let nearest = 0;
  values.forEach((value, j) => {
    if (Math.abs(value - at) < Math.abs(values[nearest] - at)) nearest = j;
  });
  return [nearest];
}

/** Half the distance between a point's neighbours: the sum of width times value is the trapezoidal area. */
export function trapezoidWidths(columns: Columns): Float64Array {
  const at = columns.kind === "axis" ? columns.values : columns.names.map((_, j) => j);
  return Float64Array.from(at, (_, j) => (at[Math.min(j + 1, at.length - 1)] - at[Math.max(j - 1, 0)]) / 2);
}

function meanOf(values: Float64Array, indexes: readonly number[]): number {
  let sum = 0;
  for (const j of indexes) sum += values[j];
  return sum / indexes.length;
}

function largestMagnitude(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function least(values: Float64Array): number {
  return values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
}

function greatest(values: Float64Array): number {
  return values.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY);
}
