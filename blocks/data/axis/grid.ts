/** Grid: each spectrum interpolated onto the points a document wants, before spectra of several axes become rows. */
import { Refusal } from "../../contract/refusal.ts";
import { betweenPoints } from "../../methods/numeric/between-points.ts";
import { naturalSpline } from "../../methods/numeric/natural-spline.ts";
import type { DataOptions } from "../options.ts";
import type { Source, Writer } from "./writer.ts";

type Grid = NonNullable<DataOptions["axis"]["grid"]>;

/** The points from, from + step, … up to `to`. */
export function gridOf({ from, to, step }: Grid): number[] {
  const count = Math.floor((to - from + step * 1e-9) / step) + 1;
  return Array.from({ length: count }, (_, k) => Number((from + k * step).toPrecision(12)));
}

/**
 * A writer of spectra on an axis onto a grid: linear between neighbours, or a natural cubic spline. A point beside a missing value
 * is missing; one that falls on a measured point has its value.
 * @param axis ascending
 * @throws Refusal FS3311 where the grid reaches beyond the axis
 */
export function ontoGrid(
  axis: readonly number[],
  grid: readonly number[],
  wanted: Grid,
  { name, data }: Source,
): Writer {
  const [first, last] = [axis[0], axis[axis.length - 1]];
  // Points are written with 12 digits, and the last may miss the end by their rounding.
  const slack = wanted.step * 1e-9 + Math.abs(wanted.to) * 1e-11;
  if (axis.length < 2 || grid[0] < first - slack || grid[grid.length - 1] > last + slack) {
    const facts = { step: "axis.grid", from: wanted.from, to: wanted.to, first, last, of: name };
    throw new Refusal("FS3311", facts, { data, option: ["axis", "grid"] });
  }
  const { lower, share } = betweenPoints(axis, grid);
  const straight = (values: ArrayLike<number>, k: number): number => {
    const [j, b] = [lower[k], share[k]];
    if (b === 0) return values[j];
    return b === 1 ? values[j + 1] : (1 - b) * values[j] + b * values[j + 1];
  };
  if (wanted.method === "linear")
    return (values, out) => {
      for (let k = 0; k < out.length; k++) out[k] = straight(values, k);
    };
  const whole = naturalSpline(Float64Array.from(axis), lower, share);
  return (values, out) => {
    const there = axis.flatMap((_, j) => (Number.isNaN(values[j]) ? [] : [j]));
    if (there.length === axis.length) whole(Float64Array.from(values), out);
    else {
      throughRest(axis, grid, values, there, out);
      for (let k = 0; k < out.length; k++) if (Number.isNaN(straight(values, k))) out[k] = Number.NaN;
    }
  };
}

/** The spline through the values that are there. */
function throughRest(
  axis: readonly number[],
  grid: readonly number[],
  values: ArrayLike<number>,
  there: readonly number[],
  out: Float64Array,
): void {
  if (there.length < 2) {
    out.fill(Number.NaN);
    return;
  }
  const knots = there.map((j) => axis[j]);
  const { lower, share } = betweenPoints(knots, grid);
  naturalSpline(
    Float64Array.from(knots),
    lower,
    share,
  )(
    Float64Array.from(there, (j) => values[j]),
    out,
  );
}
