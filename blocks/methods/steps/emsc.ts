/** emsc: extended multiplicative signal correction. */

import { z } from "zod";
import { mapRows } from "../../contract/matrix.ts";
import { Refusal } from "../../contract/refusal.ts";
import { step } from "../../contract/step.ts";
import { words } from "../../contract/words.ts";
import { coefficients, polynomialColumns, type ThinQr, thinQr } from "../numeric/small-solve.ts";
import { dotInOrder, normInOrder } from "../numeric/vectors.ts";
import { degenerate, demandPoints, evenPositions } from "./demands.ts";
import { learnReference, referenceKind } from "./reference.ts";

/** Below this share of a spectrum's length its part along the reference is rounding. */
export const leastShare = 1e-12;

/**
 * @throws Refusal FS3302 without training rows, FS3303 where the reference is itself such a polynomial, FS3301 where a
 * spectrum has no part along the reference, FS3312 where there are too few points for the order
 */
export const emsc = step({
  name: "emsc",
  family: "scatter",
  learns: "spectra",
  options: z
    .strictObject({
      order: z.int().min(0).max(6).default(2).describe("Order of the polynomial that takes up the baseline."),
      reference: referenceKind,
    })
    .describe("Extended multiplicative signal correction: polynomial baseline and slope against a learnt reference."),
  columns(before, { order }) {
    demandPoints("emsc", before, order + 3, words(`order ${order}`));
    return before;
  },
  fit(training, { order, reference }) {
    const state = learnReference("emsc", training, reference);
    if (design(state.reference, order).qr.dependent >= 0) {
      throw new Refusal("FS3303", { step: "emsc", reason: words(`it is itself a polynomial of order ${order}`) });
    }
    return state;
  },
  apply(rows, { order }, _, { reference }) {
    const { qr, trends } = design(reference, order);
    const along = qr.q[order + 1];
    return mapRows(rows, (values, i, out) => {
      if (!(Math.abs(dotInOrder(along, values)) > leastShare * normInOrder(values))) {
        throw degenerate("emsc", i, words("it has nothing in common with the reference"));
      }
      const c = coefficients(qr, values);
      const b = c[order + 1];
      for (let j = 0; j < out.length; j++) {
        let trend = 0;
        for (let k = 0; k <= order; k++) trend += c[k] * trends[k][j];
        out[j] = (values[j] - trend) / b;
      }
    });
  },
});

/** The polynomial of an order over the points with the reference behind it, and its first columns. */
export function design(reference: readonly number[], order: number): { qr: ThinQr; trends: Float64Array[] } {
  const trends = polynomialColumns(evenPositions(reference.length), order);
  return { qr: thinQr([...trends, Float64Array.from(reference)]), trends };
}
