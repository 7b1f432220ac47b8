/** Savitzky–Golay and smoothing against direct fits, published weights and numbers of scipy. */

import { describe, expect, it } from "vitest";
import { fromRows, row } from "../../../../blocks/contract/matrix.ts";
import { savgolWeights } from "../../../../blocks/methods/numeric/savgol-weights.ts";
import { fc, it as propertyIt } from "../../../fixtures/property.ts";
import { relativeError } from "../../../fixtures/real-data.ts";
import {
  axis,
  bandSpectra,
  complaints,
  denseDifferences,
  densePolynomial,
  denseSolve,
  pointAxis,
  polynomialAt,
  refusal,
  run,
} from "./helpers.ts";

const spectra = bandSpectra(2, 41);

describe("savgol", () => {
  it.each([
    ["5 points, smoothing", 5, 2, 0, [-3, 12, 17, 12, -3], 35],
    ["7 points, smoothing", 7, 2, 0, [-2, 3, 6, 7, 6, 3, -2], 21],
    ["5 points, first derivative", 5, 2, 1, [-2, -1, 0, 1, 2], 10],
    ["7 points, second derivative", 7, 2, 2, [5, 0, -3, -4, -3, 0, 5], 42],
  ])("has the weights published by Savitzky and Golay: %s", (_, window, order, deriv, numerators, divisor) => {
    const middle = savgolWeights(window, order, deriv)[(window - 1) / 2];
    expect(
      relativeError(
        middle,
        numerators.map((value) => value / divisor),
      ),
    ).toBeLessThan(1e-14);
  });

  it.each([
    [7, 3, 0],
    [9, 4, 2],
    [21, 2, 1],
  ])(
    "is the fitted polynomial of each window, the ends that of the first and last (%d, %d, %d)",
    (window, order, deriv) => {
      const values = Array.from(row(spectra, 0));
      const half = (window - 1) / 2;
      const direct = values.map((_, j) => {
        const start = Math.min(Math.max(0, j - half), values.length - window);
        const t = Array.from({ length: window }, (_, k) => k - half);
        let c = densePolynomial(t, values.slice(start, start + window), order);
        for (let k = 0; k < deriv; k++) c = c.slice(1).map((value, m) => value * (m + 1));
        return polynomialAt(c, j - start - half);
      });
      expect(relativeError(row(run("savgol", { window, order, deriv }, spectra), 0), direct)).toBeLessThan(1e-9);
    },
  );

  propertyIt.prop([
    fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 5 }),
    fc.integer({ min: 3, max: 10 }),
  ])("gives back polynomials up to its order, ends included", (c, half) => {
    const values = Array.from({ length: 30 }, (_, j) => polynomialAt(c, j / 10));
    const smoothed = run("savgol", { window: 2 * half + 1, order: 4 }, fromRows([values]));
    for (let j = 0; j < 30; j++) expect(smoothed.data[j]).toBeCloseTo(values[j], 8);
  });

  it("gives a derivative per unit of the axis", () => {
    const nm = Array.from({ length: 25 }, (_, j) => 900 + 2.5 * j);
    const x = fromRows([nm.map((value) => 0.3 * value * value)]);
    const first = run("savgol", { window: 5, order: 2, deriv: 1, per: "unit" }, x, axis(nm));
    const second = run("savgol", { window: 5, order: 2, deriv: 2, per: "unit" }, x, axis(nm));
    expect(
      relativeError(
        first.data,
        nm.map((value) => 0.6 * value),
      ),
    ).toBeLessThan(1e-9);
    expect(
      relativeError(
        second.data,
        nm.map(() => 0.6),
      ),
    ).toBeLessThan(1e-7);
  });

  it("takes headers rounded to a few digits as even, and refuses an uneven axis by its first odd point", () => {
    const rounded = Array.from({ length: 41 }, (_, j) => Math.round(10 * (800 + 1.9296 * j)) / 10);
    expect(run("savgol", { window: 5, order: 2, per: "unit" }, spectra, axis(rounded)).cols).toBe(41);
    const uneven = rounded.map((value, j) => (j > 20 ? value + 3 : value));
    const { code } = refusal(() => run("savgol", { window: 5, order: 2, per: "unit" }, spectra, axis(uneven)));
    expect(code).toBe("FS3314");
  });

  it("refuses a window wider than the spectrum before it sees data, and named variables per unit", () => {
    expect(refusal(() => run("savgol", { window: 43, order: 2 }, spectra))).toEqual({
      code: "FS3312",
      facts: { step: "savgol", cause: "window 43", need: 43, points: 41 },
    });
    const names = { kind: "names" as const, names: Array.from({ length: 41 }, (_, j) => `band ${j}`) };
    expect(refusal(() => run("savgol", { window: 5, order: 2, per: "unit" }, spectra, names)).code).toBe("FS2301");
  });

  it.each([
    [{ window: 10, order: 2 }, "window: The window must be an odd number of points."],
    [{ window: 5, order: 5 }, "order: `order` must be below `window`."],
    [{ window: 5, order: 1, deriv: 2 }, "deriv: `deriv` must not exceed `order`."],
  ])("refuses options that do not go together: %j", (options, message) => {
    expect(complaints("savgol", options)).toContain(message);
  });
});

describe("smooth", () => {
  it.each([0.5, 100, 1e6])("whittaker with lambda %d solves (I + lambda D'D) z = x", (lambda) => {
    const values = Array.from(row(spectra, 1));
    const a = denseDifferences(41, 2).map((line, i) => line.map((value, j) => lambda * value + (i === j ? 1 : 0)));
    const z = row(run("smooth", { lambda }, spectra), 1);
    expect(relativeError(z, denseSolve(a, values))).toBeLessThan(1e-10);
  });

  it("gaussian gives scipy's gaussian_filter1d, mirrored ends included", () => {
    const values = [1, 5, 2, 8, 3, 0, 4, 7, 1, 2];
    const scipy = [
      2.274500788311708, 3.24227438474611, 4.165116579172387, 4.694590573332382, 3.50999873853493, 2.517899430139168,
      3.5503924454021853, 4.133807552338785, 2.9064034126559095, 2.005016095366436,
    ];
    expect(relativeError(run("smooth", { method: "gaussian", sigma: 1 }, fromRows([values])).data, scipy)).toBeLessThan(
      1e-14,
    );
  });

  it("moving average takes the mean of the window, which shrinks towards the ends", () => {
    const z = run("smooth", { method: "moving-average", window: 5 }, fromRows([[1, 5, 3, 7, 9, 2, 8]]));
    expect(Array.from(z.data)).toEqual([1, 3, 5, 26 / 5, 29 / 5, 19 / 3, 8]);
  });

  it.each([
    [{ lambda: 1e4 }, 1e-9],
    [{ method: "moving-average", window: 7 }, 1e-12],
  ])("leaves a straight line as it is: %j", (options, tolerance) => {
    const line = Array.from({ length: 30 }, (_, j) => 4 - 0.2 * j);
    expect(relativeError(run("smooth", options, fromRows([line])).data, line)).toBeLessThan(tolerance);
  });

  it("leaves a constant as it is under a gaussian", () => {
    const z = run("smooth", { method: "gaussian", sigma: 2 }, fromRows([new Array<number>(30).fill(0.7)]));
    expect(Math.max(...z.data.map((value) => Math.abs(value - 0.7)))).toBeLessThan(1e-14);
  });

  it("refuses windows wider than the spectrum", () => {
    const { facts } = refusal(() => run("smooth", { method: "gaussian", sigma: 20 }, spectra, pointAxis(41)));
    expect(facts).toEqual({ step: "smooth", cause: "sigma 20", need: 81, points: 41 });
    expect(refusal(() => run("smooth", { method: "moving-average", window: 43 }, spectra)).code).toBe("FS3312");
  });

  it("needs the option of its method, and no other", () => {
    expect(complaints("smooth", {})[0]).toContain("lambda");
    expect(complaints("smooth", { method: "gaussian", lambda: 3 }).join()).toMatch(/sigma/);
    expect(complaints("smooth", { method: "gaussian", sigma: 1, lambda: 3 }).join()).toMatch(/Unrecognized key/);
  });
});
