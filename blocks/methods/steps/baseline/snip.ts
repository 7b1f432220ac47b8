/** snip: baseline by statistics-sensitive non-linear iterative peak clipping. */
import { z } from "zod";
import type { BaselineFit } from "./common.ts";

export const snipOptions = z
  .strictObject({
    method: z.literal("snip").describe("Peak clipping."),
    iterations: z
      .int()
      .min(1)
      .max(1000)
      .default(30)
      .describe("Passes, and with them the half width in points of the widest band that is clipped away."),
  })
  .describe("Clips every point to the mean of its neighbours, from far neighbours to near ones (SNIP).");

/** The fit for spectra of so many points. */
export function snip(points: number, options: { readonly iterations: number }): BaselineFit {
  const before = new Float64Array(points);
  return (spectrum, baseline) => {
    baseline.set(spectrum);
    for (let k = options.iterations; k > 0; k--) {
      before.set(baseline);
      for (let j = k; j < points - k; j++) baseline[j] = Math.min(before[j], (before[j - k] + before[j + k]) / 2);
    }
    return undefined;
  };
}
