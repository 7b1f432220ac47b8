/** pqn: probabilistic quotient normalisation. */
import { z } from "zod";
import { Refusal } from "../../refusal.ts";
import { mapRows } from "../../shared/numeric/matrix.ts";
import { medianInPlace } from "../../shared/numeric/order-statistics.ts";
import { step } from "../step.ts";
import { degenerate } from "./demands.ts";
import { learnReference, referenceKind } from "./reference.ts";

/**
 * Probabilistic quotient normalisation: each spectrum is divided by the median of its quotients x/r with the reference
 * learnt from the training rows, its most probable dilution. Points where the reference is 0 have no quotient.
 *
 * The paper normalises to unit area first; that changes the reference only, and is here a step of its own
 * (`normalize: {method: area}`) where it is wanted.
 * @throws Refusal FS3302 without training rows, FS3303 where the reference is 0 everywhere, FS3301 where the median
 * quotient is not positive
 * @see Dieterle, Ross, Schlotterbeck, Senn 2006, Anal. Chem. 78:4281, doi 10.1021/ac051632c
 */
export const pqn = step({
  name: "pqn",
  learns: "spectra",
  options: z
    .strictObject({ reference: referenceKind })
    .describe("Probabilistic quotient normalisation: divides by the median quotient with a learnt reference."),
  columns: (before) => before,
  fit(training, { reference }) {
    const state = learnReference("pqn", training, reference);
    if (state.reference.every((value) => value === 0)) {
      throw new Refusal("FS3303", { step: "pqn", reason: "it is 0 everywhere" });
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
      if (!(quotient > 0)) throw degenerate("pqn", i, "its median quotient with the reference is not positive");
      for (let j = 0; j < out.length; j++) out[j] = values[j] / quotient;
    });
  },
});
