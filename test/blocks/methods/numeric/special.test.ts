import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import {
  betaCdf,
  betaQuantile,
  binomialCdf,
  chiSquareCdf,
  chiSquareQuantile,
  fCdf,
  fQuantile,
  gammaCdf,
  logGamma,
  normalCdf,
  normalQuantile,
  tCdf,
  tQuantile,
} from "../../../../blocks/methods/numeric/special.ts";

/** Expected numbers were computed with 50 digits (mpmath 1.3: betainc, gammainc, erfinv, and Newton steps for quantiles). */
function expectRelative(actual: number, expected: number, tolerance = 1e-12) {
  expect(Math.abs(actual - expected) / Math.abs(expected)).toBeLessThan(tolerance);
}

describe("log gamma", () => {
  it.each([
    [0.0118827, 4.4259283017892574],
    [0.5, 0.5723649429247001],
    [11.0223, 15.156880301736479],
    [489.254, 2538.4608513509124],
    [16271.2, 141509.16922323755],
  ])("of %d has twelve digits", (x, expected) => expectRelative(logGamma(x), expected));
  it("is the logarithm of a factorial at whole numbers", () => {
    let factorial = 1;
    for (let n = 1; n < 20; n++) {
      expect(logGamma(n)).toBeCloseTo(Math.log(factorial), 13);
      factorial *= n;
    }
  });
  it("refuses zero and below", () => {
    expect(() => logGamma(0)).toThrow(RangeError);
    expect(() => logGamma(Number.NaN)).toThrow(RangeError);
  });
});

describe("the normal distribution", () => {
  it.each([
    [-11.449380305396037, 1.184162534822289e-30],
    [-4.118023314289703, 1.9106802199316953e-5],
    [-1.39795935631407, 0.08106263629391967],
    [3.253807264870188, 0.9994306524651911],
  ])("has its tails at %d", (z, expected) => expectRelative(normalCdf(z), expected));
  it.each([
    [0.025, -1.9599639845400543],
    [0.2, -0.8416212335729142],
    [0.7, 0.5244005127080407],
    [0.999999, 4.753424308817087],
  ])("has its quantile at %d", (p, expected) => expectRelative(normalQuantile(p), expected));
  it("ends at infinity", () => {
    expect([0, 0.5, 1].map(normalQuantile)).toEqual([Number.NEGATIVE_INFINITY, 0, Number.POSITIVE_INFINITY]);
  });
});

describe("the chi-square distribution", () => {
  it.each([
    [0.025, 2, 0.05063561596857975],
    [0.5, 10, 9.341817765591967],
    [0.7, 5, 6.064429984154905],
    [0.9, 1000, 1057.723901381614],
    [0.999999, 200, 309.83809198992316],
  ])("has its quantile at %d with %d degrees of freedom", (p, df, expected) =>
    expectRelative(chiSquareQuantile(p, df), expected),
  );
  it("with two degrees of freedom is exponential", () => {
    for (const x of [0.01, 1, 5, 40]) expectRelative(chiSquareCdf(x, 2), -Math.expm1(-x / 2));
  });
  it.each([
    [411.78247147522796, 439.124, 0.09394081485687991],
    [0.07892615158730752, 1.40565, 0.021585407324855702],
    [1328.975148158796, 1292.3, 0.8461281789446266],
  ])("comes from the incomplete gamma function, at %d of shape %d", (x, shape, expected) =>
    expectRelative(gammaCdf(x, shape), expected),
  );
});

describe("the beta distribution", () => {
  it.each([
    [0.997602070071382, 223.049, 0.827425, 0.4954350962217706],
    [0.005479556612734477, 5.84516, 219.412, 0.0021070491390039925],
    [0.9999999603641108, 58.607, 0.386597, 0.9925424270859237],
    [0.07638339776181462, 0.0731037, 0.722467, 0.7974036527458078],
  ])("at %d with a = %d, b = %d", (x, a, b, expected) => expectRelative(betaCdf(x, a, b), expected));
  it.each([
    [0.9, 3.5, 300, 0.0197479334102591],
    [0.5, 1000, 0.5, 0.9997725007972286],
    [0.7, 210, 300, 0.42311279930008977],
    [0.025, 1, 100, 0.00025314603297742064],
    [0.999999, 2, 10, 0.7983228215665358],
  ])("has its quantile at %d with a = %d, b = %d", (p, a, b, expected) =>
    expectRelative(betaQuantile(p, a, b), expected),
  );
  it.prop([fc.double({ min: 1e-6, max: 0.999999, noNaN: true }), parameter(), parameter()])(
    "gives back the probability of its quantile",
    (p, a, b) => {
      const x = betaQuantile(p, a, b);
      // A quantile at the very ends of [0, 1] cannot be told from the end.
      if (x > 1e-290 && x < 1 - 1e-9) expectRelative(betaCdf(x, a, b), p, 1e-6);
    },
  );
  it.prop([fc.double({ min: 0.001, max: 0.999, noNaN: true }), parameter(), parameter()])(
    "is mirrored when a and b are exchanged",
    (x, a, b) => {
      expect(betaCdf(x, a, b) + betaCdf(1 - x, b, a)).toBeCloseTo(1, 10);
    },
  );
});

describe("the binomial distribution", () => {
  it.each([
    [120, 231, 0.651592972722763, 2.4447381562994584e-5],
    [68, 229, 0.7215400323407826, 1.98723618510663e-40],
    [72, 156, 0.5875806061435594, 0.0009996404435273058],
  ])("adds up %d of %d at %d", (k, n, p, expected) => expectRelative(binomialCdf(k, n, p), expected));
  it("of three coins is counted by hand", () => {
    expect([-1, 0, 1, 2, 3].map((k) => binomialCdf(k, 3, 0.5))).toEqual(
      [0, 0.125, 0.5, 0.875, 1].map((p) => expect.closeTo(p, 14)),
    );
  });
  it("is certain where the probability is 0 or 1", () => {
    expect([binomialCdf(2, 5, 0), binomialCdf(4, 5, 1), binomialCdf(5, 5, 1)]).toEqual([1, 0, 1]);
  });
});

describe("the F distribution", () => {
  it.each([
    [0.9, 5, 5, 3.4529822480379053],
    [0.5, 40, 1000, 0.9840404850789798],
    [0.025, 40, 1, 0.18436791799964866],
    [0.999999, 3, 2, 999999.1666378647],
  ])("has its quantile at %d with %d and %d degrees of freedom", (p, d1, d2, expected) =>
    expectRelative(fQuantile(p, d1, d2), expected),
  );
  it("with two and two degrees of freedom is x / (1 + x)", () => {
    for (const x of [0.01, 1, 7, 5000]) expectRelative(fCdf(x, 2, 2), x / (1 + x));
  });
  it("of one numerator degree is Student's t squared", () => {
    const t = tQuantile(0.975, 12);
    expectRelative(fQuantile(0.95, 1, 12), t * t);
  });
});

describe("Student's t distribution", () => {
  it.each([
    [0.9, 100, 1.290074761346516],
    [0.999999, 1, 318309.88617359026],
    [0.7, 30, 0.5300190039065044],
    [0.025, 100, -1.9839715185235522],
  ])("has its quantile at %d with %d degrees of freedom", (p, df, expected) =>
    expectRelative(tQuantile(p, df), expected),
  );
  it.prop([fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), fc.integer({ min: 1, max: 300 })])(
    "gives back the probability of its quantile",
    (p, df) => expectRelative(tCdf(tQuantile(p, df), df), p, 1e-9),
  );
});

describe("quantiles", () => {
  it("refuse what is no probability", () => {
    for (const p of [-0.1, 1.1, Number.NaN]) {
      expect(() => normalQuantile(p)).toThrow(RangeError);
      expect(() => betaQuantile(p, 1, 1)).toThrow(RangeError);
      expect(() => fQuantile(p, 1, 1)).toThrow(RangeError);
    }
  });
  it("refuse degrees of freedom that are none", () => {
    expect(() => chiSquareQuantile(0.5, 0)).toThrow(/df/);
    expect(() => fQuantile(0.5, 1, Number.POSITIVE_INFINITY)).toThrow(/d2/);
  });
});

function parameter() {
  return fc.double({ min: 0.1, max: 2000, noNaN: true });
}
