/** Multinomial, many parameters: the Newton direction by conjugate gradients, without a Hessian. */

import { inner, linear, ofClasses, ofContrasts, type Point, type Problem, pulledBack } from "./multinomial-problem.ts";
import { addTo } from "./vectors.ts";

/** Minus the inverse Hessian times the gradient, to a residual of `forcing` times the gradient. */
export function iteratedDirection(
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
  const steps = 50 + 4 * problem.contrasts.cols * (problem.z.cols + 1);
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

function hessianTimes(
  { z, penalty, contrasts }: Problem,
  { probabilities }: Point,
  direction: readonly Float64Array[],
): Float64Array[] {
  const moved = ofClasses(contrasts, linear(z, direction));
  for (let i = 0; i < z.rows; i++) {
    let mean = 0;
    for (let k = 0; k < moved.length; k++) mean += probabilities[k][i] * moved[k][i];
    for (let k = 0; k < moved.length; k++) moved[k][i] = probabilities[k][i] * (moved[k][i] - mean);
  }
  return ofContrasts(contrasts, moved).map((values, j) => {
    const out = pulledBack(z, values);
    for (let a = 0; a < z.cols; a++) out[a] += penalty * direction[j][a];
    return out;
  });
}

/** Diagonal of the Hessian, never quite 0: what conjugate gradients are scaled by. */
function diagonalAt({ z, penalty, contrasts }: Problem, { probabilities }: Point): Float64Array[] {
  const means = ofContrasts(contrasts, probabilities);
  return means.map((mean, j) => {
    const out = new Float64Array(z.cols + 1).fill(penalty);
    out[z.cols] = 1e-10;
    for (let i = 0; i < z.rows; i++) {
      let spread = -mean[i] * mean[i];
      for (let k = 0; k < probabilities.length; k++) {
        const share = contrasts.data[k * contrasts.cols + j];
        spread += share * share * probabilities[k][i];
      }
      for (let a = 0; a < z.cols; a++) out[a] += spread * z.data[i * z.cols + a] * z.data[i * z.cols + a];
      out[z.cols] += spread;
    }
    return out;
  });
}
