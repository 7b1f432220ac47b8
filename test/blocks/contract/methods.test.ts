import { describe, expect, it } from "vitest";
import type { AnyEstimator } from "../../../blocks/contract/estimator.ts";
import { methodsOf, only } from "../../../blocks/contract/methods.ts";
import type { AnyStep } from "../../../blocks/contract/step.ts";

const step = { name: "twice", leavesMeasurement: true, apply: () => "applied" } as unknown as AnyStep;
const other = { name: "thrice", learns: "spectra", apply: () => "applied", fit: () => null } as unknown as AnyStep;
const estimator = {
  name: "mean",
  title: "Mean",
  tunable: ["k"],
  predict: () => "predicted",
} as unknown as AnyEstimator;
const all = methodsOf({ step: { twice: step, thrice: other }, estimator: { mean: estimator } });

describe("methods", () => {
  it("are what the tables hold under a name", () => {
    expect(all.step("twice")).toBe(step);
    expect(all.estimator("mean")).toBe(estimator);
  });
  it.each(["snv", "mean", "toString", "__proto__", ""])("have no step %j that is in no table", (name) => {
    expect(() => all.step(name)).toThrow(new RangeError(`no step \`${name}\``));
    expect(() => only(all, [`step:${name}`], "who").step(name)).toThrow(RangeError);
  });
  it("have no estimator under the name of a step", () => {
    expect(() => all.estimator("twice")).toThrow(new RangeError("no estimator `twice`"));
  });
});

describe("only some methods", () => {
  const some = only(all, ["step:twice", "estimator:thrice"], "the kind model");
  it("are the named ones as they are", () => {
    expect(some.step("twice")).toBe(step);
  });
  it.each<[string, () => unknown]>([
    ["step:thrice", () => some.step("thrice").apply],
    ["step:thrice", () => some.step("thrice").fit?.(null as never, null, null as never, null as never)],
    ["estimator:mean", () => some.estimator("mean").predict(null as never, null)],
  ])("compute with no other: %s", (id, use) => {
    expect(use).toThrow(new Error(`the kind model computes with ${id}, which it did not declare`));
  });
  it("say of others what these declare", () => {
    const { title, tunable } = some.estimator("mean");
    expect([some.step("thrice").learns, some.step("thrice").leavesMeasurement, title, tunable]).toEqual([
      "spectra",
      undefined,
      "Mean",
      ["k"],
    ]);
  });
  it("are fewer with every view of a view", () => {
    expect(() => only(some, ["estimator:mean"], "a unit").estimator("mean").predict).toThrow(/the kind model computes/);
  });
});
