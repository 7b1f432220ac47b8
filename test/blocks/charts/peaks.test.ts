/** Peaks: those of scipy on a real spectrum, and what is none. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { peaks, prominenceOf } from "../../../blocks/charts/peaks.ts";
import { columnMeans } from "../../../blocks/contract/matrix.ts";
import { fc, it as property } from "../../fixtures/property.ts";
import { haveRealData, realSpectra } from "../../fixtures/real-data.ts";

const reference = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../fixtures/golden/contributions.json"), "utf8"),
).peaks_of_olive_oil_mean;

describe("peaks", () => {
  it.skipIf(!haveRealData("olive-oils-ftir"))("of the mean olive oil are those of scipy, by prominence", () => {
    const mean = columnMeans(realSpectra("olive-oils-ftir").spectra);
    const found = peaks(mean, 8);
    expect(found.length).toBeGreaterThan(3);
    expect(found).toEqual(reference.index.slice(0, found.length));
    for (const [k, j] of found.entries()) expect(prominenceOf(mean, j)).toBeCloseTo(reference.prominence[k], 12);
  });
  it("are no ends, no ripples, and of a plateau its middle", () => {
    expect(peaks([9, 1, 2, 2, 2, 1, 8], 5)).toEqual([3]);
    expect(peaks([0, 10, 0, 0.1, 0], 5)).toEqual([1]);
    expect(peaks([1, 2, 3], 5)).toEqual([]);
    expect(peaks([2, 2, 2], 5)).toEqual([]);
  });
  property.prop([fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 60 }), fc.integer({ min: 0, max: 6 })])(
    "are local maxima, each once, never more than asked for",
    (values, most) => {
      const found = peaks(values, most);
      expect(found.length).toBeLessThanOrEqual(most);
      expect(new Set(found).size).toBe(found.length);
      for (const j of found) {
        expect(values[j]).toBeGreaterThanOrEqual(values[j - 1]);
        expect(values[j]).toBeGreaterThanOrEqual(values[j + 1]);
      }
    },
  );
});
