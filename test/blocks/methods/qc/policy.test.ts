import { describe, expect, it } from "vitest";
import { policyFor } from "../../../../blocks/contract/by-target.ts";
import {
  blockFindings,
  effectivePolicy,
  loosened,
  policyFindings,
  policyRecord,
  type QcPolicy,
  tightened,
} from "../../../../blocks/methods/qc/policy.ts";
import { policyFields as declared } from "../../../../blocks/methods/qc/policy-fields.ts";
import { fieldWords } from "../../../../blocks/methods/qc/words.ts";
import { fc, it as property } from "../../../fixtures/property.ts";

const policyFields = declared.map((one) => ({ ...one, ...fieldWords(one) }));

const codes = (remarks: readonly { readonly code: string }[]) => remarks.map(({ code }) => code);

describe("the policy's table", () => {
  it("has the defaults and floors of the contract", () => {
    expect(Object.fromEntries(policyFields.map(({ field, default: value, floor }) => [field, [value, floor]]))).toEqual(
      {
        min_samples_per_class: [20, 10],
        max_imbalance_ratio: [5, 20],
        max_excluded_fraction: [0.05, 0.15],
        max_missing_fraction: [0.01, 0.05],
        max_duplicate_fraction: [0, 0.05],
        min_health_score: [0.7, 0.5],
        max_spike_fraction: [0.01, 0.05],
        max_saturation_fraction: [0.01, 0.05],
        max_baseline_drift: [0.35, 0.6],
        min_accuracy: [0.85, 0.7],
        min_accuracy_lower: [0.8, 0.6],
        min_recall: [0.8, 0.6],
        min_recall_lower: [0.7, 0.5],
        min_specificity: [0.9, 0.7],
        min_specificity_lower: [0.8, 0.6],
        min_r2: [null, null],
        max_rmsecv: [null, null],
        max_abs_bias: [null, null],
        max_sep: [null, null],
        max_sep_sel: [null, null],
        min_rpd: [null, null],
        min_rpiq: [null, null],
        min_rer: [null, null],
        max_rmsep_sec: [null, null],
        bias_test: [null, null],
        slope_test: [null, null],
        min_external_accuracy: [0.85, 0.7],
        max_rmsep: [null, null],
        min_segment_accuracy: [null, null],
      },
    );
  });
  it("names fields for the direction they judge in, and tests by their name", () => {
    for (const { field, direction, isSwitch } of policyFields)
      expect(isSwitch === true ? field.endsWith("_test") : field.startsWith(`${direction}_`)).toBe(true);
  });
  it("has no default beyond its floor", () => {
    for (const one of policyFields) {
      if (one.default !== null) expect(tightened(one, one.floor, one.default).isLooser).toBe(false);
    }
  });
});

describe("a test that a document turns on", () => {
  it("is asked for by true alone", () => {
    const found = (mode: "research" | "regulatory", value: number | boolean) =>
      policyFindings(mode, { bias_test: value }).map(({ code }) => code);
    expect([found("research", true), found("regulatory", false), found("research", 0.05)]).toEqual([
      [],
      [],
      ["FS7202"],
    ]);
    expect(policyRecord("research", { bias_test: true })).toMatchObject({ bias_test: true, slope_test: false });
    const { thresholds } = effectivePolicy("research", { slope_test: false }, { bias_test: true });
    expect([thresholds.bias_test, thresholds.slope_test]).toMatchObject([{ value: 1, from: "block" }, { value: null }]);
  });
});

describe("qc_policy of a document", () => {
  it("may say any value up to the floor", () => {
    expect(
      policyFindings("regulatory", {
        min_accuracy: 0.7,
        max_baseline_drift: 0.6,
        min_samples_per_class: 10,
        required: true,
      }),
    ).toEqual([]);
  });
  it.each([
    [{ min_accuracy: 0.69 }, { field: "min_accuracy", value: 0.69, floor: 0.7, bound: "≥", default: 0.85 }],
    [{ max_imbalance_ratio: 21 }, { field: "max_imbalance_ratio", value: 21, floor: 20, bound: "≤", default: 5 }],
  ])("may not go beyond it: %o", (policy, facts) => {
    const [field] = Object.keys(policy);
    expect(policyFindings("research", policy)).toEqual([{ code: "FS7204", facts, option: ["qc_policy", field] }]);
  });
  it("is closed, and knows what was meant", () => {
    const [remark] = policyFindings("research", { min_acuracy: 0.9 });
    expect(remark).toMatchObject({
      code: "FS7201",
      facts: { field: "min_acuracy", suggestion: "min_accuracy" },
      option: ["qc_policy", "min_acuracy"],
    });
    expect(remark.facts.allowed).toContain("required");
  });
  it("may give thresholds of numbers that are predicted by target", () => {
    const policy = { max_rmsecv: { fat: 2, water: 3 }, max_rmsep: { fat: 4 }, bias_test: { fat: true }, min_r2: 0.9 };
    expect(policyFindings("regulatory", policy, ["fat", "water"])).toEqual([]);
    expect(policyRecord("research", policy)).toMatchObject(policy);
    // Looser than the RMSECV that holds for the same target.
    expect(loosened(policy)).toEqual([{ field: "max_rmsep.fat", value: 4, default: 2 }]);
    const of = (target: string | null) => effectivePolicy("regulatory", policyFor(policy, target)).thresholds;
    expect([of("fat").max_rmsecv.value, of("water").max_rmsecv.value, of(null).max_rmsecv.value]).toEqual([2, 3, null]);
    expect([of("fat").max_rmsep.value, of("water").max_rmsep.value]).toEqual([4, 3]);
    expect([of("fat").bias_test.value, of("water").bias_test.value]).toEqual([1, null]);
  });
  it.each<[string, object, string]>([
    ["what is no target", { max_rmsecv: { Fat: 2 } }, "FS7211"],
    ["a threshold of classes", { min_accuracy: { fat: 0.9 } }, "FS7202"],
    ["whether gates block", { required: { fat: true } }, "FS7202"],
    ["a number that cannot be", { max_rmsecv: { fat: -1 } }, "FS7203"],
    ["true in place of a number", { max_rmsecv: { fat: true } }, "FS7202"],
    ["nothing", { max_rmsecv: {} }, "FS7202"],
  ])("refuses by target %s", (_, policy, code) => {
    expect(codes(policyFindings("research", policy as QcPolicy, ["fat"]))).toEqual([code]);
  });
  it("takes a percentage for a slip", () => {
    expect(policyFindings("research", { min_accuracy: 90 })).toMatchObject([
      { code: "FS7203", facts: { value: 90, suggestion: 0.9 } },
    ]);
    expect(policyFindings("research", { max_rmsecv: -1 })).toMatchObject([
      { code: "FS7203", facts: { suggestion: null } },
    ]);
  });
  it("takes numbers for thresholds and true or false for required", () => {
    expect(codes(policyFindings("research", { min_accuracy: true, required: 1 }))).toEqual(["FS7202", "FS7202"]);
  });
  it("cannot let gates pass in regulatory and monitoring mode", () => {
    expect(codes(policyFindings("regulatory", { required: false }))).toEqual(["FS7205"]);
    expect(codes(policyFindings("monitoring", { required: false }))).toEqual(["FS7205"]);
    expect(policyFindings("research", { required: false })).toEqual([]);
  });
  it("requires gates outside research, and in research where it says so", () => {
    expect(
      [
        effectivePolicy("research", {}),
        effectivePolicy("research", { required: true }),
        effectivePolicy("monitoring", {}),
      ].map(({ required }) => required),
    ).toEqual([false, true, true]);
  });
  it("names what it loosened, and only that", () => {
    expect(loosened({ min_accuracy: 0.8, max_spike_fraction: 0.005, max_baseline_drift: 0.35 })).toEqual([
      { field: "min_accuracy", value: 0.8, default: 0.85 },
    ]);
  });
  it("is recorded whole", () => {
    expect(policyRecord("regulatory", { min_accuracy: 0.9 })).toMatchObject({
      required: true,
      min_accuracy: 0.9,
      min_recall: 0.8,
      min_r2: null,
    });
    expect(Object.keys(policyRecord("research", {}))).toHaveLength(policyFields.length + 1);
  });
});

describe("a qc block", () => {
  it("tightens", () => {
    const { thresholds } = effectivePolicy(
      "regulatory",
      { min_accuracy: 0.8 },
      { min_accuracy: 0.9, min_recall: 0.85 },
    );
    expect(thresholds.min_accuracy).toEqual({ value: 0.9, floor: 0.7, default: 0.85, from: "block" });
    expect(thresholds.min_recall).toMatchObject({ value: 0.85, from: "block" });
    expect(thresholds.min_specificity).toMatchObject({ value: 0.9, from: "default" });
  });
  it("never loosens, not even back to the default", () => {
    expect(blockFindings("model", { min_accuracy: 0.85 }, "regulatory", { min_accuracy: 0.9 })).toEqual([
      {
        code: "FS7207",
        facts: { field: "min_accuracy", value: 0.85, policy: 0.9, bound: "≥" },
        option: ["min_accuracy"],
      },
    ]);
    expect(
      effectivePolicy("regulatory", { min_accuracy: 0.9 }, { min_accuracy: 0.85 }).thresholds.min_accuracy,
    ).toMatchObject({ value: 0.9, from: "qc_policy" });
  });
  it("says only what its gate judges", () => {
    const [remark] = blockFindings("data", { min_accuracy: 0.95 }, "research", {});
    expect(remark).toMatchObject({
      code: "FS7208",
      facts: { gate: "data", belongs: "model" },
      option: ["min_accuracy"],
    });
  });
  it("may not ask for what cannot be", () => {
    expect(blockFindings("model", { min_accuracy: 95 }, "regulatory", {})).toMatchObject([
      { code: "FS7203", facts: { field: "min_accuracy", range: "0 to 1", suggestion: 0.95 }, option: ["min_accuracy"] },
    ]);
    expect(blockFindings("model", { min_r2: 1.5 }, "regulatory", {})).toMatchObject([
      { code: "FS7203", facts: { range: "any number to 1" } },
    ]);
    expect(blockFindings("model", { max_rmsecv: -1 }, "regulatory", {})).toMatchObject([
      { code: "FS7203", facts: { range: "0 to any" } },
    ]);
  });
  it("may give a threshold where the policy has none", () => {
    expect(blockFindings("model", { min_r2: 0.9, max_rmsecv: 2 }, "regulatory", {})).toEqual([]);
    expect(effectivePolicy("regulatory", {}, { max_rmsecv: 2 }).thresholds.max_rmsecv).toMatchObject({
      value: 2,
      from: "block",
    });
  });
  const numbers = fc.double({ min: 0, max: 1, noNaN: true });
  property.prop([fc.constantFrom(...policyFields), numbers, numbers])(
    "leaves a threshold at least as tight as the policy's",
    (one, policy, wanted) => {
      const { value } = tightened(one, policy, wanted);
      expect(one.direction === "min" ? (value ?? 0) >= policy : (value ?? 0) <= policy).toBe(true);
      expect([policy, wanted]).toContain(value);
    },
  );
});
