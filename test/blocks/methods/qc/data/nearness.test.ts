import { describe, expect, it } from "vitest";
import { type Matrix, matrix, row, takeRows } from "../../../../../blocks/contract/matrix.ts";
import { stream } from "../../../../../blocks/contract/stream.ts";
import {
  mayBeWithin,
  medianDifference,
  nearestTo,
  placed,
  rmsBetween,
  rmsWithin,
} from "../../../../../blocks/methods/qc/data/nearness.ts";
import { normalDeviates } from "../../../../../blocks/methods/simulate/normal-deviates.ts";

/** Smooth spectra with noise, some of them almost copies, one constant; or noise alone. */
function spectra(n: number, p: number, isNoise: boolean): Matrix {
  const draw = normalDeviates(stream(3, "nearness", n, p));
  const x = matrix(n, p);
  for (let i = 0; i < n; i++) {
    const [a, b] = i % 5 === 4 ? [NaN, NaN] : [draw(), draw()];
    for (let j = 0; j < p; j++) {
      const own = isNoise ? draw() : a * Math.sin(j / 7) + b * Math.cos(j / 11) + 0.05 * draw();
      x.data[i * p + j] = i % 5 === 4 ? x.data[(i - 1) * p + j] * 2 + 1e-6 * draw() : own;
    }
  }
  row(x, 3).fill(2);
  return x;
}
const direct = (z: Matrix, i: number, j: number): number =>
  Math.sqrt(row(z, i).reduce((sum, value, k) => sum + (value - row(z, j)[k]) * (value - row(z, j)[k]), 0) / z.cols);

it("lose no pair where there are too many for all products, and have the same median as those that it is taken over", () => {
  const all = spectra(700, 40, false);
  const of = placed(all);
  expect(of.products()).toBeNull();
  const mayBe = mayBeWithin(of, 0.3);
  let leftAtOnce = 0;
  for (let i = 0; i < 700; i += 23)
    for (let j = 0; j < 700; j++) {
      const known = direct(of.z, i, j);
      expect(of.bound(i, j, Number.POSITIVE_INFINITY)).toBeLessThanOrEqual(known * known * 40 * (1 + 1e-9));
      expect(rmsWithin(of, i, j, 0.3) !== null).toBe(known <= 0.3);
      if (known <= 0.3) expect(mayBe(i, j)).toBe(true);
      else if (!mayBe(i, j)) leftAtOnce++;
    }
  // One direction alone decides most of these: it is not there for nothing.
  expect(leftAtOnce).toBeGreaterThan(10_000);
  const near = placed(takeRows(all, [...Array(600).keys()]));
  expect(near.leading()).toBeNull();
  expect(near.products()?.rows).toBe(600);
  for (let i = 0; i < 600; i += 37)
    for (let j = 0; j < 600; j++) expect(rmsWithin(near, i, j, 0.3)).toBe(rmsWithin(of, i, j, 0.3));
});

describe.each([
  ["smooth", false],
  ["plain noise", true],
])("distances of spectra that are %s", (_, isNoise) => {
  const of = placed(spectra(60, 90, isNoise));
  const rows = [...Array(60).keys()];

  it("lose no pair to the bound", () => {
    for (const i of rows)
      for (const j of rows) {
        const known = direct(of.z, i, j);
        expect(rmsBetween(of, i, j)).toBeCloseTo(known, 12);
        expect(rmsWithin(of, i, j, 0.5)).toEqual(known <= 0.5 ? expect.closeTo(known, 12) : null);
      }
  });

  it("name the nearest of those that count, the first of equals, and never a constant spectrum", () => {
    for (const i of rows) {
      const others = rows.filter((j) => j % 2 !== i % 2 && of.isUsable[j]);
      const least = Math.min(...others.map((j) => direct(of.z, i, j)));
      const found = nearestTo(of, i, (j) => j % 2 !== i % 2);
      expect(direct(of.z, i, found as number)).toBeCloseTo(least, 12);
    }
    expect(of.isUsable.indexOf(false)).toBe(3);
    expect(nearestTo(of, 0, () => false)).toBeNull();
  });

  it("have a median over the pairs that count", () => {
    const counts = (i: number, j: number) => (i + j) % 3 !== 0;
    const all = rows
      .flatMap((i) =>
        rows.filter((j) => j < i && counts(i, j) && of.isUsable[i] && of.isUsable[j]).map((j) => direct(of.z, i, j)),
      )
      .sort((a, b) => a - b);
    const middle = all.length >> 1;
    const median = all.length % 2 === 1 ? all[middle] : (all[middle - 1] + all[middle]) / 2;
    expect(medianDifference(of, counts)).toBeCloseTo(median, 10);
    expect(medianDifference(of, () => false)).toBeNull();
  });
});
