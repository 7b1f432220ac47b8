/** Paired comparison of two models on shared folds: differences of their metrics with intervals by sample, and by unit. */

import { type Matrix, takeRows } from "../../contract/matrix.ts";
import type { Split } from "../../contract/model.ts";
import { Refusal } from "../../contract/refusal.ts";
import { classificationStatistics, OVERALL } from "./classification.ts";
import { jackknife } from "./forms.ts";
import { type Grouping, groupingOf } from "./grouping.ts";
import { estimates, type Interval } from "./intervals.ts";
import { type Judged, overRepeats, samplesOf } from "./judged.ts";
import { type WithoutEach, withoutEachOfClasses, withoutEachOfTargets } from "./leave-out.ts";
import { limitsOf, type NaLimit } from "./limits.ts";
import type { Scored } from "./metrics.ts";
import { placed } from "./placements.ts";
import { REGRESSION, regressionStatistics } from "./regression.ts";
import { inRepeats } from "./repeats.ts";
import { unitsIn } from "./units.ts";

export interface PairedDifference {
  readonly metric: string;
  readonly first: number | null;
  readonly second: number | null;
  /** first − second. */
  readonly difference: number | null;
  readonly difference_ci: Interval | null;
  /** Why there is no interval. */
  readonly difference_na: NaLimit | null;
  readonly difference_unit: "sample" | "batch" | "group" | "segment";
  readonly difference_n: number;
  readonly difference_over: "samples";
}

/**
 * Differences of every metric between two models of the same rows, folds and outcome: the same samples, or the same batches or
 * groups, are left out of both (paired jackknife, t), so that what is hard for both cancels out.
 *
 * @param first, second models with scores of the same rows; samples that only one of them scored do not count
 * @returns one entry a metric (rmse as `rmsecv`); log_loss and brier are null unless both have probabilities
 * @throws Refusal FS5401 where task or folds differ; FS5402 where no row was left out by both
 */
export function compareModels(first: Scored, second: Scored): PairedDifference[] {
  if (first.task !== second.task || !sameFolds(first.split, second.split)) {
    throw new Refusal("FS5401", { first: first.split.scheme.name, second: second.split.scheme.name });
  }
  const shared = first.rows.id
    .map((_, i) => i)
    .filter((i) => !first.rows.external[i] && isScored(first, i) && isScored(second, i));
  if (shared.length === 0) throw new Refusal("FS5402", { scheme: first.split.scheme.name });
  const [one, other] = [sideOf(first, shared), sideOf(second, shared)];
  return differencesOf(first.task, one, other, one.judged.grouping);
}

/**
 * The same of two runs, which may have other rows and other folds each: over the samples that both scored. Where one of them left
 * out batches or groups and the other samples, the batches or groups are the unit.
 *
 * @param first, second models of one task and of the same classes
 * @returns nothing where no sample was scored by both
 */
export function compareRuns(first: Compared, second: Compared): PairedDifference[] {
  const shared = scoredSamples(second);
  const names = new Set([...scoredSamples(first)].filter((name) => shared.has(name)));
  if (names.size === 0) return [];
  const [one, other] = [first, second].map((model) =>
    sideOf(
      model,
      scoredRows(model).filter((i) => names.has(model.rows.sample[i])),
    ),
  );
  const { grouping } = one.judged;
  return differencesOf(first.task, one, other, grouping.unit === "sample" ? other.judged.grouping : grouping);
}

/** What of a model is compared. */
export type Compared = Pick<Scored, "task" | "rows" | "outcome" | "split" | "scores" | "probabilities">;

/** Rows of the data that were left out and scored. */
const scoredRows = (model: Compared): readonly number[] =>
  model.rows.id.map((_, i) => i).filter((i) => !model.rows.external[i] && isScored(model, i));

const scoredSamples = (model: Compared): ReadonlySet<string> =>
  new Set(scoredRows(model).map((i) => model.rows.sample[i]));

/** @param grouping what a new sample would be one of, over the samples of both sides */
function differencesOf(task: Scored["task"], one: Side, other: Side, grouping: Grouping): PairedDifference[] {
  const samples = samplesOf(one.judged);
  const names = task === "classification" ? OVERALL : REGRESSION;
  return names.map((name, s) => {
    const [a, b] = [one.value(s), other.value(s)];
    const without: WithoutEach = (sets) => {
      const [left, right] = [one.without(sets)[s], other.without(sets)[s]];
      return [left.map((value, k) => value - right[k])];
    };
    // Bias and accuracy are means: left out in turn, they come to t of the paired differences.
    const needsClasses = task === "classification" && !["accuracy", "log_loss", "brier"].includes(name);
    const form = jackknife(
      a - b,
      samples.names.length,
      "plain",
      (sets) => without(sets)[0],
      needsClasses ? samples.codes : null,
    );
    const { ci, na } = limitsOf(form, grouping);
    return {
      metric: name === "rmse" ? "rmsecv" : name,
      first: finite(a),
      second: finite(b),
      difference: finite(a - b),
      difference_ci: ci,
      difference_na: na,
      difference_unit: grouping.unit,
      difference_n: samples.names.length,
      difference_over: "samples" as const,
    };
  });
}

/** One of the two models, on the samples both scored. */
interface Side {
  readonly judged: Judged;
  /** Of the s-th metric: the mean over repeats; NaN where undefined. */
  value(s: number): number;
  readonly without: WithoutEach;
}

function sideOf(model: Compared, shared: readonly number[]): Side {
  const { rows, outcome, split, task } = model;
  const units = unitsIn(shared, rows, outcome);
  const repeats = inRepeats(model.scores, rows.id.length).map((of) => units(takeRows(of, shared)));
  const judged = { repeats, grouping: groupingOf(repeats[0], rows, split) };
  const n = repeats[0].names.length;
  if (task === "regression") {
    const values = repeats.map((of) => estimates(regressionStatistics(of), n));
    return { judged, value: (s) => overRepeats(values.map((of) => of[s])).mean, without: withoutEachOfTargets(judged) };
  }
  const classes = outcome.label?.classes.length ?? 0;
  const { probabilities } = model;
  const known: readonly Matrix[] | null = probabilities && repeats.map(({ scores }) => probabilities(scores));
  const values = repeats.map((of, r) => estimates(classificationStatistics(of, classes, known?.[r] ?? null), n));
  const places = () =>
    repeats.map(({ scores, codes }) =>
      Array.from({ length: classes }, (_, c) => placed(scores, codes as Int32Array, c)),
    );
  return {
    judged,
    value: (s) => overRepeats(values.map((of) => of[s])).mean,
    without: withoutEachOfClasses(judged, classes, places, known),
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

/** Scored in the first repeat is scored in all: each deals out every row. */
function isScored(model: Pick<Scored, "scores">, i: number): boolean {
  const { cols, data } = model.scores;
  for (let c = 0; c < cols; c++) {
    if (Number.isNaN(data[i * cols + c])) return false;
  }
  return true;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
