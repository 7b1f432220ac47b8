/** arpls: baseline by asymmetrically reweighted penalised least squares. */
import { z } from "zod";
import { type BaselineFit, iterations, reweighted, roughness } from "./common.ts";

export const arplsOptions = z
  .strictObject({
    method: z.literal("arpls").describe("Asymmetrically reweighted penalised least squares."),
    lambda: roughness(1e5),
    ratio: z.number().positive().lt(1).default(1e-3).describe("Ends where the weights change by less than this share."),
    iterations: iterations(100),
  })
  .describe("Like asls, with weights from the noise below the baseline; no asymmetry to choose (Baek and others).");

/** The fit for spectra of so many points. */
export function arpls(points: number, options: Omit<z.infer<typeof arplsOptions>, "method">): BaselineFit {
  return reweighted(
    points,
    options,
    (spectrum, baseline, weights) => logisticWeights(spectrum, baseline, weights) >= options.ratio,
    true,
  );
}

/** Sets the weights; returns how much they changed, relative to the old ones (0 where no noise is left to weigh by). */
function logisticWeights(spectrum: Float64Array, baseline: Float64Array, weights: Float64Array): number {
  let count = 0;
  let sum = 0;
  for (let j = 0; j < weights.length; j++) {
    const d = spectrum[j] - baseline[j];
    if (d >= 0) continue;
    count++;
    sum += d;
  }
  const mean = sum / count;
  let squares = 0;
  for (let j = 0; j < weights.length; j++) {
    const d = spectrum[j] - baseline[j];
    if (d < 0) squares += (d - mean) * (d - mean);
  }
  const sd = Math.sqrt(squares / (count - 1));
  if (!(sd > 0)) return 0;
  let change = 0;
  let size = 0;
  for (let j = 0; j < weights.length; j++) {
    const before = weights[j];
    const after = 1 / (1 + Math.exp((2 * (spectrum[j] - baseline[j] - (2 * sd - mean))) / sd));
    change += (before - after) * (before - after);
    size += before * before;
    weights[j] = after;
  }
  return Math.sqrt(change / size);
}
