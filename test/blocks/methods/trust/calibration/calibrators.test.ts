/** Calibrators: what each does to probabilities, and where it stops. */

import { describe, expect, it } from "vitest";
import { fromRows, matrix } from "../../../../../blocks/contract/matrix.ts";
import { stream } from "../../../../../blocks/contract/stream.ts";
import { calibrated, fitCalibrator, logOdds } from "../../../../../blocks/methods/trust/calibration/calibrate.ts";
import { applyIsotonic, fitIsotonic } from "../../../../../blocks/methods/trust/calibration/isotonic.ts";
import { applyPlatt, fitPlatt } from "../../../../../blocks/methods/trust/calibration/platt.ts";
import { fitTemperature } from "../../../../../blocks/methods/trust/calibration/temperature.ts";
import { logitsOf, softmax } from "../../../../../blocks/methods/trust/logits.ts";
import { fc, it as property } from "../../../../fixtures/property.ts";

/** Two classes: logits ±f/2 with a truth that follows softmax(L/T). */
function sample(n: number, temperature: number, seed: number) {
  const draw = stream(seed, "logits");
  const logits = matrix(n, 2);
  const codes: number[] = Array.from({ length: n }, (_, i) => {
    const f = 8 * draw.uniform() - 4;
    logits.data.set([f / 2, -f / 2], 2 * i);
    return draw.uniform() < 1 / (1 + Math.exp(-f / temperature)) ? 0 : 1;
  });
  return { logits, codes };
}

describe("temperature", () => {
  it.each([0.5, 1, 2, 3])("finds the one the outcomes were drawn at: %f", (truth) => {
    const { logits, codes } = sample(20_000, truth, 1);
    expect(fitTemperature(logits, codes, "none").temperature / truth).toBeCloseTo(1, 1);
  });
  it("runs to the end of its range where nothing is ever wrong, and the prior holds it back", () => {
    const logits = fromRows(Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? [2, -2] : [-2, 2])));
    const codes = Array.from({ length: 30 }, (_, i) => i % 2);
    expect(fitTemperature(logits, codes, "none")).toMatchObject({ isBounded: true });
    const held = fitTemperature(logits, codes, "log-normal");
    expect(held.isBounded).toBe(false);
    expect(held.temperature).toBeGreaterThan(0.3);
    expect(held.temperature).toBeLessThan(1);
  });
  it("is worth less than the prior where samples are few", () => {
    const few = sample(12, 3, 2);
    const plain = fitTemperature(few.logits, few.codes, "none").temperature;
    const held = fitTemperature(few.logits, few.codes, "log-normal").temperature;
    expect(Math.abs(Math.log(held))).toBeLessThan(Math.abs(Math.log(plain)));
  });
  property.prop([fc.double({ min: -2, max: 2, noNaN: true })])("is at a minimum of its objective", (shift) => {
    const { logits, codes } = sample(60, 1.5, 3);
    const objective = (t: number) => {
      const p = softmax(logits, 1 / t);
      const loss = codes.reduce((sum, code, i) => sum - Math.log(p.data[2 * i + code]), 0);
      return loss + (0.5 * Math.log(t) * Math.log(t)) / 0.25;
    };
    const { temperature } = fitTemperature(logits, codes, "log-normal");
    expect(objective(temperature)).toBeLessThanOrEqual(objective(temperature * Math.exp(shift)) + 1e-9);
  });
});

describe("Platt scaling", () => {
  it("never says 0 or 1 of what it learnt from, however well it separates", () => {
    const f = [-3, -2, -1, 1, 2, 3];
    const curve = fitPlatt(
      f,
      f.map((value) => value > 0),
    );
    const p = f.map((value) => applyPlatt(curve, value));
    expect(p[0]).toBeGreaterThan(0.1);
    expect(p[5]).toBeLessThan(0.9);
  });
  it("is flat where the scores say nothing", () => {
    const curve = fitPlatt([1, 1, -1, -1], [true, false, true, false]);
    expect(curve.a).toBeCloseTo(0, 9);
    expect(applyPlatt(curve, 5)).toBeCloseTo(0.5, 9);
  });
  it("stays finite far out", () => {
    expect(applyPlatt({ a: -2, b: 0 }, 1e6)).toBe(1);
    expect(applyPlatt({ a: -2, b: 0 }, -1e6)).toBe(0);
  });
});

describe("isotonic regression", () => {
  property.prop([
    fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.boolean()), { minLength: 1, maxLength: 40 }),
    fc.array(fc.double({ min: -2, max: 12, noNaN: true }), { minLength: 2, maxLength: 10 }),
  ])("never falls, keeps the mean, and stays within what it saw", (points, at) => {
    const [x, y] = [points.map(([value]) => value), points.map(([, is]) => is)];
    const curve = fitIsotonic(x, y);
    const sorted = [...at].sort((a, b) => a - b).map((value) => applyIsotonic(curve, value));
    sorted.forEach((value, i) => {
      expect(value).toBeGreaterThanOrEqual(i === 0 ? 0 : sorted[i - 1] - 1e-12);
      expect(value).toBeLessThanOrEqual(1);
    });
    const fitted = x.map((value) => applyIsotonic(curve, value));
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(fitted)).toBeCloseTo(mean(y.map(Number)), 9);
  });
  it("is linear between the blocks", () => {
    const curve = fitIsotonic([0, 1, 3, 4], [false, false, true, true]);
    expect(applyIsotonic(curve, 2)).toBe(0.5);
  });
});

describe("calibrated probabilities", () => {
  it("of no calibration are the softmax of the logits", () => {
    const { logits } = sample(5, 1, 4);
    expect([...calibrated(logits, { method: "none" }).data]).toEqual([...softmax(logits).data]);
  });
  it("of isotonic regression keep 1/(n + 2) from 0 and 1", () => {
    const { logits, codes } = sample(60, 0.2, 5);
    const { calibrator } = fitCalibrator(logits, codes, { method: "isotonic", prior: "none" });
    const p = calibrated(logits, calibrator);
    expect(Math.min(...p.data)).toBeGreaterThanOrEqual(1 / 62 - 1e-12);
  });
  it("change the order of no two samples of two classes", () => {
    const { logits, codes } = sample(80, 2, 6);
    for (const method of ["temperature", "platt", "isotonic"] as const) {
      const { calibrator } = fitCalibrator(logits, codes, { method, prior: "log-normal" });
      const p = calibrated(logits, calibrator);
      const order = Array.from({ length: 80 }, (_, i) => i).sort((a, b) => logits.data[2 * a] - logits.data[2 * b]);
      for (let k = 1; k < order.length; k++) {
        expect(p.data[2 * order[k]]).toBeGreaterThanOrEqual(p.data[2 * order[k - 1]] - 1e-9);
      }
    }
  });
});

describe("logits", () => {
  it.each([
    ["eight-times-score", [0.5, 0.25], [4, 2]],
    ["log-probability", [1, Math.exp(-3)], [0, -3]],
    ["twice-decision", [1.5, -1.5], [3, -3]],
  ] as const)("are %s", (kind, scores, wanted) => {
    expect([...logitsOf(fromRows([scores]), kind).data]).toEqual(wanted.map((value) => expect.closeTo(value, 12)));
  });
  it("of a probability of 0 are finite", () => {
    expect(logitsOf(fromRows([[1, 0]]), "log-probability").data[1]).toBeLessThan(-600);
  });
  it("have log odds that do not round away near 1", () => {
    expect(logOdds(fromRows([[60, 0]])).data[0]).toBeCloseTo(60, 9);
  });
});
