/** Parity report: what a run had of its feature views against what a feature server gave, as `features parity` writes it. */
import { z } from "zod";
import { digest } from "./records.ts";

const count = z.int().min(0);

export const parityReportSchema = z
  .strictObject({
    schema_version: z.literal(1),
    server: z.string().describe("its address"),
    run_id: z.string(),
    content_digest: digest.nullable().describe("of the run"),
    rows: count.describe("spectra that were looked at, those measured last"),
    counts: z.strictObject({
      equal: count.describe("values of the same time that say the same, and those that neither has"),
      older: count.describe("the server has a row of an earlier time"),
      newer: count.describe("the server has a row of a later time"),
      missing: count.describe("the server has no value, or no such view, where training had one"),
      different: count.describe("the same time, and another value"),
    }),
    tolerance: z.number().min(0).describe("greatest share of values that may be missing"),
    left_out: z.array(z.string()).describe("views of outcomes that the server does not have: they are no features"),
    differing: z
      .array(
        z.strictObject({
          view: z.string(),
          column: z.string().describe("as the view's own table calls it"),
          id: z.string().describe("of the spectrum"),
          entity: z.string(),
          trained: z.string().describe("exact text of the cell"),
          served: z.string().nullable(),
          trained_time: z.string().nullable(),
          served_time: z.string().nullable(),
        }),
      )
      .max(50)
      .describe("the first fifty values that are different"),
  })
  .describe("whether a feature server gives what training had");
export type ParityReport = z.output<typeof parityReportSchema>;
