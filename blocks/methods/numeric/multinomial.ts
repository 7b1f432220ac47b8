/** Multinomial: the penalised logistic objective, minimised by Newton steps, direct for few parameters, else by conjugate gradients. */
import type { Matrix } from "../../contract/matrix.ts";
import { iteratedDirection } from "./multinomial-iterated.ts";
import { columnPairs, factoredDirection, hessianFactor, isDirect } from "./multinomial-newton.ts";
import {
  contrastsOf,
  inner,
  linear,
  ofClasses,
  ofContrasts,
  type Point,
  type Problem,
  pulledBack,
} from "./multinomial-problem.ts";
import { addTo } from "./vectors.ts";

export interface MultinomialFit {
  /** One vector a contrast of classes (`ofClasses` gives one a class): r weights, then the intercept. */
  readonly parameters: readonly Float64Array[];
  readonly iterations: number;
  readonly objective: number;
  /** Largest absolute element of the gradient. */
  readonly gradient: number;
  readonly converged: boolean;
}

export interface Multinomial {
  /** K × (K − 1): what turns parameters into vectors of the classes. */
  readonly contrasts: Matrix;
  /**
   * The minimum for one C. From zero weights it depends on nothing but the problem.
   *
   * @param from parameters to begin at, of fits with a C nearby or guessed from such: fewer steps to the same minimum. Of several
   * those with the smallest objective are taken; none: zero weights
   */
  fit(c: number, maxIterations: number, from?: readonly (readonly Float64Array[])[]): MultinomialFit;
}

/**
 * Minimises cross-entropy summed over rows + ½/C · Σ weights² over classes, intercepts not penalised. Converged where no element
 * of the gradient exceeds 1e-8, or the rounding of the sums it is made of (1e-14 of the largest column sum of |z|) where that is
 * more. What is the same for every C is made once.
 *
 * @param z n × r, centred
 * @param codes 0…K−1, each with rows
 * @param classes K, at least 2
 * @see Lin, Weng, Keerthi 2008, "Trust region Newton method for large-scale logistic regression", JMLR 9:627;
 *      Nocedal, Wright 2006, Numerical Optimization, algorithm 7.1
 */
export function multinomial(z: Matrix, codes: Int32Array, classes: number): Multinomial {
  const contrasts = contrastsOf(classes);
  const pairs = isDirect({ z, contrasts }) ? columnPairs(z) : null;
  const tolerance = Math.max(1e-8, 1e-14 * largestColumnSum(z));
  return {
    contrasts,
    fit: (c, maxIterations, from = []) =>
      minimise({ z, codes, contrasts, penalty: 1 / c }, pairs, tolerance, maxIterations, from),
  };
}

function minimise(
  problem: Problem,
  pairs: Matrix | null,
  tolerance: number,
  maxIterations: number,
  from: readonly (readonly Float64Array[])[],
): MultinomialFit {
  let at = (from.length === 0 ? [start(problem)] : from)
    .map((parameters) => evaluate(problem, parameters))
    .reduce((best, one) => (one.objective < best.objective ? one : best));
  let gradient = gradientAt(problem, at);
  let size = largest(gradient);
  const first = Math.max(size, tolerance);
  let iterations = 0;
  // The direct way goes on once more where the gradient is only just small: Newton's last step takes it far below, and the flat
  // directions of a large C are then as exact as the others.
  const aim = pairs === null ? tolerance : tolerance / 100;
  let isLast = false;
  while (size > aim && iterations < maxIterations && !isLast) {
    isLast = size <= tolerance;
    const factor = pairs && hessianFactor(problem, at, pairs);
    const direction =
      factor === null
        ? iteratedDirection(problem, at, gradient, Math.min(0.1, Math.sqrt(size / first)))
        : factoredDirection(factor, gradient);
    const next = search(problem, at, direction, gradient);
    if (next === null) break;
    const left = gradientAt(problem, next);
    if (isLast && largest(left) > size) break;
    at = next;
    gradient = left;
    size = largest(left);
    iterations++;
  }
  const { parameters, objective } = at;
  return { parameters, iterations, objective, gradient: size, converged: size <= tolerance };
}

/** Zero weights and the intercepts that give every class its share of the rows. */
function start({ z, codes, contrasts }: Problem): Float64Array[] {
  const counts = new Float64Array(contrasts.rows);
  for (const code of codes) counts[code]++;
  const logs = Array.from(counts, (count) => Float64Array.of(Math.log(count)));
  return ofContrasts(contrasts, logs).map((intercept) => {
    const vector = new Float64Array(z.cols + 1);
    vector[z.cols] = intercept[0];
    return vector;
  });
}

function evaluate(problem: Problem, parameters: readonly Float64Array[], moved = linear(problem.z, parameters)): Point {
  const { codes, contrasts, penalty, z } = problem;
  const probabilities = ofClasses(contrasts, moved);
  const classes = contrasts.rows;
  let objective = 0;
  for (let i = 0; i < codes.length; i++) {
    const own = probabilities[codes[i]][i];
    let top = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < classes; k++) top = Math.max(top, probabilities[k][i]);
    let sum = 0;
    for (let k = 0; k < classes; k++) {
      const odds = Math.exp(probabilities[k][i] - top);
      probabilities[k][i] = odds;
      sum += odds;
    }
    for (let k = 0; k < classes; k++) probabilities[k][i] /= sum;
    objective += Math.log(sum) + top - own;
  }
  for (const vector of parameters) for (let j = 0; j < z.cols; j++) objective += 0.5 * penalty * vector[j] * vector[j];
  return { parameters, linear: moved, probabilities, objective };
}

function gradientAt({ z, codes, contrasts, penalty }: Problem, { parameters, probabilities }: Point): Float64Array[] {
  const residuals = ofContrasts(contrasts, probabilities);
  return residuals.map((values, j) => {
    for (let i = 0; i < codes.length; i++) values[i] -= contrasts.data[codes[i] * contrasts.cols + j];
    const out = pulledBack(z, values);
    for (let a = 0; a < z.cols; a++) out[a] += penalty * parameters[j][a];
    return out;
  });
}

/** The first of the steps 1, ½, ¼ … that lowers the objective enough; null where rounding lets none. */
function search(
  problem: Problem,
  at: Point,
  direction: readonly Float64Array[],
  gradient: readonly Float64Array[],
): Point | null {
  const slope = inner(direction, gradient);
  const moved = linear(problem.z, direction);
  const slack = 16 * Number.EPSILON * Math.abs(at.objective);
  for (let step = 1; step > 1e-12; step /= 2) {
    const along = (from: readonly Float64Array[], by: readonly Float64Array[]) =>
      from.map((v, k) => addTo(v.slice(), by[k], step));
    const next = evaluate(problem, along(at.parameters, direction), along(at.linear, moved));
    if (next.objective <= at.objective + 1e-4 * step * slope + slack) return next;
  }
  return null;
}

function largest(vectors: readonly Float64Array[]): number {
  return vectors.reduce((most, v) => v.reduce((top, value) => Math.max(top, Math.abs(value)), most), 0);
}

function largestColumnSum(z: Matrix): number {
  const sums = new Float64Array(z.cols);
  for (let at = 0; at < z.data.length; at++) sums[at % z.cols] += Math.abs(z.data[at]);
  return sums.reduce((top, value) => Math.max(top, value), 0);
}
