import { describe, expect } from "vitest";
import { stream } from "../../../../blocks/contract/stream.ts";
import { trendOf } from "../../../../blocks/methods/segments/trend.ts";
import { fc, it } from "../../../fixtures/property.ts";

const draw = () => stream(1, "test", "trend");

describe("the trend of segments", () => {
  // rho of scipy 1.17 (spearmanr); p: the share of all orders, by itertools.permutations, whose |rho| is no smaller.
  it.each([
    [[1, 2, 3, 4], 1, 2 / 24],
    [[4, 3, 2, 1], -1, 2 / 24],
    [[2, 1, 4, 3, 5], 0.8, 16 / 120],
    [[1, 3, 2, 5, 4, 6, 8, 7], 0.92857142857143, 0.00223214285714286],
  ])("of %j is rho %f with p %f, over all orders", (values, rho, p) => {
    const found = trendOf(values, draw);
    expect(found?.rho).toBeCloseTo(rho, 12);
    expect(found?.p).toBeCloseTo(p, 12);
  });
  it.each([[[1, 2, 3]], [[]], [[5, 5, 5, 5, 5]]])("of %j is not told", (values) => {
    expect(trendOf(values, draw)).toBeNull();
  });
  it("gives ties their mean rank", () => {
    expect(trendOf([1, 2, 2, 3], draw)?.rho).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 12);
  });
  it("beyond 8 values is drawn, the same each time, and never 0", () => {
    const rising = Array.from({ length: 12 }, (_, i) => i);
    expect(trendOf(rising, draw)).toEqual({ rho: 1, p: 1 / 10_000, n: 12 });
    expect(trendOf([3, 1, 2, 9, 4, 8, 5, 7, 6, 0], draw)).toEqual(trendOf([3, 1, 2, 9, 4, 8, 5, 7, 6, 0], draw));
  });
  it("has a p that is uniform where there is none: 500 orders by chance", () => {
    const ps = Array.from({ length: 500 }, (_, k) => {
      const values = stream(7, "permuted", k).shuffle([1, 2, 3, 4, 5, 6, 7]);
      return trendOf(values, draw)?.p ?? 0;
    });
    for (const level of [0.05, 0.1, 0.25, 0.5, 0.75]) {
      const share = ps.filter((p) => p <= level).length / 500;
      // Four standard deviations; the distribution is discrete, so that a share may lie below its level.
      expect(share).toBeLessThan(level + 4 * Math.sqrt((level * (1 - level)) / 500));
      expect(share).toBeGreaterThan(level - 4 * Math.sqrt((level * (1 - level)) / 500) - 0.06);
    }
  });
  it.prop([fc.uniqueArray(fc.integer({ min: -99, max: 99 }), { minLength: 4, maxLength: 7 })])(
    "turns its sign with the values and keeps its p",
    (values) => {
      const [one, other] = [values, values.map((value) => -value)].map((of) => trendOf(of, draw));
      expect(other?.rho).toBeCloseTo(-(one?.rho ?? 0), 12);
      expect(other?.p).toBeCloseTo(one?.p ?? 0, 12);
    },
  );
});
