/** rolling-ball: baseline by moving minimum, maximum and mean. */

import { z } from "zod";
import { words } from "../../../contract/words.ts";
import type { BaselineFit } from "./common.ts";

export const rollingBallOptions = z
  .strictObject({
    method: z.literal("rolling-ball").describe("Rolling ball."),
    window: z
      .int()
      .min(3)
      .max(2001)
      .refine((window) => window % 2 === 1, { error: words("The window must be an odd number of points.") })
      .describe("Width of the ball in points (odd); wider than the widest band."),
  })
  .describe("A ball rolled below the spectrum: moving minimum, then maximum, then mean (Kneen and Annegarn).");

/** The fit for spectra of so many points. */
export function rollingBall(points: number, options: { readonly window: number }): BaselineFit {
  const half = (options.window - 1) / 2;
  const scratch = new Float64Array(points);
  const queue = new Int32Array(points);
  return (spectrum, baseline) => {
    movingExtreme(spectrum, half, 1, queue, baseline);
    movingExtreme(baseline, half, -1, queue, scratch);
    movingMean(scratch, half, baseline);
    return undefined;
  };
}

/** Moving minimum (sign 1) or maximum (sign −1) in O(points): the queue holds the candidates from best to latest. */
function movingExtreme(values: Float64Array, half: number, sign: 1 | -1, queue: Int32Array, out: Float64Array): void {
  let head = 0;
  let tail = 0;
  for (let j = 0; j < values.length + half; j++) {
    if (j < values.length) {
      while (tail > head && sign * values[queue[tail - 1]] >= sign * values[j]) tail--;
      queue[tail++] = j;
    }
    const centre = j - half;
    if (centre < 0) continue;
    while (queue[head] < centre - half) head++;
    out[centre] = values[queue[head]];
  }
}

function movingMean(values: Float64Array, half: number, out: Float64Array): void {
  for (let j = 0; j < values.length; j++) {
    const from = Math.max(0, j - half);
    const to = Math.min(values.length - 1, j + half);
    let sum = 0;
    for (let k = from; k <= to; k++) sum += values[k];
    out[j] = sum / (to - from + 1);
  }
}
