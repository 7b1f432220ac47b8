/** Linear SVC: one support vector problem a class against the rest, squared hinge loss; its scores are decision values. */

import { z } from "zod";
import { estimator } from "../../contract/estimator.ts";
import { type Matrix, matrix } from "../../contract/matrix.ts";
import { Refusal } from "../../contract/refusal.ts";
import { words } from "../../contract/words.ts";
import { centre } from "../numeric/centre.ts";
import { gram, rowProducts, transpose } from "../numeric/gram.ts";
import { columnSpace, fitSquaredHinge, type HingeSpace, rowSpace } from "../numeric/squared-hinge.ts";
import { plain, transposedTimes } from "../numeric/vectors.ts";
import { oneOrMany, penaltyInverse } from "./options.ts";
import { type ClassResponse, classResponse } from "./response.ts";

export interface SvcState {
  readonly C: number;
  readonly classes: number;
  /** p × m, row-major: a column a class, or for two classes one column, that of code 1 against code 0. */
  readonly coefficients: readonly number[];
  /** Length m. */
  readonly intercepts: readonly number[];
  /** By column: Newton steps, value of the objective, rows with y·d < 1, and whether the minimum was reached. */
  readonly iterations: readonly number[];
  readonly objective: readonly number[];
  readonly support: readonly number[];
  readonly converged: boolean;
}

export const linearSvc = estimator<SvcState>({
  name: "linear-svc",
  title: words("Linear SVC"),
  task: "classification",
  logits: "twice-decision",
  options: z
    .strictObject({
      C: oneOrMany(penaltyInverse).default(1).describe("inverse strength of the penalty; a list is a grid"),
    })
    .describe(
      "A linear support vector classifier, one class against the rest: looks for the widest margin between classes.",
    ),
  tunable: ["C"],
  fitPath(x, y, path) {
    const response = classResponse(y);
    // Called for its refusal of values that are not finite.
    centre(x);
    const inColumns = x.cols < x.rows;
    const space = inColumns ? columnSpace(x) : rowSpace(gram(x));
    return path.map(({ C }) => fitOne(x, inColumns, space, response, Number(C)));
  },
  predict: decisionValues,
  complexity: (options) => Number(options.C),
  importance: (state) => ({ coefficients: coefficientsOf(state) }),
});

function fitOne(
  x: Matrix,
  inColumns: boolean,
  space: HingeSpace,
  { codes, classes }: ClassResponse,
  c: number,
): SvcState {
  const positives = classes === 2 ? [1] : Array.from({ length: classes }, (_, code) => code);
  const fits = positives.map((code) =>
    solve(
      space,
      Float64Array.from(codes, (of) => (of === code ? 1 : -1)),
      c,
    ),
  );
  const weights = fits.map(({ theta }) => (inColumns ? theta.slice(0, -1) : transposedTimes(x, theta)));
  const coefficients = new Float64Array(x.cols * fits.length);
  weights.forEach((values, k) => {
    values.forEach((value, j) => {
      coefficients[j * fits.length + k] = value;
    });
  });
  return {
    C: c,
    classes,
    coefficients: plain(coefficients),
    intercepts: plain(
      fits.map(({ theta }) => (inColumns ? theta[x.cols] : theta.reduce((sum, value) => sum + value, 0))),
    ),
    iterations: fits.map(({ iterations }) => iterations),
    objective: fits.map(({ objective }) => objective),
    support: fits.map(({ support }) => support),
    converged: fits.every(({ converged }) => converged),
  };
}

function solve(space: HingeSpace, y: Float64Array, c: number) {
  try {
    return fitSquaredHinge(space, y, c);
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal("FS5102", { C: c }, { option: ["C"] });
    throw error;
  }
}

/** A column a class; of two classes the one is the other with its sign turned, as their scores are. p × K. */
function coefficientsOf({ classes, coefficients, intercepts }: SvcState): Matrix {
  const all = Float64Array.from(coefficients);
  const p = all.length / intercepts.length;
  if (intercepts.length > 1) return matrix(p, classes, all);
  return matrix(
    p,
    2,
    Float64Array.from({ length: 2 * p }, (_, at) => (at % 2 === 0 ? -1 : 1) * all[Math.floor(at / 2)]),
  );
}

function decisionValues(x: Matrix, state: SvcState): Matrix {
  const m = state.intercepts.length;
  const products = rowProducts(x, transpose(matrix(x.cols, m, Float64Array.from(state.coefficients))));
  const result = matrix(x.rows, state.classes);
  for (let i = 0; i < x.rows; i++) {
    for (let k = 0; k < m; k++) {
      const value = products.data[i * m + k] + state.intercepts[k];
      if (m > 1) result.data[i * m + k] = value;
      else result.data.set([-value, value], 2 * i);
    }
  }
  return result;
}
