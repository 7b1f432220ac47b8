/** Quantiles and distribution functions against scipy's, where arguments are extreme too. */

import { describe, expect } from "vitest";
import {
  betaQuantile,
  binomialCdf,
  chiSquareQuantile,
  fQuantile,
  logGamma,
  normalQuantile,
} from "../../../../blocks/methods/numeric/special.ts";
import golden from "../../../fixtures/golden/distributions.json" with { type: "json" };
import { fc, it } from "../../../fixtures/property.ts";

const relative = (actual: number, expected: number) => Math.abs(actual - expected) / Math.abs(expected);

describe("scipy's numbers", () => {
  const sets: [string, readonly number[][], (...args: number[]) => number, number][] = [
    ["quantiles of the beta distribution", golden.beta_quantile, betaQuantile, 1e-12],
    // At 1e6 degrees of freedom scipy's is the one that is off: by 5e-12, against 30 digits.
    ["quantiles of the chi-square distribution", golden.chi_square_quantile, chiSquareQuantile, 1e-11],
    ["quantiles of the F distribution", golden.f_quantile, fQuantile, 1e-9],
    ["quantiles of the normal distribution", golden.normal_quantile, normalQuantile, 1e-13],
    ["binomial distribution functions", golden.binomial_cdf, binomialCdf, 1e-12],
    ["logarithms of gamma", golden.log_gamma, logGamma, 1e-13],
  ];
  it.each(sets)("of %s come out, where p is tiny and parameters are huge too", (_, rows, own, tolerance) => {
    const wrong = rows.filter((row) => !(relative(own(...row.slice(0, -1)), row[row.length - 1]) < tolerance));
    expect(wrong.map((row) => `${row} but ${own(...row.slice(0, -1))}`)).toEqual([]);
    expect(rows.length).toBeGreaterThan(12);
  });
});

describe("ends and symmetries", () => {
  it("of the normal and chi-square distributions are infinite", () => {
    expect([0, 0.5, 1].map(normalQuantile)).toEqual([Number.NEGATIVE_INFINITY, 0, Number.POSITIVE_INFINITY]);
    expect([0, 1].map((p) => chiSquareQuantile(p, 3))).toEqual([0, Number.POSITIVE_INFINITY]);
  });
  it("of the beta and F distributions are those of what they describe", () => {
    expect([0, 1].map((p) => betaQuantile(p, 2, 3))).toEqual([0, 1]);
    expect([0, 1].map((p) => fQuantile(p, 2, 3))).toEqual([0, Number.POSITIVE_INFINITY]);
  });
  it("of three coins are counted by hand", () => {
    expect([-1, 0, 1, 2, 3, 1.9].map((k) => binomialCdf(k, 3, 0.5))).toEqual(
      [0, 0.125, 0.5, 0.875, 1, 0.5].map((p) => expect.closeTo(p, 14)),
    );
  });
  it("of a certain trial are certain", () => {
    expect([binomialCdf(2, 5, 0), binomialCdf(4, 5, 1), binomialCdf(5, 5, 1)]).toEqual([1, 0, 1]);
  });
  it("of chi-square with two degrees of freedom are the exponential's", () => {
    for (const p of [1e-9, 0.3, 0.999])
      expect(relative(chiSquareQuantile(p, 2), -2 * Math.log1p(-p))).toBeLessThan(1e-13);
  });
  it("of F with two and two degrees of freedom are the odds", () => {
    for (const p of [1e-9, 0.3, 0.999]) expect(relative(fQuantile(p, 2, 2), p / (1 - p))).toBeLessThan(1e-12);
  });
  it.prop([fc.double({ min: 1e-9, max: 0.999, noNaN: true }), degrees(), degrees()])(
    "of F turn over with its degrees of freedom",
    (p, d1, d2) => {
      // 1 − p rounds where p is small, which moves the far quantile by as much.
      const [x, y] = [fQuantile(p, d1, d2), fQuantile(1 - p, d2, d1)];
      if (x > 1e-200) expect(relative(x * y, 1)).toBeLessThan(1e-6);
    },
  );
});

describe("quantiles", () => {
  it("refuse what is no probability", () => {
    for (const p of [-0.1, 1.1, Number.NaN]) {
      expect(() => normalQuantile(p)).toThrow(RangeError);
      expect(() => chiSquareQuantile(p, 1)).toThrow(RangeError);
      expect(() => betaQuantile(p, 1, 1)).toThrow(RangeError);
      expect(() => fQuantile(p, 1, 1)).toThrow(RangeError);
      expect(() => binomialCdf(1, 2, p)).toThrow(RangeError);
    }
  });
  it("refuse parameters that are none", () => {
    expect(() => chiSquareQuantile(0.5, 0)).toThrow(/df/);
    expect(() => betaQuantile(0.5, 1, 0)).toThrow(/b is 0/);
    expect(() => fQuantile(0.5, 1, Number.POSITIVE_INFINITY)).toThrow(/d2/);
    expect(() => binomialCdf(1, 2.5, 0.5)).toThrow(/whole number/);
    expect(() => logGamma(0)).toThrow(RangeError);
  });
});

function degrees() {
  return fc.double({ min: 0.5, max: 2000, noNaN: true });
}
