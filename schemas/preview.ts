/** Preview: what a run of a job would work on, before it does. Of external rows it says how many there are, and nothing by class. */
import { z } from "zod";
import { stepSchema } from "./approval-rule.ts";

const count = z.int().min(0);
const counted = z.record(z.string(), z.strictObject({ samples: count, spectra: count }));

export const previewSchema = z.strictObject({
  schema_version: z.literal(1),
  data: z.array(
    z.strictObject({
      block: z.string(),
      spectra: count.describe("external ones left out"),
      samples: count.describe("external ones left out"),
      external: z.strictObject({ spectra: count, samples: count }),
      by_class: counted.nullable().describe("null without a label"),
      by_batch: counted.nullable().describe("null without a batch"),
    }),
  ),
  columns: z
    .array(z.strictObject({ block: z.string(), columns: count }))
    .describe("after each block that leaves some, where that is known"),
  folds: z.array(
    z.strictObject({
      model: z.string(),
      scheme: z.string(),
      folds: z.array(z.strictObject({ name: z.string(), training: count, test: count })).describe("in spectra"),
    }),
  ),
  blocks: z.array(z.strictObject({ id: z.string(), kind: z.string(), added: z.boolean() })),
  approvals: z
    .array(z.strictObject({ step: stepSchema, roles: z.array(z.string()), count }))
    .describe("asked for after this"),
});
export type Preview = z.output<typeof previewSchema>;
