/** What a change of figures is worth: exact binomial tails, flips of signs, and where a finding begins. */
import { describe, expect, it } from "vitest";
import type { Outcome, Rows } from "../../../../blocks/contract/dataset.ts";
import { matrix } from "../../../../blocks/contract/matrix.ts";
import { stream } from "../../../../blocks/contract/stream.ts";
import { changeOf, isWorse, worsening } from "../../../../blocks/methods/validation/change.ts";

const rowsOf = (n: number): Rows => {
  const names = Array.from({ length: n }, (_, i) => `s${i}`);
  return {
    id: names,
    sample: names,
    group: names,
    batch: null,
    instrument: null,
    external: names.map(() => false),
    duplicateOf: names.map(() => null),
  };
};

/** Right answers as scores of two classes, the first of which is the true one. */
const answered = (right: readonly boolean[]) =>
  matrix(right.length, 2, Float64Array.from(right.flatMap((is) => (is ? [1, 0] : [0, 1]))));

function rightAndWrong(before: readonly boolean[], after: readonly boolean[]) {
  const n = before.length;
  const outcome: Outcome = {
    label: { name: "label", classes: ["a", "b"], codes: new Array<number>(n).fill(0), positive: null },
    target: null,
  };
  const scores = { ordinary: answered(before), other: answered(after) };
  return changeOf(scores, rowsOf(n), outcome, "classification", stream(1, "test"));
}

const list = (...counts: readonly (readonly [number, boolean])[]): boolean[] =>
  counts.flatMap(([n, is]) => new Array<boolean>(n).fill(is));

describe("a change of the accuracy", () => {
  // binom.test(lost, lost + won, alternative = "greater") of R 4.
  it.each([
    [10, 0, 0.0009765625],
    [10, 2, 0.019287109375],
    [7, 0, 0.0078125],
    [0, 0, 1],
    [3, 9, 0.980712890625],
  ])("of %d lost and %d won has the p of the exact binomial test", (lost, won, p) => {
    const before = list([lost, true], [won, false], [20, true]);
    const after = list([lost, false], [won, true], [20, true]);
    const found = rightAndWrong(before, after);
    expect(found).toMatchObject({ lost, won });
    expect(found.p).toBeCloseTo(p, 12);
    expect(worsening(found)).toBeCloseTo((lost - won) / before.length, 12);
  });

  it("is told from 0.05 on, itself included, and only beyond chance", () => {
    const fall = (lost: number, kept: number) => {
      const change = rightAndWrong(
        list([lost, true], [kept, true], [10, false]),
        list([lost, false], [kept, true], [10, false]),
      );
      return isWorse(change, 1.4);
    };
    expect([fall(10, 180), fall(10, 181), fall(6, 10)]).toEqual([true, false, false]);
  });
});

describe("a growth of RMSECV", () => {
  const n = 30;
  const target = Array.from({ length: n }, (_, i) => i);
  const outcome: Outcome = { label: null, target: { name: "y", unit: null, values: target } };
  const off = (by: (i: number) => number) =>
    matrix(
      n,
      1,
      Float64Array.from(target, (value, i) => value + by(i)),
    );
  const grown = (other: (i: number) => number, one = (i: number) => (i % 2 === 0 ? 1 : -1)) =>
    changeOf({ ordinary: off(one), other: off(other) }, rowsOf(n), outcome, "regression", stream(1, "test"));

  it("has the ratio of the two, and the p of flipped signs: 1 of 1,000 where every sample is worse", () => {
    const found = grown((i) => (i % 2 === 0 ? 2 : -2));
    expect(found).toMatchObject({ ordinary: 1, other: 2, lost: null, won: null, p: 0.001 });
    expect(worsening(found)).toBe(2);
    expect(isWorse(found, 1.4)).toBe(true);
  });

  it("is none where nothing differs", () => {
    const found = grown((i) => (i % 2 === 0 ? 1 : -1));
    expect(found).toMatchObject({ p: 1 });
    expect([worsening(found), isWorse(found, 1.4)]).toEqual([1, false]);
  });

  it("is not told where a single sample makes it", () => {
    const found = grown((i) => (i === 3 ? 9 : i % 2 === 0 ? 1 : -1));
    expect(worsening(found)).toBeGreaterThan(1.4);
    expect(isWorse(found, 1.4)).toBe(false);
  });
});
