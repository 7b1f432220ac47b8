/** iasls: baseline by improved asymmetric least squares. */
import { z } from "zod";
import type { MethodPage } from "../../../contract/method-page.ts";
import { differencePenalty, penalisedWorkspace, solvePenalised } from "../../numeric/penalised.ts";
import { fitted, polynomialColumns, thinQr } from "../../numeric/small-solve.ts";
import { evenPositions } from "../demands.ts";
import { asymmetry, type BaselineFit, iterations, reweigh, roughness } from "./common.ts";

export const iaslsOptions = z
  .strictObject({
    method: z.literal("iasls").describe("Improved asymmetric least squares."),
    lambda: roughness(1e6),
    lambda1: z
      .number()
      .min(0)
      .max(1e6)
      .default(1e-4)
      .describe("Penalty on the slope of what is left after the baseline is taken off."),
    p: asymmetry,
    iterations: iterations(50),
  })
  .describe("As asls, begun from a parabola and with a penalty on the slope of the residual (He and others).");

export const iaslsPage: MethodPage = {
  formula: `
    z minimises ‖W(x − z)‖² + λ‖D₂z‖² + λ₁‖D₁(x − z)‖²
    (W² + λ₁D₁ᵀD₁ + λD₂ᵀD₂)·z = (W² + λ₁D₁ᵀD₁)·x        wⱼ = p above the baseline, 1 − p elsewhere
  `,
  conventions: [
    "The weights enter squared, as in the paper, so p = 0.01 is a stronger asymmetry here than in asls.",
    "The first weights are against the parabola fitted to the whole spectrum; ends where no weight changes.",
    "λ goes by points, as for asls.",
  ],
  cost: "O(n·p·iterations): a pass is one pentadiagonal LDLᵀ solve.",
  sources: [{ authors: "He et al.", year: 2014, where: "Anal. Methods 6:4402", doi: "10.1039/c4ay00068d" }],
  example: `
    steps:
      - baseline: {method: iasls, lambda: 1e6, lambda1: 1e-4}
  `,
};

/** The fit for spectra of so many points. */
export function iasls(points: number, options: Omit<z.infer<typeof iaslsOptions>, "method">): BaselineFit {
  const penalty = differencePenalty(points, options.lambda1, options.lambda);
  const work = penalisedWorkspace(points);
  const weights = new Float64Array(points);
  const squares = new Float64Array(points);
  const right = new Float64Array(points);
  const parabola = thinQr(polynomialColumns(evenPositions(points), 2));
  return (spectrum, baseline) => {
    fitted(parabola, spectrum, baseline);
    weights.fill(Number.NaN);
    for (let pass = 0; pass < options.iterations; pass++) {
      if (!reweigh(spectrum, baseline, options.p, weights)) return;
      for (let j = 0; j < points; j++) {
        squares[j] = weights[j] * weights[j];
        const rise = j > 0 ? spectrum[j] - spectrum[j - 1] : 0;
        const next = j < points - 1 ? spectrum[j + 1] - spectrum[j] : 0;
        right[j] = squares[j] * spectrum[j] + options.lambda1 * (rise - next);
      }
      solvePenalised(penalty, squares, right, work, baseline);
    }
  };
}
