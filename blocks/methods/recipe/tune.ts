/** Tuning: which candidate each of several fits takes, from scores on inner test rows that somebody else makes. */

import type { OptionValues } from "../../contract/estimator.ts";
import type { Matrix } from "../../contract/matrix.ts";
import type { Methods } from "../../contract/methods.ts";
import type { Fold, Recipe, Tuning, TuningTrace } from "../../contract/model.ts";
import { Refusal, retelling } from "../../contract/refusal.ts";
import { words } from "../../contract/words.ts";
import { OVERALL } from "../metrics/classification.ts";
import { innerSplit } from "../split/split.ts";
import { equalTraining, type FittedRows } from "./candidates.ts";
import { choose } from "./choose.ts";
import type { FitData, Wanted } from "./fit-data.ts";
import { pooledMetric, type ScoredFold } from "./pooled-metric.ts";

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
 * @throws Refusal where the training rows cannot be split once more; FS5103 where the metric has a value for no candidate
 */
export function choices(
  methods: Methods,
  recipe: Recipe,
  tune: Tuning,
  data: Omit<FitData, "ready">,
  wanted: readonly Wanted[],
  candidates: readonly OptionValues[],
): Choices {
  const foldsOf = keepingFolds((index) => innerFolds(tune, data, wanted[index]));
  const { count, comparisons, put, take } = equalTraining(function* () {
    for (let index = 0; index < wanted.length; index++) yield* foldsOf(index);
  });
  const { complexity } = methods.estimator(recipe.estimator);
  // Of the fit whose choice is due: the scores of its folds, as far as they are there.
  let due = 0;
  let scored: ScoredFold[] = [];
  return {
    count,
    comparisons,
    take(scores) {
      put(scores);
      const made: TuningTrace[] = [];
      for (; due < wanted.length; due++) {
        const folds = foldsOf(due);
        while (scored.length < folds.length) {
          const { test } = folds[scored.length];
          const own = take(folds[scored.length]);
          if (own === null) return made;
          scored.push({ test, scores: own });
        }
        const values = pooledMetric(methods, tune.metric, recipe, data, scored);
        made.push(
          choose(candidates, values, tune, complexity) ?? refuseUndefined(tune, wanted[due], scored, candidates),
        );
        scored = [];
      }
      return made;
    },
  };
}

/** Indexes of rows that all kept folds may hold together: 16 MB. */
const MOST_KEPT = 2_000_000;

/**
 * Folds are looked through twice, and made once for as long as they are kept: the last two in any case (one for who asks ahead, one
 * for who takes), those before as far as the memory goes.
 */
function keepingFolds(make: (index: number) => readonly Fold[]): (index: number) => readonly Fold[] {
  const kept = new Map<number, { readonly folds: readonly Fold[]; readonly size: number }>();
  let all = 0;
  const letGo = (index: number): void => {
    all -= kept.get(index)?.size ?? 0;
    kept.delete(index);
  };
  return (index) => {
    const folds = kept.get(index)?.folds ?? make(index);
    letGo(index);
    const size = folds.reduce((sum, { training, test }) => sum + training.length + test.length, 0);
    kept.set(index, { folds, size });
    all += size;
    while (all > MOST_KEPT && kept.size > 2) letGo(kept.keys().next().value as number);
    return folds;
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

function refuseUndefined(
  { metric, inner }: Tuning,
  { name }: Wanted,
  folds: readonly ScoredFold[],
  candidates: readonly OptionValues[],
): never {
  const spectra = folds.reduce((sum, { test }) => sum + test.length, 0);
  const facts = { metric, inner: inner.name, fold: name.at(-1) ?? "", candidates: candidates.length, spectra };
  throw new Refusal("FS5103", facts, { option: ["tune", "metric"] });
}

/** Metrics that may tune. */
export const classificationMetrics = OVERALL;
export const regressionMetrics = ["rmsecv", "r2"] as const;
