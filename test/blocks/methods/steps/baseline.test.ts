/** Baselines against second, dense or brute-force versions written here, and what every baseline must leave alone. */

import { describe, expect, it } from "vitest";
import type { Columns } from "../../../../blocks/contract/dataset.ts";
import { fromRows, row } from "../../../../blocks/contract/matrix.ts";
import { methods } from "../../../../blocks/methods/methods.ts";
import { type BaselineOptions, baselineFit } from "../../../../blocks/methods/steps/baseline.ts";
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

const points = 60;
const spectra = bandSpectra(3, points);
const spectrum = Array.from(row(spectra, 1));

function baselineOf(
  options: unknown,
  values: readonly number[],
  columns: Columns = pointAxis(values.length),
): number[] {
  const parsed = methods.step("baseline").options.parse(options) as BaselineOptions;
  const out = new Float64Array(values.length);
  baselineFit(columns, parsed)(Float64Array.from(values), out);
  return Array.from(out);
}

/** Solves (diag(w) + penalty) z = diag(w) x densely. */
function densePenalised(w: readonly number[], penalty: readonly (readonly number[])[], x: readonly number[]): number[] {
  const a = penalty.map((values, i) => values.map((value, j) => value + (i === j ? w[i] : 0)));
  return denseSolve(
    a,
    x.map((value, i) => w[i] * value),
  );
}

const scaled = (lambda: number, order: number) =>
  denseDifferences(points, order).map((values) => values.map((value) => lambda * value));

const denseAsls = (lambda: number, p: number, passes: number) => {
  let w = spectrum.map(() => 1);
  let z: number[] = [];
  for (let k = 0; k < passes; k++) {
    z = densePenalised(w, scaled(lambda, 2), spectrum);
    w = spectrum.map((x, j) => (x > z[j] ? p : 1 - p));
  }
  return z;
};

const denseArpls = (lambda: number, ratio: number, passes: number) => {
  let w = spectrum.map(() => 1);
  for (let k = 0; ; k++) {
    const z = densePenalised(w, scaled(lambda, 2), spectrum);
    const d = spectrum.map((x, j) => x - z[j]);
    const negative = d.filter((value) => value < 0);
    const m = negative.reduce((a, b) => a + b, 0) / negative.length;
    const s = Math.sqrt(negative.reduce((sum, value) => sum + (value - m) * (value - m), 0) / (negative.length - 1));
    const next = d.map((value) => 1 / (1 + Math.exp((2 * (value - (2 * s - m))) / s)));
    const change = Math.hypot(...next.map((value, j) => value - w[j])) / Math.hypot(...w);
    if (change < ratio || k + 1 === passes) return z;
    w = next;
  }
};

const denseAirpls = (lambda: number, order: number, passes: number) => {
  let w = spectrum.map(() => 1);
  for (let t = 1; ; t++) {
    const z = densePenalised(w, scaled(lambda, order), spectrum);
    const d = spectrum.map((x, j) => x - z[j]);
    const negative = d.filter((value) => value < 0);
    const total = Math.abs(negative.reduce((a, b) => a + b, 0));
    if (total < 0.001 * spectrum.reduce((sum, value) => sum + Math.abs(value), 0) || t === passes) return z;
    w = d.map((value) => (value >= 0 ? 0 : Math.exp((t * Math.abs(value)) / total)));
    w[0] = Math.exp((t * Math.max(...negative)) / total);
    w[points - 1] = w[0];
  }
};

const denseIasls = (lambda: number, lambda1: number, p: number, passes: number) => {
  const t = spectrum.map((_, j) => (2 * j) / (points - 1) - 1);
  const c = densePolynomial(t, spectrum, 2);
  let z = t.map((value) => polynomialAt(c, value));
  const slope = scaled(lambda1, 1);
  const stiff = scaled(lambda, 2);
  for (let k = 0; k < passes; k++) {
    const w2 = spectrum.map((x, j) => (x > z[j] ? p * p : (1 - p) * (1 - p)));
    const left = slope.map((values, i) => values.map((value, j) => value + (i === j ? w2[i] : 0)));
    const right = left.map((values) => values.reduce((sum, value, j) => sum + value * spectrum[j], 0));
    z = denseSolve(
      left.map((values, i) => values.map((value, j) => value + stiff[i][j])),
      right,
    );
  }
  return z;
};

describe("penalised baselines agree with a dense solution of the published equations", () => {
  it.each([
    [10, 0.01, 1],
    [1e3, 0.01, 10],
    [1e5, 0.001, 10],
  ])("asls with lambda %d, p %d, %d passes", (lambda, p, iterations) => {
    const z = baselineOf({ lambda, p, iterations }, spectrum);
    expect(relativeError(z, denseAsls(lambda, p, iterations))).toBeLessThan(1e-9);
  });

  it.each([
    [100, 1e-6, 50],
    [1e4, 0.01, 50],
    [1e4, 1e-6, 3],
  ])("arpls with lambda %d, ratio %d, %d passes", (lambda, ratio, iterations) => {
    const z = baselineOf({ method: "arpls", lambda, ratio, iterations }, spectrum);
    expect(relativeError(z, denseArpls(lambda, ratio, iterations))).toBeLessThan(1e-8);
  });

  it.each([
    [100, 1, 15],
    [10, 1, 15],
    [1e4, 2, 15],
    [100, 1, 2],
  ])("airpls with lambda %d on differences of order %d, %d passes", (lambda, differences, iterations) => {
    const z = baselineOf({ method: "airpls", lambda, differences, iterations }, spectrum);
    expect(relativeError(z, denseAirpls(lambda, differences, iterations))).toBeLessThan(1e-8);
  });

  it.each([
    [1e3, 1e-4, 0.01, 20],
    [1e4, 0.5, 0.05, 20],
    [1e3, 1e-4, 0.01, 1],
  ])("iasls with lambda %d, lambda1 %d, p %d, %d passes", (lambda, lambda1, p, iterations) => {
    const z = baselineOf({ method: "iasls", lambda, lambda1, p, iterations }, spectrum);
    expect(relativeError(z, denseIasls(lambda, lambda1, p, iterations))).toBeLessThan(1e-8);
  });

  it("stops asls once no weight changes, with the bytes more passes would give", () => {
    expect(baselineOf({ lambda: 100, iterations: 200 }, spectrum)).toEqual(
      baselineOf({ lambda: 100, iterations: 1000 }, spectrum),
    );
    expect(baselineOf({ lambda: 100, iterations: 1 }, spectrum)).not.toEqual(
      baselineOf({ lambda: 100, iterations: 200 }, spectrum),
    );
  });
});

describe("other baselines agree with their definition", () => {
  const uneven = spectrum.map((_, j) => 400 + 3 * j + 0.02 * j * j);
  const t = uneven.map((value) => (2 * (value - uneven[0])) / (uneven[points - 1] - uneven[0]) - 1);

  it("rubberband is the lowest of all lines between two points of the spectrum that span a point", () => {
    const brute = spectrum.map((own, j) => {
      let lowest = own;
      for (let a = 0; a < j; a++) {
        for (let b = j + 1; b < points; b++) {
          const share = (uneven[j] - uneven[a]) / (uneven[b] - uneven[a]);
          lowest = Math.min(lowest, spectrum[a] + share * (spectrum[b] - spectrum[a]));
        }
      }
      return lowest;
    });
    expect(relativeError(baselineOf({ method: "rubberband" }, spectrum, axis(uneven)), brute)).toBeLessThan(1e-12);
  });

  it("polynomial is the least-squares polynomial over the axis, not over the point number", () => {
    const c = densePolynomial(t, spectrum, 3);
    const z = baselineOf({ method: "polynomial", order: 3 }, spectrum, axis(uneven));
    expect(
      relativeError(
        z,
        t.map((value) => polynomialAt(c, value)),
      ),
    ).toBeLessThan(1e-10);
  });

  it.each([1, 2, 40])("modpoly cuts the spectrum off at the last fit, %d passes", (iterations) => {
    let y = spectrum;
    let z: number[] = [];
    for (let k = 0; k < iterations; k++) {
      const c = densePolynomial(t, y, 4);
      const next = t.map((value) => polynomialAt(c, value));
      const done = k > 0 && Math.hypot(...next.map((value, j) => value - z[j])) / Math.hypot(...z) < 0.001;
      z = next;
      if (done) break;
      y = y.map((value, j) => Math.min(value, next[j]));
    }
    const product = baselineOf({ method: "modpoly", order: 4, iterations }, spectrum, axis(uneven));
    expect(relativeError(product, z)).toBeLessThan(1e-9);
  });

  it("snip clips from far neighbours to near ones", () => {
    let z = spectrum;
    for (let k = 12; k >= 1; k--) {
      z = z.map((value, j) => (j < k || j + k >= points ? value : Math.min(value, (z[j - k] + z[j + k]) / 2)));
    }
    expect(baselineOf({ method: "snip", iterations: 12 }, spectrum)).toEqual(z);
  });

  it.each([3, 15, 59])(
    "rolling ball of %d points is minimum, maximum and mean of windows cut off at the ends",
    (window) => {
      const half = (window - 1) / 2;
      const moving = (values: readonly number[], of: (part: readonly number[]) => number) =>
        values.map((_, j) => of(values.slice(Math.max(0, j - half), j + half + 1)));
      const low = moving(spectrum, (part) => Math.min(...part));
      const high = moving(low, (part) => Math.max(...part));
      const mean = moving(high, (part) => part.reduce((a, b) => a + b, 0) / part.length);
      expect(relativeError(baselineOf({ method: "rolling-ball", window }, spectrum), mean)).toBeLessThan(1e-14);
    },
  );
});

describe("every baseline", () => {
  const byMethod: [string, object, number][] = [
    ["asls", {}, 1e-6],
    ["arpls", {}, 1e-4],
    ["iasls", {}, 1e-5],
    ["rubberband", {}, 1e-10],
    ["polynomial", {}, 1e-10],
    ["snip", { iterations: 10 }, 1e-10],
    ["rolling-ball", { window: 21 }, 1e-10],
  ];

  it.each(byMethod)("of %s follows an offset of the spectrum", (method, options, tolerance) => {
    const columns = pointAxis(points);
    const shifted = run("baseline", { method, ...options }, bandSpectra(3, points, 5), columns);
    const plain = run("baseline", { method, ...options }, spectra, columns);
    expect(relativeError(shifted.data, plain.data)).toBeLessThan(tolerance);
  });

  it.each<[string, object, number]>([
    ["asls", {}, 1e-8],
    ["arpls", {}, 1e-8],
    // First differences would pull a slope flat; second ones do not.
    ["airpls", { differences: 2 }, 1e-8],
    ["iasls", {}, 1e-6],
    ["rubberband", {}, 1e-12],
    ["polynomial", {}, 1e-12],
    ["modpoly", {}, 1e-12],
    ["snip", { iterations: 10 }, 1e-12],
    // Its window is cut off at the ends, where it rises by half a window of 0.01 a point.
    ["rolling-ball", { window: 21 }, 0.101],
  ])("of %s is all of a straight line: %j, to %d", (method, options, most) => {
    const line = Array.from({ length: points }, (_, j) => 3 + 0.01 * j);
    const left = run("baseline", { method, ...options }, fromRows([line]));
    expect(Math.max(...left.data.map(Math.abs))).toBeLessThan(most);
  });

  it.each(["asls", "arpls", "iasls"])("of %s finds a known curve under bands", (method) => {
    const curve = Array.from({ length: 300 }, (_, j) => 2 + 0.004 * j - 0.00001 * j * j);
    const withBands = curve.map(
      (value, j) => value + 3 * Math.exp(-((j - 120) * (j - 120)) / 50) + 1e-3 * Math.sin(7.7 * j),
    );
    const z = baselineOf({ method, lambda: 1e4, iterations: 50 }, withBands);
    expect(Math.max(...z.map((value, j) => Math.abs(value - curve[j])))).toBeLessThan(0.06);
  });

  propertyIt.prop([fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 12, maxLength: 40 })])(
    "of rubberband touches both ends and lies nowhere above the spectrum",
    (values) => {
      const z = baselineOf({ method: "rubberband" }, values);
      expect([z[0], z[z.length - 1]]).toEqual([values[0], values[values.length - 1]]);
      for (let j = 0; j < z.length; j++) expect(z[j]).toBeLessThanOrEqual(values[j] + 1e-10);
    },
  );
});

describe("baseline options", () => {
  it("take asls where no method is named, with the defaults of the contract", () => {
    expect(methods.step("baseline").options.parse({})).toEqual({
      method: "asls",
      lambda: 1e5,
      p: 0.01,
      iterations: 10,
    });
    expect(methods.step("baseline").options.parse({ method: "arpls" })).toEqual({
      method: "arpls",
      lambda: 1e5,
      ratio: 1e-3,
      iterations: 100,
    });
  });

  it.each([
    [{ order: 3 }],
    [{ method: "asls", ratio: 0.1 }],
    [{ method: "arpls", p: 0.1 }],
    [{ method: "rubberband", lambda: 1 }],
    [{ method: "snip", window: 5 }],
  ])("of another method are refused: %j", (options) => {
    expect(complaints("baseline", options).join()).toMatch(/Unrecognized key/);
  });

  it.each([
    [{ lambda: 0 }, "lambda"],
    [{ lambda: Number.POSITIVE_INFINITY }, "lambda"],
    [{ p: 1 }, "p"],
    [{ iterations: 0 }, "iterations"],
    [{ method: "rolling-ball", window: 10 }, "window: The window must be an odd number of points."],
    [{ method: "rolling-ball" }, "window"],
    [{ method: "airpls", differences: 3 }, "differences"],
    [{ method: "nosuch" }, "method"],
  ])("outside their bounds are refused: %j", (options, where) => {
    expect(complaints("baseline", options)[0]).toContain(where);
  });

  it.each([
    [{ method: "snip" }, 61],
    [{ method: "rolling-ball", window: 31 }, 31],
    [{ method: "modpoly" }, 7],
    [{}, 4],
  ])("that need more points than there are name how many: %j", (options, need) => {
    const { code, facts } = refusal(() => run("baseline", options, fromRows([[1, 2, 3]])));
    expect([code, facts.need, facts.points]).toEqual(["FS3312", need, 3]);
  });
});
