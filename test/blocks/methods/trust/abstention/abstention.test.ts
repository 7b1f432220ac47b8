/** Abstention: from which confidence on, how sure of it, and what the curve says. */
import { fc, it as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { confidenceAt, confidenceForRisk } from "../../../../../blocks/methods/trust/abstention/confidence.ts";
import { riskCoverage } from "../../../../../blocks/methods/trust/abstention/risk-coverage.ts";

describe("the confidence from which on to answer", () => {
  it.each([
    [0.02, 148, false],
    [0.02, 149, true],
    [0.05, 58, false],
    [0.05, 59, true],
  ])("is certified for a risk of %f by %i answers without error: %s", (target, n, certified) => {
    const confidence = Array.from({ length: n }, (_, i) => 0.5 + i / (2 * n));
    expect(confidenceForRisk(confidence, new Array(n).fill(true), target)).toMatchObject({
      tau: 0.5,
      answered: n,
      errors: 0,
      certified,
    });
  });
  it("is the smallest whose risk is small enough, not the first that is too large", () => {
    // One error among the most confident, none after it: the risk falls again.
    const confidence = [0.99, 0.98, 0.97, 0.96, 0.95, 0.6];
    const isRight = [true, false, true, true, true, true];
    expect(confidenceForRisk(confidence, isRight, 0.2)).toMatchObject({ tau: 0.6, answered: 6, errors: 1 });
    expect(confidenceForRisk(confidence, isRight, 0.1)).toMatchObject({ tau: 0.99, answered: 1, errors: 0 });
  });
  it("takes equal confidences together or not at all", () => {
    expect(confidenceForRisk([0.9, 0.9, 0.8], [true, false, true], 0.05)).toMatchObject({ tau: null, answered: 0 });
  });
  it("is none where even the most confident is wrong", () => {
    const rule = confidenceForRisk([0.9, 0.8], [false, false], 0.1);
    expect(rule).toMatchObject({ tau: null, upper: null, certified: false });
  });
  it("may be given, and then promises nothing", () => {
    expect(confidenceAt(0.7, [0.9, 0.7, 0.6], [true, false, false])).toMatchObject({
      tau: 0.7,
      answered: 2,
      errors: 1,
      certified: null,
    });
  });
});

const samples = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.boolean()), { minLength: 1, maxLength: 40 });

describe("the risk–coverage curve", () => {
  it("of a hand-made case", () => {
    const { points, aurc } = riskCoverage([0.9, 0.8, 0.7, 0.6], [true, false, true, true]);
    expect(points.map(({ risk }) => risk)).toEqual([0, 0.5, 1 / 3, 0.25]);
    expect(points.map(({ coverage }) => coverage)).toEqual([0.25, 0.5, 0.75, 1]);
    expect(aurc).toBeCloseTo((0 + 1 / 2 + 1 / 3 + 1 / 4) / 4, 12);
  });
  it("spreads errors evenly over equal confidences", () => {
    const { points, aurc } = riskCoverage([0.9, 0.9], [true, false]);
    expect(points).toEqual([{ coverage: 1, risk: 0.5, confidence: 0.9 }]);
    expect(aurc).toBeCloseTo(0.5, 12);
  });
  property.prop([samples, fc.integer({ min: 0, max: 99 })])("does not hang on the order of samples", (of, turn) => {
    const moved = [...of.slice(turn % of.length), ...of.slice(0, turn % of.length)];
    const [one, other] = [of, moved].map((all) =>
      riskCoverage(
        all.map(([confidence]) => confidence / 6),
        all.map(([, isRight]) => isRight),
      ),
    );
    expect(one.points).toEqual(other.points);
    expect(one.aurc).toBeCloseTo(other.aurc as number, 12);
  });
  property.prop([samples])("ends at the risk of all samples", (of) => {
    const { points } = riskCoverage(
      of.map(([confidence]) => confidence / 6),
      of.map(([, isRight]) => isRight),
    );
    const wrong = of.filter(([, isRight]) => !isRight).length;
    expect(points[points.length - 1]).toMatchObject({ coverage: 1, risk: wrong / of.length });
  });
});
