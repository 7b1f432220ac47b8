/** Records: what the store keeps of a block that ended, and of its key. */
import { z } from "zod";
import type { Json } from "./plain-json.ts";

export const json: z.ZodType<Json> = z.json();
export const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);

/** What a key is the digest of: everything a block's outcome may hang on, and nothing else. */
export const preimageSchema = z.strictObject({
  schema_version: z.literal(1),
  kind: z.string(),
  implementation: digest.describe(
    "digest of the bundle that computes it, with the packages in it; no words, and no methods but those all blocks of the kind use",
  ),
  methods: z
    .record(z.string(), digest)
    .describe("digests of the methods it computes with, as `step:snv`: no other method is part of the key"),
  options: json.describe("effective compute options, defaults filled in"),
  order: digest
    .optional()
    .describe("of options and settings with their keys in the order of the document: lists of a report follow it"),
  settings: z.record(z.string(), json).describe("the front-matter fields the kind reads"),
  seed: z.int().optional().describe("only where the kind draws random numbers"),
  inputs: z
    .array(
      z.strictObject({
        value: z.string(),
        block: z.string().optional(),
        of: z.array(z.string()).optional(),
        parts: z.record(z.string(), digest),
      }),
    )
    .describe("parts it loads of the values it starts from"),
  files: z
    .record(z.string(), z.array(z.strictObject({ path: z.string(), sha256: digest })))
    .describe("input files it loads"),
});
export type Preimage = z.output<typeof preimageSchema>;

const place = z.strictObject({ input: z.string(), line: z.int().optional(), field: z.int().optional() });
const path = z.array(z.union([z.string(), z.number()]));

const remarkSchema = z.strictObject({
  code: z.string(),
  facts: z.record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()), z.array(z.number())]),
  ),
  data: place.optional(),
  option: path.optional(),
  setting: path.optional(),
  isBearable: z.literal(true).optional(),
});

const refusedRemark = remarkSchema.extend({
  isError: z.literal(true).optional(),
  again: z.strictObject({ count: z.int(), last: place }).optional(),
});

/** Why a unit left no record: what its block refused for, or words for who mends the program. */
export const failureSchema = z.union([
  z.strictObject({ refused: z.array(refusedRemark).min(1) }),
  z.strictObject({ bug: z.string(), product: z.strictObject({ path: z.string(), problem: z.string() }).optional() }),
]);
export type Failure = z.output<typeof failureSchema>;

/** What a block that ended gave, by digest. A failed block leaves none. */
export const blockRecordSchema = z.strictObject({
  schema_version: z.literal(1),
  key: digest,
  preimage: preimageSchema,
  value: z.strictObject({ name: z.string(), parts: z.record(z.string(), digest) }).nullable(),
  results: json,
  artifacts: z.record(z.string(), digest).describe("files for the run folder, by short path"),
  remarks: z.array(remarkSchema),
  logged: z.record(z.string(), json).describe("what the log says of the block when it has ended"),
  na: z.strictObject({ reason: z.string() }).nullable(),
  events: z.array(z.strictObject({ event: z.string(), facts: z.record(z.string(), json) })),
});
export type BlockRecord = z.output<typeof blockRecordSchema>;

/** What the store keeps of a unit that failed: the failure, and what the log says its block had said before. */
export const leftFailureSchema = z.strictObject({ failure: failureSchema, events: blockRecordSchema.shape.events });
export type LeftFailure = z.output<typeof leftFailureSchema>;
