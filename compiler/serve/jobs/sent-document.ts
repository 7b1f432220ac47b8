/** Sent document: the form in which a protocol is sent, and the files that it reads. */
import { z } from "zod";
import { stepSchema } from "../../../schemas/approval-rule.ts";

const hex = z.string().regex(/^(?:sha256:)?[0-9a-f]{64}$/, "a SHA-256 has 64 hexadecimal digits");
const path = z.string().min(1).max(400);

/** What of a document is sent, its bytes before it as objects. */
export const sentDocumentSchema = z.strictObject({
  document: hex.describe("SHA-256 of the document, which was put under /objects"),
  path: path.regex(/\.(?:md|markdown)$/i, "a document ends with .md").describe("where it stands below the root"),
  settings: z
    .array(z.strictObject({ key: z.string().min(1).max(200), value: z.string().max(2000) }))
    .max(200)
    .default([])
    .describe("as in job_spec.json: `mode`, `seed`, `params.lv`, `inputs.NAME`"),
  inputs: z
    .array(z.strictObject({ name: z.string().min(1).max(200).nullable(), path, sha256: hex }))
    .max(10_000)
    .default([])
    .describe("every file the document reads, as in job_spec.json; their bytes were put under /objects"),
});
export type SentDocument = z.output<typeof sentDocumentSchema>;

export const sentProtocolSchema = sentDocumentSchema
  .extend({
    approve: z.array(stepSchema).default([]).describe("steps that people approve beside those asked for anyway"),
    attempt: z.int().min(1).max(999_999).default(1),
    why: z.string().min(10).max(500).optional().describe("why it is submitted"),
  })
  .describe("a protocol that is to become a job");

export const snapshotSchema = hex;
