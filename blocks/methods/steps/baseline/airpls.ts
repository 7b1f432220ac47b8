/** airpls: baseline by adaptive iteratively reweighted penalised least squares. */
import { z } from "zod";
import type { MethodPage } from "../../../contract/method-page.ts";
import { differencePenalty, penalisedWorkspace, solvePenalised } from "../../numeric/penalised.ts";
import { type BaselineFit, roughness } from "./common.ts";

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

export const airplsPage: MethodPage = {
  formula: `
    z minimises Σ wⱼ(xⱼ − zⱼ)² + λ·Σ (zⱼ₊₁ − zⱼ)²
    after pass t, with d = x − z and D = Σ |dⱼ| over dⱼ < 0: ends where D < ratio·Σ |xⱼ|, else
    wⱼ = 0 where dⱼ ≥ 0, exp(t·|dⱼ|/D) where dⱼ < 0, and exp(t·max(d < 0)/D) at both ends
  `,
  conventions: [
    "Weights, ends and defaults are those of the authors' program, not of the formulas printed in the paper.",
    "`differences: 2` penalises second differences instead and wants a far larger λ.",
    "At most 50 passes: the weights grow exponentially with them.",
  ],
  cost: "O(n·p·iterations): a pass is one banded LDLᵀ solve and an exponential for each point below the baseline.",
  sources: [{ authors: "Zhang, Chen, Liang", year: 2010, where: "Analyst 135:1138", doi: "10.1039/b922045c" }],
  example: `
    steps:
      - baseline: {method: airpls, lambda: 100}
  `,
};

/** The fit for spectra of so many points. */
export function airpls(points: number, options: Omit<z.infer<typeof airplsOptions>, "method">): BaselineFit {
  const { lambda, differences } = options;
  const penalty = differencePenalty(points, differences === 1 ? lambda : 0, differences === 2 ? lambda : 0);
  const work = penalisedWorkspace(points);
  const weights = new Float64Array(points);
  const right = new Float64Array(points);
  return (spectrum, baseline) => {
    weights.fill(1);
    let size = 0;
    for (let j = 0; j < points; j++) size += Math.abs(spectrum[j]);
    for (let pass = 1; pass <= options.iterations; pass++) {
      for (let j = 0; j < points; j++) right[j] = weights[j] * spectrum[j];
      solvePenalised(penalty, weights, right, work, baseline);
      if (pass === options.iterations || !exponentialWeights(spectrum, baseline, pass, options.ratio * size, weights))
        return;
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
