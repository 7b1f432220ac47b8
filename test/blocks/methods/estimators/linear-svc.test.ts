/** Linear SVC: golden numbers of liblinear's objective, its optimality conditions, degenerate rows. */

import { describe, expect } from "vitest";
import type { Response } from "../../../../blocks/contract/estimator.ts";
import { fromRows, type Matrix, takeRows } from "../../../../blocks/contract/matrix.ts";
import { linearSvc, type SvcState } from "../../../../blocks/methods/estimators/linear-svc.ts";
import { fc, it } from "../../../fixtures/property.ts";
import { golden, haveRealData, relativeError } from "../../../fixtures/real-data.ts";
import { classification, groups, labelled, orderEffect, refusalOf } from "./examples.ts";

const fitOne = (x: Matrix, y: Response, C: number) => linearSvc.fitPath(x, y, [{ C }])[0] as unknown as SvcState;
const predict = (x: Matrix, state: SvcState) => linearSvc.predict(x, JSON.parse(JSON.stringify(state)));

describe.each([
  ["meats-nir", "meats", "fat_label"],
  ["olive-oils-ftir", "olive-oils", "country"],
] as const)("linear SVC on %s", (set, file, label) => {
  describe.skipIf(!haveRealData(set) || !haveRealData(file))("against liblinear", () => {
    it("agrees in the decision values, for two classes and for four", () => {
      const { y } = labelled(set, label);
      const x = fromRows(golden(file).logistic_on_pca10.scores as number[][]);
      const state = fitOne(x, y, 1);
      const { data } = predict(x, state);
      const expected: number[] = golden(file).linear_svc_on_pca10.decision.flat();
      expect(state.converged).toBe(true);
      expect(relativeError(state.classes === 2 ? data.filter((_, at) => at % 2 === 1) : data, expected)).toBeLessThan(
        1e-9,
      );
    });

    it("agrees with dual coordinate descent on the spectra themselves, more variables than rows or not", () => {
      const { x, y } = labelled(set, label);
      const { codes } = y as { codes: Int32Array };
      const state = fitOne(x, y, 1e-4);
      const signs = Float64Array.from(codes, (code) => (code === 1 ? 1 : -1));
      const column = predict(x, state).data.filter((_, at) => at % state.classes === 1);
      expect(relativeError(column, dualCoordinateDescent(x, signs, 1e-4))).toBeLessThan(1e-6);
    });
  });
});

describe("linear SVC", () => {
  it.each([
    [30, 4, 1],
    [20, 80, 1],
    [20, 80, 1e4],
    [50, 3, 1e-6],
    [50, 3, 1e6],
  ])("ends where the weights balance the hinge (%i × %i, C %d)", (n, p, C) => {
    const { x, y } = groups(21, n, p, 3, 0.4);
    const { codes } = y as { codes: Int32Array };
    const state = fitOne(x, y, C);
    expect(state.converged).toBe(true);
    const { data } = predict(x, state);
    for (let k = 0; k < 3; k++) {
      const pull = Array.from(codes, (code, i) => {
        const sign = code === k ? 1 : -1;
        return 2 * C * sign * Math.max(0, 1 - sign * data[3 * i + k]);
      });
      const size = Math.max(...pull.map(Math.abs)) * n;
      expect(Math.abs(state.intercepts[k] - pull.reduce((sum, value) => sum + value, 0))).toBeLessThan(1e-8 * size);
      for (let j = 0; j < p; j++) {
        const sum = pull.reduce((total, value, i) => total + value * x.data[i * p + j], 0);
        expect(Math.abs(state.coefficients[3 * j + k] - sum)).toBeLessThan(1e-8 * size);
      }
    }
  });

  it("gives two classes one decision value, as the scores −d and d", () => {
    const { x, y } = groups(22, 20, 5, 2);
    const state = fitOne(x, y, 1);
    const { data } = predict(x, state);
    expect(state.intercepts).toHaveLength(1);
    for (let i = 0; i < 20; i++) expect(data[2 * i]).toBe(-data[2 * i + 1]);
    expect(data[3]).toBeGreaterThan(0);
  });

  it("penalises the intercept: far from the origin, a weak C cannot afford one", () => {
    const x = fromRows([[0], [0], [0], [0]]);
    const state = fitOne(x, classification([1, 1, 1, 0], 2), 0.5);
    // ½b² + ½(3(1 − b)² + (1 + b)²) is least at b = 2/5; without the penalty it would be 1/2.
    expect(state.intercepts[0]).toBeCloseTo(0.4, 14);
  });

  it("gives an entry of a path the bytes it has alone", () => {
    const { x, y } = groups(23, 24, 30, 3);
    const states = linearSvc.fitPath(x, y, [{ C: 0.1 }, { C: 10 }, { C: 1 }]);
    expect(states.map((state) => JSON.stringify(state))).toEqual(
      [0.1, 10, 1].map((C) => JSON.stringify(fitOne(x, y, C))),
    );
  });

  it("predicts the same bytes after its state went through JSON", () => {
    const { x, y } = groups(24, 24, 30, 3);
    const state = fitOne(x, y, 1);
    expect(predict(x, state).data).toEqual(linearSvc.predict(x, state as never).data);
  });

  it("is the same model through the rows as through the columns", () => {
    const { x, y } = groups(25, 20, 12, 3, 0.3);
    const padded = fromRows(
      Array.from({ length: 20 }, (_, i) => [...x.data.subarray(12 * i, 12 * i + 12), ...new Array(19).fill(0)]),
    );
    expect(relativeError(predict(padded, fitOne(padded, y, 3)).data, predict(x, fitOne(x, y, 3)).data)).toBeLessThan(
      1e-9,
    );
  });

  it("puts a class without training rows on the side of no", () => {
    const { x, y } = groups(26, 30, 6, 2);
    const state = fitOne(
      x,
      classification(
        Array.from((y as { codes: Int32Array }).codes, (code) => 2 * code),
        3,
      ),
      1,
    );
    const { data } = predict(x, state);
    for (let i = 0; i < 30; i++) expect(data[3 * i + 1]).toBeLessThan(Math.max(data[3 * i], data[3 * i + 2]));
    for (let i = 0; i < 30; i++) expect(data[3 * i + 1]).toBeLessThan(-0.5);
  });

  it("stands repeated rows, one sample in a class and constant variables", () => {
    const { x } = groups(27, 6, 40, 3);
    const rows = [0, 0, 0, 1, 1, 4, 2];
    const y = classification([0, 0, 0, 1, 1, 1, 2], 3);
    const repeated = takeRows(x, rows);
    for (let i = 0; i < 7; i++) repeated.data[40 * i + 3] = 5;
    const state = fitOne(repeated, y, 100);
    expect(state.converged).toBe(true);
    const { data } = predict(repeated, state);
    expect(Array.from(data.subarray(0, 3))).toEqual(Array.from(data.subarray(3, 6)));
  });

  it("refuses one class, values that are no numbers, and numbers so large that the penalty is lost in rounding", () => {
    const { x, y } = groups(28, 8, 20, 2);
    expect(refusalOf(() => fitOne(x, classification(new Array(8).fill(0), 2), 1))).toMatchObject({ code: "FS3601" });
    const huge = takeRows(x, [0, 1, 2, 3, 0, 1, 2, 3]);
    for (let at = 0; at < huge.data.length; at++) huge.data[at] *= 1e12;
    expect(refusalOf(() => fitOne(huge, y, 1))).toMatchObject({ code: "FS5102", facts: { C: 1 } });
    x.data[21] = Number.POSITIVE_INFINITY;
    expect(refusalOf(() => fitOne(x, y, 1))).toMatchObject({ code: "FS3604", facts: { row: 2, column: 2 } });
  });

  it.prop([fc.integer({ min: 1, max: 1e9 }), fc.constantFrom(5, 30)], { numRuns: 15 })(
    "does not depend on the order of rows or classes",
    (seed, p) => {
      expect(orderEffect((x, y, of) => predict(of, fitOne(x, y, 1)).data, seed, p)).toBeLessThan(1e-9);
    },
  );
});

/** A second opinion by other means: Hsieh et al. 2008, "A dual coordinate descent method for large-scale linear SVM", L2 loss. */
function dualCoordinateDescent(x: Matrix, y: Float64Array, C: number): Float64Array {
  const { rows: n, cols: p, data } = x;
  const product = (i: number, j: number) => {
    let sum = 1;
    for (let k = 0; k < p; k++) sum += data[i * p + k] * data[j * p + k];
    return sum;
  };
  const kernel = Array.from({ length: n }, (_, i) => Float64Array.from({ length: n }, (_, j) => product(i, j)));
  const alpha = new Float64Array(n);
  const outputs = new Float64Array(n);
  for (let sweep = 0; sweep < 1000; sweep++) {
    for (let i = 0; i < n; i++) {
      const slope = y[i] * outputs[i] - 1 + alpha[i] / (2 * C);
      const next = Math.max(0, alpha[i] - slope / (kernel[i][i] + 0.5 / C));
      const change = y[i] * (next - alpha[i]);
      alpha[i] = next;
      if (change !== 0) for (let j = 0; j < n; j++) outputs[j] += change * kernel[i][j];
    }
  }
  return outputs;
}
