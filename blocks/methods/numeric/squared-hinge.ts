/** Squared hinge: the L2-loss support vector problem, solved exactly by Newton steps over its support vectors. */

import { type Matrix, matrix } from "../../contract/matrix.ts";
import { cholesky, choleskySolve } from "./cholesky.ts";
import { addTo, dot, times } from "./vectors.ts";

export interface SquaredHingeFit {
  /** Weights over the columns (primal), or over the rows (dual), as the space says. */
  readonly theta: Float64Array;
  /** Decision values of the training rows, length n. */
  readonly outputs: Float64Array;
  readonly iterations: number;
  /** ½|w|² + C · Σ max(0, 1 − y·d)². */
  readonly objective: number;
  /** Rows with y·d < 1. */
  readonly support: number;
  /** True where the quadratic of the last support vectors has its minimum where they are the support vectors: the solution. */
  readonly converged: boolean;
}

/** A parametrisation of the weights in which least squares on some rows can be solved. */
export interface HingeSpace {
  readonly rows: number;
  /** Minimum of ½|w|² + C · Σ over active rows of (y − d)². @throws RangeError where rounding hides the penalty */
  solve(active: Int32Array, y: Float64Array, c: number): Point;
  /** Inner product of the weights of two points. */
  inner(a: Point, b: Point): number;
}

interface Point {
  readonly theta: Float64Array;
  readonly outputs: Float64Array;
}

/**
 * Minimises ½|w|² + C · Σ max(0, 1 − y·w·x)². The objective is piecewise quadratic: a step solves the quadratic of the present
 * support vectors, an exact line search keeps it descending, and a minimum that leaves them unchanged is the minimum of all.
 *
 * @param y −1 or 1, length n
 * @see Keerthi, DeCoste 2005, "A modified finite Newton method for fast solution of large scale linear SVMs", JMLR 6:341;
 *      Chapelle 2007, "Training a support vector machine in the primal", doi 10.1162/neco.2007.19.5.1155
 */
export function fitSquaredHinge(space: HingeSpace, y: Float64Array, c: number, maxIterations = 200): SquaredHingeFit {
  let active: Int32Array = Int32Array.from(y.keys());
  let at: Point = { theta: new Float64Array(0), outputs: new Float64Array(space.rows) };
  let converged = false;
  let iterations = 0;
  while (!converged && iterations < maxIterations) {
    const target = space.solve(active, y, c);
    iterations++;
    const next = supportOf(target.outputs, y);
    converged = same(next, active) || isAt(at.outputs, target.outputs);
    at = converged || iterations === 1 ? target : between(at, target, bestStep(space, at, target, y, c));
    active = supportOf(at.outputs, y);
  }
  const loss = active.reduce((sum, i) => sum + (1 - y[i] * at.outputs[i]) * (1 - y[i] * at.outputs[i]), 0);
  return { ...at, iterations, objective: 0.5 * space.inner(at, at) + c * loss, support: active.length, converged };
}

function supportOf(outputs: Float64Array, y: Float64Array): Int32Array {
  return Int32Array.from(y.keys()).filter((i) => y[i] * outputs[i] < 1);
}

function same(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((value, k) => value === b[k]);
}

/** The step is rounding: a row that stands on its margin may then be counted in or out, which changes nothing. */
function isAt(from: Float64Array, to: Float64Array): boolean {
  const scale = to.reduce((top, value) => Math.max(top, Math.abs(value)), 1);
  return from.every((value, i) => Math.abs(value - to[i]) <= 1e-13 * scale);
}

function between(from: Point, to: Point, step: number): Point {
  const mix = (a: Float64Array, b: Float64Array) => a.map((value, j) => value + step * (b[j] - value));
  return { theta: mix(from.theta, to.theta), outputs: mix(from.outputs, to.outputs) };
}

/** The step towards `to` at which the objective is least: the zero of its slope, which rises piecewise linearly. */
function bestStep(space: HingeSpace, from: Point, to: Point, y: Float64Array, c: number): number {
  const [aa, ab, bb] = [space.inner(from, from), space.inner(from, to), space.inner(to, to)];
  const slopeAndCurve = (step: number): [number, number] => {
    let slope = ab - aa + step * (aa - 2 * ab + bb);
    let curve = aa - 2 * ab + bb;
    for (let i = 0; i < y.length; i++) {
      const change = to.outputs[i] - from.outputs[i];
      const margin = 1 - y[i] * (from.outputs[i] + step * change);
      if (margin > 0) {
        slope -= 2 * c * y[i] * change * margin;
        curve += 2 * c * change * change;
      }
    }
    return [slope, curve];
  };
  let low = 0;
  let high = 2;
  let step = 1;
  for (let k = 0; k < 100; k++) {
    const [slope, curve] = slopeAndCurve(step);
    if (slope > 0) high = step;
    else low = step;
    const newton = step - slope / curve;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (next === step) break;
    step = next;
  }
  return step;
}

/** Weights over the columns of X with a constant 1 behind: for fewer columns than rows. X is n × p. */
export function columnSpace(x: Matrix): HingeSpace {
  const wide = matrix(x.rows, x.cols + 1);
  for (let i = 0; i < x.rows; i++) {
    wide.data.set(x.data.subarray(i * x.cols, (i + 1) * x.cols), i * wide.cols);
    wide.data[i * wide.cols + x.cols] = 1;
  }
  return {
    rows: x.rows,
    solve(active, y, c) {
      const m = wide.cols;
      const normal = matrix(m, m);
      const right = new Float64Array(m);
      for (const i of active) {
        const values = wide.data.subarray(i * m, (i + 1) * m);
        addTo(right, values, 2 * c * y[i]);
        for (let j = 0; j < m; j++) {
          const left = 2 * c * values[j];
          for (let k = 0; k <= j; k++) normal.data[j * m + k] += left * values[k];
        }
      }
      for (let j = 0; j < m; j++) normal.data[j * m + j] += 1;
      const theta = choleskySolve(cholesky(normal), right);
      return { theta, outputs: times(wide, theta) };
    },
    inner: (a, b) => dot(a.theta, b.theta),
  };
}

/** Weights over the rows, w = Σ θᵢ·(xᵢ, 1), by the Gram matrix n × n of the rows: for more columns than rows. */
export function rowSpace(products: Matrix): HingeSpace {
  const kernel = matrix(
    products.rows,
    products.rows,
    products.data.map((value) => value + 1),
  );
  const n = kernel.rows;
  return {
    rows: n,
    solve(active, y, c) {
      const m = active.length;
      const block = matrix(m, m);
      active.forEach((i, a) => {
        active.forEach((j, b) => {
          block.data[a * m + b] = kernel.data[i * n + j] + (a === b ? 0.5 / c : 0);
        });
      });
      const part = choleskySolve(
        cholesky(block),
        Float64Array.from(active, (i) => y[i]),
      );
      const theta = new Float64Array(n);
      active.forEach((i, a) => {
        theta[i] = part[a];
      });
      return { theta, outputs: times(kernel, theta) };
    },
    inner: (a, b) => dot(a.theta, b.outputs),
  };
}
