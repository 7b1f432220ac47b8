import { describe, expect } from "vitest";
import { clopperPearson, clopperPearsonUpper } from "../../../../blocks/methods/metrics/intervals.ts";
import { binomialCdf } from "../../../../blocks/methods/numeric/special.ts";
import { fc, it } from "../../../fixtures/property.ts";

const counts = fc.integer({ min: 1, max: 400 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

describe("Clopper–Pearson limits", () => {
  it("of all right and none right are known in closed form", () => {
    expect(clopperPearson(10, 10)).toEqual([expect.closeTo(Math.exp(Math.log(0.025) / 10), 14), 1]);
    expect(clopperPearson(0, 10)).toEqual([0, expect.closeTo(1 - Math.exp(Math.log(0.025) / 10), 14)]);
    expect(clopperPearsonUpper(0, 149)).toBeCloseTo(1 - Math.exp(Math.log(0.05) / 149), 14);
  });
  it("need 149 without error to stay below 2 %, as the contract says", () => {
    expect(clopperPearsonUpper(0, 149)).toBeLessThan(0.02);
    expect(clopperPearsonUpper(0, 148)).toBeGreaterThan(0.02);
  });
  it("are those of the contract for the meats: 175 of 178", () => {
    expect(clopperPearson(175, 178)).toEqual([expect.closeTo(0.952, 3), expect.closeTo(0.9965, 3)]);
  });
  it.prop([counts])("cut off exactly 2.5 % on either side", ([k, n]) => {
    const [low, high] = clopperPearson(k, n) as [number, number];
    if (k > 0) expect(1 - binomialCdf(k - 1, n, low)).toBeCloseTo(0.025, 10);
    if (k < n) expect(binomialCdf(k, n, high)).toBeCloseTo(0.025, 10);
  });
  it.prop([counts])("hold the proportion, the one-sided limit inside the two-sided one", ([k, n]) => {
    const [low, high] = clopperPearson(k, n) as [number, number];
    expect(low).toBeLessThanOrEqual(k / n);
    expect(high).toBeGreaterThanOrEqual(k / n);
    expect(clopperPearsonUpper(k, n)).toBeLessThanOrEqual(high);
  });
  it("do not exist for nothing, and refuse what is no count", () => {
    expect([clopperPearson(0, 0), clopperPearsonUpper(0, 0)]).toEqual([null, null]);
    expect(() => clopperPearson(5, 4)).toThrow(RangeError);
  });
});
