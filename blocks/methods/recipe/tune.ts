/** Tuning: which candidate each of several fits takes, from scores on inner test rows that somebody else makes. */

import type { OptionValues } from "../../contract/estimator.ts";
import type { Matrix } from "../../contract/matrix.ts";
import type { Methods } from "../../contract/methods.ts";
import { retelling } from "../../contract/refusal.ts";
import type { Fold, Outcome, Recipe, Rows, Tuning, TuningTrace } from "../../contract/values.ts";
import { words } from "../../contract/words.ts";
import { classificationStatistics, OVERALL } from "../metrics/classification.ts";
import { estimates } from "../metrics/intervals.ts";
import { REGRESSION, regressionStatistics } from "../metrics/regression.ts";
import { unitsIn } from "../metrics/units.ts";
import { innerSplit } from "../split/split.ts";
import { equalTraining, type FittedRows } from "./candidates.ts";
import type { FitData, Wanted } from "./fit-data.ts";

export interface Choices {
  /** How many comparisons there are. */
  readonly count: number;
  /** Rows on which the candidates are to be compared, in the order in which they are needed. */
  comparisons(): Iterable<FittedRows>;
  /**
   * Takes the scores that every candidate gives to the test rows of the next comparison.
   *
   * @returns choices that can now be made, in the order of the wanted fits
   */
  take(scores: readonly Matrix[]): readonly TuningTrace[];
}

/**
 * The choice in each of the wanted fits. Two of them may leave out the same rows while they tune (fold 1 within fold 2, and fold 2
 * within fold 1): such candidates are compared once and the scores serve both.
 *
 * @throws Refusal where the training rows cannot be split once more
 */
export function choices(
  methods: Methods,
  recipe: Recipe,
  tune: Tuning,
  data: Omit<FitData, "ready">,
  wanted: readonly Wanted[],
  candidates: readonly OptionValues[],
): Choices {
  const foldsOf = lately((index) => innerFolds(tune, data, wanted[index]));
  const { count, comparisons, put, take } = equalTraining(function* () {
    for (let index = 0; index < wanted.length; index++) yield* foldsOf(index);
  });
  // Of the fit whose choice is due: what its folds came to, as far as they are there.
  let due = 0;
  let byFold: number[][] = [];
  return {
    count,
    comparisons,
    take(scores) {
      put(scores);
      const made: TuningTrace[] = [];
      for (; due < wanted.length; due++) {
        const folds = foldsOf(due);
        while (byFold.length < folds.length) {
          const fold = folds[byFold.length];
          const own = take(fold);
          if (own === null) return made;
          byFold.push(tuningScores(methods, tune.metric, recipe, data, fold.test, own));
        }
        made.push(choose(candidates, byFold, tune, methods.estimator(recipe.estimator).complexity));
        byFold = [];
      }
      return made;
    },
  };
}

/** Made once for as long as it is among the last that were asked for: one for who asks ahead, one for who takes. */
function lately<T>(make: (index: number) => T): (index: number) => T {
  const kept = new Map<number, T>();
  return (index) => {
    const made = kept.get(index) ?? make(index);
    kept.delete(index);
    kept.set(index, made);
    if (kept.size > 2) kept.delete(kept.keys().next().value as number);
    return made;
  };
}

function innerFolds(
  { inner }: Tuning,
  { rows, outcome }: Omit<FitData, "ready">,
  { training, name }: Wanted,
): readonly Fold[] {
  return retelling(
    () => innerSplit(training, rows, outcome, inner, name),
    ({ code, facts }) => ({
      facts: {
        ...facts,
        inner: inner.name,
        among: words("among the training rows, which the tuning splits once more"),
      },
      option: ["tune", code === "FS3401" ? "folds" : "inner"],
    }),
  ).folds;
}

/** Metrics that may tune; of those in `lowerIsBetter` the smallest wins. */
export const classificationMetrics = OVERALL;
export const regressionMetrics = ["rmsecv", "r2"] as const;
const lowerIsBetter: ReadonlySet<string> = new Set(["rmsecv", "log_loss", "brier"]);
export const isLowerBetter = (metric: string): boolean => lowerIsBetter.has(metric);

/** Scores closer than this are the same; then the simpler candidate is taken. */
const tie = 1e-12;

/**
 * The metric of each candidate on inner test rows, counted by sample. NaN where it is not defined there.
 *
 * @param scores m × K of the test rows, one matrix a candidate
 */
function tuningScores(
  methods: Methods,
  metric: string,
  { task, estimator }: Pick<Recipe, "task" | "estimator">,
  data: { readonly rows: Rows; readonly outcome: Outcome },
  test: readonly number[],
  scores: readonly Matrix[],
): number[] {
  const unitsWith = unitsIn(test, data.rows, data.outcome);
  const classes = data.outcome.label?.classes.length ?? 0;
  return scores.map((of) => {
    const units = unitsWith(of);
    if (task === "regression") {
      const name = metric === "rmsecv" ? "rmse" : metric;
      return estimates(regressionStatistics(units), units.names.length)[
        REGRESSION.indexOf(name as (typeof REGRESSION)[number])
      ];
    }
    const probabilities = methods.estimator(estimator).probabilities?.(units.scores) ?? null;
    const statistics = classificationStatistics(units, classes, probabilities, metric === "roc_auc");
    return estimates(statistics, units.names.length)[OVERALL.indexOf(metric as (typeof OVERALL)[number])];
  });
}

/**
 * Mean and standard error over the inner folds, and the choice: `best` takes the best mean, `one-standard-error` the
 * simplest candidate whose mean is within one standard error of it. Ties within 1e-12 go to the simpler.
 *
 * @param scores a list a fold, one score a candidate; a fold where a score is not defined does not count for it
 * @see Breiman, Friedman, Olshen, Stone 1984, Classification and Regression Trees, section 3.4.3
 * @internal
 */
export function choose(
  candidates: readonly OptionValues[],
  scores: readonly (readonly number[])[],
  { metric, rule }: Tuning,
  complexity: (options: OptionValues) => number,
): TuningTrace {
  const sign = isLowerBetter(metric) ? -1 : 1;
  const tried = candidates.map((options, k) => ({
    options,
    ...meanAndError(scores.map((fold) => fold[k]).filter(Number.isFinite)),
  }));
  const order = candidates
    .map((_, k) => k)
    .sort((a, b) => complexity(candidates[a]) - complexity(candidates[b]) || a - b);
  const value = (k: number) => (Number.isNaN(tried[k].mean) ? Number.NEGATIVE_INFINITY : sign * tried[k].mean);
  let best = order[0];
  for (const k of order) if (value(k) > value(best) + tie) best = k;
  const enough = rule === "best" ? value(best) : value(best) - (Number.isNaN(tried[best].se) ? 0 : tried[best].se);
  const chosen = rule === "best" ? best : (order.find((k) => value(k) >= enough - tie) ?? best);
  return {
    candidates: tried.map(({ options, mean, se }) => ({ options, mean: orNull(mean), se: orNull(se) })),
    chosen,
    rule,
    metric,
  };
}

function meanAndError(values: readonly number[]): { mean: number; se: number } {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean, se: n < 2 ? Number.NaN : Math.sqrt(squares / (n - 1) / n) };
}

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
