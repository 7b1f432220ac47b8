/** Bare spectra: as they were read, after those steps alone that choose points or convert them. */

import type { Columns, DatasetParts } from "../../contract/dataset.ts";
import type { Matrix } from "../../contract/matrix.ts";
import type { Methods } from "../../contract/methods.ts";
import type { StepSpec } from "../../contract/variables.ts";
import { columnsAfter, runRowWise } from "../recipe/pipeline.ts";

export interface BareSpectra {
  /** n × p. */
  readonly x: Matrix;
  readonly columns: Columns;
}

/**
 * Spectra before anything that could hide or spread what stands in them: crop, exclude, convert and resample, in their order.
 *
 * @param dataset n × p as read
 * @param steps of the pipeline; all others are left out
 * @throws Refusal where one of these steps cannot stand on spectra as read
 */
export function bareSpectra(
  methods: Methods,
  { spectra, columns }: Pick<DatasetParts, "spectra" | "columns">,
  steps: readonly StepSpec[],
): BareSpectra {
  const choosing = steps.filter(({ name }) => choosesPoints(methods, name));
  return {
    x: runRowWise(methods, spectra, columns, choosing, choosing.length),
    columns: columnsAfter(methods, columns, choosing)[choosing.length],
  };
}

/** Whether a step only says which points a spectrum has and in which unit: `align` moves them by what it has learnt. */
export function choosesPoints(methods: Methods, name: string): boolean {
  const { family, leavesMeasurement } = methods.step(name);
  return family === "axis" && leavesMeasurement === true;
}
