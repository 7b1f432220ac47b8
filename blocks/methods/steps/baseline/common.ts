/** What the baseline methods have in common: the shape of a fit, options, asymmetric weights. */
import { z } from "zod";
import { differencePenalty, penalisedWorkspace, solvePenalised } from "../../numeric/penalised.ts";

/** Writes the baseline of a spectrum into `baseline`; both have the length the fit was made for. Keeps its own memory. */
export type BaselineFit = (spectrum: Float64Array, baseline: Float64Array) => void;

/** The penalty on roughness. Above 1e10 the normal equations lose the digits that tell a baseline from a line. */
export const roughness = (byDefault: number) =>
  z.number().positive().max(1e10).default(byDefault).describe("Penalty on roughness; larger gives a stiffer baseline.");

export const iterations = (byDefault: number) =>
  z.int().min(1).max(1000).default(byDefault).describe("Passes at most.");

export const asymmetry = z
  .number()
  .gt(0)
  .lt(1)
  .default(0.01)
  .describe("Weight of points above the baseline; those below it weigh 1 − p.");

/**
 * Sets every weight to p where the spectrum is above the baseline, else to 1 − p (also where they are equal, so that the
 * weights never vanish); true where one changed.
 */
export function reweigh(spectrum: Float64Array, baseline: Float64Array, p: number, weights: Float64Array): boolean {
  const q = 1 - p;
  let changed = false;
  for (let j = 0; j < weights.length; j++) {
    const weight = spectrum[j] > baseline[j] ? p : q;
    if (weight !== weights[j]) {
      weights[j] = weight;
      changed = true;
    }
  }
  return changed;
}

/**
 * Whittaker smoothing again and again with weights from the fit before: a pass solves for the baseline, then `weigh` sets the
 * weights and says whether another pass would change anything.
 */
export function reweighted(
  points: number,
  { lambda, iterations: most }: { readonly lambda: number; readonly iterations: number },
  weigh: (spectrum: Float64Array, baseline: Float64Array, weights: Float64Array) => boolean,
): BaselineFit {
  const penalty = differencePenalty(points, 0, lambda);
  const work = penalisedWorkspace(points);
  const weights = new Float64Array(points);
  const right = new Float64Array(points);
  return (spectrum, baseline) => {
    weights.fill(1);
    right.set(spectrum);
    for (let pass = 0; pass < most; pass++) {
      solvePenalised(penalty, weights, right, work, baseline);
      if (!weigh(spectrum, baseline, weights)) return;
      for (let j = 0; j < points; j++) right[j] = weights[j] * spectrum[j];
    }
  };
}
