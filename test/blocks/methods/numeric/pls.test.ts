/** PLS: what its components are on any data. */

import { describe, expect } from "vitest";
import { fromRows, matrix } from "../../../../blocks/contract/matrix.ts";
import { gram, transpose } from "../../../../blocks/methods/numeric/gram.ts";
import { kernelPls, plsCoefficients, plsRotations, plsScores, plsVip } from "../../../../blocks/methods/numeric/pls.ts";
import { fc, it } from "../../../fixtures/property.ts";
import { measured } from "../estimators/examples.ts";
import { uneven } from "./uneven.ts";

const shapes = fc.record({
  seed: fc.integer({ min: 1, max: 1e9 }),
  n: fc.integer({ min: 6, max: 25 }),
  p: fc.integer({ min: 5, max: 60 }),
  k: fc.integer({ min: 1, max: 4 }),
});

describe("kernel PLS", () => {
  it.prop([shapes], { numRuns: 40 })(
    "has orthogonal scores, unit weights and the sums of squares it says",
    ({ seed, n, p, k }) => {
      const x = uneven(n, p, seed);
      const a = Math.min(5, n - 1, p);
      const model = kernelPls(x, uneven(n, k, seed + 1), a);
      expect(model.weights).toHaveLength(a);
      const products = gram(transpose(plsScores(x, model, a)));
      for (let c = 0; c < a; c++) {
        expect(Math.abs(products.data[c * a + c] / model.scoreSquares[c] - 1)).toBeLessThan(1e-10);
        expect(Math.abs(model.weights[c].reduce((sum, w) => sum + w * w, 0) - 1)).toBeLessThan(1e-12);
        for (let d = 0; d < c; d++) {
          expect(
            Math.abs(products.data[c * a + d]) / Math.sqrt(model.scoreSquares[c] * model.scoreSquares[d]),
          ).toBeLessThan(1e-9);
        }
      }
    },
  );

  it.prop([shapes], { numRuns: 20 })(
    "keeps its first components whatever is asked for behind them",
    ({ seed, n, p, k }) => {
      const [x, y] = [uneven(n, p, seed), uneven(n, k, seed + 1)];
      const [few, many] = [kernelPls(x, y, 2), kernelPls(x, y, 4)];
      expect(many.rotations.slice(0, 2)).toEqual(few.rotations);
      expect(plsCoefficients(many, 2)).toEqual(plsCoefficients(few, 2));
    },
  );

  it.prop([shapes], { numRuns: 20 })(
    "has a VIP whose mean square is 1, and rotations that follow from what is stored",
    ({ seed, n, p, k }) => {
      const model = kernelPls(uneven(n, p, seed), uneven(n, k, seed + 1), 4);
      const a = model.weights.length;
      expect(plsVip(model, a).reduce((sum, v) => sum + v * v, 0) / p).toBeCloseTo(1, 10);
      plsRotations(model.weights, model.loadings).forEach((rotation, c) => {
        const scale = Math.max(...model.rotations[c].map(Math.abs));
        rotation.forEach((value, j) => {
          expect(Math.abs(value - model.rotations[c][j])).toBeLessThan(1e-9 * scale);
        });
      });
    },
  );

  it.prop([shapes, fc.integer({ min: 1, max: 4 })], { numRuns: 30 })(
    "stops at the rank of the rows",
    ({ seed, n, p, k }, rank) => {
      const [left, right] = [uneven(n, rank, seed), uneven(rank, p, seed + 7)];
      const x = matrix(n, p);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < p; j++)
          for (let r = 0; r < rank; r++) x.data[i * p + j] += left.data[i * rank + r] * right.data[r * p + j];
      }
      expect(kernelPls(x, uneven(n, k, seed + 1), 50).weights).toHaveLength(rank);
    },
  );

  it("has no component where nothing varies together", () => {
    expect(kernelPls(fromRows([[1], [1], [1]]), fromRows([[1], [2], [3]]), 1).weights).toHaveLength(0);
    expect(kernelPls(fromRows([[1], [-1], [1], [-1]]), fromRows([[1], [1], [-1], [-1]]), 1).weights).toHaveLength(0);
    expect(kernelPls(fromRows([[1]]), fromRows([[1]]), 1).weights).toHaveLength(0);
  });

  it.prop([shapes], { numRuns: 20 })("has a positive largest weight for several responses", ({ seed, n, p }) => {
    for (const weight of kernelPls(uneven(n, p, seed), uneven(n, 3, seed + 1), 4).weights) {
      expect(Math.max(...weight)).toBe(Math.max(...weight.map(Math.abs)));
    }
  });

  it("keeps scores orthogonal over eighty components of spectra that are all alike", () => {
    const { x, y } = measured("meats-nir", "fat");
    const model = kernelPls(x, matrix(x.rows, 1, (y as { target: Float64Array }).target), 80);
    const products = gram(transpose(plsScores(x, model, 80)));
    let worst = 0;
    for (let c = 0; c < 80; c++) {
      for (let d = 0; d < c; d++) {
        const overlap = Math.abs(products.data[c * 80 + d]) / Math.sqrt(model.scoreSquares[c] * model.scoreSquares[d]);
        worst = Math.max(worst, overlap);
      }
    }
    expect(worst).toBeLessThan(1e-10);
  });

  it("has the sign of the response for one response", () => {
    const x = fromRows([
      [-2, 1],
      [-1, 0],
      [0, 1],
      [3, -2],
    ]);
    const y = [4, 3, 2, 1];
    expect(kernelPls(x, fromRows(y.map((v) => [v])), 1).weights[0][0]).toBeLessThan(0);
  });
});
