/** Equal training: what folds fitted on the same rows share is made once, for the test rows of them all. */
import { type Matrix, takeRows } from "../shared/numeric/matrix.ts";

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
  made: Made | null;
}

interface Made {
  readonly placeOf: ReadonlyMap<number, number>;
  readonly scores: readonly Matrix[];
}

/**
 * Scores of each fold's test rows, from one fit for all folds that have the same training rows. It is made when the first of them
 * asks, for the test rows of all, and let go after the last.
 *
 * @param folds all that will ask, each once; they are looked through and not kept
 * @param make scores (m × K, one matrix a candidate) that a fit on the training rows gives to the test rows: what one row is given
 *   depends on no other
 */
export function onceForEqualTraining(
  folds: Iterable<FittedRows>,
  make: (fold: FittedRows) => readonly Matrix[],
): (fold: FittedRows) => readonly Matrix[] {
  const all = new Map<string, Shared>();
  for (const { training, test } of folds) {
    const key = runsOf(training);
    const shared = all.get(key) ?? { left: 0, test: new Set(), made: null };
    shared.left++;
    for (const i of test) shared.test.add(i);
    all.set(key, shared);
  }
  return ({ training, test }) => {
    const key = runsOf(training);
    const shared = all.get(key) as Shared;
    shared.made ??= madeFor(training, shared.test, make);
    if (--shared.left === 0) all.delete(key);
    const { placeOf, scores } = shared.made;
    if (placeOf.size === test.length) return scores;
    const own = test.map((i) => placeOf.get(i) as number);
    return scores.map((of) => takeRows(of, own));
  };
}

function madeFor(
  training: readonly number[],
  rows: ReadonlySet<number>,
  make: (fold: FittedRows) => readonly Matrix[],
): Made {
  const test = [...rows].sort((a, b) => a - b);
  return { placeOf: new Map(test.map((i, place) => [i, place])), scores: make({ training, test }) };
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
