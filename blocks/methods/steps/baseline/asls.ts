/** asls: baseline by asymmetric least squares. */
import { z } from "zod";
import type { MethodPage } from "../../../contract/method-page.ts";
import { asymmetry, type BaselineFit, iterations, reweigh, reweighted, roughness } from "./common.ts";

export const aslsOptions = z
  .strictObject({
    method: z.literal("asls").default("asls").describe("Asymmetric least squares."),
    lambda: roughness(1e5),
    p: asymmetry,
    iterations: iterations(10),
  })
  .describe("Asymmetric least squares: a smooth curve that gives points above it little weight (Eilers and Boelens).");

export const aslsPage: MethodPage = {
  formula: `
    z minimises Σ wⱼ(xⱼ − zⱼ)² + λ·Σ (zⱼ₋₁ − 2zⱼ + zⱼ₊₁)²
    w = 1 at first; then after each pass wⱼ = p where xⱼ > zⱼ, else 1 − p
  `,
  conventions: [
    "A point on the baseline weighs 1 − p, so that the weights never vanish.",
    "Ends where no weight changes, at the latest after `iterations` passes; the first pass is the plain Whittaker smoother.",
    "λ goes by points: for the same stiffness on twice as many points it must be about 16 times as large.",
  ],
  cost: "O(n·p·iterations): a pass is one pentadiagonal LDLᵀ solve, and passes dominate.",
  sources: [
    {
      authors: "Eilers, Boelens",
      year: 2005,
      where: "Baseline Correction with Asymmetric Least Squares Smoothing, Leiden University Medical Centre",
    },
  ],
  example: `
    steps:
      - baseline: {method: asls, lambda: 1e5, p: 0.01}
  `,
};

/** The fit for spectra of so many points; stops early where no weight changes: every further pass would give the same z. */
export function asls(points: number, options: Omit<z.infer<typeof aslsOptions>, "method">): BaselineFit {
  return reweighted(points, options, (spectrum, baseline, weights) => reweigh(spectrum, baseline, options.p, weights));
}
