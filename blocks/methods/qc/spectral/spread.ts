/** Spread: how far a spectrum's values reach, and how much of that is noise. */
import { medianOf, percentileOf } from "./select.ts";

export interface Spread {
  /** R: the 97.5th less the 2.5th percentile, in units of the signal. */
  readonly range: number;
  /** Standard deviation of independent noise, in units of the signal. */
  readonly sigma: number;
}

/**
 * Range and noise of one spectrum.
 *
 * @param x length p ≥ 5
 * @param scratch at least p numbers; overwritten
 */
export function spreadOf(x: Float64Array, scratch: Float64Array): Spread {
  const p = x.length;
  scratch.set(x);
  const high = percentileOf(scratch, 97.5, p);
  const low = percentileOf(scratch, 2.5, p);
  return { range: high - low, sigma: noiseOf(x, scratch) };
}

/**
 * Noise from fourth differences, in which smooth signal vanishes and white noise has 70 times its variance
 * (1 + 16 + 36 + 16 + 1): sigma = 1.4826 · median |Δ⁴ − median Δ⁴| / √70.
 *
 * @param x length p ≥ 5
 * @param scratch at least p numbers; overwritten
 * @see Hampel 1974, doi 10.1080/01621459.1974.10482962 (median absolute deviation)
 */
export function noiseOf(x: Float64Array, scratch: Float64Array): number {
  const n = x.length - 4;
  for (let j = 0; j < n; j++) scratch[j] = fourth(x, j);
  const centre = medianOf(scratch, n);
  for (let j = 0; j < n; j++) scratch[j] = Math.abs(scratch[j] - centre);
  return (robustScale * medianOf(scratch, n)) / Math.sqrt(70);
}

/**
 * Whether the noise of a signal is surely below a limit, told by counting: no median of |Δ⁴ − median Δ⁴| is above twice that of |Δ⁴|, for
 * the median of |Δ⁴| bounds |median Δ⁴| too. False where only `noiseOf` can say.
 *
 * @param x length p ≥ 5
 */
export function isNoiseBelow(x: Float64Array, limit: number): boolean {
  const n = x.length - 4;
  const least = (limit * Math.sqrt(70)) / (2 * robustScale);
  // So many below it have the median below it, whichever of the middle ones it is.
  const enough = (n >> 1) + 1;
  let below = 0;
  for (let j = 0; j < n; j++) {
    if (Math.abs(fourth(x, j)) < least) below++;
    if (below >= enough) return true;
    // Those that are left are too few.
    if (below + n - 1 - j < enough) return false;
  }
  return false;
}

/** Turns a median absolute deviation of normal noise into its standard deviation: 1/Φ⁻¹(0.75). */
export const robustScale = 1.4826;

/**
 * Signal-to-noise part of health: (20 log₁₀(R/sigma) − 12)/28 within 0 and 1. Plain noise gets 0, 31.6 dB 0.7, 40 dB 1;
 * without noise 1, and a spectrum without any range, which says nothing, 0.
 */
export function snrHealth({ range, sigma }: Spread): number {
  if (!(range > 0)) return 0;
  if (sigma === 0) return 1;
  return clip(((20 * Math.log(range / sigma)) / Math.LN10 - 12) / 28);
}

/** Within 0 and 1. */
export const clip = (value: number): number => Math.max(0, Math.min(1, value));

const fourth = (x: Float64Array, j: number): number => x[j] - 4 * x[j + 1] + 6 * x[j + 2] - 4 * x[j + 3] + x[j + 4];
