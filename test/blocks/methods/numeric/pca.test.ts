/** PCA and its limits: golden numbers, what components are on any data, limits against their definitions. */
import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { fromRows, type Matrix, matrix, takeRows } from "../../../../blocks/contract/matrix.ts";
import { symmetricEigen } from "../../../../blocks/methods/numeric/eigen.ts";
import { gram, transpose } from "../../../../blocks/methods/numeric/gram.ts";
import * as limits from "../../../../blocks/methods/numeric/multivariate-limits.ts";
import { pca, pcaResiduals, pcaScores, rowSquares } from "../../../../blocks/methods/numeric/pca.ts";
import { golden, haveRealData, realSpectra, relativeError } from "../../../fixtures/real-data.ts";
import { groups, noise, refusalOf, snv } from "../estimators/examples.ts";

describe.each([
  ["meats-nir", "meats"],
  ["olive-oils-ftir", "olive-oils"],
  ["pufa-raman", "pufa"],
] as const)("PCA of %s", (set, file) => {
  describe.skipIf(!haveRealData(set) || !haveRealData(file))("against the reference", () => {
    it("agrees in scores up to sign, explained variance, T², Q and the limit of T²", () => {
      const x = snv(realSpectra(set).spectra);
      const expected = golden(file).pca_on_snv;
      const model = pca(x, expected.components);
      const scores = pcaScores(x, model);
      expect(relativeError(scores.data.map(Math.abs), expected.abs_scores.flat())).toBeLessThan(1e-9);
      expect(relativeError(pca(x, 10).explained, expected.explained_variance_ratio)).toBeLessThan(1e-9);
      expect(relativeError(limits.hotellingT2(scores, model.variances), expected.hotelling_t2)).toBeLessThan(1e-9);
      expect(relativeError(rowSquares(pcaResiduals(x, model, scores)), expected.q_residuals)).toBeLessThan(1e-9);
      expect(limits.t2Limit(x.rows, expected.components, 0.95)).toBeCloseTo(expected.t2_limit_95_F, 9);
    });
  });
});

describe("PCA", () => {
  const shapes = fc.record({
    seed: fc.integer({ min: 1, max: 1e9 }),
    n: fc.integer({ min: 5, max: 20 }),
    p: fc.integer({ min: 4, max: 30 }),
  });

  it.prop([shapes], { numRuns: 30 })(
    "has unit loadings with a positive largest element, and uncorrelated scores with its variances",
    ({ seed, n, p }) => {
      const { x } = groups(seed, n, p, 2);
      const model = pca(x, 3);
      const lengths = gram(model.loadings);
      const products = gram(transpose(pcaScores(x, model)));
      for (let c = 0; c < 3; c++) {
        const loading = Array.from(model.loadings.data.subarray(c * p, c * p + p));
        expect(Math.max(...loading)).toBe(Math.max(...loading.map(Math.abs)));
        expect(lengths.data[4 * c]).toBeCloseTo(1, 12);
        for (let d = 0; d < 3; d++) {
          expect(products.data[3 * c + d] / (n - 1)).toBeCloseTo(c === d ? model.variances[c] : 0, 11);
        }
      }
    },
  );

  it.prop([shapes], { numRuns: 20 })("is the same for the rows in another order", ({ seed, n, p }) => {
    const { x } = groups(seed, n, p, 2, 3);
    const turned = takeRows(
      x,
      Array.from({ length: n }, (_, i) => n - 1 - i),
    );
    expect(relativeError(pca(turned, 1).loadings.data, pca(x, 1).loadings.data)).toBeLessThan(1e-9);
  });

  it("explains everything with as many components as there are, and refuses one more", () => {
    const { x } = groups(3, 6, 9, 2);
    const model = pca(x, 5);
    expect(model.explained.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(Math.max(...rowSquares(pcaResiduals(x, model, pcaScores(x, model))))).toBeLessThan(1e-25);
    expect(refusalOf(() => pca(x, 6))).toMatchObject({ code: "FS5101", facts: { have: 5, need: 6 } });
  });

  it("counts repeated rows and collinear columns once", () => {
    const x = fromRows([
      [1, 2, 4],
      [1, 2, 4],
      [3, 0, 0],
      [3, 0, 0],
      [0, 1, 2],
    ]);
    expect(pca(x, 2).loadings.rows).toBe(2);
    expect(refusalOf(() => pca(x, 3))).toMatchObject({ code: "FS5101", facts: { have: 2 } });
  });

  it("refuses rows that are all the same, whatever their numbers", () => {
    expect(
      refusalOf(() =>
        pca(
          fromRows([
            [0.1, 0.3],
            [0.1, 0.3],
            [0.1, 0.3],
          ]),
          1,
        ),
      ),
    ).toMatchObject({ code: "FS3603" });
  });
});

describe("limits", () => {
  /** Rows of normal numbers (sums of twelve even ones) with three strong directions and an even rest. */
  function normal(seed: number, n: number, p: number): Matrix {
    const draw = noise(seed);
    const gauss = () => Array.from({ length: 12 }, draw).reduce((sum, value) => sum + value, 0);
    const x = matrix(n, p);
    for (let i = 0; i < n; i++) for (let j = 0; j < p; j++) x.data[i * p + j] = gauss() * (j < 3 ? 10 : 1 + j / p);
    return x;
  }

  it("of Q by moments are those by the eigenvalues of the residuals", () => {
    const x = normal(1, 40, 12);
    const model = pca(x, 3);
    const rest = pcaResiduals(x, model, pcaScores(x, model));
    const values = symmetricEigen(gram(transpose(rest))).values.map((value) => value / 39);
    const sum = (power: (value: number) => number) => values.reduce((total, value) => total + power(value), 0);
    expect(
      relativeError(limits.residualMoments(rest, 40), [sum((v) => v), sum((v) => v * v), sum((v) => v * v * v)]),
    ).toBeLessThan(1e-12);
  });

  it.each([0.9, 0.95, 0.99])("hold about %d of new normal rows, T², Q by moments and Q by values", (level) => {
    const [x, fresh] = [normal(2, 400, 15), normal(3, 4000, 15)];
    const model = pca(x, 3);
    const left = (rows: Matrix) => pcaResiduals(rows, model, pcaScores(rows, model));
    const within = (values: Float64Array, limit: number) =>
      values.filter((value) => value <= limit).length / values.length;
    const q = rowSquares(left(fresh));
    const t2 = limits.hotellingT2(pcaScores(fresh, model), model.variances);
    // Three standard errors of a share of 4,000, and the error of limits estimated on 400 rows.
    const slack = 0.02 * Math.sqrt((1 - level) / 0.05);
    expect(Math.abs(within(t2, limits.t2Limit(400, 3, level)) - level)).toBeLessThan(slack);
    expect(Math.abs(within(q, limits.qLimit(limits.residualMoments(left(x), 400), level)) - level)).toBeLessThan(slack);
    expect(Math.abs(within(q, limits.qLimitFromValues(rowSquares(left(x)), level)) - level)).toBeLessThan(slack);
  });

  it("of Q for one residual direction are those of a chi-square with one degree, as near as Jackson and Mudholkar come", () => {
    // θ = (v, v², v³): h = 1/3, and the limit is v·(1 − 2/9 + z·√(2/9))³, the Wilson–Hilferty cube.
    const z = 1.6448536269514722;
    const root = 1 - 2 / 9 + z * Math.sqrt(2 / 9);
    expect(limits.qLimit([2, 4, 8], 0.95)).toBeCloseTo(2 * root * root * root, 12);
  });

  it("are 0 where a model leaves nothing, infinite where it has as many components as rows, and the value where Q is constant", () => {
    expect(limits.qLimit([0, 0, 0], 0.95)).toBe(0);
    expect(limits.t2Limit(4, 4, 0.95)).toBe(Number.POSITIVE_INFINITY);
    expect(limits.qLimitFromValues(Float64Array.of(2, 2, 2), 0.95)).toBe(2);
  });

  it("fall back to a scaled chi-square where Jackson and Mudholkar's exponent is not positive", () => {
    // One large and very many small eigenvalues: h = 1 − 2·θ1·θ3/(3·θ2²) is far below 0.
    const moments: limits.Moments = [1 + 100, 1 + 0.01, 1 + 1e-6];
    const limit = limits.qLimit(moments, 0.95);
    expect(limit).toBeGreaterThan(101);
    expect(limit).toBeLessThan(101 + 4 * Math.sqrt(2 * 1.01));
  });

  it("give leverage from T²: 1/n at the mean", () => {
    expect(Array.from(limits.leverage(Float64Array.of(0, 8), 5))).toEqual([0.2, 2.2]);
  });
});
