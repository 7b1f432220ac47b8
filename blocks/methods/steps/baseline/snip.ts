/** snip: baseline by statistics-sensitive non-linear iterative peak clipping. */
import { z } from "zod";
import type { MethodPage } from "../../../contract/method-page.ts";
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

export const snipPage: MethodPage = {
  formula: `
    z = x at first; for k = iterations, …, 1:  zⱼ = min(zⱼ, (zⱼ₋ₖ + zⱼ₊ₖ)/2), all j at once
  `,
  conventions: [
    "The window shrinks, which gives smoother baselines than one that grows (Morháč).",
    "Without the logarithmic square-root transform of counts, so that an offset of the spectrum is an offset of the baseline.",
    "A point with fewer than k neighbours on a side is left as it is in that pass.",
    "At least 2·iterations + 1 points.",
  ],
  cost: "O(n·p·iterations).",
  sources: [
    {
      authors: "Ryan, Clayton, Griffin, Sie, Cousens",
      year: 1988,
      where: "Nucl. Instrum. Methods B 34:396",
      doi: "10.1016/0168-583X(88)90063-8",
    },
    {
      authors: "Morháč, Kliman, Matoušek, Veselský, Turzo",
      year: 1997,
      where: "Nucl. Instrum. Methods A 401:113",
      doi: "10.1016/S0168-9002(97)01023-1",
      about: "the shrinking window",
    },
  ],
  example: `
    steps:
      - baseline: {method: snip, iterations: 15}
  `,
};

/** The fit for spectra of so many points. */
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
