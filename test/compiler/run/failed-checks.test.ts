import { describe, expect, it } from "vitest";
import { checksIn, checksOf } from "../../../compiler/run/failed-checks.ts";
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

  it.each([
    ["the value", 0.5, { value: 0.6, threshold: 0.5, pass: true }, { value: true, lower: false }],
    ["the limit", 0.9, { value: 0.4, threshold: 0.5, pass: false }, { value: false, lower: true }],
    ["both", 0.5, { value: 0.4, threshold: 0.5, pass: false }, { value: true, lower: true }],
  ])("say whether it is %s that was not met", (_, value, lower, isOff) => {
    const checks = { a: { value, threshold: 0.85, limit: "min" as const, pass: false, lower } };
    expect(checksOf(runBlock("gate", { results: { ...results, checks } as never }))?.failed[0].isOff).toEqual(isOff);
  });

  it("are read by the digits of their quantity, with their unit, as their kind says", () => {
    const own = { ...results, checks: { a: { ...plain, unit: "%" } } };
    const { block, ...rest } = runBlock("gate", { results: own });
    const words = { title: "", action: "", number: (v: number | null, u: string | null) => `${v} ${u}` };
    const kind = { ...block.kind, checkWords: () => ({ a: words }) };
    const [judged] = checksOf({ ...rest, block: { ...block, kind } })?.failed ?? [];
    expect([judged.text(1), judged.criterion(2)]).toEqual(["1 %", "2"]);
    expect(checksOf(runBlock("gate", { results }))?.failed[0].text(0.97752)).toBe("0.978");
  });

  it("are all there, in their order, with what a report may leave out", () => {
    expect(checksIn(results.checks)).toEqual([
      { id: "a", ...plain, na: null, lower: null, despite: null, unit: null },
      { id: "b", ...plain, limit: "min", pass: true, na: null, lower: null, despite: null, unit: null },
    ]);
  });
});
