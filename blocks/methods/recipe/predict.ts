/** Predict: a stored predictor applied to raw spectra, without the document it came from. */

import type { Columns } from "../../contract/dataset.ts";
import type { Matrix } from "../../contract/matrix.ts";
import type { Methods } from "../../contract/methods.ts";
import type { Predictor } from "../../contract/model.ts";
import { Refusal } from "../../contract/refusal.ts";
import { applySteps, runRowWise } from "./pipeline.ts";
import { predictorSchema } from "./predictor-file.ts";
import { refuseUnusable } from "./refuse-unusable.ts";

/** The predictor of a model.json. Throws ZodError where the file is none; nothing in it executes. */
export function readPredictor(text: string): Predictor {
  const { schema_version: _, ...predictor } = predictorSchema.parse(JSON.parse(text));
  return predictor as Predictor;
}

/**
 * Scores of raw spectra: every step with its state, then the estimator with its own.
 *
 * @param spectra n × p as measured
 * @param columns what their columns are; must be those the predictor was fitted on
 * @returns n × K (classes in the predictor's order) or n × 1
 * @throws Refusal FS3501 where the columns are others; FS3513 where a variable is not a finite number; Refusal of a step for a
 * spectrum it cannot treat
 */
export function predictRaw(methods: Methods, predictor: Predictor, spectra: Matrix, columns: Columns): Matrix {
  const { estimator, state } = predictor;
  return methods.estimator(estimator).predict(rawVariables(methods, predictor, spectra, columns), state);
}

/**
 * Raw spectra as the predictor's estimator is given them: every step with its state. n × p′.
 *
 * @throws Refusal as `predictRaw`
 */
export function rawVariables(
  methods: Methods,
  { pipeline, stepStates }: Predictor,
  spectra: Matrix,
  columns: Columns,
): Matrix {
  refuseOtherColumns(pipeline.input, columns);
  const ready = runRowWise(methods, spectra, columns, pipeline.steps, pipeline.done);
  const x = applySteps(methods, ready, pipeline.readyColumns, pipeline.steps, stepStates, pipeline.done);
  refuseUnusable(x, pipeline.columns);
  return x;
}

function refuseOtherColumns(expected: Columns, found: Columns): void {
  const [wanted, given] = [pointsOf(expected), pointsOf(found)];
  const unit = (columns: Columns) => (columns.kind === "axis" ? columns.unit : "names");
  const first = wanted.findIndex((point, j) => point !== given[j]);
  if (unit(expected) === unit(found) && wanted.length === given.length && first === -1) return;
  const facts = { expected: wanted.length, found: given.length, unit: unit(expected), found_unit: unit(found) };
  throw new Refusal("FS3501", { ...facts, wanted: wanted[first] ?? null, given: given[first] ?? null });
}

const pointsOf = (columns: Columns): readonly (string | number)[] =>
  columns.kind === "axis" ? columns.values : columns.names;
