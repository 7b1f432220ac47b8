/** What a table block gives: models compared in pairs on their shared folds. */
import { z } from "zod";

const interval = z.tuple([z.number(), z.number()]).nullable();

export const tableResults = z.strictObject({
  schema_version: z.literal(1),
  models: z.array(z.string()).describe("the first is what the others are compared with"),
  differences: z.array(
    z.strictObject({
      model: z.string(),
      metric: z.string(),
      first: z.number().nullable(),
      second: z.number().nullable(),
      difference: z.number().nullable().describe("first minus second, over the same samples"),
      difference_ci: interval,
      difference_n: z.int(),
      difference_over: z.enum(["samples", "spectra"]),
    }),
  ),
});
