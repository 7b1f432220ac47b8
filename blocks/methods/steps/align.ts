/** align: shifts each spectrum along the axis so that it lies on the reference. */

import { z } from "zod";
import { mapRows } from "../../contract/matrix.ts";
import { step } from "../../contract/step.ts";
import { words } from "../../contract/words.ts";
import { moments } from "../numeric/moments.ts";
import { axisOf, degenerate, demandPoints, roundingShare } from "./demands.ts";
import { learnReference, referenceKind } from "./reference.ts";

/**
 * Whole points only, because interpolating would smooth some spectra and not others.
 *
 * @throws Refusal FS2301 on named variables, FS3302 without training rows, FS3301 where a spectrum is constant, FS3312
 * where the shift leaves too few points
 */
export const align = step({
  name: "align",
  family: "axis",
  learns: "spectra",
  options: z
    .strictObject({
      reference: referenceKind,
      shift: z.int().min(1).max(200).default(5).describe("Largest shift to either side, in points."),
    })
    .describe("Shifts each spectrum by whole points to where it correlates best with a learnt reference."),
  columns(before, { shift }) {
    axisOf("align", before);
    demandPoints("align", before, 2 * shift + 3, words(`shift ${shift}`));
    return before;
  },
  fit: (training, { reference }) => learnReference("align", training, reference),
  apply(rows, { shift: most }, _, state) {
    const reference = Float64Array.from(state.reference);
    const last = rows.cols - 1;
    return mapRows(rows, (values, i, out) => {
      const { mean, sd } = moments(values);
      if (!(sd > roundingShare * Math.abs(mean))) throw degenerate("align", i, words("it is constant"));
      const shift = bestShift(values, reference, most);
      for (let j = 0; j <= last; j++) out[j] = values[Math.min(last, Math.max(0, j - shift))];
    });
  },
});

/** Correlations closer than this are equal: their difference is rounding. */
const tie = 1e-12;

/** How many points to move the values towards higher axis values. */
function bestShift(values: Float64Array, reference: Float64Array, most: number): number {
  let best = 0;
  let highest = correlationAt(values, reference, 0);
  for (let size = 1; size <= most; size++) {
    for (const shift of [-size, size]) {
      const correlation = correlationAt(values, reference, shift);
      if (correlation > highest + tie) {
        highest = correlation;
        best = shift;
      }
    }
  }
  return best;
}

/** Correlation of reference[j] with values[j − shift] over the points both have; −1 where one of them is constant. */
function correlationAt(values: Float64Array, reference: Float64Array, shift: number): number {
  const from = Math.max(0, shift);
  const own = values.subarray(from - shift, values.length + Math.min(0, shift) - shift);
  const target = reference.subarray(from, from + own.length);
  const a = moments(own);
  const b = moments(target);
  if (!(a.sd > roundingShare * Math.abs(a.mean) && b.sd > roundingShare * Math.abs(b.mean))) return -1;
  let products = 0;
  for (let j = 0; j < own.length; j++) products += (own[j] - a.mean) * (target[j] - b.mean);
  return products / (a.sd * b.sd * (own.length - 1));
}
