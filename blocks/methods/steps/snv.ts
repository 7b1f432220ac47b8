/** snv: standard normal variate. */

import { z } from "zod";
import { mapRows } from "../../contract/matrix.ts";
import { step } from "../../contract/step.ts";
import { words } from "../../contract/words.ts";
import { moments } from "../numeric/moments.ts";
import { degenerate, demandPoints, roundingShare } from "./demands.ts";

/** @throws Refusal FS3301 where a spectrum is constant, FS3312 below two points */
export const snv = step({
  name: "snv",
  family: "scatter",
  learns: null,
  options: z.strictObject({}).describe("Standard normal variate: every spectrum gets mean 0 and standard deviation 1."),
  columns(before) {
    demandPoints("snv", before, 2, words("a standard deviation"));
    return before;
  },
  apply: (rows) =>
    mapRows(rows, (values, i, out) => {
      const { mean, sd } = moments(values);
      if (!(sd > roundingShare * Math.abs(mean))) throw degenerate("snv", i, words("it is constant"));
      for (let j = 0; j < out.length; j++) out[j] = (values[j] - mean) / sd;
    }),
});
