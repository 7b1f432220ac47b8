/** PCA and its limits: golden numbers, what components are on any data, limits against their definitions. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { fromRows, type Matrix, matrix, takeRows } from "../../../../blocks/contract/matrix.ts";
import { gram, transpose } from "../../../../blocks/methods/numeric/gram.ts";
import * as limits from "../../../../blocks/methods/numeric/multivariate-limits.ts";
import { pca, pcaResiduals, pcaScores, rowSquares } from "../../../../blocks/methods/numeric/pca.ts";
import { fc, it } from "../../../fixtures/property.ts";
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
      // The reference's limit is Jackson's, a(n − 1)/(n − a)·F; that of new rows is larger by (n + 1)/n.
      const n = x.rows;
      expect(limits.t2NewLimit(n, expected.components, 0.95)).toBeCloseTo((expected.t2_limit_95_F * (n + 1)) / n, 9);
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

  const golden = JSON.parse(
    readFileSync(join(import.meta.dirname, "../../../fixtures/golden/multivariate-limits.json"), "utf8"),
  ) as {
    readonly t2: readonly { n: number; a: number; level: number; t2_fitted: number; t2_new: number }[];
    readonly q: readonly { q: number[]; level: number; limit: number; left_out: number }[];
  };

  it.each(golden.t2.map((one) => [one.a, one.n, one.level, one] as const))(
    "of T² for %d components on %d rows at %f are those of R, of fitted rows and of new ones",
    (a, n, level, { t2_fitted, t2_new }) => {
      expect(relativeError([limits.t2FittedLimit(n, a, level) ?? 0], [t2_fitted])).toBeLessThan(1e-10);
      expect(relativeError([limits.t2NewLimit(n, a, level) ?? 0], [t2_new])).toBeLessThan(1e-10);
    },
  );
  it.each(golden.q.map((one) => [one.q.length, one.level, one] as const))(
    "of Q from %d values at %f are those of R, by chi-square and of those left out",
    (_, level, { q, limit, left_out }) => {
      expect(relativeError([limits.qLimit(Float64Array.from(q), level)], [limit])).toBeLessThan(1e-10);
      expect(limits.leftOutLimit(q, level)).toBe(left_out);
    },
  );
  it.each([
    [20, 5, 0.99, 11.3],
    [20, 5, 0.95, 9.3],
    [20, 5, 1 - 0.01 / 20, 13.8],
  ])(
    "let one of %d fitted rows lie beyond them: with %d components at %f the limit is %f, and 18.05 can be had",
    (n, a, level, limit) => {
      expect(limits.t2FittedLimit(n, a, level)).toBeCloseTo(limit, 1);
      expect(limits.t2FittedLimit(n, a, level)).toBeLessThan(((n - 1) * (n - 1)) / n);
    },
  );
  it("are none where there are no more rows than components and one", () => {
    expect([limits.t2FittedLimit(6, 5, 0.95), limits.t2NewLimit(6, 5, 0.95)]).toEqual([null, null]);
    expect(limits.t2FittedLimit(7, 5, 0.95)).toBeGreaterThan(0);
  });
  it.each([
    [20, 19],
    [26, 25],
    [27, 26],
    [100, 95],
  ])("of %d left-out values are the %dth smallest", (m, k) => {
    expect(
      limits.leftOutLimit(
        Float64Array.from({ length: m }, (_, i) => m - i),
        0.95,
      ),
    ).toBe(k);
  });
  it("are not taken from fewer than 20 left-out values", () => {
    expect(limits.leftOutLimit(new Float64Array(19), 0.95)).toBeNull();
  });

  it.each([0.9, 0.95, 0.99])("hold about %d of new and of fitted normal rows, T² and Q", (level) => {
    const [x, fresh] = [normal(2, 400, 15), normal(3, 4000, 15)];
    const model = pca(x, 3);
    const scores = pcaScores(x, model);
    const left = (rows: Matrix) => rowSquares(pcaResiduals(rows, model, pcaScores(rows, model)));
    const within = (values: Float64Array, limit: number | null) =>
      values.filter((value) => value <= (limit ?? 0)).length / values.length;
    const t2 = limits.hotellingT2(pcaScores(fresh, model), model.variances);
    // Three standard errors of a share of 4,000, and the error of limits estimated on 400 rows.
    const slack = 0.02 * Math.sqrt((1 - level) / 0.05);
    expect(Math.abs(within(t2, limits.t2NewLimit(400, 3, level)) - level)).toBeLessThan(slack);
    expect(Math.abs(within(left(fresh), limits.qLimit(left(x), level)) - level)).toBeLessThan(slack);
    const own = limits.hotellingT2(scores, model.variances);
    expect(Math.abs(within(own, limits.t2FittedLimit(400, 3, level)) - level)).toBeLessThan(2 * slack);
  });
  it("hold the share they say of fitted rows also where rows are few, as the limit for new rows does not", () => {
    const t2 = Array.from({ length: 400 }, (_, k) => {
      const x = normal(100 + k, 12, 15);
      const model = pca(x, 3);
      return limits.hotellingT2(pcaScores(x, model), model.variances)[0];
    });
    const beyond = (limit: number | null) => t2.filter((value) => value > (limit ?? 0)).length / t2.length;
    expect(Math.abs(beyond(limits.t2FittedLimit(12, 3, 0.9)) - 0.1)).toBeLessThan(0.045);
    expect(beyond(limits.t2NewLimit(12, 3, 0.9))).toBeLessThan(0.01);
  });

  it("of Q are 0 where a model leaves nothing, and the value where Q is constant", () => {
    expect(limits.qLimit(new Float64Array(5), 0.95)).toBe(0);
    expect(limits.qLimit(Float64Array.of(2, 2, 2), 0.95)).toBe(2);
  });

  it("give leverage from T²: 1/n at the mean", () => {
    expect(Array.from(limits.leverage(Float64Array.of(0, 8), 5))).toEqual([0.2, 2.2]);
  });
});
