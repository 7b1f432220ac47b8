/** Equal training: what folds fitted on the same rows share is made once, for the test rows of them all. */
import { type Matrix, takeRows } from "../../contract/matrix.ts";

export interface FittedRows {
  /** Indexes into the rows, ascending. */
  readonly training: readonly number[];
  readonly test: readonly number[];
}

interface Shared {
  /** Folds that have yet to ask. */
  left: number;
  /** Rows that any of them tests on. */
  readonly test: Set<number>;
  /** True when the fit has been handed out to be made. */
  isAsked: boolean;
  made: Made | null;
}

interface Made {
  readonly placeOf: ReadonlyMap<number, number>;
  readonly scores: readonly Matrix[];
}

export interface EqualTraining {
  /** How many fits there are to make. */
  readonly count: number;
  /** What is to be fitted for the fold: its training rows and the test rows of all that have them; null from the second time on. */
  ask(fold: FittedRows): FittedRows | null;
  /** True when the scores of the fold's fit are there. */
  has(fold: FittedRows): boolean;
  /**
   * Takes the scores of a fit that was asked for (m × K, one matrix a candidate). What one row is given depends on no other.
   */
  put(fit: FittedRows, scores: readonly Matrix[]): void;
  /** Scores of the fold's own test rows. Each fold takes them once: a fit is let go after the last. */
  take(fold: FittedRows): readonly Matrix[];
}

/** @param folds all that will ask, each once; they are looked through and not kept */
export function equalTraining(folds: Iterable<FittedRows>): EqualTraining {
  const all = new Map<string, Shared>();
  for (const { training, test } of folds) {
    const key = runsOf(training);
    const shared = all.get(key) ?? { left: 0, test: new Set(), isAsked: false, made: null };
    shared.left++;
    for (const i of test) shared.test.add(i);
    all.set(key, shared);
  }
  const of = ({ training }: FittedRows): Shared | undefined => all.get(runsOf(training));
  return {
    count: all.size,
    ask(fold) {
      const shared = of(fold);
      // What was let go has been asked for.
      if (shared === undefined || shared.isAsked) return null;
      shared.isAsked = true;
      return { training: fold.training, test: [...shared.test].sort((a, b) => a - b) };
    },
    has: (fold) => (of(fold)?.made ?? null) !== null,
    put(fit, scores) {
      (of(fit) as Shared).made = { placeOf: new Map(fit.test.map((i, place) => [i, place])), scores };
    },
    take(fold) {
      const shared = of(fold) as Shared;
      const { placeOf, scores } = shared.made as Made;
      if (--shared.left === 0) all.delete(runsOf(fold.training));
      if (placeOf.size === fold.test.length) return scores;
      const own = fold.test.map((i) => placeOf.get(i) as number);
      return scores.map((one) => takeRows(one, own));
    },
  };
}

/** Ascending indexes as their runs, 0-2,4-298: the same text for the same rows, short where few are left out. */
function runsOf(indexes: readonly number[]): string {
  let text = "";
  for (let k = 0; k < indexes.length; k++) {
    if (k > 0 && indexes[k] === indexes[k - 1] + 1) continue;
    if (k > 0) text += `-${indexes[k - 1]},`;
    text += indexes[k];
  }
  return `${text}-${indexes.at(-1)}`;
}
