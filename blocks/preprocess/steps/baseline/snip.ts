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

/**
 * SNIP with a shrinking window: for k = iterations, …, 1 every point with k neighbours on both sides becomes the smaller
 * of itself and the mean of the points k before and k after it (of the pass before). Without the logarithmic square-root
 * transform of counts, so that an offset of the spectrum is an offset of the baseline.
 *
 * @see Ryan et al. 1988, Nucl. Instrum. Methods B 34:396, doi 10.1016/0168-583X(88)90063-8; Morháč et al. 1997,
 * Nucl. Instrum. Methods A 401:113, doi 10.1016/S0168-9002(97)01023-1 (shrinking window)
 */
export function snip(points: number, options: { readonly iterations: number }): BaselineFit {
  const before = new Float64Array(points);
  return (spectrum, baseline) => {
    baseline.set(spectrum);
    for (let k = options.iterations; k > 0; k--) {
      before.set(baseline);
      for (let j = k; j < points - k; j++) baseline[j] = Math.min(before[j], (before[j - k] + before[j + k]) / 2);
    }
  };
}
