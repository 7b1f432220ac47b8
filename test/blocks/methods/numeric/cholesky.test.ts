/** Cholesky: factors give back what they were made from, solutions solve, and rank shows. */

import { describe, expect } from "vitest";
import { fromRows, matrix } from "../../../../blocks/contract/matrix.ts";
import {
  cholesky,
  choleskySolve,
  pivotedCholesky,
  throughPivots,
} from "../../../../blocks/methods/numeric/cholesky.ts";
import { gram } from "../../../../blocks/methods/numeric/gram.ts";
import { rowBasis } from "../../../../blocks/methods/numeric/row-basis.ts";
import { times, transposedTimes } from "../../../../blocks/methods/numeric/vectors.ts";
import { fc, it } from "../../../fixtures/property.ts";
import { uneven } from "./uneven.ts";

const farthest = (a: Float64Array, b: Float64Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
const seeds = fc.integer({ min: 1, max: 1e9 });

describe("cholesky", () => {
  it.prop([seeds, fc.integer({ min: 1, max: 12 })], { numRuns: 30 })(
    "gives the matrix back and solves with it",
    (seed, m) => {
      const a = gram(uneven(m, m + 5, seed));
      const factor = cholesky(a);
      expect(farthest(gram(factor).data, a.data)).toBeLessThan(1e-14);
      const b = Float64Array.from({ length: m }, (_, i) => Math.sin(i + seed));
      expect(farthest(times(a, choleskySolve(factor, b.slice())), b)).toBeLessThan(1e-9);
    },
  );

  it("refuses a matrix that is not positive definite", () => {
    expect(() =>
      cholesky(
        fromRows([
          [1, 2],
          [2, 1],
        ]),
      ),
    ).toThrow(RangeError);
    expect(() => cholesky(fromRows([[0]]))).toThrow(RangeError);
  });
});

describe("pivoted cholesky", () => {
  it.prop([seeds, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })], { numRuns: 30 })(
    "gives the matrix back with as many columns as its rank",
    (seed, n, rank) => {
      const a = gram(uneven(n, rank, seed));
      const { factor, pivots } = pivotedCholesky(a);
      expect(factor.cols).toBe(Math.min(n, rank));
      expect(new Set(pivots).size).toBe(factor.cols);
      expect(farthest(gram(factor).data, a.data)).toBeLessThan(1e-13);
    },
  );

  it("takes the first of equal pivots, and none of zeros", () => {
    expect(
      Array.from(
        pivotedCholesky(
          fromRows([
            [2, 0],
            [0, 2],
          ]),
        ).pivots,
      ),
    ).toEqual([0, 1]);
    expect(pivotedCholesky(matrix(3, 3)).factor.cols).toBe(0);
  });

  it.prop([seeds], { numRuns: 20 })("carries weights over its factor to the rows", (seed) => {
    const x = uneven(8, 20, seed);
    const factored = pivotedCholesky(gram(x));
    const v = Float64Array.from({ length: 8 }, (_, k) => Math.cos(k + seed));
    const w = transposedTimes(x, throughPivots(factored, v));
    expect(farthest(times(x, w), times(factored.factor, v))).toBeLessThan(1e-11);
  });
});

describe("row basis", () => {
  it.each([
    [6, 4],
    [6, 6],
    [6, 25],
  ])("keeps products with rows and the length of weights (%i × %i)", (n, p) => {
    const x = uneven(n, p, 9);
    const { z, weights } = rowBasis(x);
    expect(z.cols).toBe(Math.min(n, p));
    const v = Float64Array.from({ length: z.cols }, (_, k) => Math.cos(k));
    const w = weights(v);
    expect(w).toHaveLength(p);
    expect(farthest(times(x, w), times(z, v))).toBeLessThan(1e-12);
    expect(
      Math.abs(w.reduce((s, value) => s + value * value, 0) - v.reduce((s, value) => s + value * value, 0)),
    ).toBeLessThan(1e-12);
  });
});
