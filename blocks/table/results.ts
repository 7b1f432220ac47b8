/** What a table block gives: models compared in pairs on their shared folds. */
import { z } from "zod";
import { naLimits } from "../methods/metrics/limits.ts";

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
      difference_ci: interval.describe(
        "95 %, by paired jackknife; the outer of by sample and by batch or group at each end",
      ),
      difference_na: z.enum(naLimits).nullable().describe("why there is no interval"),
      difference_unit: z.enum(["sample", "batch", "group", "segment"]),
      difference_n: z.int(),
      difference_over: z.literal("samples"),
    }),
  ),
});
