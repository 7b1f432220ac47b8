import { describe, expect, it } from "vitest";
import { row } from "../../../../blocks/contract/matrix.ts";
import { componentSpectra, components } from "../../../../blocks/methods/simulate/raman-bands.ts";

const axis = Float64Array.from({ length: 2001 }, (_, j) => 800 + j / 2);
const spectra = componentSpectra(axis);
const of = (name: (typeof components)[number]) => row(spectra, components.indexOf(name));
const at = (x: Float64Array, shift: number) => x[(shift - 800) * 2];
/** Raman shifts of the local maxima. */
const maxima = (x: Float64Array) => [...axis].filter((_, j) => j > 0 && x[j] > x[j - 1] && x[j] > x[j + 1]);

describe("Raman bands of oils", () => {
  it.each([
    ["linoleic", [868, 1265, 1302, 1440, 1655, 1747]],
    ["carotenoids", [1008, 1157, 1525]],
  ] as const)("stand where they are published: %s", (name, published) => {
    const found = maxima(of(name));
    for (const shift of published) expect(found.some((one) => Math.abs(one - shift) <= 5)).toBe(true);
  });
  it("have the height of CH₂ scissoring as their unit", () => {
    const alone = at(of("oleic"), 1440);
    expect(alone).toBeGreaterThan(1);
    expect(alone).toBeLessThan(1.4);
  });
  it.each([
    [1655, 1440],
    [1265, 1302],
  ])("rise with unsaturation at %i over %i cm⁻¹", (double, methylene) => {
    const ratios = (["saturated", "oleic", "linoleic", "linolenic"] as const).map(
      (name) => at(of(name), double) / at(of(name), methylene),
    );
    expect(ratios).toEqual([...ratios].sort((a, b) => a - b));
    expect(ratios[3] / ratios[1]).toBeGreaterThan(2);
  });
  it("keep their area on an instrument of lower resolution, and are lower", () => {
    const blunt = componentSpectra(axis, 2);
    const [sharp, wide] = [spectra, blunt].map((one) => row(one, components.indexOf("carotenoids")));
    expect(at(wide, 1525) / at(sharp, 1525)).toBeGreaterThan(0.45);
    expect(at(wide, 1525) / at(sharp, 1525)).toBeLessThan(0.55);
    const sum = (x: Float64Array) => x.reduce((total, value) => total + value, 0);
    expect(Math.abs(sum(wide) / sum(sharp) - 1)).toBeLessThan(0.05);
  });
});
