/** Patched spectra: some channels replaced by the line between those that stay, before any step could spread what stood in them. */

import type { DatasetParts } from "../../contract/dataset.ts";
import { type Matrix, matrix, row } from "../../contract/matrix.ts";
import type { Methods } from "../../contract/methods.ts";
import type { Pipeline, StepSpec } from "../../contract/variables.ts";
import { columnsAfter, runRowWise } from "../recipe/pipeline.ts";
import { choosesPoints } from "./bare-spectra.ts";

/**
 * Rows with the row-wise steps of a pipeline done, some channels of the spectra patched before. They are patched as read, or behind the
 * last step that interpolates: its points are no others before it.
 *
 * @param dataset n × p as read
 * @param channels indexes among the points of bare spectra, ascending
 * @returns n × p′; null where points are interpolated behind a step that learns
 */
export function readyAgain(
  methods: Methods,
  { spectra, columns }: Pick<DatasetParts, "spectra" | "columns">,
  { steps, done }: Pipeline,
  channels: readonly number[],
): Matrix | null {
  const interpolates = ({ name }: StepSpec) =>
    choosesPoints(methods, name) && methods.step(name).onlyPoints === undefined;
  const start = steps.findLastIndex(interpolates) + 1;
  if (start > done) return null;
  const x = runRowWise(methods, spectra, columns, steps, start);
  const before = columnsAfter(methods, columns, steps.slice(0, start))[start];
  const keeping = steps.slice(start).flatMap((step) => pointsKept(methods, step));
  const places = matrix(
    1,
    x.cols,
    Float64Array.from({ length: x.cols }, (_, j) => j),
  );
  const kept = runRowWise(methods, places, before, keeping, keeping.length).data;
  return runRowWise(methods, patched(x, kept, channels), before, steps.slice(start), done - start);
}

/** The step as far as it only chooses points. */
function pointsKept(methods: Methods, { name, options }: StepSpec): readonly StepSpec[] {
  if (!choosesPoints(methods, name)) return [];
  const kept = methods.step(name).onlyPoints?.(options) ?? null;
  return kept === null ? [] : [{ name, options: kept }];
}

/**
 * The named channels by the line between the nearest that stay; at an end by the line through the nearest two.
 *
 * @param x n × p; not changed
 * @param columns which column each channel is
 * @param channels to be replaced, ascending; at least two others stay
 * @internal
 */
export function patched(x: Matrix, columns: ArrayLike<number>, channels: readonly number[]): Matrix {
  const result = matrix(x.rows, x.cols, x.data.slice());
  const staying = Array.from(columns, (_, j) => j).filter((j) => !channels.includes(j));
  for (const j of channels) {
    const next = staying.findIndex((other) => other > j);
    const at = next === -1 ? staying.length - 1 : Math.max(1, next);
    const [low, high] = [staying[at - 1], staying[at]];
    const share = (j - low) / (high - low);
    for (let i = 0; i < x.rows; i++) {
      const values = row(x, i);
      row(result, i)[columns[j]] = values[columns[low]] + share * (values[columns[high]] - values[columns[low]]);
    }
  }
  return result;
}
