/** Steps that treat each spectrum by itself: despike, normalize, SNV, RNV, detrend. */

import { describe, expect, it } from "vitest";
import { fromRows, row } from "../../../../blocks/contract/matrix.ts";
import { fc, it as propertyIt } from "../../../fixtures/property.ts";
import { relativeError } from "../../../fixtures/real-data.ts";
import {
  axis,
  bandSpectra,
  columnsAfter,
  complaints,
  densePolynomial,
  pointAxis,
  polynomialAt,
  refusal,
  run,
} from "./helpers.ts";

/** Spectra of 8 to 30 points that vary by at least a thousandth of their size. */
const spectrum = fc
  .array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 8, maxLength: 30 })
  .filter((values) => Math.max(...values) - Math.min(...values) > 0.01);

describe("despike", () => {
  const clean = Array.from(row(bandSpectra(1, 200), 0));
  const withSpikes = (spikes: Record<number, number>) => clean.map((value, j) => value + (spikes[j] ?? 0));

  it("leaves a spectrum without spikes as it is, byte for byte", () => {
    expect(Array.from(run("despike", { threshold: 20 }, fromRows([clean])).data)).toEqual(clean);
  });

  it.each([
    ["one point", { 150: 5 }],
    ["two equal points", { 150: 5, 151: 5 }],
    ["three points", { 150: 3, 151: 9, 152: 4 }],
    ["one point downwards", { 150: -5 }],
    ["two rays apart", { 100: 4, 150: 5 }],
    ["the last point", { 199: 5 }],
  ])("takes out a spike: %s", (_, spikes) => {
    const result = run("despike", { threshold: 20 }, fromRows([withSpikes(spikes)])).data;
    const far = clean.map((value, j) => Math.abs(result[j] - value));
    expect(Math.max(...far)).toBeLessThan(0.1);
    expect(far.filter((value) => value > 0).length).toBeLessThan(8);
  });

  it("averages the clean points of the window in place of the spike and of the point after it, as published", () => {
    // Steps alternate by ±1, so that MAD is 1 and the spike's two steps are the only ones beyond the threshold.
    const values = [0, 1, 0, 1, 0, 1, 100, 1, 0, 1, 0, 1, 0];
    const result = Array.from(run("despike", { window: 7 }, fromRows([values])).data);
    expect([result[6], result[7]]).toEqual([(1 + 0 + 1 + 0 + 1) / 5, (0 + 1 + 0 + 1 + 0) / 5]);
    expect(result.filter((value, j) => value !== values[j])).toHaveLength(2);
  });

  it.each([
    [12.5, false],
    [13, true],
  ])(
    "counts modified z-scores: with MAD 1 and threshold 8, of a peak of %d over 1 that it is a spike is %s",
    (height, is) => {
      // 0.6745 · 11.5 = 7.76, 0.6745 · 12 = 8.09
      const values = [0, 1, 0, 1, 0, 1, height, 1, 0, 1, 0, 1, 0];
      expect(run("despike", {}, fromRows([values])).data[6] !== height).toBe(is);
    },
  );

  it("does not take the few steps of a coarsely digitised spectrum for spikes", () => {
    const values = Array.from({ length: 50 }, (_, j) => (j % 12 === 5 ? 2.1 : 2));
    expect(Array.from(run("despike", {}, fromRows([values])).data)).toEqual(values);
  });

  it("finds a spike where more than half of the steps are equal", () => {
    const values = new Array<number>(50).fill(2);
    values[20] = 30;
    expect(Array.from(run("despike", {}, fromRows([values])).data)).toEqual(new Array<number>(50).fill(2));
  });

  it("keeps a constant spectrum", () => {
    expect(Array.from(run("despike", {}, fromRows([new Array<number>(9).fill(3)])).data)).toEqual(
      new Array<number>(9).fill(3),
    );
  });

  it("refuses an even window and one wider than the spectrum", () => {
    expect(complaints("despike", { window: 6 })[0]).toBe("window: The window must be an odd number of points.");
    expect(refusal(() => run("despike", {}, fromRows([[1, 2, 3]]))).code).toBe("FS3312");
  });
});

describe("normalize", () => {
  const x = fromRows([[3, 4, 0, -5]]);
  const uneven = axis([0, 1, 3, 4]);

  it("divides by what the method names", () => {
    expect(
      relativeError(
        run("normalize", {}, x, uneven).data,
        [3, 4, 0, -5].map((v) => v / Math.sqrt(50)),
      ),
    ).toBeLessThan(1e-15);
    // (3 + 4)/2 · 1 + (4 + 0)/2 · 2 + (0 − 5)/2 · 1 = 5
    expect(relativeError(run("normalize", { method: "area" }, x, uneven).data, [0.6, 0.8, 0, -1])).toBeLessThan(1e-15);
    expect(Array.from(run("normalize", { method: "max" }, x, uneven).data)).toEqual([0.6, 0.8, 0, -1]);
    expect(relativeError(run("normalize", { method: "minmax" }, x, uneven).data, [8 / 9, 1, 5 / 9, 0])).toBeLessThan(
      1e-15,
    );
  });

  it("takes the mean around a reference band, or the nearest point", () => {
    const options = { method: "reference", at: 0.4 };
    expect(Array.from(run("normalize", options, x, uneven).data)).toEqual([1, 4 / 3, 0, -5 / 3]);
    expect(
      relativeError(run("normalize", { ...options, at: 1, window: 2.5 }, x, uneven).data, [6 / 7, 8 / 7, 0, -10 / 7]),
    ).toBeLessThan(1e-15);
  });

  it("refuses a reference outside the axis before it sees data", () => {
    expect(refusal(() => columnsAfter("normalize", { method: "reference", at: 7 }, uneven))).toEqual({
      code: "FS3313",
      facts: { step: "normalize", at: 7, first: 0, last: 4, unit: "nm" },
    });
  });

  it.each([
    [{}, [0, 0, 0, 0]],
    [{ method: "max" }, [0, 0, 0, 0]],
    [{ method: "area" }, [-1, -1, -1, -1]],
    [{ method: "area" }, [1, 0, 0, -1]],
    [{ method: "minmax" }, [2, 2, 2, 2]],
    [{ method: "reference", at: 3 }, [1, 1, -1, 1]],
  ])("refuses, by its number, a spectrum it cannot divide: %j %j", (options, bad) => {
    const rows = fromRows([[1, 2, 3, 4], bad]);
    const { code, facts } = refusal(() => run("normalize", options, rows, uneven));
    expect([code, facts.step, facts.row]).toEqual(["FS3301", "normalize", 2]);
  });

  it("refuses the options of another method", () => {
    expect(complaints("normalize", { at: 3 }).join()).toMatch(/Unrecognized key/);
    expect(complaints("normalize", { method: "reference" })[0]).toContain("at");
  });
});

describe("snv", () => {
  propertyIt.prop([spectrum])("gives every spectrum mean 0 and sample standard deviation 1", (values) => {
    const z = run("snv", {}, fromRows([values])).data;
    const mean = z.reduce((a, b) => a + b, 0) / z.length;
    const variance = z.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (z.length - 1);
    expect(mean).toBeCloseTo(0, 10);
    expect(variance).toBeCloseTo(1, 10);
  });

  propertyIt.prop([
    spectrum,
    fc.double({ min: 0.1, max: 10, noNaN: true }),
    fc.double({ min: -5, max: 5, noNaN: true }),
  ])("does not see an offset or a positive scale", (values, scale, offset) => {
    const plain = run("snv", {}, fromRows([values])).data;
    const changed = run("snv", {}, fromRows([values.map((value) => scale * value + offset)])).data;
    expect(relativeError(changed, plain)).toBeLessThan(1e-9);
  });

  it.each([[0], [5], [0.1], [1e6 + 0.1]])("refuses a spectrum of only %d by its number", (value) => {
    const rows = fromRows([[1, 2, 3, 4, 5, 6, 7], new Array<number>(7).fill(value)]);
    expect(refusal(() => run("snv", {}, rows))).toEqual({
      code: "FS3301",
      facts: { step: "snv", row: 2, reason: "it is constant" },
    });
  });

  it("refuses spectra of one point before it sees data", () => {
    expect(refusal(() => columnsAfter("snv", {}, pointAxis(1))).code).toBe("FS3312");
  });
});

describe("rnv", () => {
  it("centres on the 25th percentile and divides by the spread below it", () => {
    // numpy: q = percentile(a, 25), (a − q)/a[a <= q].std(ddof=1)
    const numpy = [
      1.299038105676658, -2.165063509461097, 3.0310889132455356, -2.165063509461097, 4.763139720814412,
      11.691342951089922, -0.43301270189221935, 6.49519052838329, 4.763139720814412, 1.299038105676658,
    ];
    const z = run("rnv", {}, fromRows([[3, 1, 4, 1, 5, 9, 2, 6, 5, 3]]));
    expect(relativeError(z.data, numpy)).toBeLessThan(1e-14);
  });

  it("does not see how high the bands are, as SNV does", () => {
    const low = [1, 1.1, 1.2, 0.9, 1, 5, 8, 5, 1, 1.1, 0.95, 1.05];
    const high = low.map((value) => (value > 2 ? 3 * value : value));
    const baseline = [0, 1, 2, 3, 4, 8, 9, 10, 11];
    const at = (z: Float64Array) => baseline.map((j) => z[j]);
    expect(at(run("rnv", {}, fromRows([high])).data)).toEqual(at(run("rnv", {}, fromRows([low])).data));
    expect(at(run("snv", {}, fromRows([high])).data)).not.toEqual(at(run("snv", {}, fromRows([low])).data));
  });

  it("refuses a spectrum whose lower quarter is constant", () => {
    const { code, facts } = refusal(() => run("rnv", {}, fromRows([[0, 0, 0, 0, 0, 0, 5, 6]])));
    expect([code, facts.row]).toEqual(["FS3301", 1]);
  });
});

describe("detrend", () => {
  it.each([0, 1, 2, 5])("takes off the least-squares polynomial of order %d", (order) => {
    const values = Array.from(row(bandSpectra(2, 40), 1));
    const t = values.map((_, j) => (2 * j) / 39 - 1);
    const c = densePolynomial(t, values, order);
    const left = row(run("detrend", { order }, bandSpectra(2, 40)), 1);
    expect(
      relativeError(
        left,
        values.map((value, j) => value - polynomialAt(c, t[j])),
      ),
    ).toBeLessThan(1e-9);
  });

  it("refuses an order the points cannot carry", () => {
    expect(refusal(() => columnsAfter("detrend", {}, pointAxis(3))).facts).toEqual({
      step: "detrend",
      cause: "order 2",
      need: 4,
      points: 3,
    });
  });
});
