import { describe, expect, it } from "vitest";
import { fromRows } from "../../../../blocks/contract/matrix.ts";
import { equalTraining, type FittedRows } from "../../../../blocks/methods/recipe/equal-training.ts";

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

/** Each fold asks, and what is new to it is made at once. */
function scoring(folds: readonly FittedRows[], log: FittedRows[]) {
  const shared = equalTraining(folds);
  return (fold: FittedRows) => {
    const fit = shared.ask(fold);
    if (fit !== null) {
      log.push(fit);
      shared.put(fit, scoresOf(fit));
    }
    return shared.take(fold);
  };
}

describe("what folds with the same training rows share", () => {
  it.each([
    { units: 3, fits: 3 },
    { units: 5, fits: 10 },
    { units: 12, fits: 66 },
  ])("is made once for both folds of a pair: $fits fits for $units units nested", ({ units, fits }) => {
    const log: FittedRows[] = [];
    const folds = nested(units);
    const scoresIn = scoring(folds, log);
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

  it("is made when it is first asked for, and only for folds that ask", () => {
    const log: FittedRows[] = [];
    const folds = nested(4);
    const scoresIn = scoring(folds, log);
    expect(log).toEqual([]);
    scoresIn(folds[0]);
    expect(log.map(({ training }) => training)).toEqual([[2, 3]]);
  });

  it("is asked for once, counted beforehand, and let go after the last fold took it", () => {
    const [first, , , second] = nested(4);
    const shared = equalTraining([first, second]);
    expect(shared.count).toBe(1);
    const fit = shared.ask(first) as FittedRows;
    expect([fit.test, shared.ask(second), shared.has(second)]).toEqual([[0, 1], null, false]);
    shared.put(fit, scoresOf(fit));
    expect(shared.has(second)).toBe(true);
    shared.take(second);
    expect([shared.has(first), shared.has(second)]).toEqual([true, true]);
    shared.take(first);
    expect([shared.has(first), shared.ask(first)]).toEqual([false, null]);
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
    const log: FittedRows[] = [];
    const scoresIn = scoring(folds, log);
    for (const fold of folds) scoresIn(fold);
    expect(log.map(({ training }) => training)).toEqual(folds.map(({ training }) => training));
  });

  it("gives each fold its own rows where test rows of several overlap", () => {
    const folds = [
      { training: [4, 5], test: [0, 2] },
      { training: [4, 5], test: [1, 2, 3] },
      { training: [4, 5], test: [3] },
    ];
    const log: FittedRows[] = [];
    const scoresIn = scoring(folds, log);

    expect([...scoresIn(folds[2])[0].data]).toEqual([3, 9]);
    expect([...scoresIn(folds[1])[0].data]).toEqual([1, 9, 2, 9, 3, 9]);
    expect([...scoresIn(folds[0])[0].data]).toEqual([0, 9, 2, 9]);
    expect(log).toEqual([{ training: [4, 5], test: [0, 1, 2, 3] }]);
  });
});
