/** What the baseline methods have in common: the shape of a fit, options, asymmetric weights. */
import { z } from "zod";
import type { Ended } from "../../../contract/step.ts";
import { differencePenalty, penalisedWorkspace, solvePenalised } from "../../numeric/penalised.ts";

/**
 * Writes the baseline of a spectrum into `baseline`; both have the length the fit was made for. Keeps its own memory. A method
 * that iterates says how it ended.
 */
export type BaselineFit = (spectrum: Float64Array, baseline: Float64Array) => Ended | undefined;

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

/** A baseline that its last pass moved by no more than this share of the range is finished, where the method has no criterion of its own. */
const still = 0.001;

/**
 * How a fit that its count ended has ended: by how far its last pass moved the baseline, where it has no criterion of its own.
 *
 * @param before the baseline of the pass before the last; null where there was none
 * @param criterion of the method itself: whether it was met at last; null where it has none
 */
export function ended(
  passes: number,
  spectrum: Float64Array,
  before: Float64Array | null,
  baseline: Float64Array,
  criterion: boolean | null,
): Ended {
  const moved = before === null ? null : movement(spectrum, before, baseline);
  // Nothing is found below a spectrum without range, so nothing moves.
  return { passes, converged: criterion ?? (before !== null && (moved ?? 0) <= still), moved };
}

/** Largest move of a point, over the range of the spectrum; null where it has none. */
function movement(spectrum: Float64Array, before: Float64Array, after: Float64Array): number | null {
  let [least, most, move] = [spectrum[0], spectrum[0], 0];
  for (let j = 0; j < spectrum.length; j++) {
    least = Math.min(least, spectrum[j]);
    most = Math.max(most, spectrum[j]);
    move = Math.max(move, Math.abs(after[j] - before[j]));
  }
  return most > least ? move / (most - least) : null;
}

/**
 * Whittaker smoothing again and again with weights from the fit before: a pass solves for the baseline, then `weigh` sets the
 * weights and says whether another pass is needed.
 *
 * @param hasCriterion whether `weigh` looks at a criterion of the method; else a small last move of the baseline is enough
 */
export function reweighted(
  points: number,
  { lambda, iterations: most }: { readonly lambda: number; readonly iterations: number },
  weigh: (spectrum: Float64Array, baseline: Float64Array, weights: Float64Array) => boolean,
  hasCriterion: boolean,
): BaselineFit {
  const penalty = differencePenalty(points, 0, lambda);
  const work = penalisedWorkspace(points);
  const weights = new Float64Array(points);
  const right = new Float64Array(points);
  const before = new Float64Array(points);
  return (spectrum, baseline) => {
    weights.fill(1);
    right.set(spectrum);
    for (let pass = 1; ; pass++) {
      before.set(baseline);
      solvePenalised(penalty, weights, right, work, baseline);
      const last = pass > 1 ? before : null;
      if (!weigh(spectrum, baseline, weights)) return ended(pass, spectrum, last, baseline, true);
      if (pass === most) return ended(pass, spectrum, last, baseline, hasCriterion ? false : null);
      for (let j = 0; j < points; j++) right[j] = weights[j] * spectrum[j];
    }
  };
}
