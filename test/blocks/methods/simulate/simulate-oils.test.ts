import { describe, expect } from "vitest";
import { row } from "../../../../blocks/contract/matrix.ts";
import { oilNames } from "../../../../blocks/methods/simulate/oil-classes.ts";
import {
  type OilSimulation,
  type SimulatedOils,
  simulateOils,
} from "../../../../blocks/methods/simulate/simulate-oils.ts";
import { fc, it } from "../../../fixtures/property.ts";

const base: OilSimulation = { oils: ["olive", "sunflower"], batches: 3, points: 201, seed: 1 };
const simulate = (change: Partial<OilSimulation> = {}) => simulateOils({ ...base, ...change });
/** No noise, and all samples and batches alike. */
const still = { noise: 0, variation: 0 };
const adulteration = { oil: "olive", adulterant: "sunflower", samplesPerBatch: 4, upTo: 0.5 } as const;

const spectrumOf = ({ rows, spectra }: SimulatedOils, id: string) =>
  row(
    spectra,
    rows.findIndex((one) => one.id === id),
  );
const farthest = (a: Float64Array, b: Float64Array) => a.reduce((most, x, j) => Math.max(most, Math.abs(x - b[j])), 0);
const curvature = (x: Float64Array) =>
  x.slice(1, -1).reduce((most, value, j) => Math.max(most, Math.abs(x[j] - 2 * value + x[j + 2])), 0);

describe("simulated oils", () => {
  it("are the same again for the same seed, and others for another", () => {
    expect(simulate().spectra.data).toEqual(simulate().spectra.data);
    expect(farthest(simulate().spectra.data, simulate({ seed: 2 }).spectra.data)).toBeGreaterThan(100);
  });

  it("come by batch, oil, sample and replicate, each spectrum under a name of its own", () => {
    const { rows, axis, spectra } = simulate({ samplesPerBatch: 2, replicates: 3, adulteration });
    expect(rows.length).toBe(3 * (2 * 2 + 4) * 3);
    expect([spectra.rows, spectra.cols]).toEqual([rows.length, 201]);
    expect([axis[0], axis[1], axis[200]]).toEqual([800, 805, 1800]);
    expect(rows[0]).toEqual({
      id: "olive-b01-s1-r1",
      sample: "olive-b01-s1",
      batch: "b01",
      instrument: "A",
      oil: "olive",
      adulterantFraction: 0,
    });
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(new Set(rows.map(({ sample }) => sample)).size).toBe(rows.length / 3);
  });

  it("do not depend on what else is simulated", () => {
    const small = simulate();
    const large = simulate({
      oils: ["palm", "sunflower", "olive"],
      batches: 5,
      samplesPerBatch: 2,
      replicates: 3,
      adulteration,
    });
    for (const { id } of small.rows) expect(spectrumOf(large, id)).toEqual(spectrumOf(small, id));
  });

  it("go on where an earlier set ended", () => {
    const later = simulate({ firstBatch: 4, batches: 2 });
    const all = simulate({ batches: 5 });
    expect(new Set(later.rows.map(({ batch }) => batch))).toEqual(new Set(["b04", "b05"]));
    for (const { id } of later.rows) expect(spectrumOf(all, id)).toEqual(spectrumOf(later, id));
  });

  it("keep their composition at any number of points", () => {
    expect(simulate({ points: 50 }).composition).toEqual(simulate({ points: 400 }).composition);
  });

  it.prop([
    fc.uniqueArray(fc.constantFrom(...oilNames), { minLength: 1 }),
    fc.integer({ min: 1, max: 1000 }),
    fc.double({ min: 0.001, max: 1, noNaN: true }),
  ])("have shares that sum to 1 and adulterants up to the limit", (oils, seed, upTo) => {
    const stretched = { oil: oils[0], adulterant: "maize", samplesPerBatch: 2, upTo } as const;
    const { composition, rows } = simulateOils({ oils, batches: 2, points: 5, seed, adulteration: stretched });
    rows.forEach(({ id, adulterantFraction }, i) => {
      const [a, b, c, d, pigments] = row(composition, i);
      expect(Math.min(a, b, c, d, pigments)).toBeGreaterThan(0);
      expect(a + b + c + d).toBeCloseTo(1, 12);
      if (/-s\d+-/.test(id)) expect(adulterantFraction).toBe(0);
      else expect(adulterantFraction > 0 && adulterantFraction <= upTo + 0.0005).toBe(true);
    });
  });

  it("are a linear mixture where an oil is stretched", () => {
    const set = simulate({ ...still, adulteration });
    const [olive, sunflower] = ["olive-b01-s1-r1", "sunflower-b01-s1-r1"].map((id) => spectrumOf(set, id));
    const stretched = set.rows.flatMap((one, i) => (one.adulterantFraction > 0 ? [i] : []));
    expect(stretched.length).toBe(3 * 4 * 2);
    for (const i of stretched) {
      const f = set.rows[i].adulterantFraction;
      const mixed = olive.map((value, j) => (1 - f) * value + f * sunflower[j]);
      expect(farthest(row(set.spectra, i), mixed)).toBeLessThan(1e-9);
    }
    expect(new Set(stretched.map((i) => set.rows[i].adulterantFraction)).size).toBeGreaterThan(8);
  });

  it("have replicates that differ in what is broad and in noise, not in bands", () => {
    const set = simulate({ noise: 0, points: 1001 });
    const [first, second] = [1, 2].map((r) => spectrumOf(set, `olive-b01-s1-r${r}`));
    const difference = first.map((value, j) => value - second[j]);
    expect(farthest(first, second)).toBeGreaterThan(20);
    expect(curvature(difference)).toBeLessThan(0.02 * curvature(first));
  });

  it("differ from batch to batch in level and place", () => {
    const set = simulate({ batches: 8, points: 2001, noise: 0 });
    const peaks = [1, 2, 3, 4, 5, 6, 7, 8].map((b) => {
      const spectrum = spectrumOf(set, `sunflower-b0${b}-s1-r1`);
      const from = set.axis.findIndex((at) => at >= 1620);
      const window = spectrum.slice(from, from + 140);
      return set.axis[from + window.indexOf(Math.max(...window))];
    });
    expect(Math.min(...peaks)).toBeGreaterThan(1652);
    expect(Math.max(...peaks)).toBeLessThan(1658);
    expect(Math.max(...peaks) - Math.min(...peaks)).toBeGreaterThan(0.5);
  });

  it("have noise of variance read² + counts, in the dark and in the light", () => {
    const shape = { batches: 10, points: 501 };
    const clean = simulate({ ...shape, noise: 0 }).spectra.data;
    const noisy = simulate(shape).spectra.data;
    const standardised = noisy.map((value, at) => (value - clean[at]) / Math.sqrt(36 + clean[at]));
    const variance = (is: (counts: number) => boolean) => {
      const chosen = standardised.filter((_, at) => is(clean[at]));
      expect(chosen.length).toBeGreaterThan(1000);
      return chosen.reduce((sum, z) => sum + z * z, 0) / chosen.length;
    };
    expect(Math.abs(variance((counts) => counts < 700) - 1)).toBeLessThan(0.1);
    expect(Math.abs(variance((counts) => counts > 2000) - 1)).toBeLessThan(0.1);
  });
});

describe("another instrument", () => {
  const ids = simulate().rows.map(({ id }) => id);
  it("meets the same samples, with a baseline and noise of its own", () => {
    const other = simulate({ instrument: { name: "B" } });
    expect(other.composition).toEqual(simulate().composition);
    expect(other.rows.map(({ id }) => id)).toEqual(ids);
    expect(farthest(row(other.spectra, 0), row(simulate().spectra, 0))).toBeGreaterThan(10);
  });
  it.each([
    ["shift", { shift: 3 }, (x: Float64Array, j: number) => x[j - 3]],
    ["gain", { gain: 0.8 }, (x: Float64Array, j: number) => 0.8 * x[j]],
    ["offset", { offset: 120 }, (x: Float64Array, j: number) => x[j] + 120],
  ])("that has drifted in %s shows just that", (_, drift, expected) => {
    const still = { noise: 0, variation: 0 };
    const before = simulate(still).spectra;
    const after = simulate({ ...still, instrument: { name: "A", ...drift } }).spectra;
    // A shift moves the bands; fluorescence and detector stay, so it is looked at where the bands bend.
    const view = (x: Float64Array) => ("shift" in drift ? x.slice(2).map((v, j) => v - 2 * x[j + 1] + x[j]) : x);
    const [x, y] = [row(before, 0), row(after, 0)].map(view);
    const wanted = y.map((value, j) => (j < 3 ? value : expected(x, j)));
    expect(farthest(y, wanted)).toBeLessThan("shift" in drift ? 0.5 : 1e-9);
    expect(farthest(x, y)).toBeGreaterThan(100);
  });
  it("of lower resolution has wider, lower bands", () => {
    const sharp = row(simulate({ noise: 0, variation: 0 }).spectra, 0);
    const blunt = row(simulate({ noise: 0, variation: 0, instrument: { name: "A", broadening: 1.5 } }).spectra, 0);
    expect(curvature(blunt)).toBeLessThan(0.6 * curvature(sharp));
  });
});

describe("sizes that cannot be", () => {
  it.each<[string, Partial<OilSimulation>, RegExp]>([
    ["no oil", { oils: [] }, /no oil/],
    ["no batch", { batches: 0 }, /batches is 0/],
    ["half a replicate", { replicates: 0.5 }, /replicates is 0.5/],
    ["one point", { points: 1 }, /points is 1/],
    ["more adulterant than oil", { adulteration: { ...adulteration, upTo: 1.5 } }, /upTo is 1.5/],
  ])("are refused: %s", (_, change, words) => expect(() => simulate(change)).toThrow(words));
});
