/** Kolmogorov–Smirnov: scipy's exact numbers, the limiting distribution, every order counted, ties. */

import { describe, expect } from "vitest";
import { kolmogorovSmirnov } from "../../../../blocks/methods/drift/kolmogorov-smirnov.ts";
import { fc, it } from "../../../fixtures/property.ts";

/** i · a modulo 997, as a share of it: numbers without ties that any program makes alike. */
const scattered = (n: number, a: number, offset: number) =>
  Array.from({ length: n }, (_, i) => (((i + 1) * a) % 997) / 997 + offset);

describe("the two-sample Kolmogorov–Smirnov test", () => {
  // scipy 1.17.1: ks_2samp(x, y, method="exact").
  it.each([
    [50, 40, 0.1, 0.155, 0.6075513119986354],
    [100, 100, 0.25, 0.28, 0.0007377026282063397],
    [7, 5, 0.3, 0.42857142857142855, 0.5454545454545454],
    [200, 30, 0.02, 0.07, 0.9984849285135711],
    [60, 60, 0.8, 0.8, 2.1824498281334145e-19],
    [9, 3, 0, 1 / 3, 0.9636363636363635],
  ])("of %i and %i numbers %f apart has scipy's distance and exact p", (n, m, offset, statistic, p) => {
    const found = kolmogorovSmirnov(scattered(n, 331, 0), scattered(m, 617, offset));
    expect(found.statistic).toBeCloseTo(statistic, 14);
    expect(Math.abs(found.p / p - 1)).toBeLessThan(1e-11);
  });

  // scipy 1.17.1: kstwobign.sf(z).
  it.each([
    [0.25, 0.9999999731761899],
    [0.5, 0.9639452436648751],
    [0.9, 0.3927307079406543],
    [1.0, 0.26999967167735456],
    [1.36, 0.049485876755377876],
    [2.0, 0.0006709252557796953],
    [3.0, 3.045995948942526e-8],
  ])("of very many numbers, %f standardised apart, has the limiting p", (z, p) => {
    const n = 4000;
    const apart = Math.round(z * Math.sqrt(2 * n));
    const x = Array.from({ length: n }, (_, i) => i);
    const found = kolmogorovSmirnov(
      x,
      x.map((value) => value + apart - 0.5),
    );
    expect(found.statistic).toBe(apart / n);
    const exact = apart / Math.sqrt(2 * n);
    // The tail falls by exp(4 z dz) where z is rounded to a whole number of steps.
    expect(Math.abs(Math.log(found.p / p))).toBeLessThan(4 * z * Math.abs(exact - z) * 1.1 + 1e-9);
  });

  it("is the share of all orders with at least the distance", () => {
    const [x, y] = [
      [1, 2, 4, 7],
      [3, 5, 6, 8],
    ];
    const { statistic, p } = kolmogorovSmirnov(x, y);
    const all = Array.from({ length: 256 }, (_, bits) => bits).filter(
      (bits) => bits.toString(2).split("1").length - 1 === 4,
    );
    const distances = all.map((bits) => {
      const inFirst = (k: number) => Math.floor(bits / 2 ** k) % 2 === 1;
      let [ahead, largest] = [0, 0];
      for (let k = 0; k < 8; k++) {
        ahead += inFirst(k) ? 1 : -1;
        largest = Math.max(largest, Math.abs(ahead));
      }
      return largest / 4;
    });
    expect(all.length).toBe(70);
    expect(p).toBeCloseTo(distances.filter((distance) => distance >= statistic).length / 70, 14);
  });

  const numbers = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 30 });
  it.prop([numbers, numbers])("knows orders only, and neither set is the first", (x, y) => {
    const found = kolmogorovSmirnov(x, y);
    expect(kolmogorovSmirnov(y, x).p).toBeCloseTo(found.p, 12);
    expect(kolmogorovSmirnov(x.map(Math.atan), y.map(Math.atan)).p).toBeGreaterThanOrEqual(found.p - 1e-12);
    expect(found.p).toBeGreaterThan(0);
    expect(found.p).toBeLessThanOrEqual(1 + 1e-12);
  });

  it("finds no difference between a set and itself", () => {
    expect(kolmogorovSmirnov([1, 2, 2, 3], [1, 2, 2, 3])).toEqual({ statistic: 0, p: 1 });
  });
  it("refuses a set of nothing", () => {
    expect(() => kolmogorovSmirnov([], [1])).toThrow(RangeError);
  });
});
