/** Abstention: from which confidence on, how sure of it, and what the curve says. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { confidenceAt, confidenceForRisk } from "../../../../../blocks/methods/trust/abstention/confidence.ts";
import { riskCoverage } from "../../../../../blocks/methods/trust/abstention/risk-coverage.ts";
import { fc, it as property } from "../../../../fixtures/property.ts";

interface Case {
  readonly target: number;
  readonly confidence: readonly number[];
  readonly right: readonly number[];
  readonly rule: string;
  readonly tau: number | null;
  readonly answered: number;
  readonly errors: number;
  readonly upper: number | null;
}
const golden = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../../fixtures/golden/abstention.json"), "utf8"),
) as { readonly cases: readonly Case[] };

describe("the confidence from which on to answer", () => {
  it.each([
    [0.02, 148, "expected"],
    [0.02, 149, "certified"],
    [0.05, 58, "expected"],
    [0.05, 59, "certified"],
    [0.05, 19, "expected"],
    [0.05, 18, "none"],
  ])("for a risk of %f is, after %i answers without error, %s", (target, n, rule) => {
    const confidence = Array.from({ length: n }, (_, i) => 0.5 + i / (2 * n));
    expect(confidenceForRisk(confidence, new Array(n).fill(true), target)).toMatchObject({
      rule,
      n,
      needed: target === 0.02 ? 149 : 59,
      ...(rule === "none" ? { tau: null, answered: 0, upper: null } : { tau: 0.5, answered: n, errors: 0 }),
    });
  });
  it.each(golden.cases.map((one, k) => [k + 1, one.target, one.rule, one] as const))(
    "agrees with R on case %i at %f: %s",
    (_, __, ___, { target, confidence, right, rule, tau, answered, errors, upper }) => {
      const found = confidenceForRisk(
        confidence,
        right.map((one) => one === 1),
        target,
      );
      expect(found).toMatchObject({ rule, tau, answered, errors });
      if (upper === null) expect(found.upper).toBeNull();
      else expect(found.upper).toBeCloseTo(upper, 12);
    },
  );
  it("ends at the first limit above the target, although a later one would lie below it again", () => {
    const isRight = Array.from({ length: 400 }, (_, i) => i !== 59 && i !== 60);
    const confidence = isRight.map((_, i) => 1 - i / 1000);
    expect(confidenceForRisk(confidence, isRight, 0.05)).toMatchObject({ rule: "certified", answered: 59, errors: 0 });
  });
  it("does not begin where no result could certify: an error among the first few ends nothing", () => {
    const isRight = Array.from({ length: 200 }, (_, i) => i !== 3);
    const confidence = isRight.map((_, i) => 1 - i / 1000);
    expect(confidenceForRisk(confidence, isRight, 0.05)).toMatchObject({ rule: "expected", answered: 200, errors: 1 });
  });
  it("takes equal confidences together or not at all", () => {
    const ties = (wrong: number) => {
      const isRight = Array.from({ length: 100 }, (_, i) => i < 100 - wrong);
      return confidenceForRisk(
        isRight.map((_, i) => (i < 40 ? 0.9 : 0.8)),
        isRight,
        0.05,
      );
    };
    expect(ties(0)).toMatchObject({ rule: "certified", tau: 0.8, answered: 100 });
    expect(ties(5)).toMatchObject({ rule: "expected", tau: 0.9, answered: 40 });
    expect(ties(4)).toMatchObject({ rule: "expected", tau: 0.8, answered: 100, errors: 4 });
  });
  it("is none where even the most confident is wrong", () => {
    expect(confidenceForRisk([0.9, 0.8], [false, false], 0.1)).toMatchObject({ tau: null, upper: null, rule: "none" });
  });
  it("may be given, and then promises nothing", () => {
    expect(confidenceAt(0.7, [0.9, 0.7, 0.6], [true, false, false])).toMatchObject({
      tau: 0.7,
      n: 3,
      answered: 2,
      errors: 1,
      rule: "given",
      needed: null,
    });
  });
  property.prop([fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.boolean()), { minLength: 1, maxLength: 150 })])(
    "hangs on no order of the samples, and keeps what its rule says",
    (drawn) => {
      const rule = confidenceForRisk(
        drawn.map(([c]) => c / 12),
        drawn.map(([, right]) => right),
        0.1,
      );
      const turned = [...drawn].reverse();
      expect(
        confidenceForRisk(
          turned.map(([c]) => c / 12),
          turned.map(([, right]) => right),
          0.1,
        ),
      ).toEqual(rule);
      if (rule.rule === "certified") expect(rule.upper).toBeLessThanOrEqual(0.1);
      if (rule.rule === "expected") expect((rule.errors + 1) / (rule.answered + 1)).toBeLessThanOrEqual(0.1);
      const kept = rule.tau;
      if (kept !== null) expect(drawn.filter(([c]) => c / 12 >= kept)).toHaveLength(rule.answered);
    },
  );
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
