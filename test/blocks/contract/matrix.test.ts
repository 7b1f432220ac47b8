/** Matrices one below the other. */
import { describe, expect, it } from "vitest";
import { fromRows, matrix, stacked } from "../../../blocks/contract/matrix.ts";

describe("stacked matrices", () => {
  const first = fromRows([
    [1, 2],
    [3, 4],
  ]);
  it.each([
    ["of one is that one, copied", [first], [1, 2, 3, 4]],
    [
      "keep the order in which they are given",
      [fromRows([[9, 8]]), first, fromRows([[7, 6]])],
      [9, 8, 1, 2, 3, 4, 7, 6],
    ],
    ["pass over one without rows", [matrix(0, 2), first, matrix(0, 2)], [1, 2, 3, 4]],
  ])("%s", (_, all, data) => {
    const made = stacked(all);
    expect([made.rows, made.cols, [...made.data]]).toEqual([data.length / 2, 2, data]);
    expect(made.data).not.toBe(first.data);
  });
  it("are refused where one has other columns, even where the numbers would fit", () =>
    expect(() => stacked([first, fromRows([[1], [2]])])).toThrow("1 columns do not stand below 2"));
});
