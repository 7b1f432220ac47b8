/** Row passes: what they compute, that SIMD changes no bit of it, and that rows that are not named have no part in it. */
import { describe, expect, it } from "vitest";
import { type Matrix, matrix, takeRows } from "../../../../blocks/contract/matrix.ts";
import { stream } from "../../../../blocks/contract/stream.ts";
import { less } from "../../../../blocks/methods/numeric/centre.ts";
import { rowPasses } from "../../../../blocks/methods/numeric/row-passes.ts";
import { simdPasses } from "../../../../blocks/methods/numeric/simd/passes.ts";
import { times, transposedTimes } from "../../../../blocks/methods/numeric/vectors.ts";
import { relativeError } from "../../../fixtures/real-data.ts";

function uneven(rows: number, cols: number, seed: number): Matrix {
  const draw = stream("passes", seed);
  return matrix(
    rows,
    cols,
    Float64Array.from({ length: rows * cols }, () => draw.uniform() - 0.3),
  );
}

describe.each([
  [1, 1],
  [7, 3],
  [40, 8],
  [41, 17],
  [90, 1001],
])("passes over rows of %i × %i", (n, p) => {
  const x = uneven(n, p, 1);
  const some = Array.from({ length: n }, (_, i) => i).filter((i) => i % 3 !== 1);
  const mean = uneven(1, p, 2).data;
  const v = uneven(1, p, 3).data;
  const weights = uneven(1, some.length, 4).data;

  it("give scores and their way back", () => {
    const rows = less(takeRows(x, some), mean);
    const passes = rowPasses(x, some, mean);
    const { scores, back } = passes.through(v);
    expect(relativeError(scores, times(rows, v))).toBeLessThan(1e-11);
    expect(passes.scores(v)).toEqual(scores);
    expect(relativeError(back, transposedTimes(rows, times(rows, v)))).toBeLessThan(1e-11);
    expect(relativeError(passes.back(weights), transposedTimes(rows, weights))).toBeLessThan(1e-11);
    expect(relativeError(rowPasses(rows, Array.from(some.keys()), null).through(v).back, back)).toBeLessThan(1e-11);
  });

  it("have the same bits by SIMD as without", () => {
    const simd = simdPasses();
    if (simd === null) throw new Error("Node 20 and later have SIMD on every processor we test on");
    const [fast, plain] = [simd, null].map((kernel) => rowPasses(x, some, mean, kernel));
    expect(fast.through(v)).toEqual(plain.through(v));
    expect(fast.scores(v)).toEqual(plain.scores(v));
    expect(fast.back(weights)).toEqual(plain.back(weights));
  });

  it("do not hang on rows that are not named, nor on what was gone over between", () => {
    const spoilt = matrix(n, p, x.data.slice());
    for (let i = 1; i < n; i += 3) spoilt.data.fill(Number.NaN, i * p, (i + 1) * p);
    const passes = rowPasses(x, some, mean);
    const here = passes.through(v);
    expect(rowPasses(spoilt, some, mean).through(v)).toEqual(here);
    expect(passes.through(v)).toEqual(here);
  });
});
