/** iasls: baseline by improved asymmetric least squares. */
import { z } from "zod";
import { differencePenalty, penalisedWorkspace, solvePenalised } from "../../numeric/penalised.ts";
import { fitted, polynomialColumns, thinQr } from "../../numeric/small-solve.ts";
import { evenPositions } from "../demands.ts";
import { asymmetry, type BaselineFit, ended, iterations, reweigh, roughness } from "./common.ts";

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

/** The fit for spectra of so many points. */
export function iasls(points: number, options: Omit<z.infer<typeof iaslsOptions>, "method">): BaselineFit {
  const penalty = differencePenalty(points, options.lambda1, options.lambda);
  const work = penalisedWorkspace(points);
  const weights = new Float64Array(points);
  const squares = new Float64Array(points);
  const right = new Float64Array(points);
  const before = new Float64Array(points);
  const parabola = thinQr(polynomialColumns(evenPositions(points), 2));
  return (spectrum, baseline) => {
    fitted(parabola, spectrum, baseline);
    weights.fill(Number.NaN);
    reweigh(spectrum, baseline, options.p, weights);
    for (let pass = 1; ; pass++) {
      before.set(baseline);
      for (let j = 0; j < points; j++) {
        squares[j] = weights[j] * weights[j];
        const rise = j > 0 ? spectrum[j] - spectrum[j - 1] : 0;
        const next = j < points - 1 ? spectrum[j + 1] - spectrum[j] : 0;
        right[j] = squares[j] * spectrum[j] + options.lambda1 * (rise - next);
      }
      solvePenalised(penalty, squares, right, work, baseline);
      const isStill = !reweigh(spectrum, baseline, options.p, weights);
      if (isStill || pass === options.iterations) return ended(pass, spectrum, before, baseline, isStill ? true : null);
    }
  };
}
