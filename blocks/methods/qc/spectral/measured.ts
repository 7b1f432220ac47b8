/** Measured spectra: what spectral checks look at, before derivatives and scatter correction have hidden clipping and baselines. */

import { type Matrix, row, takeRows } from "../../../contract/matrix.ts";
import type { Columns, DatasetParts, StepSpec } from "../../../contract/values.ts";
import { columnsAfter, runRowWise } from "../../recipe/pipeline.ts";
import { stepOf } from "../../recipe/steps.ts";

/** Of a pipeline's steps those that spectra are measured after, as they are named in a key. */
export const stepsMeasuredAfter = (steps: readonly StepSpec[]): readonly string[] =>
  steps.filter(leavesMeasurement).map(({ name }) => `step:${name}`);

const leavesMeasurement = ({ name }: StepSpec): boolean => stepOf(name).leavesMeasurement === true;

export interface MeasuredSpectra {
  /** m × p: the rows asked for, with these steps done and no other. */
  readonly x: Matrix;
  readonly columns: Columns;
  /** Point j of row i is at or above the declared detector limit; null where none was declared. */
  readonly isOver: ((i: number, j: number) => boolean) | null;
}

/**
 * Does the steps that leave a spectrum a measurement as a pipeline does (crop, exclude, convert, resample, despike), and leaves
 * out the others.
 *
 * @param dataset n × p spectra as read
 * @param steps of the pipeline, in its order
 * @param rows indexes of the rows to measure
 * @param saturation detector limit in the units of the spectra as read, or null
 * @throws Refusal where one of these steps cannot stand
 */
export function measuredSpectra(
  { spectra, columns }: Pick<DatasetParts, "spectra" | "columns">,
  steps: readonly StepSpec[],
  rows: readonly number[],
  saturation: number | null,
): MeasuredSpectra {
  const own = takeRows(spectra, rows);
  const done = steps.filter(leavesMeasurement);
  const after = columnsAfter(columns, done)[done.length];
  const x = runRowWise(own, columns, done, done.length);
  return { x, columns: after, isOver: saturation === null ? null : overLimit(own, columns, done, after, saturation) };
}

/** The limit holds for values as read: they are looked up where the measured points come from. */
function overLimit(
  spectra: Matrix,
  columns: Columns,
  done: readonly StepSpec[],
  after: Columns,
  limit: number,
): (i: number, j: number) => boolean {
  const keeping = done.flatMap(valuesKept);
  const there = columnsAfter(columns, keeping)[keeping.length];
  const untouched = runRowWise(spectra, columns, keeping, keeping.length);
  const at = nearest(axisOf(there), axisOf(after));
  return (i, j) => row(untouched, i)[at[j]] >= limit;
}

/** The step as far as it only chooses or renames points. */
function valuesKept({ name, options }: StepSpec): readonly StepSpec[] {
  const kept = stepOf(name).onlyPoints?.(options) ?? null;
  return kept === null ? [] : [{ name, options: kept }];
}

/** For every wanted point the index of the nearest of ascending points. */
function nearest(points: readonly number[], wanted: readonly number[]): readonly number[] {
  let k = 0;
  return wanted.map((value) => {
    while (k + 1 < points.length && Math.abs(points[k + 1] - value) <= Math.abs(points[k] - value)) k++;
    return k;
  });
}

const axisOf = (columns: Columns): readonly number[] =>
  columns.kind === "axis" ? columns.values : columns.names.map((_, j) => j);
