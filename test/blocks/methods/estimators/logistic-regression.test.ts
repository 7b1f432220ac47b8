/** Logistic regression: golden numbers of a tightly converged solver, the objective's own conditions, degenerate rows. */

import { describe, expect } from "vitest";
import { columnMeans, fromRows, type Matrix } from "../../../../blocks/contract/matrix.ts";
import { type LogisticState, logisticRegression } from "../../../../blocks/methods/estimators/logistic-regression.ts";
import { fc, it } from "../../../fixtures/property.ts";
import { golden, haveRealData, relativeError } from "../../../fixtures/real-data.ts";
import { classification, groups, labelled, orderEffect, refusalOf, winners } from "./examples.ts";

const fitOne = (x: Matrix, y: Parameters<typeof logisticRegression.fitPath>[1], C: number) =>
  logisticRegression.fitPath(x, y, [{ C }])[0] as unknown as LogisticState;
const predict = (x: Matrix, state: LogisticState) => logisticRegression.predict(x, JSON.parse(JSON.stringify(state)));

describe.each([
  ["meats-nir", "meats", "fat_label"],
  ["olive-oils-ftir", "olive-oils", "country"],
] as const)("logistic regression on %s", (set, file, label) => {
  describe.skipIf(!haveRealData(set) || !haveRealData(file))("against the reference", () => {
    it("agrees in the probabilities, for two classes and for four", () => {
      const { y } = labelled(set, label);
      const expected = golden(file).logistic_on_pca10;
      const x = fromRows(expected.scores as number[][]);
      const state = fitOne(x, y, 1);
      expect(relativeError(predict(x, state).data, expected.probabilities.flat())).toBeLessThan(1e-6);
      // The golden coefficients of two classes are one row less its own mean: zeros, and nothing to compare with.
      if (expected.coefficients_centred.length > 1) {
        const byVariable = Array.from({ length: 10 }, (_, j) =>
          expected.coefficients_centred.map((row: number[]) => row[j]),
        );
        expect(relativeError(state.coefficients, byVariable.flat())).toBeLessThan(1e-6);
      }
    });
  });
});

describe("logistic regression", () => {
  it.each([
    [2, 30, 4],
    [3, 40, 6],
    [3, 18, 90],
  ])("ends where the penalty balances the misfit (%i classes, %i × %i)", (k, n, p) => {
    const { x, y } = groups(11, n, p, k, 0.4);
    const { codes } = y as { codes: Int32Array };
    const state = fitOne(x, y, 0.7);
    expect(state.converged).toBe(true);
    expect(state.gradient).toBeLessThan(1e-8);
    // Stationarity in the document's objective: coefficient = C · Σ (x − mean)(y − probability); Σ (y − probability) = 0.
    const { data } = predict(x, state);
    const mean = columnMeans(x);
    for (let c = 0; c < k; c++) {
      const rest = Array.from(codes, (code, i) => (code === c ? 1 : 0) - data[i * k + c]);
      expect(Math.abs(rest.reduce((sum, value) => sum + value, 0))).toBeLessThan(1e-7);
      for (let j = 0; j < p; j++) {
        const pull = rest.reduce((sum, value, i) => sum + value * (x.data[i * p + j] - mean[j]), 0);
        expect(Math.abs(state.coefficients[j * k + c] - 0.7 * pull)).toBeLessThan(1e-7);
      }
    }
  });

  it("reports the objective its probabilities and coefficients have", () => {
    const { x, y } = groups(12, 30, 5, 3, 0.5);
    const { codes } = y as { codes: Int32Array };
    const state = fitOne(x, y, 2);
    const { data } = predict(x, state);
    const entropy = codes.reduce((sum, code, i) => sum - Math.log(data[3 * i + code]), 0);
    const penalty = state.coefficients.reduce((sum, value) => sum + value * value, 0) / 4;
    expect(state.objective).toBeCloseTo(entropy + penalty, 10);
  });

  it("gives an entry of a path the bytes it has alone", () => {
    const { x, y } = groups(13, 24, 30, 3);
    const states = logisticRegression.fitPath(x, y, [{ C: 0.1 }, { C: 10 }, { C: 1 }]);
    expect(states.map((state) => JSON.stringify(state))).toEqual(
      [0.1, 10, 1].map((C) => JSON.stringify(fitOne(x, y, C))),
    );
  });

  it("is the same model through the rows as through the columns", () => {
    const { x, y } = groups(14, 20, 19, 2, 0.3);
    // The same columns and as many of zeros: more variables than rows, but nothing new in them.
    const padded = fromRows(
      Array.from({ length: 20 }, (_, i) => [...x.data.subarray(19 * i, 19 * i + 19), ...new Array(19).fill(0)]),
    );
    const narrow = fitOne(x, y, 5);
    const wide = fitOne(padded, y, 5);
    expect(relativeError(predict(padded, wide).data, predict(x, narrow).data)).toBeLessThan(1e-8);
    expect(relativeError(wide.coefficients.slice(0, 38), narrow.coefficients)).toBeLessThan(1e-7);
  });

  it("says so when the iterations it may make are too few", () => {
    const { x, y } = groups(15, 30, 5, 2, 0.2);
    const [state] = logisticRegression.fitPath(x, y, [{ C: 100, max_iterations: 1 }]) as unknown as LogisticState[];
    expect(state).toMatchObject({ converged: false, iterations: 1 });
    expect(state.gradient).toBeGreaterThan(1e-8);
  });

  it("converges on classes no line is needed between, however weak the penalty", () => {
    const { x, y } = groups(16, 40, 60, 3, 3);
    expect(fitOne(x, y, 1e6)).toMatchObject({ converged: true });
    expect(winners(predict(x, fitOne(x, y, 1e6)))).toEqual(Array.from((y as { codes: Int32Array }).codes));
  });

  it("stands variables as large as detector counts, and constant and repeated ones", () => {
    const { x, y } = groups(17, 30, 4, 2, 0.5);
    const counts = fromRows(
      Array.from({ length: 30 }, (_, i) => [...x.data.subarray(4 * i, 4 * i + 4), x.data[4 * i], 7]),
    );
    for (let at = 0; at < counts.data.length; at++) counts.data[at] *= 1e5;
    const state = fitOne(counts, y, 1);
    expect(state.converged).toBe(true);
    expect(state.coefficients.slice(10, 12)).toEqual([0, 0]);
    expect(relativeError(state.coefficients.slice(8, 10), state.coefficients.slice(0, 2))).toBeLessThan(1e-5);
  });

  it("gives a class without training rows the probability 0 and the others what they have without it", () => {
    const { x, y } = groups(18, 24, 6, 2);
    const { codes } = y as { codes: Int32Array };
    const three = fitOne(
      x,
      classification(
        Array.from(codes, (code) => 2 * code),
        3,
      ),
      1,
    );
    const scores = predict(x, three).data;
    expect(scores.filter((_, at) => at % 3 === 1)).toEqual(new Float64Array(24));
    expect(scores.filter((_, at) => at % 3 !== 1)).toEqual(predict(x, fitOne(x, y, 1)).data);
  });

  it("refuses one class", () => {
    expect(refusalOf(() => fitOne(groups(19, 6, 3, 2).x, classification([2, 2, 2, 2, 2, 2], 3), 1))).toMatchObject({
      code: "FS3601",
      facts: { have: 1, need: 2 },
    });
  });

  it.prop([fc.integer({ min: 1, max: 1e9 }), fc.constantFrom(5, 30)], { numRuns: 15 })(
    "does not depend on the order of rows or classes",
    (seed, p) => {
      expect(orderEffect((x, y, of) => predict(of, fitOne(x, y, 1)).data, seed, p)).toBeLessThan(1e-9);
    },
  );
});
