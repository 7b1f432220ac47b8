/** Soundness: a predictor that was exported has nothing against it; one that was changed in any part says in which. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { methods } from "../../../../blocks/methods/methods.ts";
import { readCertified } from "../../../../blocks/methods/trust/certified.ts";
import { unsoundness } from "../../../../blocks/methods/trust/sound.ts";

const file = resolve(import.meta.dirname, "../../../../analyses/meat-fat/lean.predictor.json");
const text = JSON.stringify(JSON.parse(readFileSync(file, "utf8")).content.certified);
// biome-ignore lint/suspicious/noExplicitAny: a file of a stranger
type Certified = any;
const changed = (change: (certified: Certified) => unknown, isApproved = true) => {
  const certified = readCertified(text);
  change(certified);
  return unsoundness(methods, certified, isApproved);
};

describe("a predictor", () => {
  it("as it was exported has nothing against it", () => expect(changed(() => undefined)).toBeNull());

  it.each<[string, RegExp, (certified: Certified) => unknown]>([
    ["with α beyond policy", /alpha/, (of) => Object.assign(of.conformal, { alpha: 0.99 })],
    ["with a threshold that no score has", /qhat/, (of) => Object.assign(of.conformal.thresholds[0], { qhat: -5 })],
    ["with a rank that is not of its α", /thresholds.k/, (of) => Object.assign(of.conformal.thresholds[0], { k: 3 })],
    ["with a confidence beyond 1", /confidence.tau/, (of) => Object.assign(of.confidence, { tau: 1.5 })],
    ["with coefficients of 1e300", /predict/, (of) => of.predictor.state.coefficients.fill(1e300)],
    ["with coefficients a little off", /predict/, (of) => (of.predictor.state.coefficients[0] += 1e-6)],
    ["whose state has no mean", /predict/, (of) => Object.assign(of.predictor.state, { xMean: [] })],
    ["whose state is none", /predict/, (of) => Object.assign(of.predictor, { state: null })],
    [
      "by an estimator `constructor`",
      /no estimator/,
      (of) => Object.assign(of.predictor, { estimator: "constructor" }),
    ],
    ["by a step `toString`", /no step/, (of) => Object.assign(of.predictor.pipeline.steps[0], { name: "toString" })],
    [
      "by a step with a window of 4",
      /no step/,
      (of) => Object.assign(of.predictor.pipeline.steps[0].options, { window: 4 }),
    ],
    [
      "by an estimator of another task",
      /no method of/,
      (of) => Object.assign(of.predictor, { estimator: "pls-regression" }),
    ],
    ["with a step more than states", /stepStates/, (of) => of.predictor.stepStates.pop()],
    ["with a step that is said to learn", /done/, (of) => Object.assign(of.predictor.pipeline, { done: 1 })],
    ["with a point less than its steps leave", /pipeline/, (of) => of.predictor.pipeline.columns.values.pop()],
    ["with a class twice", /classes/, (of) => of.predictor.classes.fill("lean")],
    [
      "with a target beside its classes",
      /target/,
      (of) => Object.assign(of.predictor, { target: { name: "fat", unit: "%" } }),
    ],
    ["with logits of another estimator", /logits/, (of) => Object.assign(of, { logits: "twice-decision" })],
    [
      "with thresholds of another class",
      /thresholds/,
      (of) => Object.assign(of.conformal.thresholds[0], { category: "none" }),
    ],
    ["without a threshold", /thresholds/, (of) => Object.assign(of.conformal, { thresholds: [] })],
    ["without a threshold of one class", /thresholds/, (of) => of.conformal.thresholds.pop()],
    ["without a threshold of single spectra", /thresholds/, (of) => Object.assign(of.conformal, { spectrum: [] })],
    [
      "with two thresholds of one class",
      /thresholds/,
      (of) => of.conformal.thresholds.push(of.conformal.thresholds[0]),
    ],
    [
      "with a threshold a class that is said to be for all",
      /thresholds/,
      (of) => Object.assign(of.conformal, { by: "none" }),
    ],
    ["with a reference sample less", /drift/, (of) => of.drift.scores.pop()],
    ["with a reference moved", /predict/, (of) => (of.drift.mean[3] += 0.01)],
    ["with distances of its own", /lie where/, (of) => (of.drift.t2[0] *= 2)],
  ])("%s is none", (_, says, change) => expect(changed(change)).toMatch(says));

  it("may have a larger α where it does not claim to be approved", () => {
    const larger = (of: Certified) => {
      of.conformal.alpha = 0.2;
      for (const one of [...of.conformal.thresholds, ...of.conformal.spectrum])
        one.k = Math.ceil((one.n + 1) * 0.8 - 1e-9);
    };
    expect(changed(larger, false)).toBeNull();
    expect(changed(larger, true)).toMatch(/alpha/);
  });
});
