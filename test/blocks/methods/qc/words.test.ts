import { describe, expect, it } from "vitest";
import { matrix } from "../../../../blocks/contract/matrix.ts";
import { methods } from "../../../../blocks/methods/methods.ts";
import { checkOf } from "../../../../blocks/methods/qc/check-of.ts";
import { measuredSpectra, stepsMeasuredAfter } from "../../../../blocks/methods/qc/spectral/measured.ts";
import {
  checkCriterion,
  checkFacts,
  checkNumber,
  fieldWords,
  numbersOf,
  wordsOf,
} from "../../../../blocks/methods/qc/words.ts";
import { qc } from "../../../../blocks/qc/block.ts";

describe("a check that no table has", () => {
  it.each<[string, () => unknown]>([
    ["is not found", () => checkOf("unheard")],
    ["has no words", () => wordsOf("unheard")],
    ["has no words by a name every object knows", () => wordsOf("toString")],
  ])("%s: our own mistake", (_, ask) => expect(ask).toThrow(RangeError));
  it("nor has a threshold that its check does not declare", () => {
    expect(() => fieldWords({ check: "min_accuracy", field: "max_accuracy" })).toThrow("no words for the threshold");
  });
});

describe("the numbers of a check", () => {
  it("have the unit of the target; per cent of the product is no relative error", () => {
    expect(numbersOf("rmsecv", "g")).toMatchObject({ unit: "\u00a0g" });
    expect(numbersOf("rmsecv", "% (m/m)")).toMatchObject({ unit: "\u00a0% (m/m) (absolute)" });
    expect(numbersOf("rmsecv", null)).toMatchObject({ unit: "" });
    expect(numbersOf("one_channel", "accuracy lost")).toEqual({ form: "share", unit: "\u00a0accuracy lost" });
  });
  it("are not available where there is none", () => {
    expect([checkNumber("rmsecv", null, "g"), checkCriterion("rmsecv", null, "g")]).toEqual([
      "not available",
      "not available",
    ]);
    expect(checkCriterion("rmsecv", 0.25, "g")).toBe("0.25\u00a0g");
    expect(checkNumber("rmsecv", 0.25, "g")).toBe("0.250\u00a0g");
  });
});

describe("the sentence of a failed check", () => {
  it("says of a figure that there is none, and of a limit that none was set", () => {
    const facts = {
      check: "min_accuracy",
      value: null,
      threshold: 0.8,
      lower: null,
      lower_threshold: null,
      bound: "min",
    };
    expect(checkFacts(facts)).toMatchObject({
      value: "not available",
      threshold: "80.0\u00a0%",
      lower: "not available",
      lower_threshold: "not set",
    });
  });
});

describe("the steps after which spectra are measured", () => {
  const steps = ["crop", "savgol", "despike", "snv"].map((name) => ({ name, options: {} }));
  it("are those that leave a measurement", () => {
    expect(stepsMeasuredAfter(methods, steps)).toEqual(["step:crop", "step:despike"]);
  });
  it("stand in the key of a spectral gate, and of no other", () => {
    const pipeline = { steps, done: 4 };
    const found = { parts: () => [pipeline], files: () => [], methods };
    expect(qc.uses?.({ gate: "spectral" }, found as never)).toEqual(["step:crop", "step:despike"]);
    expect(qc.uses?.({ gate: "data" }, { ...found, parts: () => [] } as never)).toEqual([]);
  });
  it("are none of raw spectra", () => {
    const columns = { kind: "names", names: ["a", "b"] } as const;
    const { x } = measuredSpectra(methods, { spectra: matrix(1, 2, Float64Array.of(1, 2)), columns }, [], [0], null);
    expect([...x.data]).toEqual([1, 2]);
  });
});
