/** Regression metrics of weighted units. */
import type { Statistics } from "./intervals.ts";
import type { Units } from "./units.ts";

/** `rmse` is called rmsec, rmsecv or rmsep by what was predicted: fitted rows, folds or external rows. */
export const REGRESSION = ["rmse", "r2", "bias", "sep", "rpd"] as const;

/**
 * The statistics in the order of `REGRESSION`; weights count as repetitions. Undefined ones are NaN: r2 and rpd of a single or
 * constant observed value, sep of one unit. Formulas, conventions and sources stand in
 * the Markdown of each, beside this file.
 *
 * @param units u units with a target and scores u × 1
 */
export function regressionStatistics(units: Units): Statistics {
  const observed = units.target as Float64Array;
  const error = observed.map((value, i) => units.scores.data[i * units.scores.cols] - value);
  return {
    width: REGRESSION.length,
    evaluate(weights, out) {
      const e = moments(error, weights);
      const o = moments(observed, weights);
      const press = e.squares + e.n * e.mean * e.mean;
      const sep = Math.sqrt(e.squares / (e.n - 1));
      out[0] = Math.sqrt(press / e.n);
      out[1] = o.squares === 0 ? Number.NaN : 1 - press / o.squares;
      out[2] = e.mean;
      out[3] = sep;
      out[4] = sep === 0 || o.squares === 0 ? Number.NaN : Math.sqrt(o.squares / (o.n - 1)) / sep;
    },
  };
}

/** Weighted count, mean and sum of squares about the mean; taken from the first value on, so that a constant gives exactly 0. */
function moments(values: Float64Array, weights: Float64Array): { n: number; mean: number; squares: number } {
  const start = values[weights.findIndex((weight) => weight > 0)];
  let n = 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    n += weights[i];
    sum += weights[i] * (values[i] - start);
  }
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const difference = values[i] - start - mean;
    squares += weights[i] * difference * difference;
  }
  return { n, mean: start + mean, squares };
}
