import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { stream } from "../../../../blocks/contract/stream.ts";
import {
  bootstrapIntervals,
  clopperPearson,
  clopperPearsonLower,
  clopperPearsonUpper,
  type Statistics,
} from "../../../../blocks/methods/metrics/intervals.ts";
import { binomialCdf } from "../../../../blocks/methods/numeric/special.ts";

const counts = fc.integer({ min: 1, max: 400 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

describe("Clopper–Pearson limits", () => {
  it("of all right and none right are known in closed form", () => {
    expect(clopperPearson(10, 10)).toEqual([expect.closeTo(Math.exp(Math.log(0.025) / 10), 14), 1]);
    expect(clopperPearson(0, 10)).toEqual([0, expect.closeTo(1 - Math.exp(Math.log(0.025) / 10), 14)]);
    expect(clopperPearsonLower(59, 59)).toBeCloseTo(Math.exp(Math.log(0.05) / 59), 14);
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
    expect(clopperPearsonLower(k, n)).toBeGreaterThanOrEqual(low);
    expect(clopperPearsonUpper(k, n)).toBeLessThanOrEqual(high);
  });
  it("do not exist for nothing, and refuse what is no count", () => {
    expect([clopperPearson(0, 0), clopperPearsonLower(0, 0), clopperPearsonUpper(0, 0)]).toEqual([null, null, null]);
    expect(() => clopperPearson(5, 4)).toThrow(RangeError);
  });
});

/** The weighted mean of given values. */
function meanOf(values: readonly number[]): Statistics {
  return {
    width: 1,
    evaluate(weights, out) {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      out[0] = values.reduce((sum, value, i) => sum + weights[i] * value, 0) / total;
    },
  };
}
const each = (n: number) => ({ of: Int32Array.from({ length: n }, (_, i) => i), count: n });

describe("bootstrap intervals", () => {
  const values = Array.from({ length: 100 }, (_, i) => Math.sin(i * 12.9898) * 3);
  const mean = values.reduce((sum, value) => sum + value, 0) / 100;
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / 100);

  it("of a mean have the width that theory gives", () => {
    const [interval] = bootstrapIntervals(meanOf(values), each(100), stream(1, "bootstrap"));
    const [low, high] = interval as [number, number];
    expect((high - low) / 2).toBeCloseTo((1.96 * sd) / 10, 1);
    expect((high + low) / 2).toBeCloseTo(mean, 1);
  });
  it("are wider where replicates are drawn with their sample", () => {
    const doubled = values.flatMap((value) => [value, value]);
    const bySample = { of: Int32Array.from(doubled, (_, i) => Math.floor(i / 2)), count: 100 };
    const width = (clusters: { of: Int32Array; count: number }) => {
      const [interval] = bootstrapIntervals(meanOf(doubled), clusters, stream(1, "bootstrap"));
      const [low, high] = interval as [number, number];
      return high - low;
    };
    expect(width(bySample) / width(each(200))).toBeCloseTo(Math.SQRT2, 1);
  });
  it("come out the same for the same stream", () => {
    const run = (seed: number) => bootstrapIntervals(meanOf(values), each(100), stream(seed, "bootstrap"));
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
  });
  it("do not exist below five samples", () => {
    expect(bootstrapIntervals(meanOf([1, 2, 3, 4]), each(4), stream(1, "bootstrap"))).toEqual([null]);
  });
});
