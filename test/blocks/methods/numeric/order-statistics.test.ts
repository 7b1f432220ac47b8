import { describe, expect } from "vitest";
import {
  columnMedians,
  medianInPlace,
  percentileInPlace,
  selectInPlace,
} from "../../../../blocks/methods/numeric/order-statistics.ts";
import { fc, it } from "../../../fixtures/property.ts";

const someNumbers = fc
  .oneof(
    fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 200 }),
    fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 200 }),
  )
  .chain((values) => fc.tuple(fc.constant(values), fc.nat({ max: values.length - 1 })));
const sorted = (values: readonly number[]) => Float64Array.from(values).sort();

describe("an order statistic", () => {
  it.prop([someNumbers])("is what stands at its place after sorting, ties and infinities included", ([values, k]) => {
    // Minus zero is zero here: sorting tells them apart.
    expect(selectInPlace(Float64Array.from(values), k) + 0).toBe(sorted(values)[k] + 0);
  });
  it.prop([someNumbers])("leaves the same numbers, smaller ones below and larger ones above", ([values, k]) => {
    const found = Float64Array.from(values);
    const value = selectInPlace(found, k);
    expect(found.slice(0, k).every((one) => one <= value)).toBe(true);
    expect(found.slice(k).every((one) => one >= value)).toBe(true);
    expect([...found.slice().sort()].map((one) => one + 0)).toEqual([...sorted(values)].map((one) => one + 0));
  });
  it.each([
    ["ascending", Array.from({ length: 5000 }, (_, i) => i)],
    ["descending", Array.from({ length: 5000 }, (_, i) => -i)],
    ["equal", new Array<number>(5000).fill(2)],
    ["a saw", Array.from({ length: 5000 }, (_, i) => i % 7)],
  ])("of many %s numbers is found", (_, values) => {
    for (const k of [0, 49, 2500, 4999]) {
      expect(selectInPlace(Float64Array.from(values), k)).toBe(sorted(values)[k]);
    }
  });
});

describe("a median", () => {
  it.each([
    { values: [3], median: 3 },
    { values: [4, 1], median: 2.5 },
    { values: [9, 1, 5], median: 5 },
    { values: [8, 2, 4, 6], median: 5 },
  ])("of $values is $median", ({ values, median }) => {
    expect(medianInPlace(Float64Array.from(values))).toBe(median);
    expect(percentileInPlace(Float64Array.from(values), 50)).toBe(median);
  });
  it("is taken of every column", () => {
    expect([...columnMedians(3, 2, Float64Array.of(1, 10, 3, 30, 2, 20))]).toEqual([2, 20]);
  });
});

describe("a percentile", () => {
  it("stands between its neighbours, as R's quantile has it by default", () => {
    const values = () => Float64Array.of(15, 20, 35, 40, 50);
    expect([0, 40, 75, 100].map((percent) => percentileInPlace(values(), percent))).toEqual([15, 29, 40, 50]);
  });
});
