/** detrend: takes a polynomial trend off each spectrum. */

import { z } from "zod";
import { mapRows } from "../../contract/matrix.ts";
import { step } from "../../contract/step.ts";
import { words } from "../../contract/words.ts";
import { fitted, polynomialColumns, thinQr } from "../numeric/small-solve.ts";
import { demandPoints, evenPositions } from "./demands.ts";
import { acrossGaps } from "./pieces.ts";

/** @throws Refusal FS3312 where the spectrum has too few points for the order */
export const detrend = step({
  name: "detrend",
  family: "baseline",
  learns: null,
  options: z
    .strictObject({
      order: z.int().min(0).max(8).default(2).describe("Order of the polynomial: 1 a line, 2 a parabola."),
    })
    .describe("Takes the least-squares polynomial over the point number off each spectrum."),
  columns(before, { order }) {
    demandPoints("detrend", before, order + 2, words(`order ${order}`));
    return before;
  },
  doubts: (before) => acrossGaps("detrend", before),
  apply(rows, { order }) {
    const qr = thinQr(polynomialColumns(evenPositions(rows.cols), order));
    return mapRows(rows, (values, _, out) => {
      fitted(qr, values, out);
      for (let j = 0; j < out.length; j++) out[j] = values[j] - out[j];
    });
  },
});
