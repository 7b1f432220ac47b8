/** Simulated flours: the same again everywhere, bands where they are published, and the laboratory's error the only thing between truth and value. */
import { createHash } from "node:crypto";
import { describe, expect } from "vitest";
import { row } from "../../../../blocks/contract/matrix.ts";
import { constituentSpectra, constituents } from "../../../../blocks/methods/simulate/flour-bands.ts";
import { flourColumns, floursCsv } from "../../../../blocks/methods/simulate/flours-csv.ts";
import { type FlourSimulation, simulateFlours } from "../../../../blocks/methods/simulate/simulate-flours.ts";
import { fc, it } from "../../../fixtures/property.ts";

const base: FlourSimulation = { batches: 2, samplesPerBatch: 3, replicates: 2, points: 281, seed: 1 };
const simulate = (change: Partial<FlourSimulation> = {}) => simulateFlours({ ...base, ...change });
const still = { noise: 0, variation: 0 };

describe("bands of flour", () => {
  const axis = Float64Array.from({ length: 1401 }, (_, j) => 1100 + j);
  const pure = constituentSpectra(axis);
  const maxima = (of: (typeof constituents)[number]) => {
    const own = row(pure, constituents.indexOf(of));
    return [...axis].filter((_, j) => j > 0 && own[j] > own[j - 1] && own[j] >= (own[j + 1] ?? 0));
  };
  it.each([
    ["water", [1450, 1940]],
    ["protein", [1510, 1735, 2055, 2180]],
    ["oil", [1210, 1725, 2310]],
    ["starch", [1580, 2100, 2280]],
  ] as const)("stand where they are published: %s", (name, published) => {
    for (const at of published) expect(maxima(name).some((one) => Math.abs(one - at) <= 12)).toBe(true);
  });
});

describe("simulated flours", () => {
  it("come by batch, sample and replicate, each spectrum under a name of its own", () => {
    const { rows, axis, spectra } = simulate();
    expect([rows.length, spectra.rows, spectra.cols]).toEqual([12, 12, 281]);
    expect([axis[0], axis[1], axis[280]]).toEqual([1100, 1105, 2500]);
    expect(rows[0]).toMatchObject({ id: "b01-s01-r1", sample: "b01-s01", batch: "b01" });
    expect(new Set(rows.map(({ id }) => id)).size).toBe(12);
  });
  it("do not depend on what else is simulated", () => {
    const [small, large] = [simulate(), simulate({ batches: 4, samplesPerBatch: 5, replicates: 3 })];
    small.rows.forEach((one, i) => {
      const j = large.rows.findIndex(({ id }) => id === one.id);
      expect(large.rows[j]).toEqual(one);
      expect(row(large.spectra, j)).toEqual(row(small.spectra, i));
    });
  });
  it("are sums of their constituents where nothing scatters and nothing is noise", () => {
    const { axis, composition, spectra } = simulate(still);
    const pure = constituentSpectra(axis);
    for (const i of [0, 7])
      row(spectra, i).forEach((value, j) => {
        const bands = constituents.reduce((sum, _, k) => sum + row(composition, i)[k] * row(pure, k)[j], 0);
        expect(value).toBeCloseTo(0.12 + (0.1 * j) / 280 + bands, 12);
      });
  });
  it.prop([fc.integer({ min: 0, max: 2147483647 })], { numRuns: 30 })("are flours, whatever the seed", (seed) => {
    const { rows, composition } = simulate({ seed, replicates: 1 });
    rows.forEach(({ protein, moisture }, i) => {
      const [water, ofProtein, oil, starch] = row(composition, i);
      expect(water + ofProtein + oil + starch).toBeCloseTo(1, 12);
      expect(water >= 0.11 && water <= 0.15 && ofProtein >= 0.08 && ofProtein <= 0.16 && oil >= 0.01).toBe(true);
      // Six standard deviations of the laboratory, and its rounding.
      expect(Math.abs(protein - 100 * ofProtein)).toBeLessThan(6 * 0.12 + 0.005);
      expect(Math.abs(moisture - 100 * water)).toBeLessThan(6 * 0.08 + 0.005);
    });
  });
  it("have a laboratory's error of the size that is told", () => {
    const { rows, composition } = simulate({ batches: 20, samplesPerBatch: 20, replicates: 1, points: 2 });
    const square = rows.reduce((sum, { protein }, i) => {
      const off = protein - 100 * row(composition, i)[1];
      return sum + off * off;
    }, 0);
    // 400 of them: the root mean square is known to 3.5 % of itself.
    expect(Math.sqrt(square / rows.length)).toBeGreaterThan(0.12 * 0.87);
    expect(Math.sqrt(square / rows.length)).toBeLessThan(0.12 * 1.13);
  });
  it.each([{ batches: 0 }, { samplesPerBatch: 1.5 }, { replicates: -1 }, { points: 1 }])(
    "refuse sizes that are none: %o",
    (size) => expect(() => simulate(size)).toThrow(RangeError),
  );
});

describe("simulated flours as CSV", () => {
  const text = floursCsv(simulate({ points: 5 }));
  it("have the columns of what is known, then the axis", () => {
    const lines = text.split("\n");
    expect(lines[0]).toBe([...flourColumns, 1100, 1450, 1800, 2150, 2500].join(","));
    expect([lines.length, lines.at(-1)]).toEqual([14, ""]);
  });
  it("are these bytes on every machine and every version of Node", () => {
    expect(createHash("sha256").update(text).digest("hex")).toBe(
      "54d3998085dd8d4f4376f3dcaef01f0e719d5f7bd1a4c6ad3d7e9f0888668486",
    );
  });
});
