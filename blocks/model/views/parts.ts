/** Parts: what views of a model load, and the variables as its final predictor sees them. */

import type { Outcome, Rows } from "../../contract/dataset.ts";
import type { AnyEstimator } from "../../contract/estimator.ts";
import type { Matrix } from "../../contract/matrix.ts";
import type { ModelParts, Predictor } from "../../contract/model.ts";
import type { PartSource } from "../../contract/view.ts";
import { methods } from "../../methods/methods.ts";
import { type Judged, samplesOf } from "../../methods/metrics/judged.ts";
import { judgedOf } from "../../methods/metrics/metrics.ts";
import { type Units, unitsOf } from "../../methods/metrics/units.ts";
import { applySteps } from "../../methods/recipe/pipeline.ts";
import type { ModelView } from "../model-view.ts";
import type { ModelOptions } from "../options.ts";

/** The estimator a block's options name: known before anything runs. */
export const estimatorIn = (options: ModelOptions): AnyEstimator => methods.estimator(options.estimator.name);

/** `exists` of a view that only one task has. */
export const isTask =
  (task: AnyEstimator["task"]): ModelView["exists"] =>
  ({ options }) =>
    estimatorIn(options).task === task;

/** Indexes of the rows that are external, or of those that are not. */
export const indexes = (rows: Rows, external: boolean): number[] =>
  rows.external.flatMap((is, i) => (is === external ? [i] : []));

export interface Predictions {
  readonly outcome: Outcome;
  /** Of the rows left out in turn, by sample: what metrics count. With repeats the first of them, which a figure may draw. */
  readonly own: Units;
  /** The same of every repeat: what metrics are means over. */
  readonly judged: Judged;
  /** Of the external rows, by sample, from the final predictor. */
  readonly external: Units;
}

/** What was predicted for rows the predicting model had not seen; null where nothing was left out. */
export async function predictionsOf(source: PartSource): Promise<Predictions | null> {
  const split = (await source.own("split")) as ModelParts["split"];
  if (split.folds.length === 0) return null;
  const scores = (await source.own("scores")) as Matrix;
  const externalScores = (await source.own("externalScores")) as Matrix;
  const { rows, outcome } = await roles(source);
  const judged = judgedOf({ rows, outcome, split, scores });
  return {
    outcome,
    own: samplesOf(judged),
    judged,
    external: unitsOf(externalScores, indexes(rows, true), rows, outcome),
  };
}

/** Of repeats one is drawn: what a sample was predicted as is never averaged over them. Null where there is one. */
export const repeatNote = (repeats: number, drawn = "Drawn"): string | null =>
  repeats === 1 ? null : `${drawn}: the first of ${repeats} repeats; metrics are means over all.`;

/** Why views of predictions are missing under the scheme `none`. */
export const nothingLeftOut = "Without validation no sample was left out, so no prediction is an honest one.";

async function roles(source: PartSource): Promise<{ readonly rows: Rows; readonly outcome: Outcome }> {
  return {
    rows: (await source.input("dataset", "rows")) as Rows,
    outcome: (await source.input("dataset", "outcome")) as Outcome,
  };
}

export interface Seen {
  readonly predictor: Predictor;
  readonly rows: Rows;
  /** n × p: every row of the data as the final predictor's estimator is given it. */
  readonly x: Matrix;
}

export const finalPredictor = async (source: PartSource): Promise<Predictor> =>
  ((await source.own("final")) as ModelParts["final"]).predictor;

/** The variables as the final predictor sees them, external rows too. */
export async function variablesOf(source: PartSource): Promise<Seen> {
  const predictor = await finalPredictor(source);
  const { pipeline, stepStates } = predictor;
  // A model that starts from the data has a pipeline without steps.
  const ready = (await (pipeline.steps.length === 0
    ? source.input("dataset", "spectra")
    : source.input("variables", "ready"))) as Matrix;
  const x = applySteps(methods, ready, pipeline.readyColumns, pipeline.steps, stepStates, pipeline.done);
  return { predictor, rows: (await roles(source)).rows, x };
}
