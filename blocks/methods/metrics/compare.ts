/** Paired comparison of two models on shared folds: differences of their metrics with intervals by sample. */

import { takeRows } from "../../contract/matrix.ts";
import { Refusal } from "../../contract/refusal.ts";
import type { Stream } from "../../contract/stream.ts";
import type { Split } from "../../contract/values.ts";
import { classificationStatistics, OVERALL } from "./classification.ts";
import { bootstrapIntervals, estimates, type Interval, type Statistics } from "./intervals.ts";
import type { Scored } from "./metrics.ts";
import { REGRESSION, regressionStatistics } from "./regression.ts";
import { type Over, type Units, unitsOf } from "./units.ts";

export interface PairedDifference {
  readonly metric: string;
  readonly first: number | null;
  readonly second: number | null;
  /** first − second. */
  readonly difference: number | null;
  readonly difference_ci: Interval | null;
  readonly difference_n: number;
  readonly difference_over: Over;
}

/**
 * Differences of every metric between two models of the same rows, folds and outcome: both are evaluated on the same
 * resamples of samples, so that what is hard for both cancels out.
 *
 * @param first, second models with scores of the same rows; samples that only one of them scored do not count
 * @returns one entry a metric (rmse as `rmsecv`); log_loss and brier are null unless both have probabilities
 * @throws Refusal FS5401 where task or folds differ; FS5402 where no row was left out by both
 */
export function compareModels(first: Scored, second: Scored, draw: Stream): PairedDifference[] {
  if (first.task !== second.task || !sameFolds(first.split, second.split)) {
    throw new Refusal("FS5401", { first: first.split.scheme.name, second: second.split.scheme.name });
  }
  const shared = first.rows.id
    .map((_, i) => i)
    .filter((i) => !first.rows.external[i] && isScored(first, i) && isScored(second, i));
  if (shared.length === 0) throw new Refusal("FS5402", { scheme: first.split.scheme.name });
  const a = unitsOf(takeRows(first.scores, shared), shared, first.rows, first.outcome, first.over);
  const b = unitsOf(takeRows(second.scores, shared), shared, second.rows, second.outcome, first.over);
  const one = statisticsOf(first, a);
  const other = statisticsOf(second, b);
  const names = first.task === "classification" ? OVERALL : REGRESSION;
  const of = [estimates(one, a.names.length), estimates(other, b.names.length)];
  const intervals = bootstrapIntervals(difference(one, other, names.length), a.clusters, draw);
  return names.map((name, s) => ({
    metric: name === "rmse" ? "rmsecv" : name,
    first: finite(of[0][s]),
    second: finite(of[1][s]),
    difference: finite(of[0][s] - of[1][s]),
    difference_ci: intervals[s],
    difference_n: a.names.length,
    difference_over: a.over,
  }));
}

function statisticsOf(model: Scored, units: Units): Statistics {
  if (model.task === "regression") return regressionStatistics(units);
  const classes = model.outcome.label?.classes.length ?? 0;
  return classificationStatistics(units, classes, model.probabilities?.(units.scores) ?? null);
}

function difference(one: Statistics, other: Statistics, width: number): Statistics {
  const a = new Float64Array(one.width);
  const b = new Float64Array(other.width);
  return {
    width,
    evaluate(weights, out) {
      one.evaluate(weights, a);
      other.evaluate(weights, b);
      for (let s = 0; s < width; s++) out[s] = a[s] - b[s];
    },
  };
}

/** Folds are the same where the same rows are left out together; schemes may bear different names (lobo, nested). */
function sameFolds(first: Split, second: Split): boolean {
  return (
    first.folds.length === second.folds.length &&
    first.folds.every((fold, k) => {
      const other = second.folds[k].test;
      return fold.test.length === other.length && fold.test.every((i, at) => i === other[at]);
    })
  );
}

function isScored(model: Scored, i: number): boolean {
  const { cols, data } = model.scores;
  for (let c = 0; c < cols; c++) {
    if (Number.isNaN(data[i * cols + c])) return false;
  }
  return true;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
