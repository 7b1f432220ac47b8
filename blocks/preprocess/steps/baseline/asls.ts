/** asls: baseline by asymmetric least squares. */
import { z } from "zod";
import { differencePenalty, penalisedWorkspace, solvePenalised } from "../../../shared/numeric/penalised.ts";
import { asymmetry, type BaselineFit, iterations, reweigh, roughness } from "./common.ts";

export const aslsOptions = z
  .strictObject({
    method: z.literal("asls").default("asls").describe("Asymmetric least squares."),
    lambda: roughness(1e5),
    p: asymmetry,
    iterations: iterations(10),
  })
  .describe("Asymmetric least squares: a smooth curve that gives points above it little weight (Eilers and Boelens).");

/**
 * Asymmetric least squares: z minimises Σ wᵢ(xᵢ − zᵢ)² + λ Σ (Δ²zᵢ)², with w = 1 at first, then w = p where x > z and
 * 1 − p elsewhere. Stops early where no weight changes: every further pass would give the same z.
 *
 * @see Eilers, Boelens 2005, Baseline Correction with Asymmetric Least Squares Smoothing, Leiden University Medical Centre
 */
export function asls(points: number, options: Omit<z.infer<typeof aslsOptions>, "method">): BaselineFit {
  const penalty = differencePenalty(points, 0, options.lambda);
  const work = penalisedWorkspace(points);
  const weights = new Float64Array(points);
  const right = new Float64Array(points);
  return (spectrum, baseline) => {
    weights.fill(1);
    right.set(spectrum);
    for (let pass = 0; pass < options.iterations; pass++) {
      solvePenalised(penalty, weights, right, work, baseline);
      if (!reweigh(spectrum, baseline, options.p, weights)) return;
      for (let j = 0; j < points; j++) right[j] = weights[j] * spectrum[j];
    }
  };
}
