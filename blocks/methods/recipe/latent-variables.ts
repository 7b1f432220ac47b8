/** Latent variables: the error of a model with 1 … a of them, of the rows it was fitted on and of those left out in turn. */
import type { Outcome, Rows } from "../../contract/dataset.ts";
import { type Matrix, takeRows } from "../../contract/matrix.ts";
import type { Split } from "../../contract/model.ts";
import { bySample } from "../metrics/grouping.ts";
import { type Judged, samplesOf } from "../metrics/judged.ts";
import { judgedOf } from "../metrics/metrics.ts";
import { confusionCounts } from "../metrics/state.ts";
import { targetValues } from "../metrics/target-forms.ts";
import { unitsOf } from "../metrics/units.ts";
import type { LatentPaths } from "./validate.ts";

export interface LatentVariables {
  readonly metric: "rmse" | "one_minus_balanced_accuracy";
  /** 1 … a. */
  readonly components: readonly number[];
  /** Of the samples the model was fitted on: RMSEC, or 1 − balanced accuracy. */
  readonly fitted: readonly (number | null)[];
  /** Of the samples left out in turn, each by the model of its fold; null without validation. */
  readonly cross_validated: readonly (number | null)[] | null;
  /** Share of the variance of the variables, and of what is to be predicted, that each latent variable carries. */
  readonly x_variance: readonly number[];
  readonly y_variance: readonly number[];
  /** Of the final model. */
  readonly chosen: number;
}

interface Model {
  readonly rows: Rows;
  readonly outcome: Outcome;
  readonly split: Split;
  readonly task: "classification" | "regression";
}

/**
 * Samples count, as in all metrics: the mean score over a sample's spectra; of repeats the mean.
 *
 * @param chosen latent variables of the final model
 */
export function latentVariablePath(
  { validated, fitted, explained }: LatentPaths,
  { rows, outcome, split, task }: Model,
  chosen: number,
): LatentVariables {
  const own = rows.external.flatMap((is, i) => (is ? [] : [i]));
  const classes = outcome.label?.classes.length ?? 0;
  const error = (judged: Judged): number | null =>
    finite(task === "regression" ? targetValues(judged).rmse : 1 - balanced(confusionCounts(judged, classes)));
  const ofFitted = (scores: Matrix): Judged => {
    const units = unitsOf(takeRows(scores, own), own, rows, outcome);
    return { repeats: [units], grouping: bySample(units) };
  };
  const ofFolds = (scores: Matrix): number | null => {
    const judged = judgedOf({ rows, outcome, split, scores });
    return samplesOf(judged).names.length === 0 ? null : error(judged);
  };
  const together = fitted.map((scores) => shareOfResponse(takeRows(scores, own), own, outcome, task));
  return {
    metric: task === "regression" ? "rmse" : "one_minus_balanced_accuracy",
    components: fitted.map((_, c) => c + 1),
    fitted: fitted.map((scores) => error(ofFitted(scores))),
    cross_validated:
      split.folds.length === 0 ? null : fitted.map((_, c) => ofFolds(validated[Math.min(c, validated.length - 1)])),
    x_variance: [...explained],
    y_variance: together.map((share, c) => share - (together[c - 1] ?? 0)),
    chosen,
  };
}

/** Mean over classes of the share recognised; classes without a sample do not count. */
function balanced(counts: readonly (readonly number[])[]): number {
  const shares = counts.flatMap((row, c) => {
    const all = row.reduce((sum, of) => sum + of, 0);
    return all === 0 ? [] : [row[c] / all];
  });
  return shares.reduce((sum, of) => sum + of, 0) / shares.length;
}

/** Share of the sum of squares of the response (target, or one 0/1 column a class) that the fit says, by spectrum. */
function shareOfResponse(
  scores: Matrix,
  own: readonly number[],
  { label, target }: Outcome,
  task: Model["task"],
): number {
  let [left, whole] = [0, 0];
  for (let c = 0; c < scores.cols; c++) {
    const value = (i: number): number =>
      task === "regression" ? (target?.values[i] ?? Number.NaN) : label?.codes[i] === c ? 1 : 0;
    const mean = own.reduce((sum, i) => sum + value(i), 0) / own.length;
    own.forEach((i, k) => {
      const [error, off] = [value(i) - scores.data[k * scores.cols + c], value(i) - mean];
      left += error * error;
      whole += off * off;
    });
  }
  return 1 - left / whole;
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
