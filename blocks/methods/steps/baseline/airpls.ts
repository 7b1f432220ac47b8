/** airpls: baseline by adaptive iteratively reweighted penalised least squares. */
import { z } from "zod";
import { differencePenalty, penalisedWorkspace, solvePenalised } from "../../numeric/penalised.ts";
import { type BaselineFit, ended, roughness } from "./common.ts";

export const airplsOptions = z
  .strictObject({
    method: z.literal("airpls").describe("Adaptive iteratively reweighted penalised least squares."),
    lambda: roughness(100),
    differences: z
      .literal([1, 2])
      .default(1)
      .describe("The penalty is on first differences, as published, or on second ones (with a far larger lambda)."),
    // exp(pass · share) grows with the passes: beyond 50 the weights outrun double precision.
    iterations: z.int().min(1).max(50).default(15).describe("Passes at most."),
    ratio: z
      .number()
      .positive()
      .lt(1)
      .default(1e-3)
      .describe("Ends where what lies below the baseline is less than this share of the spectrum."),
  })
  .describe("Points above the baseline weigh nothing, those below ever more with each pass (Zhang, Chen and Liang).");

/** The fit for spectra of so many points. */
export function airpls(points: number, options: Omit<z.infer<typeof airplsOptions>, "method">): BaselineFit {
  const { lambda, differences } = options;
  const penalty = differencePenalty(points, differences === 1 ? lambda : 0, differences === 2 ? lambda : 0);
  const work = penalisedWorkspace(points);
  const weights = new Float64Array(points);
  const right = new Float64Array(points);
  const before = new Float64Array(points);
  return (spectrum, baseline) => {
    weights.fill(1);
    let size = 0;
    for (let j = 0; j < points; j++) size += Math.abs(spectrum[j]);
    for (let pass = 1; ; pass++) {
      before.set(baseline);
      for (let j = 0; j < points; j++) right[j] = weights[j] * spectrum[j];
      solvePenalised(penalty, weights, right, work, baseline);
      const isOver = !exponentialWeights(spectrum, baseline, pass, options.ratio * size, weights);
      if (isOver || pass === options.iterations)
        return ended(pass, spectrum, pass > 1 ? before : null, baseline, isOver);
    }
  };
}

/** Sets the weights for the next pass; false where too little is left below the baseline to go on. */
function exponentialWeights(
  spectrum: Float64Array,
  baseline: Float64Array,
  pass: number,
  enough: number,
  weights: Float64Array,
): boolean {
  let below = 0;
  let nearest = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < weights.length; j++) {
    const d = spectrum[j] - baseline[j];
    if (d >= 0) continue;
    below -= d;
    nearest = Math.max(nearest, d);
  }
  if (!(below > 0 && below >= enough)) return false;
  for (let j = 0; j < weights.length; j++) {
    const d = spectrum[j] - baseline[j];
    weights[j] = d < 0 ? Math.exp((pass * -d) / below) : 0;
  }
  const ends = Math.exp((pass * nearest) / below);
  weights[0] = ends;
  weights[weights.length - 1] = ends;
  return true;
}
