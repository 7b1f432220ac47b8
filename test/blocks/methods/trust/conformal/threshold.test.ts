/** Thresholds: which score is taken, how often it covers, and what the tails say of it. */

import { describe, expect, it } from "vitest";
import { fromRows } from "../../../../../blocks/contract/matrix.ts";
import { type Stream, stream } from "../../../../../blocks/contract/stream.ts";
import { betaBinomialUpper } from "../../../../../blocks/methods/numeric/beta-binomial.ts";
import { binomialCdf } from "../../../../../blocks/methods/numeric/special.ts";
import { groupOf, leastProbability, tailOf } from "../../../../../blocks/methods/trust/conformal/coverage.ts";
import { conformalScores } from "../../../../../blocks/methods/trust/conformal/scores.ts";
import {
  groupedThreshold,
  leastConformal,
  rankOf,
  threshold,
} from "../../../../../blocks/methods/trust/conformal/threshold.ts";
import { fc, it as property } from "../../../../fixtures/property.ts";

describe("the rank of a threshold", () => {
  // 150 · 0.82 and 50 · 0.58 come out a little above 123 and 29: without the 1e-9 the next larger score would be taken.
  it.each([
    [9, 0.1, 9],
    [19, 0.1, 18],
    [29, 0.1, 27],
    [99, 0.05, 95],
    [199, 0.05, 190],
    [8, 0.1, 9],
    [54, 0.1, 50],
    [149, 0.18, 123],
    [49, 0.42, 29],
  ])("of %i scores at α = %f is %i", (n, alpha, k) => expect(rankOf(n, alpha)).toBe(k));
  it.each([
    [0.1, 9],
    [0.05, 19],
    [0.01, 99],
    [0.2, 4],
    [0.3, 3],
    [0.15, 6],
  ])("at α = %f needs %i scores to be finite", (alpha, least) => {
    expect(leastConformal(alpha)).toBe(least);
    expect(rankOf(least, alpha)).toBeLessThanOrEqual(least);
    expect(rankOf(least - 1, alpha)).toBeGreaterThan(least - 1);
  });
  it("is infinite beyond the scores there are", () => {
    expect(threshold([1, 2, 3], 0.1)).toEqual({ n: 3, k: 4, qhat: Number.POSITIVE_INFINITY });
    expect(threshold([], 0.1).qhat).toBe(Number.POSITIVE_INFINITY);
  });
  it("takes the k-th smallest, whatever the order", () => {
    expect(threshold([5, 1, 9, 3, 7, 2, 8, 4, 6], 0.1)).toEqual({ n: 9, k: 9, qhat: 9 });
    expect(threshold([5, 1, 9, 3, 7, 2, 8, 4, 6], 0.2)).toEqual({ n: 9, k: 8, qhat: 8 });
  });
});

/** Share of new scores at or below a threshold, over many calibration sets. */
function simulated(draw: Stream, sets: number, n: number, qhatOf: (scores: number[]) => number): number[] {
  return Array.from({ length: sets }, () => {
    const qhat = qhatOf(Array.from({ length: n }, () => draw.uniform()));
    // Uniform scores: the share of all scores that are covered is the threshold itself.
    return Math.min(1, qhat);
  });
}
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** How many standard errors the mean coverage of these sets is away from what Beta(k, n + 1 − k) says. */
function away(covered: readonly number[], k: number, n: number): number {
  const expected = k / (n + 1);
  return (meanOf(covered) - expected) / Math.sqrt((expected * (1 - expected)) / (n + 2) / covered.length);
}

describe("coverage over 2,000 simulated sets", () => {
  it.each([9, 19, 34, 53])("of %i conformal samples is k/(n + 1) within 3 standard errors", (n) => {
    const covered = simulated(stream(1, "coverage", n), 2000, n, (scores) => threshold(scores, 0.1).qhat);
    expect(Math.abs(away(covered, rankOf(n, 0.1), n))).toBeLessThan(3);
  });
  it.each([10, 20, 30, 50])("of %i would be seen to miss without the + 1", (n) => {
    const k = Math.ceil(n * 0.9 - 1e-9);
    const covered = simulated(stream(1, "coverage", n), 2000, n, (scores) => [...scores].sort((a, b) => a - b)[k - 1]);
    expect(meanOf(covered)).toBeLessThan(0.9);
    expect(Math.abs(away(covered, rankOf(n, 0.1), n))).toBeGreaterThan(3);
  });
  it("for new groups is kept by the threshold of groups, and not by that of scores", () => {
    const draw = stream(2, "groups");
    const [groups, size] = [12, 20];
    const hits = [0, 0];
    const sets = 2000;
    for (let set = 0; set < sets; set++) {
      const of: number[] = [];
      const scores: number[] = [];
      // Each group shifts all its scores: samples of one batch are alike.
      for (let g = 0; g < groups; g++) {
        const shift = draw.uniform();
        for (let i = 0; i < size; i++) {
          of.push(g);
          scores.push(shift + 0.02 * draw.uniform());
        }
      }
      const fresh = draw.uniform() + 0.02 * draw.uniform();
      if (fresh <= groupedThreshold(scores, of, 0.1).qhat) hits[0]++;
      if (fresh <= threshold(scores, 0.1).qhat) hits[1]++;
    }
    const error = Math.sqrt(0.09 / sets);
    expect(hits[0] / sets).toBeGreaterThan(0.9 - 3 * error);
    expect(hits[1] / sets).toBeLessThan(0.9 - 3 * error);
  });
});

describe("the threshold of groups", () => {
  property.prop([fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 })])(
    "is that of the scores where every group has one",
    (scores) => {
      expect(groupedThreshold(scores, [...scores.keys()], 0.1)).toEqual(threshold(scores, 0.1));
    },
  );
  it("does not hang on how many scores a group has", () => {
    const once = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const scores = once.flatMap((value) => new Array(value).fill(value));
    const groups = scores.map((value) => value);
    expect(groupedThreshold(scores, groups, 0.2).qhat).toBe(threshold(once, 0.2).qhat);
  });
});

describe("scores", () => {
  const p = fromRows([
    [0.2, 0.5, 0.3],
    [0.4, 0.4, 0.2],
    [1, 0, 0],
  ]);
  it("by LAC are 1 − p", () => expect([...conformalScores(p, "lac").data.slice(0, 3)]).toEqual([0.8, 0.5, 0.7]));
  it("by APS sum from the largest probability down to the class, the class with it; ties in class order", () => {
    const { data } = conformalScores(p, "aps");
    expect([...data.slice(0, 3)]).toEqual([1, 0.5, 0.8]);
    expect([...data.slice(3, 6)]).toEqual([0.4, 0.8, 1]);
    expect([...data.slice(6, 9)]).toEqual([1, 1, 1]);
  });
});

/** Of so few or fewer: the other outcomes are so many or more. */
const betaBinomialCdf = (k: number, n: number, a: number, b: number) => betaBinomialUpper(n - k, n, b, a);

describe("tails", () => {
  it("of the beta-binomial are those of the binomial where the probability is nearly known", () => {
    expect(betaBinomialCdf(17, 20, 9e6, 1e6)).toBeCloseTo(binomialCdf(17, 20, 0.9), 5);
  });
  it("of one trial are the mean of the beta", () => expect(betaBinomialCdf(0, 1, 18, 2)).toBeCloseTo(0.1, 12));
  it("agree with the integral of binomial tails over the beta", () => {
    let sum = 0;
    const steps = 4000;
    for (let s = 0; s < steps; s++) {
      const [low, high] = [s / steps, (s + 1) / steps];
      // Beta(18, 2) is above x as often as 17 or fewer of 19 trials succeed.
      sum += (binomialCdf(17, 19, low) - binomialCdf(17, 19, high)) * binomialCdf(20, 30, (low + high) / 2);
    }
    expect(betaBinomialCdf(20, 30, 18, 2)).toBeCloseTo(sum, 5);
  });
  const set = (n: number) => [{ category: null, n, k: rankOf(n, 0.1), qhat: 1, scores: [] }];
  it("are wider for one threshold than for many", () => {
    const of = { n: 178, covered: 148 };
    const many = tailOf(of, 0.1, "binomial", [set(53)]) as number;
    const one = tailOf(of, 0.1, "beta-binomial", [set(53)]) as number;
    expect(many).toBeLessThan(leastProbability);
    expect(one).toBeGreaterThan(leastProbability);
  });
  it("say nothing where a threshold is infinite, or nobody was judged", () => {
    expect(tailOf({ n: 20, covered: 20 }, 0.1, "beta-binomial", [set(5)])).toBeNull();
    expect(tailOf({ n: 0, covered: 0 }, 0.1, "binomial", [set(53)])).toBeNull();
  });
  it("take the smallest conformal set of all folds", () => {
    const of = { n: 100, covered: 80 };
    const both = tailOf(of, 0.1, "beta-binomial", [set(99), set(19)]) as number;
    expect(both).toBe(tailOf(of, 0.1, "beta-binomial", [set(19)]));
    expect(both).toBeGreaterThan(tailOf(of, 0.1, "beta-binomial", [set(99)]) as number);
  });
});

describe("the coverage gate", () => {
  /** 10 folds of 18 samples, each judged by a threshold of its own from 53. */
  function tails(truth: (draw: Stream) => number, runs: number, seed: number): number[] {
    const draw = stream(seed, "gate");
    return Array.from({ length: runs }, () => {
      const covered = Array.from({ length: 10 }, () => {
        const { qhat } = threshold(
          Array.from({ length: 53 }, () => draw.uniform()),
          0.1,
        );
        return Array.from({ length: 18 }, () => truth(draw) <= qhat);
      }).flat();
      const group = groupOf(covered.map((is) => ({ isRight: true, covered: is, size: 1 })));
      return tailOf(group, 0.1, "binomial", []) ?? binomialCdf(group.covered, group.n, 0.9);
    });
  }
  it("raises no more false alarms than it says", () => {
    const alarms = tails((draw) => draw.uniform(), 500, 3).filter((p) => p < leastProbability).length;
    expect(alarms / 500).toBeLessThanOrEqual(0.02);
  });
  it("sees a coverage of 0.80 in most runs", () => {
    // Scores of new samples are larger: a threshold at 0.9 of the old ones covers 0.8 of them.
    const alarms = tails((draw) => draw.uniform() * (0.9 / 0.8), 500, 4).filter((p) => p < leastProbability).length;
    expect(alarms / 500).toBeGreaterThan(0.8);
  });
});
