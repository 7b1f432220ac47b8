/** PLS regression: golden numbers of R's kernel PLS, distances and degenerate targets. */
import { describe, expect, it } from "vitest";
import { takeRows } from "../../../../blocks/contract/matrix.ts";
import { plsRegression } from "../../../../blocks/methods/estimators/pls-regression.ts";
import { type PlsState, plsDistances } from "../../../../blocks/methods/estimators/pls-state.ts";
import { golden, haveRealData, relativeError } from "../../../fixtures/real-data.ts";
import { leaveOut, line, measured, refusalOf, regression } from "./examples.ts";

describe.each([
  ["meats-nir", "meats", "fat", "fold"],
  ["pufa-raman", "pufa", "pufa_percent_of_fat", "sample_id"],
] as const)("pls-regression on %s", (set, file, target, part) => {
  describe.skipIf(!haveRealData(set) || !haveRealData(file))("against R", () => {
    const load = () => {
      const expected = golden(file).pls_regression_on_snv;
      return { example: measured(set, target), expected, most: expected.rmsecv_by_components.length as number };
    };

    it("agrees in the predictions of rows left out and their RMSECV and R², for every number of components", () => {
      const { example, expected, most } = load();
      const observed = (example.y as { target: Float64Array }).target;
      const path = Array.from({ length: most }, (_, a) => ({ components: a + 1 }));
      const predicted = leaveOut(plsRegression, example, example.column(part), path);
      expect(relativeError(predicted[most - 1].data, expected.cv_predictions_at_ncomp)).toBeLessThan(1e-9);
      const mean = observed.reduce((sum, value) => sum + value, 0) / observed.length;
      const total = observed.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
      const press = predicted.map(({ data }) =>
        observed.reduce((sum, value, i) => sum + (value - data[i]) * (value - data[i]), 0),
      );
      expect(
        relativeError(
          press.map((p) => Math.sqrt(p / observed.length)),
          expected.rmsecv_by_components,
        ),
      ).toBeLessThan(1e-9);
      expect(
        relativeError(
          press.map((p) => 1 - p / total),
          expected.r2cv_by_components,
        ),
      ).toBeLessThan(1e-9);
    });

    it("agrees in coefficients and VIP of the fit on all rows", () => {
      const { example, expected, most } = load();
      const [state] = plsRegression.fitPath(example.x, example.y, [{ components: most }]);
      const importance = plsRegression.importance?.(state);
      expect(relativeError(importance?.coefficients.data ?? [], expected.coefficients_full_fit)).toBeLessThan(1e-9);
      expect(relativeError(importance?.vip ?? [], expected.vip_full_fit)).toBeLessThan(1e-9);
    });
  });
});

describe("pls-regression", () => {
  it("is least squares where it has as many components as variables", () => {
    const { x, y } = line(3, 40, 2);
    const [state] = plsRegression.fitPath(x, y, [{ components: 2 }]);
    const observed = (y as { target: Float64Array }).target;
    const rest = plsRegression.predict(x, state).data.map((value, i) => value - observed[i]);
    for (const j of [0, 1])
      expect(Math.abs(rest.reduce((sum, r, i) => sum + r * x.data[2 * i + j], 0))).toBeLessThan(1e-12);
    expect(Math.abs(rest.reduce((sum, r) => sum + r, 0))).toBeLessThan(1e-12);
  });

  it("lets the first score rise with the target", () => {
    const { x, y } = line(4, 30, 5);
    const { target } = y as { target: Float64Array };
    for (const sign of [1, -1]) {
      const turned = target.map((value) => sign * value);
      const [state] = plsRegression.fitPath(x, regression(Array.from(turned)), [
        { components: 1 },
      ]) as unknown as PlsState[];
      const { scores } = plsDistances(x, state);
      expect(scores.data.reduce((sum, score, i) => sum + score * turned[i], 0)).toBeGreaterThan(0);
    }
  });

  it("stores what T², Q and leverage are made of", () => {
    const { x, y } = line(5, 25, 60);
    const [state] = plsRegression.fitPath(x, y, [{ components: 4 }]) as unknown as PlsState[];
    const { t2, q, leverage, scores } = plsDistances(x, JSON.parse(JSON.stringify(state)));
    expect(scores.cols).toBe(4);
    // Over the training rows T² sums to a(n − 1) and leverage to a + 1, exactly where the scores are those of the fit.
    expect(t2.reduce((sum, value) => sum + value, 0)).toBeCloseTo(4 * 24, 9);
    expect(leverage.reduce((sum, value) => sum + value, 0)).toBeCloseTo(5, 9);
    const [full] = plsRegression.fitPath(x, y, [{ components: 24 }]) as unknown as PlsState[];
    expect(Math.max(...plsDistances(x, full).q)).toBeLessThan(1e-18 + 1e-12 * Math.max(...q));
  });

  it("does not look at rows it is not given", () => {
    const { x, y } = line(6, 30, 50);
    const training = Array.from({ length: 20 }, (_, i) => i);
    const fitAgain = () =>
      JSON.stringify(
        plsRegression.fitPath(
          takeRows(x, training),
          regression(Array.from((y as { target: Float64Array }).target.slice(0, 20))),
          [{ components: 3 }],
        ),
      );
    const before = fitAgain();
    for (let at = 20 * 50; at < 30 * 50; at++) x.data[at] = 1e6 * at;
    expect(fitAgain()).toBe(before);
  });

  it("refuses a target that is the same in all rows, and one that is no number, by its row", () => {
    const { x } = line(7, 4, 3);
    expect(refusalOf(() => plsRegression.fitPath(x, regression([2, 2, 2, 2]), [{ components: 1 }]))).toMatchObject({
      code: "FS3602",
    });
    expect(
      refusalOf(() => plsRegression.fitPath(x, regression([2, 1, Number.NaN, 2]), [{ components: 1 }])),
    ).toMatchObject({
      code: "FS3605",
      facts: { row: 3 },
    });
  });
});
