/** Eigen: all and leading eigenvectors against ml-matrix and against what eigenvectors are. */

import { EigenvalueDecomposition, Matrix as MlMatrix } from "ml-matrix";
import { describe, expect } from "vitest";
import { fromRows, type Matrix, matrix } from "../../../../blocks/contract/matrix.ts";
import { type Eigen, leadingEigen, symmetricEigen } from "../../../../blocks/methods/numeric/eigen.ts";
import { gram, rowProducts } from "../../../../blocks/methods/numeric/gram.ts";
import { fc, it } from "../../../fixtures/property.ts";
import { uneven } from "./uneven.ts";

/** XXᵀ of n × p uneven numbers, column j weighted by `weight(j)`. */
function products(n: number, p: number, weight: (j: number) => number, seed = 1): Matrix {
  const x = uneven(n, p, seed);
  for (let at = 0; at < n * p; at++) x.data[at] *= weight(at % p);
  return gram(x);
}

/** Largest departure from A·v = λ·v (by the largest λ) and from VVᵀ = 1. */
function departure(a: Matrix, { values, vectors }: Eigen): number {
  const images = rowProducts(vectors, a);
  const identity = gram(vectors);
  let worst = 0;
  for (let j = 0; j < vectors.rows; j++) {
    for (let i = 0; i < a.rows; i++) {
      const at = j * a.rows + i;
      worst = Math.max(worst, Math.abs(images.data[at] - values[j] * vectors.data[at]) / (values[0] || 1));
    }
    for (let k = 0; k < vectors.rows; k++) {
      worst = Math.max(worst, Math.abs(identity.data[j * vectors.rows + k] - (j === k ? 1 : 0)));
    }
  }
  return worst;
}

describe("all eigenvectors", () => {
  it.prop([fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 1e6 })], {
    numRuns: 30,
  })("are orthonormal, have their values, and these are those of ml-matrix", (n, p, seed) => {
    const a = products(n, p, () => 1, seed);
    const eigen = symmetricEigen(a);
    expect(departure(a, eigen)).toBeLessThan(1e-13);
    const theirs = new EigenvalueDecomposition(
      new MlMatrix(Array.from({ length: n }, (_, i) => Array.from(a.data.subarray(i * n, i * n + n)))),
    );
    const sorted = Float64Array.from(theirs.realEigenvalues).sort().reverse();
    for (let j = 0; j < n; j++) expect(Math.abs(eigen.values[j] - sorted[j])).toBeLessThan(1e-13 * sorted[0]);
  });

  it.each([
    [
      "zeros",
      [
        [0, 0],
        [0, 0],
      ],
      [0, 0],
    ],
    ["one number", [[-3]], [-3]],
    [
      "a diagonal",
      [
        [1, 0, 0],
        [0, 3, 0],
        [0, 0, 2],
      ],
      [3, 2, 1],
    ],
    [
      "equal values",
      [
        [2, 0],
        [0, 2],
      ],
      [2, 2],
    ],
    [
      "a swap",
      [
        [0, 1],
        [1, 0],
      ],
      [1, -1],
    ],
  ])("of %s are right to the last bits", (_, rows, values) => {
    const eigen = symmetricEigen(fromRows(rows as number[][]));
    (values as number[]).forEach((value, j) => {
      expect(Math.abs(eigen.values[j] - value)).toBeLessThan(1e-15);
    });
  });

  it("of a matrix with NaN are refused", () => {
    expect(() =>
      symmetricEigen(
        fromRows([
          [1, 2],
          [2, Number.NaN],
        ]),
      ),
    ).toThrow(RangeError);
  });
});

describe("leading eigenvectors", () => {
  it.each([
    ["fall quickly", (j: number) => Math.exp(-j / 3), 5],
    ["come in pairs", (j: number) => Math.exp(-Math.floor(j / 2)), 4],
    ["lie close together (all are computed)", () => 1, 10],
    ["are fewer than are wanted", (j: number) => (j < 3 ? 1 : 0), 6],
  ])("are those of the whole decomposition where values %s", (_, weight, k) => {
    const a = products(150, 200, weight);
    const leading = leadingEigen(a, k);
    const all = symmetricEigen(a);
    expect(leading.vectors.rows).toBe(k);
    expect(departure(a, leading)).toBeLessThan(1e-13);
    for (let j = 0; j < k; j++) expect(Math.abs(leading.values[j] - all.values[j])).toBeLessThan(1e-13 * all.values[0]);
  });

  it("are the same bytes every time", () => {
    const a = products(140, 30, (j) => Math.exp(-j));
    expect(leadingEigen(a, 3)).toEqual(leadingEigen(a, 3));
  });
});

describe("leading eigenvectors of a large matrix", () => {
  /** A matrix with these eigenvalues, turned by two reflections so that no axis is an eigenvector. */
  function withValues(values: readonly number[]): Matrix {
    const m = values.length;
    const a = matrix(m, m);
    values.forEach((value, i) => {
      a.data[i * m + i] = value;
    });
    for (const step of [0.7, 1.3]) {
      const unit = Float64Array.from({ length: m }, (_, i) => ((i * step) % 1) - 0.5);
      const square = unit.reduce((sum, value) => sum + value * value, 0);
      const reflect = (from: (i: number, j: number) => number) => {
        const out = matrix(m, m);
        for (let i = 0; i < m; i++) {
          let overlap = 0;
          for (let j = 0; j < m; j++) overlap += from(i, j) * unit[j];
          for (let j = 0; j < m; j++) out.data[i * m + j] = from(i, j) - (2 * overlap * unit[j]) / square;
        }
        return out;
      };
      const once = reflect((i, j) => a.data[i * m + j]);
      const twice = reflect((i, j) => once.data[j * m + i]);
      a.data.set(twice.data);
    }
    return a;
  }
  const falling = (m: number) => Array.from({ length: m }, (_, i) => 1 / (1 + i * i));

  it.each([
    ["that fall off", falling(200)],
    [
      "that lie close together behind a few large ones",
      [9, 4, 1, ...Array.from({ length: 197 }, (_, i) => 1e-3 * (1 - i / 400))],
    ],
    ["of which the largest stands twice", [1, 1, ...falling(198).map((value) => value / 2)]],
    ["of which the last wanted stands three times", [4, 3, 2, 1, 1, 1, ...falling(194).map((value) => value / 3)]],
    ["that are all the same", new Array<number>(160).fill(2)],
    ["of which four are not zero", [4, 3, 2, 1, ...new Array<number>(150).fill(0)]],
  ])("are found where there are values %s", (_, values) => {
    const a = withValues(values);
    const found = leadingEigen(a, 5);
    expect(departure(a, found)).toBeLessThan(1e-12);
    const expected = [...values].sort((x, y) => y - x).slice(0, 5);
    found.values.forEach((value, j) => {
      expect(Math.abs(value - expected[j])).toBeLessThan(1e-12 * expected[0]);
    });
  });

  it("are found where the largest stands twice and all others are gone before rounding could show it", () => {
    const a = withValues([1, 1, 1e-3, 1e-6, ...new Array<number>(150).fill(0)]);
    const { values } = leadingEigen(a, 2);
    expect(Math.abs(values[1] - 1)).toBeLessThan(1e-12);
  });

  it.each([
    ["fall off", falling(200)],
    ["lie close together", [9, 4, 1, ...Array.from({ length: 197 }, (_, i) => 1e-3 * (1 - i / 400))]],
  ])("are found without all of them where values %s", (_, values) => {
    const a = withValues(values);
    const all = symmetricEigen(a).vectors.data.subarray(0, 200);
    const first = leadingEigen(a, 5).vectors.data.subarray(0, 200);
    // Two ways to one vector end in other last bits; the same bits would be the same way.
    expect(first.some((value, i) => Math.abs(value) !== Math.abs(all[i]))).toBe(true);
  });
});
