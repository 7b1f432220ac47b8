/** msc: multiplicative scatter correction. */

import { z } from "zod";
import { mapRows } from "../../contract/matrix.ts";
import { Refusal } from "../../contract/refusal.ts";
import { step } from "../../contract/step.ts";
import { words } from "../../contract/words.ts";
import { moments } from "../numeric/moments.ts";
import { degenerate, demandPoints, roundingShare } from "./demands.ts";
import { learnReference, referenceKind } from "./reference.ts";

/** Below this correlation with the reference a slope is rounding, and dividing by it would make noise of a spectrum. */
export const leastCorrelation = 1e-10;

/**
 * @throws Refusal FS3302 without training rows, FS3303 where the reference is constant, FS3301 where a spectrum has no
 * slope on the reference
 */
export const msc = step({
  name: "msc",
  family: "scatter",
  learns: "spectra",
  options: z
    .strictObject({ reference: referenceKind })
    .describe("Multiplicative scatter correction: offset and slope against a reference learnt from the training rows."),
  columns(before) {
    demandPoints("msc", before, 2, words("a slope"));
    return before;
  },
  fit(training, { reference }) {
    const state = learnReference("msc", training, reference);
    const { mean, sd } = moments(Float64Array.from(state.reference));
    if (!(sd > roundingShare * Math.abs(mean)))
      throw new Refusal("FS3303", { step: "msc", reason: words("it is constant") });
    return state;
  },
  apply(rows, _, __, state) {
    const reference = Float64Array.from(state.reference);
    const { mean: centre, sd } = moments(reference);
    const centred = reference.map((value) => value - centre);
    const squares = sd * sd * (rows.cols - 1);
    return mapRows(rows, (values, i, out) => {
      const own = moments(values);
      let products = 0;
      for (let j = 0; j < values.length; j++) products += centred[j] * (values[j] - own.mean);
      const slope = products / squares;
      if (!(Math.abs(slope) * sd > leastCorrelation * own.sd && own.sd > roundingShare * Math.abs(own.mean))) {
        throw degenerate("msc", i, words("it is constant or has nothing in common with the reference"));
      }
      for (let j = 0; j < out.length; j++) out[j] = (values[j] - own.mean) / slope + centre;
    });
  },
});
