/** despike: removes cosmic rays from Raman spectra. */

import { z } from "zod";
import { type Matrix, mapRows } from "../../contract/matrix.ts";
import { step } from "../../contract/step.ts";
import { words } from "../../contract/words.ts";
import { medianInPlace } from "../numeric/order-statistics.ts";
import { demandPieces, onPieces } from "./pieces.ts";

const options = z
  .strictObject({
    threshold: z
      .number()
      .positive()
      .default(8)
      .describe("A point is a spike where the modified z-score of its step from the point before exceeds this."),
    window: z
      .int()
      .min(3)
      .max(201)
      .default(7)
      .refine((window) => window % 2 === 1, { error: words("The window must be an odd number of points.") })
      .describe("Points around a spike (itself included, odd) whose clean ones are averaged in its place."),
  })
  .describe("Replaces cosmic-ray spikes by the mean of the clean points around them (Whitaker and Hayes).");

/** On each piece of an axis with gaps. @throws Refusal FS3312 where the spectrum or a piece has fewer points than the window */
export const despike = step({
  name: "despike",
  family: "noise",
  learns: null,
  leavesMeasurement: true,
  options,
  columns(before, { window }) {
    demandPieces("despike", before, window, words(`window ${window}`));
    return before;
  },
  apply: (rows, wanted, before) => onPieces(rows, before, (piece) => withoutSpikes(piece, wanted)),
});

function withoutSpikes(rows: Matrix, { threshold, window }: z.infer<typeof options>): Matrix {
  const steps = new Float64Array(Math.max(rows.cols - 1, 0));
  const scratch = new Float64Array(steps.length);
  const spike = new Uint8Array(rows.cols);
  return mapRows(rows, (values, _, out) => {
    out.set(values);
    for (let j = 0; j < steps.length; j++) steps[j] = values[j + 1] - values[j];
    if (markSpikes(steps, scratch, threshold, (window - 1) / 2, spike))
      fillSpikes(values, spike, (window - 1) / 2, out);
  });
}

/** Marks the points that are spikes; false where there is none. */
function markSpikes(
  steps: Float64Array,
  scratch: Float64Array,
  threshold: number,
  half: number,
  spike: Uint8Array,
): boolean {
  spike.fill(0);
  scratch.set(steps);
  const middle = medianInPlace(scratch);
  const limit = threshold * spread(steps, middle, scratch);
  let found = false;
  let last = -1;
  for (let j = 0; j < steps.length; j++) {
    const jump = steps[j] - middle;
    if (!(Math.abs(jump) > limit)) continue;
    // Step j leads to point j + 1; a jump back soon after the last one closes a spike that began there.
    const closes = last >= 0 && j - last <= half && jump > 0 !== steps[last] - middle > 0;
    spike.fill(1, closes ? last + 1 : j + 1, j + 2);
    last = j;
    found = true;
  }
  return found;
}

/** The deviation that counts as z = 1. */
function spread(steps: Float64Array, middle: number, scratch: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < steps.length; j++) {
    scratch[j] = Math.abs(steps[j] - middle);
    sum += scratch[j];
  }
  const mad = medianInPlace(scratch);
  return mad > 0 ? mad / 0.6745 : (1.2533 * sum) / steps.length;
}

function fillSpikes(values: Float64Array, spike: Uint8Array, half: number, out: Float64Array): void {
  for (let j = 0; j < values.length; j++) {
    if (spike[j] === 0) continue;
    // The first point is never marked, so that a window wide enough always holds a clean point.
    for (let reach = half, count = 0; count === 0; reach++) {
      let sum = 0;
      for (let k = Math.max(0, j - reach); k <= Math.min(values.length - 1, j + reach); k++) {
        if (spike[k] === 1) continue;
        sum += values[k];
        count++;
      }
      if (count > 0) out[j] = sum / count;
    }
  }
}
