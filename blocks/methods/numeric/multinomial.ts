/** Multinomial: the penalised logistic objective, minimised by Newton steps, direct for few parameters, else by conjugate gradients. */
import type { Matrix } from "../../contract/matrix.ts";
import { columnPairs, denseDirection, isDirect } from "./multinomial-newton.ts";
import type { Point, Problem } from "./multinomial-problem.ts";
import { addTo, dot, times, transposedTimes } from "./vectors.ts";

export interface MultinomialFit {
  /** One vector a free class: r weights, then the intercept. */
  readonly parameters: readonly Float64Array[];
  readonly iterations: number;
  readonly objective: number;
  /** Largest absolute element of the gradient. */
  readonly gradient: number;
  readonly converged: boolean;
}

/**
 * Minimises cross-entropy summed over rows + ½/C · Σ weights², intercepts not penalised. From zero weights the result depends
 * on nothing but the problem. Converged where no element of the gradient exceeds 1e-8, or the rounding of the sums it is made
 * of (1e-14 of the largest column sum of |z|) where that is more.
 *
 * @param z n × r, centred
 * @param codes 0…K−1, each with rows
 * @param from parameters to begin at, of a fit to the same rows with a C nearby: fewer steps to the same minimum; null: zero weights
 * @param classes K; for two the vectors are ±w/2, and w, the weights of the log odds of code 1, is what is solved for and given
 * @see Lin, Weng, Keerthi 2008, "Trust region Newton method for large-scale logistic regression", JMLR 9:627;
 *      Nocedal, Wright 2006, Numerical Optimization, algorithm 7.1
 */
export function fitMultinomial(
  z: Matrix,
  codes: Int32Array,
  classes: number,
  c: number,
  maxIterations: number,
  from: readonly Float64Array[] | null = null,
): MultinomialFit {
  const hasReference = classes === 2;
  const problem: Problem = {
    z,
    codes: hasReference ? codes.map((code) => code - 1) : codes,
    free: hasReference ? 1 : classes,
    hasReference,
    // Two vectors ±w/2 cost half of what w costs.
    penalty: hasReference ? 0.5 / c : 1 / c,
  };
  const tolerance = Math.max(1e-8, 1e-14 * largestColumnSum(z));
  let at = evaluate(problem, from ?? start(problem, classes));
  let gradient = gradientAt(problem, at);
  const first = Math.max(largest(gradient), tolerance);
  let iterations = 0;
  const pairs = isDirect(problem) ? columnPairs(z) : null;
  while (largest(gradient) > tolerance && iterations < maxIterations) {
    const forcing = Math.min(0.1, Math.sqrt(largest(gradient) / first));
    const direction =
      (pairs === null ? null : denseDirection(problem, at, gradient, pairs)) ??
      iteratedDirection(problem, at, gradient, forcing);
    const next = search(problem, at, direction, gradient);
    if (next === null) break;
    at = next;
    gradient = gradientAt(problem, at);
    iterations++;
  }
  const size = largest(gradient);
  return {
    parameters: at.parameters,
    iterations,
    objective: at.objective,
    gradient: size,
    converged: size <= tolerance,
  };
}

/** Zero weights and the intercepts that give every class its share of the rows. */
function start({ z, codes, free, hasReference }: Problem, classes: number): Float64Array[] {
  const counts = new Float64Array(classes);
  for (const code of codes) counts[hasReference ? code + 1 : code]++;
  const logs = counts.map(Math.log);
  const origin = hasReference ? logs[0] : logs.reduce((sum, value) => sum + value, 0) / classes;
  return Array.from({ length: free }, (_, k) => {
    const vector = new Float64Array(z.cols + 1);
    vector[z.cols] = logs[hasReference ? k + 1 : k] - origin;
    return vector;
  });
}

function linear(z: Matrix, parameters: readonly Float64Array[]): Float64Array[] {
  return parameters.map((vector) => {
    const out = times(z, vector.subarray(0, z.cols));
    for (let i = 0; i < out.length; i++) out[i] += vector[z.cols];
    return out;
  });
}

function evaluate(
  problem: Problem,
  parameters: readonly Float64Array[],
  logits = linear(problem.z, parameters),
): Point {
  const { codes, free, hasReference, penalty, z } = problem;
  const probabilities = logits.map((values) => new Float64Array(values.length));
  let objective = 0;
  for (let i = 0; i < codes.length; i++) {
    let top = hasReference ? 0 : Number.NEGATIVE_INFINITY;
    for (let k = 0; k < free; k++) top = Math.max(top, logits[k][i]);
    let sum = hasReference ? Math.exp(-top) : 0;
    for (let k = 0; k < free; k++) {
      probabilities[k][i] = Math.exp(logits[k][i] - top);
      sum += probabilities[k][i];
    }
    for (let k = 0; k < free; k++) probabilities[k][i] /= sum;
    objective += Math.log(sum) + top - (codes[i] < 0 ? 0 : logits[codes[i]][i]);
  }
  for (const vector of parameters) for (let j = 0; j < z.cols; j++) objective += 0.5 * penalty * vector[j] * vector[j];
  return { parameters, logits, probabilities, objective };
}

/** Zᵀ·values with the sum for the intercept behind. */
function pulledBack(z: Matrix, values: Float64Array): Float64Array {
  const out = new Float64Array(z.cols + 1);
  transposedTimes(z, values, out.subarray(0, z.cols));
  for (let i = 0; i < values.length; i++) out[z.cols] += values[i];
  return out;
}

function gradientAt({ z, codes, penalty }: Problem, { parameters, probabilities }: Point): Float64Array[] {
  return parameters.map((vector, k) => {
    const residuals = probabilities[k].slice();
    for (let i = 0; i < codes.length; i++) if (codes[i] === k) residuals[i] -= 1;
    const out = pulledBack(z, residuals);
    for (let j = 0; j < z.cols; j++) out[j] += penalty * vector[j];
    return out;
  });
}

function hessianTimes(
  { z, penalty, free }: Problem,
  { probabilities }: Point,
  direction: readonly Float64Array[],
): Float64Array[] {
  const moved = linear(z, direction);
  for (let i = 0; i < z.rows; i++) {
    let mean = 0;
    for (let k = 0; k < free; k++) mean += probabilities[k][i] * moved[k][i];
    for (let k = 0; k < free; k++) moved[k][i] = probabilities[k][i] * (moved[k][i] - mean);
  }
  return moved.map((values, k) => {
    const out = pulledBack(z, values);
    for (let j = 0; j < z.cols; j++) out[j] += penalty * direction[k][j];
    return out;
  });
}

/** Diagonal of the Hessian, never quite 0: what conjugate gradients are scaled by. */
function diagonalAt({ z, penalty }: Problem, { probabilities }: Point): Float64Array[] {
  return probabilities.map((values) => {
    const out = new Float64Array(z.cols + 1).fill(penalty);
    out[z.cols] = 1e-10;
    for (let i = 0; i < z.rows; i++) {
      const spread = values[i] * (1 - values[i]);
      for (let j = 0; j < z.cols; j++) out[j] += spread * z.data[i * z.cols + j] * z.data[i * z.cols + j];
      out[z.cols] += spread;
    }
    return out;
  });
}

/** Minus the inverse Hessian times the gradient, to a residual of `forcing` times the gradient. */
function iteratedDirection(
  problem: Problem,
  at: Point,
  gradient: readonly Float64Array[],
  forcing: number,
): Float64Array[] {
  const diagonal = diagonalAt(problem, at);
  const scaled = (vectors: readonly Float64Array[]) =>
    vectors.map((v, k) => v.map((value, j) => value / diagonal[k][j]));
  const direction = gradient.map((v) => new Float64Array(v.length));
  const residual = gradient.map((v) => v.map((value) => -value));
  let conditioned = scaled(residual);
  const search = conditioned.map((v) => v.slice());
  let product = inner(residual, conditioned);
  const enough = product * forcing * forcing;
  const steps = 50 + 4 * problem.free * (problem.z.cols + 1);
  for (let step = 0; step < steps && product > enough; step++) {
    const image = hessianTimes(problem, at, search);
    const curvature = inner(search, image);
    if (!(curvature > 0)) break;
    const length = product / curvature;
    for (let k = 0; k < search.length; k++) {
      addTo(direction[k], search[k], length);
      addTo(residual[k], image[k], -length);
    }
    conditioned = scaled(residual);
    const next = inner(residual, conditioned);
    search.forEach((v, k) => {
      for (let j = 0; j < v.length; j++) v[j] = conditioned[k][j] + (next / product) * v[j];
    });
    product = next;
  }
  return direction;
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
    const next = evaluate(problem, along(at.parameters, direction), along(at.logits, moved));
    if (next.objective <= at.objective + 1e-4 * step * slope + slack) return next;
  }
  return null;
}

function inner(a: readonly Float64Array[], b: readonly Float64Array[]): number {
  return a.reduce((sum, vector, k) => sum + dot(vector, b[k]), 0);
}

function largest(vectors: readonly Float64Array[]): number {
  return vectors.reduce((most, v) => v.reduce((top, value) => Math.max(top, Math.abs(value)), most), 0);
}

function largestColumnSum(z: Matrix): number {
  const sums = new Float64Array(z.cols);
  for (let at = 0; at < z.data.length; at++) sums[at % z.cols] += Math.abs(z.data[at]);
  return sums.reduce((top, value) => Math.max(top, value), 0);
}
