/** Metrics of a model: pooled over the folds, of each fold, of the external rows and of the rows it was fitted on. */

import type { Outcome, Rows } from "../../contract/dataset.ts";
import { type Matrix, takeRows } from "../../contract/matrix.ts";
import type { Split } from "../../contract/model.ts";
import { stream } from "../../contract/stream.ts";
import { repeatOf } from "../split/repeats.ts";
import { foldClassification, foldRegression } from "./fold-metrics.ts";
import { bySample, externalGrouping, type Grouping, groupingOf, intraclass } from "./grouping.ts";
import { type Judged, samplesOf } from "./judged.ts";
import { limitsOf, ofFittedRows } from "./limits.ts";
import { stateMerit, type Yardstick } from "./merit-state.ts";
import { inRepeats } from "./repeats.ts";
import type { Confusion, Merit, Metrics } from "./schema.ts";
import { confusionCounts, lossesIn, stateClassification, stateRegression } from "./state.ts";
import { targetValues } from "./target-forms.ts";
import { type Units, unitsIn, unitsOf } from "./units.ts";

export interface Scored {
  readonly task: "classification" | "regression";
  readonly rows: Rows;
  readonly outcome: Outcome;
  readonly split: Split;
  /** n × K or n × 1, the repeats below one another: (repeats · n) × K; NaN where a row was never left out. */
  readonly scores: Matrix;
  /** m × K for the external rows in row order; 0 rows where there are none. */
  readonly externalScores: Matrix;
  /** n × K: of the final model on the rows it was fitted on; NaN for external rows. Null: not reported. */
  readonly fitted: Matrix | null;
  /** Scores to probabilities, row by row; null where the estimator has none. */
  readonly probabilities: ((scores: Matrix) => Matrix) | null;
  /** Latent variables of the final model; absent or null where the estimator has none. */
  readonly components?: number | null;
}

/**
 * All metrics with their intervals. cv_score and cv_std are mean and standard deviation over folds of accuracy (by sample),
 * or of rmsecv. The score of a sample is the mean over its spectra; its probabilities are those of that mean. Of repeats each
 * metric is the mean.
 *
 * @param model scores of one model, as in its `ModelParts`
 * @param name name of the streams of the draws, beginning with the seed
 * @returns plain JSON that fits `metricsSchema`
 * @throws RangeError where the task has no label or target
 */
export function metrics(model: Scored, name: readonly (string | number)[]): Metrics {
  return model.task === "classification" ? classify(model, name) : regress(model);
}

/** The samples of the rows that were left out in turn, in every repeat, with what the folds left out. */
export function judgedOf({
  rows,
  outcome,
  split,
  scores,
}: Pick<Scored, "rows" | "outcome" | "split" | "scores">): Judged {
  const own = indexes(rows, false);
  const units = unitsIn(own, rows, outcome);
  const repeats = inRepeats(scores, rows.id.length).map((of) => units(takeRows(of, own)));
  return { repeats, grouping: groupingOf(repeats[0], rows, split) };
}

/** The confusion matrix of the out-of-fold scores, in the form of confusion_matrix.json. */
export function confusion(model: Scored): Confusion {
  const classes = classesOf(model);
  const judged = judgedOf(model);
  const counts = confusionCounts(judged, classes.length);
  return { schema_version: 1, over: "samples", classes: [...classes], counts, n: samplesOf(judged).names.length };
}

/** Of the external rows, by the final model. */
export function externalOf({ rows, outcome, split, externalScores }: Omit<Scored, "task" | "probabilities">): Judged {
  const units = unitsOf(externalScores, indexes(rows, true), rows, outcome);
  return { repeats: [units], grouping: externalGrouping(units, rows, split) };
}

/** Of the rows the final model was fitted on; null where they are not reported. */
function fittedOf({ rows, outcome, fitted }: Pick<Scored, "rows" | "outcome" | "fitted">): Judged | null {
  if (fitted === null) return null;
  const own = indexes(rows, false);
  const units = unitsOf(takeRows(fitted, own), own, rows, outcome);
  return { repeats: [units], grouping: bySample(units) };
}

/** What every fold left out, scored by the model that had not seen it. */
function foldsOf({ rows, outcome, split, scores }: Scored): { readonly fold: string; readonly units: Units }[] {
  const repeats = inRepeats(scores, rows.id.length);
  return split.folds
    .map(({ name, test }, k) => ({
      fold: name,
      units: unitsOf(takeRows(repeats[repeatOf(split, k)], test), test, rows, outcome),
    }))
    .filter(({ units }) => units.names.length > 0);
}

function classify(model: Scored, name: readonly (string | number)[]): Metrics {
  const classes = classesOf(model);
  const probabilities = ({ repeats }: Judged) => {
    const { probabilities: of } = model;
    return of && repeats.map(({ scores }) => of(scores));
  };
  const state = (of: Judged, what: string) =>
    stateClassification(of, classes, probabilities(of), () => stream(...name, "balanced-accuracy", what));
  const folds = foldsOf(model).map(({ fold, units }) => ({
    fold,
    ...foldClassification(units, classes, model.probabilities?.(units.scores) ?? null),
  }));
  return {
    schema_version: 1,
    task: "classification",
    over: "samples",
    classes: [...classes],
    average: "macro",
    cv_metric: "accuracy",
    ...scoreOver(folds.map((fold) => fold.accuracy)),
    ...untested(model),
    pooled: where(judgedOf(model), (of) => ({ ...state(of, "pooled"), units: unitsSaid(of, model) })),
    folds,
    external: where(externalOf(model), (of) => ({ ...state(of, "external"), units: unitsSaid(of, model) })),
    fitted: where(fittedOf(model), (of) =>
      stateClassification(
        of,
        classes,
        probabilities(of),
        () => stream(...name, "fitted"),
        () => ofFittedRows,
      ),
    ),
  };
}

function regress(model: Scored): Metrics {
  if (model.outcome.target === null) throw new RangeError("regression without a target");
  const fitted = where(fittedOf(model), (of) => stateRegression(of, "rmsec", () => ofFittedRows));
  const yardstick = yardstickOf(model);
  const folds = foldsOf(model).map(({ fold, units }) => ({ fold, ...foldRegression(units) }));
  return {
    schema_version: 1,
    task: "regression",
    over: "samples",
    cv_metric: "rmsecv",
    ...scoreOver(folds.map((fold) => fold.rmsecv)),
    ...untested(model),
    pooled: where(judgedOf(model), (of) => ({
      ...stateRegression(of, "rmsecv", limitsOf),
      ...rmsecOf(fitted),
      ...stateMerit(of, yardstick),
      units: unitsSaid(of, model),
    })),
    folds,
    external: where(externalOf(model), (of) => ({
      ...stateRegression(of, "rmsep", limitsOf),
      ...stateMerit(of, yardstick),
      units: unitsSaid(of, model),
    })),
    fitted,
  };
}

/** Of a walk in time: samples that no fold tests, by what they count in no metric. */
function untested(model: Scored): { readonly n_untested?: number } {
  if (model.split.scheme.name !== "walk_forward") return {};
  const own = new Set(indexes(model.rows, false).map((i) => model.rows.sample[i]));
  return { n_untested: own.size - samplesOf(judgedOf(model)).names.length };
}

/** What figures of merit are measured by. */
function yardstickOf(model: Omit<Scored, "task" | "probabilities">): Yardstick {
  const fitted = fittedOf(model);
  return {
    fitted: fitted === null ? null : lossesIn(fitted, "regression"),
    components: model.components ?? null,
    sel: model.outcome.target?.sel ?? null,
  };
}

/** What figures of merit are judged by: of the external samples where there are any, else of those left out. */
export interface JudgedMerit extends Merit {
  readonly sep: number;
  readonly rpd: number;
  readonly bias: number;
}

/** Of a regression; null where nothing was left out and nothing is external. */
export function meritOf(model: Omit<Scored, "task" | "probabilities">): JudgedMerit | null {
  const external = externalOf(model);
  const judged = samplesOf(external).names.length > 0 ? external : judgedOf(model);
  return where(judged, (of) => {
    const { sep, rpd, bias } = targetValues(of);
    return { ...stateMerit(of, yardstickOf(model)), sep, rpd, bias };
  });
}

/** The error of the fit, to stand beside that of validation. */
function rmsecOf(fitted: Extract<Metrics, { task: "regression" }>["fitted"]) {
  return {
    rmsec: fitted?.rmsec ?? null,
    rmsec_ci: null,
    rmsec_ci_sample: null,
    rmsec_ci_unit: null,
    rmsec_method: null,
    rmsec_unit: "sample" as const,
    rmsec_na: "fitted_rows" as const,
    rmsec_n: fitted?.rmsec_n ?? 0,
    rmsec_over: "samples" as const,
  };
}

/** What a new measurement would be one of, and how alike the samples of one are. */
export function unitsSaid(judged: Judged, { task, rows }: Pick<Scored, "task" | "rows">) {
  const { grouping } = judged;
  const { unit, count: n }: Grouping = grouping;
  const { batch } = rows;
  const batches = batch && new Set(samplesOf(judged).rows.flatMap((of) => of.map((i) => batch[i]))).size;
  return { unit, n, icc: intraclass(lossesIn(judged, task), grouping), batches };
}

const indexes = (rows: Rows, external: boolean): number[] =>
  rows.external.flatMap((is, i) => (is === external ? [i] : []));

function classesOf(model: Scored): readonly string[] {
  if (model.outcome.label === null) throw new RangeError("classification without a label");
  return model.outcome.label.classes;
}

function where<T>(of: Judged | null, state: (of: Judged) => T): T | null {
  return of === null || samplesOf(of).names.length === 0 ? null : state(of);
}

function scoreOver(values: readonly (number | null)[]): { cv_score: number | null; cv_std: number | null } {
  const defined = values.filter((value) => value !== null);
  if (defined.length === 0) return { cv_score: null, cv_std: null };
  const mean = defined.reduce((sum, value) => sum + value, 0) / defined.length;
  const squares = defined.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { cv_score: mean, cv_std: defined.length < 2 ? null : Math.sqrt(squares / (defined.length - 1)) };
}
