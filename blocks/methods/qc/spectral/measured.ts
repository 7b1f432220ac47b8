/** Measured spectra: what spectral checks look at, before derivatives and scatter correction have hidden clipping and baselines. */

import type { Columns, DatasetParts } from "../../../contract/dataset.ts";
import { type Matrix, row, takeRows } from "../../../contract/matrix.ts";
import type { Methods } from "../../../contract/methods.ts";
import type { StepSpec } from "../../../contract/variables.ts";
import { columnsAfter, runRowWise } from "../../recipe/pipeline.ts";

/** Of a pipeline's steps those that spectra are measured after, as they are named in a key. */
export const stepsMeasuredAfter = (methods: Methods, steps: readonly StepSpec[]): readonly string[] =>
  measuring(methods, steps).map(({ name }) => `step:${name}`);

const measuring = (methods: Methods, steps: readonly StepSpec[]): readonly StepSpec[] =>
  steps.filter(({ name }) => methods.step(name).leavesMeasurement === true);

export interface MeasuredSpectra {
  /** m × p: the rows asked for, with these steps done and no other. */
  readonly x: Matrix;
  readonly columns: Columns;
  /** Point j of row i is at or above the detector's limit, declared or full scale; null where neither is known. */
  readonly isOver: ((i: number, j: number) => boolean) | null;
}

/**
 * Does the steps that leave a spectrum a measurement as a pipeline does (crop, exclude, convert, resample, despike), and leaves
 * out the others.
 *
 * @param dataset n × p spectra as read
 * @param steps of the pipeline, in its order
 * @param rows indexes of the rows to measure
 * @param saturation declared detector limit in the units of the spectra as read; null: full scale, where counts reach it
 * @throws Refusal where one of these steps cannot stand
 */
export function measuredSpectra(
  methods: Methods,
  { spectra, columns }: Pick<DatasetParts, "spectra" | "columns">,
  steps: readonly StepSpec[],
  rows: readonly number[],
  saturation: number | null,
): MeasuredSpectra {
  const own = takeRows(spectra, rows);
  const done = measuring(methods, steps);
  const after = columnsAfter(methods, columns, done)[done.length];
  const x = runRowWise(methods, own, columns, done, done.length);
  const limit = saturation ?? fullScaleOf(own);
  return {
    x,
    columns: after,
    isOver: limit === null ? null : overLimit(methods, own, columns, done, after, limit),
  };
}

/** No more than this is kept of the spectra that were judged. */
const mostBytes = 64 * 1024 * 1024;

/**
 * The spectra that a gate measures, all rows of the dataset: what an auditor works its values out from.
 *
 * @returns n × p, rows as the dataset's; null over 64 MiB
 */
export function checkedSpectra(
  methods: Methods,
  { spectra, columns }: Pick<DatasetParts, "spectra" | "columns">,
  steps: readonly StepSpec[],
): Matrix | null {
  const done = measuring(methods, steps);
  const after = columnsAfter(methods, columns, done)[done.length];
  const points = after.kind === "axis" ? after.values.length : after.names.length;
  if (spectra.rows * points * Float64Array.BYTES_PER_ELEMENT > mostBytes) return null;
  return runRowWise(methods, spectra, columns, done, done.length);
}

/** The largest count of a converter of 16 bits. */
const fullScale = 65535;

/** Whole numbers whose largest is full scale are counts that were cut off there, however few points in a row reach it. */
function fullScaleOf({ data }: Matrix): number | null {
  let reaches = false;
  for (const value of data) {
    if (value > fullScale || !Number.isInteger(value)) return null;
    if (value === fullScale) reaches = true;
  }
  return reaches ? fullScale : null;
}

/** The limit holds for values as read: they are looked up where the measured points come from. */
function overLimit(
  methods: Methods,
  spectra: Matrix,
  columns: Columns,
  done: readonly StepSpec[],
  after: Columns,
  limit: number,
): (i: number, j: number) => boolean {
  const keeping = done.flatMap((step) => valuesKept(methods, step));
  const there = columnsAfter(methods, columns, keeping)[keeping.length];
  const untouched = runRowWise(methods, spectra, columns, keeping, keeping.length);
  const at = nearest(axisOf(there), axisOf(after));
  return (i, j) => row(untouched, i)[at[j]] >= limit;
}

/** The step as far as it only chooses or renames points. */
function valuesKept(methods: Methods, { name, options }: StepSpec): readonly StepSpec[] {
  const kept = methods.step(name).onlyPoints?.(options) ?? null;
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
