/** Repro: whether a document gives the same bytes wherever it is compiled, as `foodspec repro` writes it. */
import { z } from "zod";
import { digest } from "./records.ts";

export const reproSchema = z.strictObject({
  schema_version: z.literal(1),
  document: z.string().describe("relative to its root"),
  configurations: z.array(
    z.strictObject({
      node: z.string().describe("version that ran it"),
      tz: z.string(),
      locale: z.string(),
      jobs: z.int(),
      exit_code: z.int(),
      content_digest: digest,
      html_digest: digest.describe("of report/index.html, the clock set by SOURCE_DATE_EPOCH"),
      pdf_digest: digest.nullable().describe("of the printed report; null where none was asked for or made"),
    }),
  ),
  same: z.boolean(),
  first_difference: z
    .strictObject({
      configurations: z.tuple([z.int(), z.int()]).describe("which two, from 0"),
      block: z.string().nullable().describe("null of a file that no block gave"),
      file: z.string(),
      pointer: z.string().nullable().describe("JSON pointer, or row and column of a table"),
      values: z.tuple([z.string(), z.string()]),
    })
    .nullable(),
});
export type Repro = z.output<typeof reproSchema>;
