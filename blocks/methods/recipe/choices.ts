/** Choices: which candidate each of several fits takes, from scores that somebody else makes. */

import type { Matrix } from "../../contract/matrix.ts";
import { retelling } from "../../contract/refusal.ts";
import type { Fold, Recipe, Tuning, TuningTrace } from "../../contract/values.ts";
import { words } from "../../contract/words.ts";
import type { OptionValues } from "../estimators/estimator.ts";
import { estimatorOf } from "../estimators/table.ts";
import { innerSplit } from "../split/split.ts";
import { equalTraining, type FittedRows } from "./equal-training.ts";
import type { FitData, Wanted } from "./fit-data.ts";
import { choose, tuningScores } from "./tune.ts";

export interface Choices {
  /** How many comparisons there are. */
  readonly count: number;
  /** Rows on which the candidates are to be compared, each made out when it is asked for; in the order in which they are needed. */
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
  recipe: Recipe,
  tune: Tuning,
  data: Omit<FitData, "ready">,
  wanted: readonly Wanted[],
  candidates: readonly OptionValues[],
): Choices {
  const foldsOf = lately((index) => innerFolds(tune, data, wanted[index]));
  const sharing = equalTraining(
    (function* () {
      for (let index = 0; index < wanted.length; index++) yield* foldsOf(index);
    })(),
  );
  const asked: FittedRows[] = [];
  // The fit whose choice is due, and how many of its comparisons are known to be there.
  let next = 0;
  let there = 0;
  return {
    count: sharing.count,
    *comparisons() {
      for (let index = 0; index < wanted.length; index++) {
        for (const fold of foldsOf(index)) {
          const fit = sharing.ask(fold);
          if (fit === null) continue;
          asked.push(fit);
          yield fit;
        }
      }
    },
    take(scores) {
      sharing.put(asked.shift() as FittedRows, scores);
      const made: TuningTrace[] = [];
      for (; next < wanted.length; next++) {
        const folds = foldsOf(next);
        while (there < folds.length && sharing.has(folds[there])) there++;
        if (there < folds.length) break;
        there = 0;
        const byFold = folds.map((fold) => tuningScores(tune.metric, recipe, data, fold.test, sharing.take(fold)));
        made.push(choose(candidates, byFold, tune, estimatorOf(recipe.estimator).complexity));
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
