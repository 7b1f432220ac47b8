/** Logistic regression: multinomial, with an L2 penalty on the coefficients; its scores are probabilities. */

import { z } from "zod";
import { estimator, type OptionValues } from "../../contract/estimator.ts";
import { type Matrix, matrix } from "../../contract/matrix.ts";
import { words } from "../../contract/words.ts";
import { centre, less } from "../numeric/centre.ts";
import { rowProducts, transpose } from "../numeric/gram.ts";
import { type Multinomial, multinomial } from "../numeric/multinomial.ts";
import { ofClasses } from "../numeric/multinomial-problem.ts";
import { type RowBasis, rowBasis } from "../numeric/row-basis.ts";
import { plain } from "../numeric/vectors.ts";
import { oneOrMany, penaltyInverse } from "./options.ts";
import { type ClassResponse, classResponse } from "./response.ts";

export interface LogisticState {
  readonly C: number;
  /** All classes, also those without training rows: they have coefficients 0 and probability 0. */
  readonly classes: number;
  /** Codes that had training rows, ascending. */
  readonly present: readonly number[];
  readonly xMean: readonly number[];
  /** p × K, row-major; over the classes present they sum to 0. */
  readonly coefficients: readonly number[];
  /** Length K, at the mean of the training rows. */
  readonly intercepts: readonly number[];
  readonly iterations: number;
  readonly objective: number;
  /** Largest absolute element of the objective's gradient where the iteration ended. */
  readonly gradient: number;
  /** False where `max_iterations` ended it before the gradient came down to 1e-8. */
  readonly converged: boolean;
}

export const logisticRegression = estimator<LogisticState>({
  name: "logistic-regression",
  title: words("Logistic regression"),
  task: "classification",
  logits: "log-probability",
  options: z
    .strictObject({
      C: oneOrMany(penaltyInverse).default(1).describe("inverse strength of the penalty; a list is a grid"),
      penalty: z.literal("l2").default("l2").describe("half the sum of squared coefficients over C"),
      max_iterations: z
        .int()
        .min(1)
        .max(10000)
        .default(100)
        .describe("Newton steps at most; stopping earlier than converged is a warning"),
    })
    .describe("Multinomial logistic regression with an L2 penalty: gives each class a probability."),
  tunable: ["C"],
  fitPath(x, y, path) {
    const response = classResponse(y);
    const { x: xc, mean } = centre(x);
    const basis = rowBasis(xc);
    const problem = problemOf(basis, response);
    return path.map((options) => fitOne(problem, basis, mean, response, options).state);
  },
  /** From one C to the next larger, each begun where the one before ended, or farther on the way it was going, whichever is better. */
  compare(x, y, path, others) {
    const response = classResponse(y);
    const { x: xc, mean } = centre(x);
    const basis = rowBasis(xc);
    const problem = problemOf(basis, response);
    const scores = new Map<number, Matrix>();
    const ends: End[] = [];
    for (const k of path.map((_, at) => at).sort((a, b) => Number(path[a].C) - Number(path[b].C))) {
      const logC = Math.log(Number(path[k].C));
      const { state, parameters } = fitOne(problem, basis, mean, response, path[k], beginnings(ends, logC));
      ends.push({ logC, parameters });
      scores.set(k, predictProbabilities(others, state));
    }
    return path.map((_, k) => scores.get(k) as Matrix);
  },
  predict: predictProbabilities,
  probabilities: (scores) => scores,
  complexity: (options) => Number(options.C),
  /** Of the log odds, up to what all classes share. */
  importance: ({ xMean, classes, coefficients }) => ({
    coefficients: matrix(xMean.length, classes, Float64Array.from(coefficients)),
  }),
});

/** Where a fit of the path ended. */
interface End {
  readonly logC: number;
  readonly parameters: readonly Float64Array[];
}

/** Where the last fit ended, and what the straight line through the last two comes to at this C. */
function beginnings(ends: readonly End[], logC: number): (readonly Float64Array[])[] {
  const [earlier, last] = ends.length < 2 ? [undefined, ends.at(-1)] : ends.slice(-2);
  if (last === undefined) return [];
  if (earlier === undefined || !(last.logC > earlier.logC)) return [last.parameters];
  const share = (logC - last.logC) / (last.logC - earlier.logC);
  const onwards = last.parameters.map((vector, k) =>
    vector.map((value, j) => value + share * (value - earlier.parameters[k][j])),
  );
  return [last.parameters, onwards];
}

/** Among the classes that have rows. */
const problemOf = ({ z }: RowBasis, { codes, present }: ClassResponse): Multinomial =>
  multinomial(
    z,
    codes.map((code) => present.indexOf(code)),
    present.length,
  );

function fitOne(
  problem: Multinomial,
  basis: RowBasis,
  mean: Float64Array,
  { classes, present }: ClassResponse,
  options: OptionValues,
  from: readonly (readonly Float64Array[])[] = [],
): { readonly state: LogisticState; readonly parameters: readonly Float64Array[] } {
  const c = Number(options.C);
  const fit = problem.fit(c, Number(options.max_iterations ?? 100), from);
  const weights = ofClasses(
    problem.contrasts,
    fit.parameters.map((vector) => basis.weights(vector.slice(0, -1))),
  );
  const intercepts = ofClasses(
    problem.contrasts,
    fit.parameters.map((vector) => vector.slice(-1)),
  );
  const coefficients = new Float64Array(mean.length * classes);
  const allIntercepts = new Float64Array(classes);
  present.forEach((code, k) => {
    weights[k].forEach((value, j) => {
      coefficients[j * classes + code] = value;
    });
    allIntercepts[code] = intercepts[k][0];
  });
  const { iterations, objective, gradient, converged } = fit;
  const state: LogisticState = {
    ...{
      C: c,
      classes,
      present,
      xMean: plain(mean),
      coefficients: plain(coefficients),
      intercepts: plain(allIntercepts),
    },
    ...{ iterations, objective, gradient, converged },
  };
  return { state, parameters: fit.parameters };
}

function predictProbabilities(x: Matrix, state: LogisticState): Matrix {
  const k = state.classes;
  const coefficients = transpose(matrix(x.cols, k, Float64Array.from(state.coefficients)));
  const { data } = rowProducts(less(x, Float64Array.from(state.xMean)), coefficients);
  const result = matrix(x.rows, k);
  for (let start = 0; start < data.length; start += k) {
    const logit = (code: number) => data[start + code] + state.intercepts[code];
    const top = state.present.reduce((most, code) => Math.max(most, logit(code)), Number.NEGATIVE_INFINITY);
    let sum = 0;
    for (const code of state.present) sum += Math.exp(logit(code) - top);
    for (const code of state.present) result.data[start + code] = Math.exp(logit(code) - top) / sum;
  }
  return result;
}
