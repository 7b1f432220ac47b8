import { describe, expect, it } from "vitest";
import { checksIn, checksOf, criterionOf, numberOf } from "../../../compiler/run/failed-checks.ts";
import { runBlock } from "./fixture.ts";

const plain = { value: 1, threshold: 2, limit: "max" as const, pass: false };
const results = {
  gate: "data",
  failed_checks: ["a"],
  checks: { a: plain, b: { ...plain, limit: "min" as const, pass: true } },
};

describe("the checks of a gate", () => {
  it("are none of a block that judges nothing, or that could not judge", () => {
    expect(checksOf(runBlock("data", { results }))).toBeNull();
    expect(checksOf(runBlock("gate", { results: null }))).toBeNull();
  });

  it("that failed have their id for a title where their kind has no words for them", () => {
    expect(checksOf(runBlock("gate", { results }))).toMatchObject({
      gate: "data",
      failed: [
        { id: "a", title: null, observed: 1, bound: "at most", required: 2, lower: null, worst: [], action: null },
      ],
    });
  });

  it("that failed are called as their kind calls them, with what to do and each of the worst once", () => {
    const worst = [{ sample: "M1" }, { sample: "M1" }, { class: "lean" }, { feature: "ratio" }, { value: 1 }];
    const own = { ...results, checks: { a: { ...plain, limit: "min", worst } } };
    const { block, ...rest } = runBlock("gate", { results: own });
    const kind = { ...block.kind, checkWords: () => ({ a: { title: "Accuracy", action: "Measure more." } }) };
    expect(checksOf({ ...rest, block: { ...block, kind } })?.failed).toMatchObject([
      { title: "Accuracy", action: "Measure more.", bound: "at least", worst: ["M1", "lean", "ratio"] },
    ]);
  });

  it("are read by the digits of their quantity, with their unit, as their kind says", () => {
    const words = { title: "", action: "", number: (v: number | null, u: string | null) => `${v} ${u}` };
    expect([numberOf(words, 1, "%"), criterionOf(words, 2, "%")]).toEqual(["1 %", "2"]);
    expect(numberOf(undefined, 0.97752, null)).toBe("0.978");
    expect(criterionOf(undefined, 0.85, null)).toBe("0.85");
    expect([numberOf(undefined, null, null), criterionOf(undefined, null, null)]).toEqual([
      "not available",
      "not available",
    ]);
  });

  it("are all there, in their order, with what a report may leave out", () => {
    expect(checksIn(results.checks)).toEqual([
      { id: "a", ...plain, na: null, lower: null, despite: null, unit: null },
      { id: "b", ...plain, limit: "min", pass: true, na: null, lower: null, despite: null, unit: null },
    ]);
  });
});
