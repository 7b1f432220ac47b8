/** Second opinions: where the packages of npm agree with our estimators, and what still keeps us from using them. */
import { Matrix as MlMatrix } from "ml-matrix";
import { PLS } from "ml-pls";
import { describe, expect, it } from "vitest";
import { fromRows, type Matrix, matrix } from "../../../../blocks/contract/matrix.ts";
import { logisticRegression } from "../../../../blocks/methods/estimators/logistic-regression.ts";
import { plsRegression } from "../../../../blocks/methods/estimators/pls-regression.ts";
import { type PlsState, plsDistances } from "../../../../blocks/methods/estimators/pls-state.ts";
import { relativeError } from "../../../fixtures/real-data.ts";
import { classification, measured, noise, winners } from "./examples.ts";

const nested = ({ rows, cols, data }: Matrix) =>
  Array.from({ length: rows }, (_, i) => Array.from(data.subarray(i * cols, (i + 1) * cols)));

describe("ml-pls 4.4.1 on fat in meats", () => {
  const fitBoth = (components: number) => {
    const { x, y } = measured("meats-nir", "fat");
    const { target } = y as { target: Float64Array };
    const [state] = plsRegression.fitPath(x, y, [{ components }]);
    // Its types ask for a model it does not need; it must not get our arrays, because it writes on what it is given.
    const Construct = PLS as unknown as new (options: object) => PLS;
    const theirs = new Construct({ latentVectors: components, scale: false, tolerance: 1e-12 });
    const centred = (values: Matrix) => {
      const columns = new MlMatrix(nested(values));
      return columns.subRowVector(columns.mean("column"));
    };
    const rows = centred(x);
    theirs.train(rows.clone(), centred(matrix(x.rows, 1, target)).clone());
    return { x, target, state: state as unknown as PlsState, ours: plsRegression.predict(x, state).data, theirs, rows };
  };
  const rmse = (a: ArrayLike<number>, b: ArrayLike<number>) => {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
    return Math.sqrt(sum / a.length);
  };

  it("has our scores and what we leave of the target while it fits", () => {
    const { x, target, state, ours, theirs } = fitBoth(6);
    const rest = target.map((value, i) => value - ours[i]);
    expect(relativeError(theirs.F?.to1DArray() ?? [], rest)).toBeLessThan(1e-6);
    const { scores } = plsDistances(x, state);
    for (let c = 0; c < 6; c++) {
      const mine = Array.from({ length: x.rows }, (_, i) => scores.data[6 * i + c]);
      const other = theirs.T?.getColumn(c) ?? [];
      const product = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0);
      expect(Math.abs(product(mine, other)) / Math.sqrt(product(mine, mine) * product(other, other))).toBeCloseTo(1, 8);
    }
  });

  it("still predicts the very rows it was fitted on by other coefficients: when this fails, look at the decision again", () => {
    const { target, ours, theirs, rows } = fitBoth(10);
    const weights = theirs.PBQ as MlMatrix;
    const mean = target.reduce((sum, value) => sum + value / target.length, 0);
    const predicted = rows
      .mmul(weights)
      .to1DArray()
      .map((value) => value + mean);
    expect(rmse(ours, target)).toBeLessThan(2);
    expect(rmse(predicted, target)).toBeGreaterThan(5);
  });

  it("still predicts wrongly by its own defaults (RMSEC 11.1), and still changes what it is given", () => {
    const { x, target } = fitBoth(1);
    const Construct = PLS as unknown as new (options: object) => PLS;
    const theirs = new Construct({ latentVectors: 10 });
    const column = Array.from(target, (value) => [value]);
    theirs.train(nested(x), column);
    const given = new MlMatrix(nested(x));
    expect(rmse(theirs.predict(given).to1DArray(), target)).toBeCloseTo(11.1, 1);
    expect(given.get(0, 0)).not.toBe(x.data[0]);
  });
});

describe("ml-logistic-regression 2.0.0", async () => {
  // @ts-expect-error the package has no types
  const { default: Theirs } = await import("ml-logistic-regression");
  const overlapping = () => {
    const draw = noise(5);
    const codes = Array.from({ length: 60 }, (_, i) => i % 2);
    const x = fromRows(codes.map((code) => [draw() * 4 + (code - 0.5), draw() * 4]));
    // Every point is there with its mirror image in the other class: the best intercept is 0.
    return {
      x: fromRows([...nested(x), ...nested(x).map((r) => r.map((v) => -v))]),
      codes: [...codes, ...codes.map((c) => 1 - c)],
    };
  };
  const theirWinners = (x: Matrix, codes: number[]): number[] => {
    const theirs = new Theirs({ numSteps: 2000, learningRate: 5e-3 });
    theirs.train(new MlMatrix(nested(x)), MlMatrix.columnVector(codes));
    return theirs.predict(new MlMatrix(nested(x)));
  };
  const ourWinners = (x: Matrix, codes: number[]) => {
    const [state] = logisticRegression.fitPath(x, classification(codes, 2), [{ C: 1e6 }]);
    return winners(logisticRegression.predict(x, state));
  };

  it("agrees where no intercept is needed and the penalty is negligible", () => {
    const { x, codes } = overlapping();
    expect(theirWinners(x, codes)).toEqual(ourWinners(x, codes));
  });

  it("still has no intercept: the same points elsewhere get other classes; when this fails, look at the decision again", () => {
    const { x, codes } = overlapping();
    const moved = matrix(
      x.rows,
      2,
      x.data.map((value) => value + 20),
    );
    expect(ourWinners(moved, codes)).toEqual(ourWinners(x, codes));
    expect(theirWinners(moved, codes)).not.toEqual(theirWinners(x, codes));
  });
});
