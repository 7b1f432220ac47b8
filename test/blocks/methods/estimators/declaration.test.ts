import { describe, expect, it } from "vitest";
import { type AnyEstimator, estimator } from "../../../../blocks/contract/estimator.ts";
import { plsDa } from "../../../../blocks/methods/estimators/pls-da.ts";
import { estimators } from "../../../../blocks/methods/estimators/table.ts";
import { tables } from "../../../../blocks/methods/methods.ts";
import { frontMatterSchema } from "../../../../schemas/front-matter.ts";

describe("the declaration of an estimator", () => {
  it("of a classifier says how scores become logits, or does not compile", () => {
    const { logits, ...rest } = plsDa as Extract<AnyEstimator, { task: "classification" }>;
    expect(logits).toBe("eight-times-score");
    // @ts-expect-error: calibration, conformal sets and monitoring would have nothing to stand on.
    estimator(rest);
  });
  it("is there for everything that is approved by default, and that is a classifier", () => {
    const tasks = frontMatterSchema
      .parse({ title: "t", version: "1.0.0" })
      .approved_models.map((name) => estimators[name]?.task);
    expect(new Set(tasks)).toEqual(new Set(["classification"]));
  });
});

describe("the declaration of a step", () => {
  it("says what runs before the spectral gate measures, and that none of it learns", () => {
    const before = Object.values(tables.step).filter(({ leavesMeasurement }) => leavesMeasurement === true);
    expect(before.map(({ name }) => name)).toEqual(["crop", "exclude", "resample", "convert", "despike"]);
    expect(before.filter(({ learns }) => learns !== null)).toEqual([]);
  });
});
