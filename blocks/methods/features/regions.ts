/** Regions: bands and peaks on the axis, what is measured in them, and their ratios. Learns nothing. */

import { own } from "../../../schemas/dictionary.ts";
import type { Columns } from "../../contract/dataset.ts";
import { type Matrix, matrix, row } from "../../contract/matrix.ts";
import { Refusal } from "../../contract/refusal.ts";
import { indexesWithin } from "../steps/axis-range.ts";
import { axisOf, extent } from "../steps/demands.ts";
import { type FeatureColumns, namesOf } from "./options.ts";

/**
 * Indexes of the points of a band: lo ≤ axis value ≤ hi.
 *
 * @throws Refusal FS2301 on named variables; FS3511 where fewer than two points lie in it
 */
export function bandIndexes(columns: Columns, name: string, { bands }: FeatureColumns): readonly number[] {
  const [low, high] = bands?.[name] ?? [0, 0];
  return pointsWithin(columns, "bands", name, low, high, 2);
}

/**
 * Indexes of the points within `window`/2 of a peak.
 *
 * @throws Refusal FS2301 on named variables; FS3511 where no point lies there, for an area fewer than two
 */
export function peakIndexes(columns: Columns, name: string, { peaks }: FeatureColumns): readonly number[] {
  const { at, window, measure } = own(peaks ?? {}, name) ?? { at: 0, window: 0, measure: "height" };
  return pointsWithin(columns, "peaks", name, at - window / 2, at + window / 2, measure === "area" ? 2 : 1);
}

function pointsWithin(columns: Columns, family: string, name: string, low: number, high: number, need: number) {
  const axis = axisOf(family, columns);
  const indexes = indexesWithin(axis, low, high);
  if (indexes.length >= need) return indexes;
  const facts = { name, from: low, to: high, points: indexes.length, need, ...extent(axis) };
  throw new Refusal("FS3511", facts, { option: ["columns", family, name] });
}

/**
 * Bands, peaks and ratios of every row, n × their number, each family in code-unit order of its names. A band is the area
 * under the points in it by the trapezoidal rule, with the axis as abscissa and no local baseline; a peak the largest value
 * in its window, or the area over it; a ratio the quotient of two of them, not finite where the divisor is 0.
 *
 * @param rows n × p; not changed
 */
export function regionFeatures(rows: Matrix, columns: Columns, options: FeatureColumns): Matrix {
  const names = [...namesOf(options.bands), ...namesOf(options.peaks)];
  const measures = names.map((name) => measureOf(name, columns, options));
  const ratios = namesOf(options.ratios).map((name) => {
    const [above, below] = options.ratios?.[name] ?? ["", ""];
    return [names.indexOf(above), names.indexOf(below)];
  });
  const result = matrix(rows.rows, measures.length + ratios.length);
  for (let i = 0; i < rows.rows; i++) {
    const out = row(result, i);
    measures.forEach((measure, j) => {
      out[j] = measure(row(rows, i));
    });
    ratios.forEach(([above, below], j) => {
      out[measures.length + j] = out[above] / out[below];
    });
  }
  return result;
}

function measureOf(name: string, columns: Columns, options: FeatureColumns): (values: Float64Array) => number {
  const isBand = Object.hasOwn(options.bands ?? {}, name);
  const indexes = isBand ? bandIndexes(columns, name, options) : peakIndexes(columns, name, options);
  if (isBand || own(options.peaks ?? {}, name)?.measure === "area") {
    const { values: at } = axisOf(name, columns);
    return (values) => trapezoids(values, at, indexes);
  }
  return (values) => indexes.reduce((most, j) => Math.max(most, values[j]), Number.NEGATIVE_INFINITY);
}

function trapezoids(values: Float64Array, at: readonly number[], indexes: readonly number[]): number {
  let sum = 0;
  for (let k = 1; k < indexes.length; k++) {
    const [before, here] = [indexes[k - 1], indexes[k]];
    sum += ((at[here] - at[before]) * (values[here] + values[before])) / 2;
  }
  return sum;
}
