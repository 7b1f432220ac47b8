/** detrend: takes a polynomial trend off each spectrum. */
import { z } from "zod";
import { mapRows } from "../../shared/numeric/matrix.ts";
import { fitted, polynomialColumns, thinQr } from "../../shared/numeric/small-solve.ts";
import { step } from "../step.ts";
import { demandPoints, evenPositions } from "./demands.ts";

/**
 * Detrending: the polynomial fitted to each spectrum by least squares over its index (t in [−1, 1]) is taken off.
 *
 * @throws Refusal FS3312 where the spectrum has too few points for the order
 * @see Barnes, Dhanoa, Lister 1989, Appl. Spectrosc. 43:772, doi 10.1366/0003702894202201
 */
export const detrend = step({
  name: "detrend",
  learns: null,
  options: z
    .strictObject({
      order: z.int().min(0).max(8).default(2).describe("Order of the polynomial: 1 a line, 2 a parabola."),
    })
    .describe("Takes the least-squares polynomial over the point number off each spectrum."),
  columns(before, { order }) {
    demandPoints("detrend", before, order + 2, `order ${order}`);
    return before;
  },
  apply(rows, { order }) {
    const qr = thinQr(polynomialColumns(evenPositions(rows.cols), order));
    return mapRows(rows, (values, _, out) => {
      fitted(qr, values, out);
      for (let j = 0; j < out.length; j++) out[j] = values[j] - out[j];
    });
  },
});
