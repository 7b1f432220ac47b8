import { describe, expect, it } from "vitest";
import { choose } from "../../../../blocks/methods/recipe/choose.ts";

const tuning = (rule: "best" | "one-standard-error", metric = "accuracy") => ({
  inner: { name: "group_kfold", options: {} },
  metric,
  rule,
});
const candidates = [1, 2, 3, 4].map((components) => ({ components }));
const complexity = ({ components }: { readonly [option: string]: unknown }) => Number(components);
const with_ = (values: readonly number[], se = Number.NaN) => values.map((value) => ({ value, se }));
const none = Number.NaN;

describe("the choice among candidates", () => {
  it.each([
    ["the best value", "best", [0.7, 0.8, 0.9, 0.85], 0.06, 2],
    ["the simplest within one standard error of it", "one-standard-error", [0.7, 0.83, 0.9, 0.85], 0.08, 1],
    ["the best itself where none simpler is within", "one-standard-error", [0.7, 0.8, 0.9, 0.95], 0.01, 3],
    ["the simpler of equals", "best", [0.7, 0.9, 0.9 + 1e-14, 0.8], 0, 1],
    ["the simpler of what differs by rounding of large values", "best", [7e5, 9e5, 9e5 + 1e-7, 8e5], 0, 1],
    ["the better of what differs by more", "best", [7e5, 9e5, 9e5 + 1e-5, 8e5], 0, 2],
    ["the best where it has no standard error", "one-standard-error", [0.7, 0.83, 0.9, 0.85], none, 2],
    ["the one that has a value", "one-standard-error", [none, 0.4, none, none], none, 1],
    ["never one without, however near", "one-standard-error", [none, 0.89, 0.9, none], 0.5, 1],
    ["never an infinite one", "best", [Number.POSITIVE_INFINITY, 0.4, 0.3, none], 0.5, 1],
  ] as const)("is %s", (_, rule, values, se, chosen) => {
    expect(choose(candidates, with_(values, se), tuning(rule), complexity)?.chosen).toBe(chosen);
  });

  it("takes the smallest where less is better, and no candidate without a value as the smallest of all", () => {
    const values = with_([3, 2, 1.5, 1.6], 0.6);
    expect(choose(candidates, values, tuning("best", "rmsecv"), complexity)?.chosen).toBe(2);
    expect(choose(candidates, values, tuning("one-standard-error", "rmsecv"), complexity)?.chosen).toBe(1);
    expect(choose(candidates, with_([none, 2, none, 1.6], 9), tuning("best", "rmsecv"), complexity)?.chosen).toBe(3);
  });

  it("goes by complexity, not by the order in which candidates were written", () => {
    const turned = [...candidates].reverse();
    const values = with_([0.85, 0.9, 0.85, 0.7], 0.06);
    expect(choose(turned, values, tuning("one-standard-error"), complexity)?.chosen).toBe(2);
  });

  it("is none where no candidate has a value", () => {
    expect(choose(candidates, with_([none, none, none, none]), tuning("best"), complexity)).toBeNull();
  });

  it("keeps what each came to, null where that is not defined", () => {
    const trace = choose(
      candidates,
      [
        { value: 0.5, se: 0.1 },
        { value: 0.6, se: none },
        { value: none, se: none },
        { value: 0.4, se: 0 },
      ],
      tuning("best"),
      complexity,
    );
    expect(trace?.candidates.map(({ mean, se }) => [mean, se])).toEqual([
      [0.5, 0.1],
      [0.6, null],
      [null, null],
      [0.4, 0],
    ]);
  });
});
