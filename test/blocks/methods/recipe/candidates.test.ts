import { describe, expect, it } from "vitest";
import { fromRows, type Matrix } from "../../../../blocks/contract/matrix.ts";
import { equalTraining, type FittedRows } from "../../../../blocks/methods/recipe/candidates.ts";

/** Fold i of n units of one row, and within it fold j: fitted on all rows but i and j, tested on j. */
const nested = (n: number): FittedRows[] =>
  Array.from({ length: n }, (_, i) => i).flatMap((i) =>
    Array.from({ length: n }, (_, j) => j).flatMap((j) =>
      i === j
        ? []
        : [{ training: Array.from({ length: n }, (_, k) => k).filter((k) => k !== i && k !== j), test: [j] }],
    ),
  );

/** A row's score is its number, beside the sum of the rows that were fitted on. */
const scoresOf = ({ training, test }: FittedRows) => {
  const sum = training.reduce((total, i) => total + i, 0);
  return [fromRows(test.map((i) => [i, sum]))];
};

/** The comparisons, made one after the other as they come; then each fold takes its own. */
function scored(folds: readonly FittedRows[]) {
  const log: FittedRows[] = [];
  const shared = equalTraining(() => folds);
  for (const fit of shared.comparisons()) {
    log.push(fit);
    shared.put(scoresOf(fit));
  }
  expect(log).toHaveLength(shared.count);
  return { log, scoresIn: (fold: FittedRows) => shared.take(fold) as readonly Matrix[] };
}

describe("what folds with the same training rows share", () => {
  it.each([
    { units: 3, fits: 3 },
    { units: 5, fits: 10 },
    { units: 12, fits: 66 },
  ])("is made once for both folds of a pair: $fits fits for $units units nested", ({ units, fits }) => {
    const folds = nested(units);
    const { log, scoresIn } = scored(folds);
    for (const fold of folds) {
      const sum = fold.training.reduce((total, i) => total + i, 0);
      expect([...scoresIn(fold)[0].data]).toEqual([fold.test[0], sum]);
    }
    expect(log).toHaveLength(fits);
    for (const { training, test } of log) {
      expect(test).toHaveLength(2);
      expect(training.filter((i) => test.includes(i))).toEqual([]);
    }
  });

  it("is made out when it is asked for, in the order of the folds that need it first", () => {
    const folds = nested(4);
    const looked: FittedRows[] = [];
    const shared = equalTraining(function* () {
      for (const fold of folds) {
        looked.push(fold);
        yield fold;
      }
    });
    looked.splice(0);
    const comparisons = shared.comparisons()[Symbol.iterator]();
    expect([comparisons.next().value, looked]).toEqual([{ training: [2, 3], test: [0, 1] }, folds.slice(0, 1)]);
    expect(comparisons.next().value).toEqual({ training: [1, 3], test: [0, 2] });
  });

  it("is asked for once, counted beforehand, and let go after the last fold took it", () => {
    const [first, , , second] = nested(4);
    const shared = equalTraining(() => [first, second]);
    expect(shared.count).toBe(1);
    const [fit] = shared.comparisons();
    expect([fit.test, shared.take(first), shared.take(second)]).toEqual([[0, 1], null, null]);
    shared.put(scoresOf(fit));
    expect(shared.take(second)).not.toBeNull();
    expect([...shared.comparisons()]).toEqual([]);
    expect(shared.take(first)).not.toBeNull();
    expect(() => shared.take(first)).toThrow();
    expect([...shared.comparisons()]).toEqual([]);
  });

  it("tells apart rows that differ, whatever their runs look like", () => {
    const folds = [
      { training: [1, 2, 3], test: [0] },
      { training: [1, 3], test: [0, 2] },
      { training: [1, 2, 3, 12], test: [0] },
      { training: [1, 2, 31, 2], test: [0] },
      { training: [12, 13], test: [0] },
      { training: [1, 2, 13], test: [0] },
      { training: [], test: [0] },
    ];
    expect(scored(folds).log.map(({ training }) => training)).toEqual(folds.map(({ training }) => training));
  });

  it("gives each fold its own rows where test rows of several overlap", () => {
    const folds = [
      { training: [4, 5], test: [0, 2] },
      { training: [4, 5], test: [1, 2, 3] },
      { training: [4, 5], test: [3] },
    ];
    const { log, scoresIn } = scored(folds);
    expect([...scoresIn(folds[2])[0].data]).toEqual([3, 9]);
    expect([...scoresIn(folds[1])[0].data]).toEqual([1, 9, 2, 9, 3, 9]);
    expect([...scoresIn(folds[0])[0].data]).toEqual([0, 9, 2, 9]);
    expect(log).toEqual([{ training: [4, 5], test: [0, 1, 2, 3] }]);
  });
});
