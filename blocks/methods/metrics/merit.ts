/** Figures of merit of a regression: tests of bias and slope, and its error beside those of the fit and the reference method. */
import { isRecord } from "../../../schemas/is-record.ts";
import { percentileInPlace } from "../numeric/order-statistics.ts";
import { fQuantile, tQuantile, tTwoSided } from "../numeric/special.ts";
import type { Units } from "./units.ts";

/** The least-squares line of the reference values on the predicted ones, of one repeat. */
export interface Line {
  readonly slope: number;
  readonly offset: number;
  /** Standard errors with n − 2 degrees of freedom. */
  readonly slopeError: number;
  readonly offsetError: number;
  /** What each sample adds to the deviation of slope and offset from those of the population. */
  readonly slopeInfluence: Float64Array;
  readonly offsetInfluence: Float64Array;
}

/**
 * The reference values on the predicted ones: reference = offset + slope · predicted.
 *
 * @param units u units with a target and scores u × 1
 * @returns NaN where the predictions do not differ; errors NaN or 0 below three units
 * @see ISO 12099:2017, Animal feeding stuffs, cereals and milled cereal products, 7.6 (slope)
 */
export function lineOf({ target, scores }: Units): Line {
  const y = target as Float64Array;
  const n = y.length;
  const x = Float64Array.from(y, (_, i) => scores.data[i * scores.cols]);
  const [xMean, yMean] = [meanOf(x), meanOf(y)];
  let [squares, products] = [0, 0];
  for (let i = 0; i < n; i++) {
    squares += (x[i] - xMean) * (x[i] - xMean);
    products += (x[i] - xMean) * (y[i] - yMean);
  }
  // A mean that rounding moved would make a slope of nothing.
  const slope = x.every((value) => value === x[0]) ? Number.NaN : products / squares;
  const residuals = y.map((value, i) => value - yMean - slope * (x[i] - xMean));
  const variance = residuals.reduce((sum, of) => sum + of * of, 0) / (n - 2);
  return {
    slope,
    offset: yMean - slope * xMean,
    slopeError: Math.sqrt(variance / squares),
    offsetError: Math.sqrt(variance * (1 / n + (xMean * xMean) / squares)),
    slopeInfluence: residuals.map((of, i) => (of * (x[i] - xMean)) / squares),
    offsetInfluence: residuals.map((of, i) => of * (1 / n - (xMean * (x[i] - xMean)) / squares)),
  };
}

/** What the reference values spread over. */
export interface Spread {
  readonly range: number;
  /** Between the quartiles, type 7 of Hyndman and Fan 1996, doi 10.1080/00031305.1996.10473566. */
  readonly quartiles: number;
}

/** @param values at least one */
export function spreadOf(values: Float64Array): Spread {
  const sorted = Float64Array.from(values).sort();
  const quartile = (percent: number) => percentileInPlace(Float64Array.from(values), percent);
  return { range: sorted[sorted.length - 1] - sorted[0], quartiles: quartile(75) - quartile(25) };
}

/**
 * The largest bias that chance alone gives with 95 %: t(0.975, n − 1) · SEP/√n, samples taken as independent.
 *
 * @see ISO 12099:2017, 7.3 (bias)
 */
export const biasLimit = (sep: number, n: number): number =>
  n < 2 ? Number.NaN : (tQuantile(0.975, n - 1) * sep) / Math.sqrt(n);

/** Two-sided p of a t value; NaN where that is no finite number or no degree of freedom is left. */
export const pOf = (t: number, degrees: number): number =>
  Number.isFinite(t) && degrees > 0 ? tTwoSided(t, degrees) : Number.NaN;

/**
 * Standard error of calibration: √(Σe²/(n − a − 1)) over the samples a model of a latent variables was fitted on.
 *
 * @param squares squared errors of the fitted samples
 * @returns NaN where n ≤ a + 1
 * @see ASTM E1655 (SEC, mean-centred data)
 */
export function standardErrorOfCalibration(squares: Float64Array, components: number): number {
  const degrees = squares.length - components - 1;
  return degrees <= 0 ? Number.NaN : Math.sqrt(squares.reduce((sum, of) => sum + of, 0) / degrees);
}

/**
 * The largest SEP that is not significantly above SEC, at 95 %: SEC · √F(0.95; n − 1, degrees of the fit).
 *
 * @param n samples of which SEP is
 * @param degrees n − a − 1 of the fit
 * @see ISO 12099:2017, 7.5 (standard error of prediction)
 */
export const sepLimit = (sec: number, n: number, degrees: number): number =>
  n < 2 || degrees <= 0 || !Number.isFinite(sec) ? Number.NaN : sec * Math.sqrt(fQuantile(0.95, n - 1, degrees));

/** Those a fitted model has, fewer than asked where the rows carry no more; null where its state tells of none. */
export function latentVariables(state: unknown): number | null {
  const used = isRecord(state) ? state.used : null;
  return typeof used === "number" ? used : null;
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
