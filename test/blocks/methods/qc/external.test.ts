/** The checks on external samples: they fail where these contradict what was asked for, and only there. */
import { describe, expect, it } from "vitest";
import { matrix } from "../../../../blocks/contract/matrix.ts";
import { judge } from "../../../../blocks/methods/qc/judge.ts";
import { type JudgedModel, modelMaterial } from "../../../../blocks/methods/qc/model/material.ts";
import { blockFindings, effectivePolicy, loosened } from "../../../../blocks/methods/qc/policy.ts";
import golden from "../../../fixtures/golden/external-limits.json" with { type: "json" };
import { dataset } from "../../qc/sets.ts";

/** Two samples to learn from, then external samples, each of so many spectra. */
function judged(external: readonly number[], codes: readonly number[], replicates = 1, policy = {}) {
  const task = codes.length > 0 ? "classification" : "regression";
  const names = ["in 1", "in 2", ...external.flatMap((_, i) => new Array<string>(replicates).fill(`out ${i}`))];
  const of = dataset(matrix(names.length, 1), [900], "NIR", {
    sample: names,
    label: names.map((_, i) => (i === 1 ? "y" : "x")),
  });
  const rows = { ...of.rows, external: names.map((_, i) => i > 1) };
  const values = [0, 1, ...external.flatMap(() => new Array<number>(replicates).fill(0))];
  const outcome = task === "regression" ? { label: null, target: { name: "fat", unit: "%", values } } : of.outcome;
  const cols = task === "regression" ? 1 : 2;
  const outside = external.flatMap((value, i) =>
    Array.from({ length: replicates }, () => (cols === 1 ? [value] : codes[i] === 0 ? [1, 0] : [0, 1])).flat(),
  );
  const model: JudgedModel = {
    recipe: { task } as JudgedModel["recipe"],
    split: { scheme: { name: "loso", options: {} }, unit: "sample", folds: [] },
    scores: matrix(names.length, cols),
    externalScores: matrix(external.length * replicates, cols, Float64Array.from(outside)),
  };
  return judge("model", modelMaterial(model, rows, outcome), effectivePolicy("regulatory", policy)).checks;
}

/** So many of n external samples are right. */
const accuracyAt = (right: number, n: number, policy = {}, replicates = 1) =>
  judged(
    new Array<number>(n).fill(0),
    Array.from({ length: n }, (_, i) => (i < right ? 0 : 1)),
    replicates,
    policy,
  ).external_accuracy;
/** n external samples are all off by as much. */
const rmsepAt = (rmsep: number, n: number, policy = {}) =>
  judged(
    Array.from({ length: n }, (_, i) => (i % 2 === 0 ? rmsep : -rmsep)),
    [],
    1,
    policy,
  ).external_rmsep;

describe("external accuracy", () => {
  it.each(golden.accuracy)("of $right of $n has scipy's upper limit $upper", ({ right, n, upper }) => {
    const check = accuracyAt(right, n);
    expect(check?.value).toBeCloseTo(upper, 10);
    expect(check?.pass).toBe(upper >= 0.85);
  });

  it("counts samples, not spectra, and names those that are wrong", () => {
    expect(accuracyAt(1, 24, {}, 3)).toEqual(accuracyAt(1, 24));
    expect(accuracyAt(23, 24)?.worst).toEqual([{ sample: "out 23", value: 1, about: "called", as: "y" }]);
  });

  it.each([
    ["min_accuracy's default", {}, 0.85],
    ["what the document says of min_accuracy", { min_accuracy: 0.75 }, 0.75],
    ["what it says of external samples", { min_accuracy: 0.75, min_external_accuracy: 0.9 }, 0.9],
  ])("is held against %s", (_, policy, threshold) => {
    expect(accuracyAt(17, 24, policy)).toMatchObject({ threshold, floor: 0.7, pass: threshold < 0.8543 });
  });
});

describe("external RMSEP", () => {
  it.each(golden.rmsep)("of $rmsep over $n has scipy's lower limit $lower", ({ rmsep, n, lower }) => {
    const check = rmsepAt(rmsep, n, { max_rmsecv: lower });
    expect(check?.value).toBeCloseTo(lower, 10);
    expect(rmsepAt(rmsep, n, { max_rmsecv: lower * (1 - 1e-9) })?.pass).toBe(false);
    expect(rmsepAt(rmsep, n, { max_rmsecv: lower * (1 + 1e-9) })).toMatchObject({ pass: true, unit: "%" });
  });
});

describe("without external samples", () => {
  it("nothing is judged, and each check says why", () => {
    const none = judged([], [0]);
    expect(none.external_accuracy).toMatchObject({ value: null, pass: null, na: "no_external" });
    expect(none.external_rmsep).toMatchObject({ value: null, pass: null, na: "classification" });
    expect(judged([], []).external_rmsep).toMatchObject({ pass: null, na: "no_external" });
    expect(judged([], []).external_accuracy).toMatchObject({ pass: null, na: "regression" });
  });
});

describe("a threshold that follows another", () => {
  const at = (policy: object, own: object = {}) =>
    effectivePolicy("regulatory", policy as never, own as never).thresholds;

  it("is tightened with it by a block, unless it is given itself", () => {
    expect(at({}, { min_accuracy: 0.95 }).min_external_accuracy).toMatchObject({ value: 0.95, from: "default" });
    expect(at({ min_external_accuracy: 0.8 }, { min_accuracy: 0.95 }).min_external_accuracy.value).toBe(0.8);
    expect(at({ max_rmsecv: 2 }, { max_rmsep: 1 }).max_rmsep).toMatchObject({ value: 1, from: "block" });
  });

  it("is loosened where it is looser than what it follows", () => {
    expect(loosened({ min_accuracy: 0.95, min_external_accuracy: 0.9 })).toEqual([
      { field: "min_external_accuracy", value: 0.9, default: 0.95 },
    ]);
    expect(loosened({ max_rmsecv: 2, max_rmsep: 3 })).toEqual([{ field: "max_rmsep", value: 3, default: 2 }]);
    expect(loosened({ max_rmsep: 3 })).toEqual([]);
  });

  it("is not loosened by a block", () => {
    const codes = (own: object) =>
      blockFindings("model", own as never, "regulatory", { min_accuracy: 0.9 }).map(({ code }) => code);
    expect(codes({ min_external_accuracy: 0.85 })).toEqual(["FS7207"]);
    expect(codes({ min_external_accuracy: 0.92 })).toEqual([]);
  });
});
