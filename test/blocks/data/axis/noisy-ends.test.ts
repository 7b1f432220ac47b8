/** Noise at an end of the axis is told with its range, and of good spectra nothing is. */
import { describe, expect, it } from "vitest";
import { fromRows, type Matrix, row } from "../../../../blocks/contract/matrix.ts";
import { stream } from "../../../../blocks/contract/stream.ts";
import { noisyEnds } from "../../../../blocks/data/axis/noisy-ends.ts";
import { normalDeviates } from "../../../../blocks/methods/simulate/normal-deviates.ts";
import { haveRealData, realSpectra } from "../../../fixtures/real-data.ts";
import { baseSet } from "../../../planted/base-set.ts";

const axisOf = (values: readonly number[]) => ({ kind: "axis", unit: "nm", technique: null, values }) as const;

/** The spectra with noise of this size on the last five or the first five points, of every spectrum or of every so many-th. */
function noisy(spectra: Matrix, size: number, end: "first" | "last", every = 1): Matrix {
  const draw = normalDeviates(stream("noisy ends"));
  const from = end === "last" ? spectra.cols - 5 : 0;
  return fromRows(
    Array.from({ length: spectra.rows }, (_, i) =>
      Array.from(row(spectra, i), (value, j) =>
        i % every === 0 && j >= from && j < from + 5 ? value + size * draw() : value,
      ),
    ),
  );
}

describe("noise at an end", () => {
  const { spectra, axis } = realSpectra("meats-nir");
  it.each([
    ["last", axis[92], axis[99]],
    ["first", axis[0], axis[7]],
  ] as const)("of sd 0.05 on the %s five points of the meats is told, with the range of 8 points", (end, from, to) => {
    const [told, ...more] = noisyEnds(axisOf(axis), noisy(spectra, 0.05, end));
    expect(more).toEqual([]);
    expect(told).toMatchObject({ code: "FS3065", facts: { of: 215, from, to } });
    expect(told.facts?.count).toBeGreaterThan(200);
    expect(told.facts?.ratio).toBeGreaterThan(1000);
    expect(told.facts?.range).toBe(end === "last" ? `${axis[0]}, ${axis[91]}` : `${axis[8]}, ${axis[99]}`);
  });
  it("of fewer than half of the spectra is not", () => {
    expect(noisyEnds(axisOf(axis), noisy(spectra, 0.05, "last", 3))).toEqual([]);
  });
  for (const set of ["meats-nir", "olive-oils-ftir", "pufa-raman"] as const)
    it.skipIf(!haveRealData(set))(`is none in the real set ${set}`, () => {
      const real = realSpectra(set);
      expect(noisyEnds(axisOf(real.axis), real.spectra)).toEqual([]);
    });
  it("is none in 20 made sets, nor where noise is the same everywhere, nor where there is no noise at all", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { rows, axis: points } = baseSet({ seed, samples: 20 });
      expect(noisyEnds(axisOf(points), fromRows(rows.map(({ values }) => [...values])))).toEqual([]);
    }
    const steps = fromRows(
      Array.from({ length: 10 }, () => Array.from({ length: 60 }, (_, j) => (j < 55 ? 1 : j % 3))),
    );
    expect(noisyEnds(axisOf(Array.from({ length: 60 }, (_, j) => j)), steps)).toEqual([]);
  });
});
