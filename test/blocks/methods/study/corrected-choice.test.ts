/** The corrected choice, against numpy with the same draws, and on studies whose truth is known. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stream } from "../../../../blocks/contract/stream.ts";
import { correctedChoice } from "../../../../blocks/methods/study/corrected-choice.ts";
import type { Outcomes } from "../../../../blocks/methods/study/outcomes.ts";
import type { ChoiceRule } from "../../../../schemas/study.ts";
import { fc } from "../../../fixtures/property.ts";

interface Golden extends Outcomes {
  readonly rule: ChoiceRule;
  readonly seed: number;
  readonly values: readonly number[];
  readonly chosen: number;
  readonly corrected: readonly [value: number, low: number, high: number];
}
const golden: {
  readonly cases: readonly Golden[];
  readonly simulated: readonly { readonly tried: number; readonly best: number; readonly corrected: number }[];
} = JSON.parse(readFileSync(join(import.meta.dirname, "../../../fixtures/golden/corrected-choice.json"), "utf8"));

/** Studies of candidates that are all right with probability 0.8, on 60 samples of two classes. */
function simulated(tried: number, studies: number) {
  let [best, corrected, held] = [0, 0, 0];
  for (let s = 0; s < studies; s++) {
    const chance = stream(s, "simulated study", tried);
    const observed = Array.from({ length: 60 }, (_, i) => i % 2);
    const told = Array.from({ length: tried }, () => [observed.map((y) => (chance.uniform() < 0.8 ? y : 1 - y))]);
    const of: Outcomes = { metric: "accuracy", classes: 2, observed, told };
    const found = correctedChoice(of, "best", stream(s, "candidates"));
    if (found?.corrected == null) throw new Error("no choice");
    best += found.values[found.chosen] / studies;
    corrected += found.corrected.value / studies;
    held += found.corrected.low <= 0.8 && found.corrected.high >= 0.8 ? 1 / studies : 0;
  }
  return { best, corrected, held };
}

describe("the corrected choice", () => {
  it.each(golden.cases.map((one) => [one.metric, one.rule, one.told.length, one] as const))(
    "by %s and %s among %i is numpy's, draw by draw",
    (_, rule, __, one) => {
      const found = correctedChoice(one, rule, stream(one.seed, "candidates"));
      expect(found?.chosen).toBe(one.chosen);
      for (const [k, value] of one.values.entries()) expect(found?.values[k]).toBeCloseTo(value, 12);
      const { value, low, high } = found?.corrected ?? { value: 0, low: 0, high: 0 };
      for (const [k, end] of [value, low, high].entries()) expect(end).toBeCloseTo(one.corrected[k], 11);
    },
  );

  it.each([
    [5, 0.855],
    [20, 0.892],
  ])("of %i that are equally good says the truth, where the best of them says %f", (tried, says) => {
    const { best, corrected, held } = simulated(tried, 40);
    expect(Math.abs(best - says)).toBeLessThan(0.02);
    expect(Math.abs(corrected - 0.8)).toBeLessThan(0.02);
    expect(held).toBeGreaterThan(0.92);
  });

  it("agrees with numpy on 200 studies of 5, 20 and 100, and its interval holds the truth", { tags: "slow" }, () => {
    for (const { tried, best, corrected } of golden.simulated) {
      const found = simulated(tried, 200);
      expect(Math.abs(found.best - best)).toBeLessThan(0.01);
      expect(Math.abs(found.corrected - corrected)).toBeLessThan(0.012);
      expect(found.held).toBeGreaterThanOrEqual(0.93);
    }
  });

  it("says nothing of a spread below eight samples, and nothing at all where no candidate has a value", () => {
    const few: Outcomes = {
      metric: "accuracy",
      classes: 2,
      observed: [0, 1, 0, 1, 0, 1, 0],
      told: [[[0, 1, 0, 1, 0, 1, 1]]],
    };
    expect(correctedChoice(few, "best", stream(0))).toEqual({ chosen: 0, values: [6 / 7], corrected: null });
    expect(correctedChoice({ ...few, observed: [], told: [[[]]] }, "best", stream(0))).toBeNull();
  });

  it("lies where its candidates lie: between the least and the most that any sample allows, and low ≤ value ≤ high", () => {
    const share = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(share, fc.array(share, { minLength: 1, maxLength: 4 }), fc.nat(99), (observed, told, seed) => {
        const of: Outcomes = { metric: "accuracy", classes: 2, observed, told: told.map((one) => [one]) };
        const found = correctedChoice(of, "one-standard-error", stream(seed));
        const { low, value, high } = found?.corrected ?? { low: 2, value: 1, high: 0 };
        expect(0 <= low && low <= value && value <= high && high <= 1).toBe(true);
        expect(correctedChoice(of, "one-standard-error", stream(seed))).toEqual(found);
      }),
      { numRuns: 15 },
    );
  });
});
