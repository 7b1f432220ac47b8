/** pqn: probabilistic quotient normalisation. */

import { z } from "zod";
import { mapRows } from "../../contract/matrix.ts";
import { Refusal } from "../../contract/refusal.ts";
import { step } from "../../contract/step.ts";
import { words } from "../../contract/words.ts";
import { medianInPlace } from "../numeric/order-statistics.ts";
import { degenerate } from "./demands.ts";
import { learnReference, referenceKind } from "./reference.ts";

/**
 * @throws Refusal FS3302 without training rows, FS3303 where the reference is 0 everywhere, FS3301 where the median
 * quotient is not positive
 */
export const pqn = step({
  name: "pqn",
  family: "scatter",
  learns: "spectra",
  options: z
    .strictObject({ reference: referenceKind })
    .describe("Probabilistic quotient normalisation: divides by the median quotient with a learnt reference."),
  columns: (before) => before,
  fit(training, { reference }) {
    const state = learnReference("pqn", training, reference);
    if (state.reference.every((value) => value === 0)) {
      throw new Refusal("FS3303", { step: "pqn", reason: words("it is 0 everywhere") });
    }
    return state;
  },
  apply(rows, _, __, { reference }) {
    const used = reference.flatMap((value, j) => (value === 0 ? [] : [j]));
    const quotients = new Float64Array(used.length);
    return mapRows(rows, (values, i, out) => {
      used.forEach((j, k) => {
        quotients[k] = values[j] / reference[j];
      });
      const quotient = medianInPlace(quotients);
      if (!(quotient > 0)) throw degenerate("pqn", i, words("its median quotient with the reference is not positive"));
      for (let j = 0; j < out.length; j++) out[j] = values[j] / quotient;
    });
  },
});
