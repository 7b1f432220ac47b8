/** Pooled metric: what a candidate comes to on the test rows of all inner folds together, and how sure that is. */

import type { Outcome, Rows } from "../../contract/dataset.ts";
import { type Matrix, matrix, takeRows } from "../../contract/matrix.ts";
import type { Methods } from "../../contract/methods.ts";
import type { Recipe } from "../../contract/model.ts";
import { classificationStatistics, OF_PROBABILITIES, OVERALL } from "../metrics/classification.ts";
import { estimates, type Statistics } from "../metrics/intervals.ts";
import { REGRESSION, regressionStatistics } from "../metrics/regression.ts";
import { type Units, unitsIn } from "../metrics/units.ts";

/** Of one candidate; NaN where it is not defined. */
export interface Estimate {
  readonly value: number;
  /** Standard error; NaN of a single fold, and where the metric is not defined without one of them. */
  readonly se: number;
}

/** Test rows of an inner fold, with the scores that every candidate gives them. */
export interface ScoredFold {
  readonly test: readonly number[];
  /** m × K, one matrix a candidate. */
  readonly scores: readonly Matrix[];
}

/** More folds than this are dealt in turn into as many parts, which are left out one after another. */
const MOST_PARTS = 20;

/**
 * The metric of every candidate, by sample, on the scores of all inner folds together, so that a fold may be too small to have
 * the metric by itself (an area under the curve, an R² of one sample). Its standard error is that of the jackknife over the
 * folds: √((m − 1)/m · Σ(θ₋ⱼ − θ̄)²), θ₋ⱼ the metric without the rows of part j.
 *
 * @param folds one pass over the training rows, each row in at most one fold; at least one fold
 * @returns one a candidate, in order
 * @see Stone 1974, J. R. Stat. Soc. B 36:111, doi 10.1111/j.2517-6161.1974.tb00994.x (one criterion over all that is left out);
 *      Efron, Tibshirani 1993, An Introduction to the Bootstrap, section 11.2; Shao, Tu 1995, The Jackknife and Bootstrap,
 *      section 2.3 (groups of rows), doi 10.1007/978-1-4612-0795-5
 */
export function pooledMetric(
  methods: Methods,
  metric: string,
  recipe: Pick<Recipe, "task" | "estimator">,
  data: { readonly rows: Rows; readonly outcome: Outcome },
  folds: readonly ScoredFold[],
): readonly Estimate[] {
  const index = folds.flatMap(({ test }) => test);
  const parts = Math.min(MOST_PARTS, folds.length);
  const partOf = folds.flatMap(({ test }, k) => test.map(() => k % parts));
  const { statistics, at } = statisticsOf(methods, metric, recipe, data.outcome);
  const unitsWith = unitsIn(index, data.rows, data.outcome);
  const without = leavingOut(index, partOf, parts, data, statistics);
  return folds[0].scores.map((_, k) => {
    const scores = stacked(folds.map((fold) => fold.scores[k]));
    const units = unitsWith(scores);
    const whole = statistics(units);
    return {
      value: estimates(whole, units.names.length)[at],
      se: jackknifeError(without(scores, units, whole).map((values) => values[at])),
    };
  });
}

/** Statistics of units, and where among them the metric stands. */
function statisticsOf(
  methods: Methods,
  metric: string,
  { task, estimator }: Pick<Recipe, "task" | "estimator">,
  { label }: Outcome,
): { readonly statistics: (units: Units) => Statistics; readonly at: number } {
  if (task === "regression") {
    const name = metric === "rmsecv" ? "rmse" : metric;
    return { statistics: regressionStatistics, at: REGRESSION.indexOf(name as (typeof REGRESSION)[number]) };
  }
  const classes = label?.classes.length ?? 0;
  const { probabilities } = methods.estimator(estimator);
  const ofProbabilities = OF_PROBABILITIES.has(metric) ? probabilities : undefined;
  return {
    statistics: (units) =>
      classificationStatistics(units, classes, ofProbabilities?.(units.scores) ?? null, metric === "roc_auc"),
    at: OVERALL.indexOf(metric as (typeof OVERALL)[number]),
  };
}

type LeftOut = (scores: Matrix, units: Units, whole: Statistics) => readonly Float64Array[];

/** The statistics without the rows of each part. Where no sample stands in two parts, its weight is 0; else its mean score is another. */
function leavingOut(
  index: readonly number[],
  partOf: readonly number[],
  parts: number,
  { rows, outcome }: { readonly rows: Rows; readonly outcome: Outcome },
  statistics: (units: Units) => Statistics,
): LeftOut {
  const every = Array.from({ length: parts }, (_, part) => part);
  const partOfSample = new Map(index.map((i, at) => [rows.sample[i], partOf[at]]));
  if (index.every((i, at) => partOfSample.get(rows.sample[i]) === partOf[at])) {
    const weightsOf = onceForTheSame((names: Units["names"]) => {
      const parted = names.map((name) => partOfSample.get(name));
      return every.map((part) => Float64Array.from(parted, (own) => (own === part ? 0 : 1)));
    });
    return (_, { names }, whole) =>
      weightsOf(names).map((weights) => {
        const out = new Float64Array(whole.width);
        whole.evaluate(weights, out);
        return out;
      });
  }
  const left = every.map((part) => {
    const kept = index.flatMap((_, at) => (partOf[at] === part ? [] : [at]));
    const unitsWith = unitsIn(
      kept.map((at) => index[at]),
      rows,
      outcome,
    );
    return (scores: Matrix) => unitsWith(takeRows(scores, kept));
  });
  return (scores) =>
    left.map((unitsWithout) => {
      const units = unitsWithout(scores);
      return estimates(statistics(units), units.names.length);
    });
}

/** Asked again with the very thing it was asked with last, it gives what it gave: candidates have the same samples. */
function onceForTheSame<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  let last: { readonly key: Key; readonly value: Value } | null = null;
  return (key) => {
    if (last?.key !== key) last = { key, value: make(key) };
    return last.value;
  };
}

function jackknifeError(left: readonly number[]): number {
  const m = left.length;
  if (m < 2) return Number.NaN;
  const mean = left.reduce((sum, value) => sum + value, 0) / m;
  return Math.sqrt(((m - 1) / m) * left.reduce((sum, value) => sum + (value - mean) * (value - mean), 0));
}

function stacked(all: readonly Matrix[]): Matrix {
  const result = matrix(
    all.reduce((sum, { rows }) => sum + rows, 0),
    all[0].cols,
  );
  let at = 0;
  for (const { data } of all) {
    result.data.set(data, at);
    at += data.length;
  }
  return result;
}
