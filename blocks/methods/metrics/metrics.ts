/** Metrics of a model: pooled over the folds, of each fold, of the external rows and of the rows it was fitted on. */
import { type Matrix, takeRows } from "../../contract/matrix.ts";
import { stream } from "../../contract/stream.ts";
import type { Outcome, Rows, Split } from "../../contract/values.ts";
import type { Confusion, Metrics } from "./schema.ts";
import { confusionCounts, stateClassification, stateRegression } from "./state.ts";
import { type Over, type Units, unitsOf } from "./units.ts";

export interface Scored {
  readonly task: "classification" | "regression";
  readonly rows: Rows;
  readonly outcome: Outcome;
  readonly split: Split;
  /** n × K or n × 1, averaged over repeats; NaN where a row was never left out. */
  readonly scores: Matrix;
  /** One a fold, rows in the order of its test rows; where absent the folds' rows of `scores` are taken (no repeats). */
  readonly foldScores?: readonly Matrix[];
  /** m × K for the external rows in row order; 0 rows where there are none. */
  readonly externalScores: Matrix;
  /** n × K: of the final model on the rows it was fitted on; NaN for external rows. Null: not reported. */
  readonly fitted: Matrix | null;
  /** Scores to probabilities, row by row; null where the estimator has none. */
  readonly probabilities: ((scores: Matrix) => Matrix) | null;
  /** What is counted (default: samples). */
  readonly over?: Over;
}

/**
 * All metrics with their intervals. cv_score and cv_std are mean and standard deviation over folds of accuracy (by sample),
 * or of rmsecv. The score of a sample is the mean over its spectra; its probabilities are those of that mean.
 *
 * @param model scores of one model, as in its `ModelParts`
 * @param name name of the bootstrap's streams, beginning with the seed
 * @returns plain JSON that fits `metricsSchema`
 * @throws RangeError where the task has no label or target
 */
export function metrics(model: Scored, name: readonly (string | number)[]): Metrics {
  const { split } = model;
  const own = ownRows(model);
  const pooled = units(model, takeRows(model.scores, own), own);
  const external = units(model, model.externalScores, externalRows(model));
  const fitted = model.fitted && units(model, takeRows(model.fitted, own), own);
  const folds = split.folds.map((fold, k) => ({
    fold: fold.name,
    units: units(model, model.foldScores?.[k] ?? takeRows(model.scores, fold.test), fold.test),
  }));
  const parts: Parts = { pooled, external, fitted, folds: folds.filter((fold) => fold.units.names.length > 0) };
  return model.task === "classification" ? classify(model, parts, name) : regress(model, parts, name);
}

/** The confusion matrix of the out-of-fold scores, in the form of confusion_matrix.json. */
export function confusion(model: Scored): Confusion {
  const classes = classesOf(model);
  const own = ownRows(model);
  const pooled = units(model, takeRows(model.scores, own), own);
  const counts = confusionCounts(pooled, classes.length);
  return { schema_version: 1, over: pooled.over, classes: [...classes], counts, n: pooled.names.length };
}

interface Parts {
  readonly pooled: Units;
  readonly external: Units;
  readonly fitted: Units | null;
  readonly folds: readonly { readonly fold: string; readonly units: Units }[];
}

function classify(model: Scored, parts: Parts, name: readonly (string | number)[]): Metrics {
  const classes = classesOf(model);
  const state = (of: Units, ...what: string[]) =>
    stateClassification(of, classes, model.probabilities?.(of.scores) ?? null, stream(...name, ...what));
  const folds = parts.folds.map((fold) => ({ fold: fold.fold, ...state(fold.units, "fold", fold.fold) }));
  return {
    schema_version: 1,
    task: "classification",
    over: model.over ?? "samples",
    classes: [...classes],
    average: "macro",
    cv_metric: "accuracy",
    ...scoreOver(folds.map((fold) => fold.accuracy)),
    pooled: where(parts.pooled, (of) => state(of, "pooled")),
    folds,
    external: where(parts.external, (of) => state(of, "external")),
    fitted: where(parts.fitted, (of) => state(of, "fitted")),
  };
}

function regress(model: Scored, parts: Parts, name: readonly (string | number)[]): Metrics {
  if (model.outcome.target === null) throw new RangeError("regression without a target");
  const fitted = where(parts.fitted, (of) => stateRegression(of, "rmsec", stream(...name, "fitted")));
  const rmsec = {
    rmsec: fitted?.rmsec ?? null,
    rmsec_ci: fitted?.rmsec_ci ?? null,
    rmsec_n: fitted?.rmsec_n ?? 0,
    rmsec_over: model.over ?? "samples",
  };
  const folds = parts.folds.map((fold) => ({
    fold: fold.fold,
    ...stateRegression(fold.units, "rmsecv", stream(...name, "fold", fold.fold)),
  }));
  return {
    schema_version: 1,
    task: "regression",
    over: model.over ?? "samples",
    cv_metric: "rmsecv",
    ...scoreOver(folds.map((fold) => fold.rmsecv)),
    pooled: where(parts.pooled, (of) => ({ ...stateRegression(of, "rmsecv", stream(...name, "pooled")), ...rmsec })),
    folds,
    external: where(parts.external, (of) => stateRegression(of, "rmsep", stream(...name, "external"))),
    fitted,
  };
}

function units(model: Scored, scores: Matrix, index: readonly number[]): Units {
  return unitsOf(scores, index, model.rows, model.outcome, model.over);
}

function ownRows({ rows }: Scored): number[] {
  return rows.id.map((_, i) => i).filter((i) => !rows.external[i]);
}

function externalRows({ rows }: Scored): number[] {
  return rows.id.map((_, i) => i).filter((i) => rows.external[i]);
}

function classesOf(model: Scored): readonly string[] {
  if (model.outcome.label === null) throw new RangeError("classification without a label");
  return model.outcome.label.classes;
}

function where<T>(of: Units | null, state: (of: Units) => T): T | null {
  return of === null || of.names.length === 0 ? null : state(of);
}

function scoreOver(values: readonly (number | null)[]): { cv_score: number | null; cv_std: number | null } {
  const defined = values.filter((value) => value !== null);
  if (defined.length === 0) return { cv_score: null, cv_std: null };
  const mean = defined.reduce((sum, value) => sum + value, 0) / defined.length;
  const squares = defined.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { cv_score: mean, cv_std: defined.length < 2 ? null : Math.sqrt(squares / (defined.length - 1)) };
}
