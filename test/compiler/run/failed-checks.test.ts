import { describe, expect, it } from "vitest";
import { finding } from "../../../compiler/diagnostics/build.ts";
import { checksIn, checksOf } from "../../../compiler/run/failed-checks.ts";
import { runBlock } from "./fixture.ts";

const plain = { value: 1, threshold: 2 };
const results = { gate: "data", failed_checks: ["a"], checks: { a: plain, b: { ...plain, limit: "min", pass: true } } };

describe("the checks of a gate", () => {
  it("are none of a block that judges nothing, or that could not judge", () => {
    expect(checksOf(runBlock("data", { results }))).toBeNull();
    expect(checksOf(runBlock("gate", { results: null }))).toBeNull();
  });

  it("that failed have their id for a title where no finding has one", () => {
    expect(checksOf(runBlock("gate", { results }))).toEqual({
      gate: "data",
      actions: [],
      failed: [{ id: "a", title: null, observed: 1, bound: "at most", required: 2, lower: null, worst: [] }],
    });
  });

  it("that failed are called as their finding calls them, with each of the worst once", () => {
    const worst = [{ sample: "M1" }, { sample: "M1" }, { class: "lean" }, { feature: "ratio" }, { value: 1 }];
    const findings = [
      finding("FS7121", null, { check: "other", title: "Other" }),
      finding("FS7121", null, { check: "a", title: "Accuracy" }),
    ];
    const own = { ...results, checks: { a: { ...plain, limit: "min", worst } } };
    expect(checksOf(runBlock("gate", { results: own, findings }))?.failed).toMatchObject([
      { title: "Accuracy", bound: "at least", worst: ["M1", "lean", "ratio"] },
    ]);
  });

  it("are all there, in their order, with what a report may leave out", () => {
    expect(checksIn(results)).toEqual([
      { id: "a", ...plain, limit: "max", pass: null, na: null, lower: null },
      { id: "b", ...plain, limit: "min", pass: true, na: null, lower: null },
    ]);
  });
});
