/** Temperature: one number by which all logits are divided, so that confidence is neither too high nor too low. */
import type { Matrix } from "../../../contract/matrix.ts";
import { softmax } from "../logits.ts";

/** Least and largest ln T that is looked at: beyond them probabilities are 0 and 1, or all alike. */
const range = 7;
const step = 0.25;
/** Standard deviation of ln T under the prior. */
const spread = 0.5;

export interface Temperature {
  readonly temperature: number;
  /** True where the best value stands at the end of the range: the samples do not bound it. */
  readonly isBounded: boolean;
}

/**
 * The T that minimises Σ −log softmax(L/T)_y, with the prior + ½(ln T / 0.5)²: a normal distribution of ln T about 0, so that few
 * samples without error do not drive T to 0. The best of a grid of ln T (±7, steps of 0.25), refined by bisection of the slope.
 *
 * @param logits n × K
 * @param codes observed class of each row
 * @see Guo, Pleiss, Sun, Weinberger 2017, "On calibration of modern neural networks", ICML, arXiv:1706.04599
 */
export function fitTemperature(logits: Matrix, codes: ArrayLike<number>, prior: "log-normal" | "none"): Temperature {
  const at = (k: number) => -range + k * step;
  const last = Math.round((2 * range) / step);
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k <= last; k++) {
    const { value } = objective(logits, codes, at(k), prior);
    if (value < least) [best, least] = [k, value];
  }
  if (best === 0 || best === last) return { temperature: Math.exp(at(best)), isBounded: true };
  let [low, high] = [at(best - 1), at(best + 1)];
  for (let k = 0; k < 60; k++) {
    const middle = (low + high) / 2;
    if (objective(logits, codes, middle, prior).slope > 0) high = middle;
    else low = middle;
  }
  return { temperature: Math.exp((low + high) / 2), isBounded: false };
}

/** The objective and its slope in θ = ln T. */
function objective(
  { rows, cols, data }: Matrix,
  codes: ArrayLike<number>,
  theta: number,
  prior: "log-normal" | "none",
): { readonly value: number; readonly slope: number } {
  const beta = Math.exp(-theta);
  let value = prior === "none" ? 0 : (0.5 * theta * theta) / (spread * spread);
  let slope = prior === "none" ? 0 : theta / (spread * spread);
  for (let i = 0; i < rows; i++) {
    const start = i * cols;
    let top = data[start];
    for (let c = 1; c < cols; c++) top = Math.max(top, data[start + c]);
    let sum = 0;
    let mean = 0;
    for (let c = 0; c < cols; c++) {
      const logit = data[start + c] - top;
      const weight = Math.exp(beta * logit);
      sum += weight;
      mean += weight * logit;
    }
    const own = data[start + codes[i]] - top;
    value += Math.log(sum) - beta * own;
    // d/dθ = −β · d/dβ, and d/dβ of the loss is the mean logit under the model less the observed one.
    slope -= beta * (mean / sum - own);
  }
  return { value, slope };
}

/** m × K probabilities softmax(L/T). */
export const applyTemperature = (logits: Matrix, temperature: number): Matrix => softmax(logits, 1 / temperature);
