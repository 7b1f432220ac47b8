/** Scales: intervals by t about an estimate, on the scale on which its error is nearly symmetric. */
import { tQuantile } from "../numeric/special.ts";
import type { Interval } from "./intervals.ts";

/** `logit` for what lies between 0 and 1, `log` for what is above 0, `plain` for the rest. */
export type Scale = "logit" | "log" | "plain";

/**
 * @param error standard error on the plain scale; carried to the other by the delta method
 * @param degrees of freedom of t
 * @returns null where the error is not above 0 or the estimate has no place on the scale (a share of 0 or 1)
 */
export function byT(value: number, error: number, degrees: number, scale: Scale, level: number): Interval | null {
  if (!(error > 0) || degrees < 1) return null;
  const t = tQuantile(0.5 + level / 2, degrees);
  if (scale === "plain") return [value - t * error, value + t * error];
  if (value <= 0 || (scale === "logit" && value >= 1)) return null;
  if (scale === "log") {
    const half = (t * error) / value;
    return [value * Math.exp(-half), value * Math.exp(half)];
  }
  const centre = Math.log(value / (1 - value));
  const half = (t * error) / (value * (1 - value));
  const back = (x: number) => 1 / (1 + Math.exp(-x));
  return [back(centre - half), back(centre + half)];
}

/** Standard error of Σ x/Σ n over whole units, each with its sum of x − θ n. @param total Σ n */
export function clusterError(residuals: Float64Array, total: number): number {
  const u = residuals.length;
  let squares = 0;
  for (const residual of residuals) squares += residual * residual;
  return u < 2 ? Number.NaN : Math.sqrt(((u / (u - 1)) * squares) / (total * total));
}

/**
 * Standard error by the jackknife.
 *
 * @param without the statistic with each unit left out; those that are undefined make the error undefined
 * @see Efron, Tibshirani 1993, An Introduction to the Bootstrap, chapter 11
 */
export function jackknifeError(without: Float64Array): number {
  const m = without.length;
  let mean = 0;
  for (const value of without) mean += value / m;
  let squares = 0;
  for (const value of without) squares += (value - mean) * (value - mean);
  return m < 2 ? Number.NaN : Math.sqrt(((m - 1) / m) * squares);
}
