/** Gram: products of rows, and the promise that an entry depends on its two rows alone. */

import { describe, expect } from "vitest";
import { fromRows, type Matrix, matrix, row, takeRows } from "../../../../blocks/contract/matrix.ts";
import { stream } from "../../../../blocks/contract/stream.ts";
import { gram, rowProducts, transpose } from "../../../../blocks/methods/numeric/gram.ts";
import { simdKernel } from "../../../../blocks/methods/numeric/simd/products.ts";
import { fc, it } from "../../../fixtures/property.ts";
import { realSpectra } from "../../../fixtures/real-data.ts";

const matrices = (p: number) =>
  fc
    .array(fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: p, maxLength: p }), {
      minLength: 1,
      maxLength: 9,
    })
    .map((rows) => fromRows(rows));
const plainProduct = (x: Matrix, i: number, y: Matrix, j: number) =>
  row(x, i).reduce((sum, value, k) => sum + value * row(y, j)[k], 0);

function uneven(rows: number, cols: number, seed: number): Matrix {
  const draw = stream("products", seed);
  return matrix(
    rows,
    cols,
    Float64Array.from({ length: rows * cols }, () => 1000 * (draw.uniform() - 0.3)),
  );
}
const isSame = (a: Matrix, b: Matrix) => a.data.every((value, at) => Object.is(value, b.data[at]));

describe("products of rows", () => {
  it.prop([fc.integer({ min: 1, max: 7 }).chain((p) => fc.tuple(matrices(p), matrices(p)))], { numRuns: 50 })(
    "are sums of products, for even and odd numbers of rows and columns",
    ([x, y]) => {
      const products = rowProducts(x, y);
      for (let i = 0; i < x.rows; i++) {
        for (let j = 0; j < y.rows; j++) {
          expect(Math.abs(products.data[i * y.rows + j] - plainProduct(x, i, y, j))).toBeLessThan(1e-11);
        }
      }
    },
  );

  it.prop([fc.integer({ min: 1, max: 7 }).chain(matrices)], { numRuns: 50 })(
    "of some rows are a part of those of all, bit by bit",
    (x) => {
      const all = gram(x);
      expect(rowProducts(x, x).data).toEqual(all.data);
      const some = Array.from({ length: x.rows }, (_, i) => i).filter((i) => i % 3 !== 1);
      const part = gram(takeRows(x, some));
      some.forEach((i, a) => {
        some.forEach((j, b) => {
          expect(part.data[a * some.length + b]).toBe(all.data[i * x.rows + j]);
        });
      });
    },
  );

  // Around the sizes of panels, blocks of rows and pairs of columns.
  it.each([
    [1, 1, 1],
    [5, 3, 6],
    [129, 61, 333],
    [130, 260, 1001],
    [258, 258, 1030],
    [6, 9, 41_000],
  ])("have the same bits by SIMD as without: %i rows, %i rows, %i columns", (n, m, p) => {
    const simd = simdKernel();
    if (simd === null) throw new Error("Node 20 and later have SIMD on every processor we test on");
    const [x, y] = [uneven(n, p, 1), uneven(m, p, 2)];
    expect(isSame(rowProducts(x, y, simd), rowProducts(x, y, null))).toBe(true);
    expect(isSame(gram(x, simd), gram(x, null))).toBe(true);
    expect(isSame(gram(x), gram(x, null))).toBe(true);
  });

  it("of real spectra have the same bits by SIMD as without", () => {
    const { spectra } = realSpectra("meats-nir");
    expect(isSame(gram(spectra), gram(spectra, null))).toBe(true);
  });

  it("refuse rows of different lengths", () => {
    expect(() => rowProducts(matrix(2, 3), matrix(2, 4))).toThrow(RangeError);
  });

  it("transposed twice are as before", () => {
    const x = fromRows([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(Array.from(transpose(x).data)).toEqual([1, 4, 2, 5, 3, 6]);
    expect(transpose(transpose(x))).toEqual(x);
  });
});
