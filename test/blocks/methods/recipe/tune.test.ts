import { describe, expect, it } from "vitest";
import { choose } from "../../../../blocks/methods/recipe/tune.ts";

const tuning = (rule: "best" | "one-standard-error", metric = "accuracy") => ({
  inner: { name: "group_kfold", options: {} },
  metric,
  rule,
});
const candidates = [1, 2, 3, 4].map((components) => ({ components }));
const complexity = ({ components }: { readonly [option: string]: unknown }) => Number(components);

/** Scores of two folds whose means are these and whose standard error is the given one. */
const around = (means: readonly number[], se: number) => [
  means.map((mean) => mean - se),
  means.map((mean) => mean + se),
];

describe("the choice among candidates", () => {
  it.each([
    ["the best mean", "best", [0.7, 0.8, 0.9, 0.85], 0.06, 2],
    ["the simplest within one standard error of it", "one-standard-error", [0.7, 0.83, 0.9, 0.85], 0.08, 1],
    ["the best itself where none simpler is within", "one-standard-error", [0.7, 0.8, 0.9, 0.95], 0.01, 3],
    ["the simpler of equals", "best", [0.7, 0.9, 0.9 + 1e-14, 0.8], 0, 1],
  ] as const)("is %s", (_, rule, means, se, chosen) => {
    expect(choose(candidates, around(means, se), tuning(rule), complexity).chosen).toBe(chosen);
  });

  it("takes the smallest where less is better", () => {
    const scores = around([3, 2, 1.5, 1.6], 0.6);
    expect(choose(candidates, scores, tuning("best", "rmsecv"), complexity).chosen).toBe(2);
    expect(choose(candidates, scores, tuning("one-standard-error", "rmsecv"), complexity).chosen).toBe(1);
  });

  it("goes by complexity, not by the order in which candidates were written", () => {
    const turned = [...candidates].reverse();
    expect(choose(turned, around([0.85, 0.9, 0.85, 0.7], 0.06), tuning("one-standard-error"), complexity).chosen).toBe(
      2,
    );
  });

  it("gives mean and standard error over folds, and leaves out folds where a score is not defined", () => {
    const trace = choose(
      candidates,
      [
        [0.5, 0.6, Number.NaN, 1],
        [0.7, 0.6, 0.8, 0.9],
      ],
      tuning("best"),
      complexity,
    );
    expect(trace.candidates[0].mean).toBeCloseTo(0.6, 12);
    expect(trace.candidates[0].se).toBeCloseTo(0.1, 12);
    expect([trace.candidates[2].mean, trace.candidates[2].se]).toEqual([0.8, null]);
    expect(trace.chosen).toBe(3);
  });

  it("never chooses a candidate that has no score while another has one", () => {
    const none = Number.NaN;
    expect(choose(candidates, [[none, 0.4, none, none]], tuning("one-standard-error"), complexity).chosen).toBe(1);
  });
});
