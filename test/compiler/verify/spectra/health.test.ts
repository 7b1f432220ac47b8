/** The verifier's own spectral values, beside those of the gate, which it does not import, and beside cases worked by hand. */
import { describe, expect, it } from "vitest";
import { fromRows, type Matrix, mapRows, row } from "../../../../blocks/contract/matrix.ts";
import { gateHealth, healthOf } from "../../../../blocks/methods/qc/spectral/health.ts";
import { mean } from "../../../../blocks/methods/qc/spectral/material.ts";
import { percentileOf } from "../../../../blocks/methods/qc/spectral/select.ts";
import { encodeNpy } from "../../../../compiler/store/npy.ts";
import { spectralValues } from "../../../../compiler/verify/spectra/health.ts";
import { rowsOfNpy } from "../../../../compiler/verify/spectra/npy.ts";
import { median, percentile } from "../../../../compiler/verify/spectra/order.ts";
import { saturatedShare } from "../../../../compiler/verify/spectra/spoilt.ts";
import { baseMeats, spikedMeats } from "../../../blocks/qc/sets.ts";

const rowsOf = (x: Matrix): Float64Array[] => Array.from({ length: x.rows }, (_, i) => row(x, i).slice());

/** What the gate finds. */
function byGate(x: Matrix, order: 1 | 2, limit: number | null) {
  const isOver = limit === null ? null : (i: number, j: number) => row(x, i)[j] >= limit;
  const found = healthOf(x, [...Array(x.rows).keys()], order, isOver);
  return {
    health_score: gateHealth(found.health),
    spike_fraction: mean(found.spikes),
    saturation: mean(found.saturated),
    baseline_drift: percentileOf(found.drift.slice(), 95),
  };
}

const { spectra } = baseMeats();
const spiked = spikedMeats().spectra;
const clipped = mapRows(spectra, (x) => {
  const top = Math.min(...x) + 0.7 * (Math.max(...x) - Math.min(...x));
  return x.map((value) => Math.min(value, top));
});
/** Every fifth spectrum on a ramp of its own. */
const ramped = fromRows(
  rowsOf(spectra).map((x, i) =>
    [...x].map((value, j) => value + (i % 5 === 0 ? (3 * j + (j * j) / 99) / x.length : 0)),
  ),
);

describe("spectral values worked out again", () => {
  it.each<[string, Matrix, 1 | 2, number | null]>([
    ["the meats", spectra, 1, null],
    ["a baseline that bends", spectra, 2, null],
    ["spikes", spiked, 1, null],
    ["clipping", clipped, 1, null],
    ["ramps", ramped, 2, null],
    ["a declared limit", spectra, 1, 3.2],
  ])("agree with the gate's for %s", (_, x, order, limit) => {
    const wanted = byGate(x, order, limit);
    const found = spectralValues(rowsOf(x), order, limit) as typeof wanted;
    for (const [name, value] of Object.entries(wanted))
      expect(found[name as keyof typeof wanted], name).toBeCloseTo(value, 10);
  });

  it("tell each of these faults from the meats as they are", () => {
    const value = (x: Matrix, name: "spike_fraction" | "saturation" | "baseline_drift") =>
      spectralValues(rowsOf(x), 1, null)?.[name] as number;
    expect(value(spiked, "spike_fraction")).toBeGreaterThan(value(spectra, "spike_fraction") + 0.01);
    expect(value(spectra, "saturation")).toBe(0);
    expect(spectralValues(rowsOf(spectra), 1, 3.2)?.saturation).toBeGreaterThan(0);
    expect(value(ramped, "baseline_drift")).toBeGreaterThan(value(spectra, "baseline_drift") + 0.01);
  });

  it("are none below 32 points or without a spectrum", () => {
    expect(spectralValues([new Float64Array(31)], 1, null)).toBeNull();
    expect(spectralValues([], 1, null)).toBeNull();
  });
});

it("a flat top of three equal values beside a step counts, a coarse one does not", () => {
  expect(saturatedShare(Float64Array.of(0, 1, 9, 9, 9, 1, 0, 2), null)).toBe(3 / 8);
  expect(saturatedShare(Float64Array.of(6, 7, 8, 9, 9, 9, 8, 7), null)).toBe(0);
  expect(saturatedShare(Float64Array.of(6, 7, 8, 9, 9, 9, 8, 7), 8)).toBe(5 / 8);
});

it("medians and percentiles are those of R's type 7", () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
  // R: quantile(c(1, 2, 4, 8), c(.025, .5, .975))
  const found = [2.5, 50, 97.5].map((p) => percentile([8, 1, 4, 2], p));
  for (const [i, wanted] of [1.075, 3, 7.7].entries()) expect(found[i]).toBeCloseTo(wanted, 12);
});

it("an array is read as it was written, and nothing else", () => {
  const bytes = encodeNpy(spectra);
  expect(rowsOfNpy(bytes)?.[3]).toEqual(row(spectra, 3).slice());
  expect(rowsOfNpy(bytes.subarray(0, -8))).toBeNull();
  const other = new TextDecoder("latin1").decode(bytes).replace("<f8", "<f4");
  expect(rowsOfNpy(Uint8Array.from(other, (letter) => letter.charCodeAt(0)))).toBeNull();
  expect(rowsOfNpy(new TextEncoder().encode("id,sample\n"))).toBeNull();
});
