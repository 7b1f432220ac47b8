import { describe, expect } from "vitest";
import { fromRows, takeRows } from "../../../../blocks/contract/matrix.ts";
import { Refusal } from "../../../../blocks/contract/refusal.ts";
import { centre, less } from "../../../../blocks/methods/numeric/centre.ts";
import { standing } from "../../../../blocks/methods/numeric/row-origin.ts";
import { subset } from "../../../../blocks/methods/numeric/row-subset.ts";
import { fc, it } from "../../../fixtures/property.ts";

const tables = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 6 })).chain(([n, p]) =>
  fc.tuple(
    fc.array(fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: p, maxLength: p }), {
      minLength: n,
      maxLength: n,
    }),
    fc.subarray(
      Array.from({ length: n }, (_, i) => i),
      { minLength: 1 },
    ),
  ),
);

describe("centring", () => {
  it.prop([tables])("of rows where they stand has the bits of centring a copy of them", ([rows, some]) => {
    const whole = fromRows(rows);
    const [here, there] = [centre(subset(whole, some)), centre(takeRows(whole, some))];
    expect(here.mean).toEqual(there.mean);
    expect(here.x).toEqual(there.x);
    expect(less(subset(whole, some), there.mean)).toEqual(there.x);
  });
  it("gives a constant column its value as mean and zeros, to the last bit", () => {
    const { x, mean } = centre(fromRows(Array.from({ length: 7 }, (_, i) => [0.1, i])));
    expect(mean[0]).toBe(0.1);
    expect([...x.data].filter((_, at) => at % 2 === 0)).toEqual(new Array(7).fill(0));
  });
  it("copies no row of a subset to read it", () => {
    const whole = fromRows([[1], [2], [3]]);
    const { data, starts } = standing(subset(whole, [0, 2]));
    expect(data).toBe(whole.data);
    expect([...starts]).toEqual([0, 2]);
  });
  it("refuses what is no finite number, and names its row among those given", () => {
    const whole = fromRows([
      [1, 2],
      [3, 4],
      [5, Number.NaN],
    ]);
    expect(() => centre(subset(whole, [0, 2]))).toThrow(Refusal);
    expect(() => centre(subset(whole, [0, 1]))).not.toThrow();
  });
});
