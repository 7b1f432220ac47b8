/** asls: baseline by asymmetric least squares. */
import { z } from "zod";
import { asymmetry, type BaselineFit, iterations, reweigh, reweighted, roughness } from "./common.ts";

export const aslsOptions = z
  .strictObject({
    method: z.literal("asls").default("asls").describe("Asymmetric least squares."),
    lambda: roughness(1e5),
    p: asymmetry,
    iterations: iterations(10),
  })
  .describe("Asymmetric least squares: a smooth curve that gives points above it little weight (Eilers and Boelens).");

/** The fit for spectra of so many points; stops early where no weight changes: every further pass would give the same z. */
export function asls(points: number, options: Omit<z.infer<typeof aslsOptions>, "method">): BaselineFit {
  return reweighted(
    points,
    options,
    (spectrum, baseline, weights) => reweigh(spectrum, baseline, options.p, weights),
    false,
  );
}
