/** Far rows: one that differs is found and comes first, rows alike are not, nothing is found where nothing can be measured. */
import { describe, expect, it } from "vitest";
import { fromRows, type Matrix, matrix } from "../../../../blocks/contract/matrix.ts";
import { farRows } from "../../../../blocks/methods/numeric/far-rows.ts";
import { noise } from "../estimators/examples.ts";

/** n × p: two shapes in different amounts, and noise. */
function mixtures(n: number, p: number): Matrix {
  const x = matrix(n, p);
  const random = noise(5);
  for (let i = 0; i < n; i++) {
    const [a, b] = [random(), random()];
    for (let j = 0; j < p; j++) x.data[i * p + j] = 1 + a * Math.sin(j / 9) + b * Math.cos(j / 17) + 0.02 * random();
  }
  return x;
}

describe("far rows", () => {
  it("are few where all rows are alike: about one in a hundred for each limit", () => {
    expect(farRows(mixtures(200, 60))?.far.length).toBeLessThan(12);
  });
  it.each([
    ["by another shape", 60],
    ["also on more columns than are looked at", 600],
  ])("differ %s, the farthest first", (_, p) => {
    const x = mixtures(80, p);
    for (let j = 20; j < 30; j++) x.data[40 * p + j] += 1.5;
    for (let j = 45; j < 55; j++) x.data[17 * p + j] += 1;
    const found = farRows(x);
    expect(found?.far.slice(0, 2)).toEqual([40, 17]);
    const order = found?.far.map((i) => found.beyond[i]) ?? [];
    expect(order).toEqual([...order].sort((one, other) => other - one));
    expect(order.every((value) => value > 1)).toBe(true);
  });
  it("are told by Q where five components cannot hold what they differ by", () => {
    const p = 60;
    const x = mixtures(200, p);
    const random = noise(9);
    for (let i = 0; i < 12; i++) for (let j = 0; j < p; j++) x.data[i * p + j] += 0.3 * random();
    const found = farRows(x);
    expect(found?.far.slice(0, 12).sort((one, other) => one - other)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(found?.far.some((i) => found.of[i] === "Q")).toBe(true);
  });
  it.each([
    [
      "rows without any difference",
      fromRows([
        [1, 2, 3],
        [1, 2, 3],
        [1, 2, 3],
        [1, 2, 3],
      ]),
    ],
    [
      "two rows",
      fromRows([
        [1, 2],
        [2, 5],
      ]),
    ],
    [
      "a value that is no number",
      fromRows([
        [1, 2],
        [2, Number.NaN],
        [3, 1],
        [4, 4],
      ]),
    ],
  ])("of %s are not known", (_, x) => expect(farRows(x)).toBeNull());
});
