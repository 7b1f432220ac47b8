/** rnv: robust normal variate. */

import { z } from "zod";
import { mapRows } from "../../contract/matrix.ts";
import { step } from "../../contract/step.ts";
import { words } from "../../contract/words.ts";
import { moments } from "../numeric/moments.ts";
import { percentileInPlace } from "../numeric/order-statistics.ts";
import { degenerate, demandPoints, roundingShare } from "./demands.ts";

/** The lower quarter of most spectra is baseline, free of bands. */
const percent = 25;

/** @throws Refusal FS3301 where the values up to the percentile are all the same, FS3312 below five points */
export const rnv = step({
  name: "rnv",
  family: "scatter",
  learns: null,
  options: z
    .strictObject({})
    .describe("Robust normal variate: like SNV, with the 25th percentile and the spread below it."),
  columns(before) {
    demandPoints("rnv", before, 5, words("the spread below the 25th percentile"));
    return before;
  },
  apply(rows) {
    const scratch = new Float64Array(rows.cols);
    return mapRows(rows, (values, i, out) => {
      scratch.set(values);
      const q = percentileInPlace(scratch, percent);
      // Sorted by now: the values not above q come first.
      let count = 0;
      while (count < scratch.length && scratch[count] <= q) count++;
      const { sd } = moments(scratch.subarray(0, count));
      if (!(sd > roundingShare * Math.abs(q))) throw degenerate("rnv", i, words("its lower quarter is constant"));
      for (let j = 0; j < out.length; j++) out[j] = (values[j] - q) / sd;
    });
  },
});
