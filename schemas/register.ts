/** Register: every run of a protocol, one line an event, chained by digests. It stands beside the document, and in the state folder. */
import { z } from "zod";
import { headlineSchema } from "./headline.ts";
import { digest, json } from "./records.ts";

/** Texts and lists of more bytes than these stand in `asked` by their digest. */
export const mostInAsked = 2048;

const text = z.string();
const run = z.string().regex(/^[0-9a-f]{32}$/);

export const whoSchema = z.strictObject({
  account: text.nullable().describe("login of who ran it; null where the system does not tell"),
  name: text.nullable().describe("git's user.name"),
  email: text.nullable().describe("git's user.email"),
});
/** Who works at a machine. */
export type Who = z.output<typeof whoSchema>;

export const askedSchema = z
  .strictObject({
    protocol: z.strictObject({ sha256: digest, version: text }),
    sources: z
      .record(z.string(), digest)
      .optional()
      .describe("digests of the files that the document's text takes in, by their path below the root"),
    mode: json.optional(),
    scheme: json.optional(),
    seed: json.optional(),
    as_of: json.optional(),
    primary: json.optional(),
    approved_models: json.optional(),
    overrides: json.describe("what was typed, by what it replaces"),
    inputs: z.record(z.string(), z.union([digest, z.array(digest)])).describe("digests of the files, by input"),
    policy: json.describe("`qc_policy`"),
    excluded: z
      .strictObject({ samples: z.int().min(0), sha256: digest })
      .describe("samples that `exclude` names, and the digest of their names in code-unit order"),
    blocks: z.record(z.string(), json).describe("options of each block"),
  })
  .describe(
    "what was asked, as it was written or typed: without defaults, without paths, large values by their digest",
  );
export type AskedOf = z.output<typeof askedSchema>;

const common = {
  schema_version: z.literal(1),
  time: text.describe("ISO 8601, UTC"),
  who: whoSchema,
  host: z
    .string()
    .regex(/^[0-9a-f]{8}$/)
    .describe("first 8 hexadecimal digits of the SHA-256 of the machine's name"),
  previous: z.array(digest).describe("SHA-256 of each line that no line followed yet; two after a merge"),
};
const asked = z.union([digest, askedSchema]).describe("by digest where an older line holds the same");

const gates = z.array(z.strictObject({ gate: text, status: z.enum(["pass", "fail"]) }));

export const registerLineSchema = z.discriminatedUnion("event", [
  z.strictObject({
    ...common,
    event: z.literal("frozen"),
    asked,
    criteria: digest.describe("of what a run is judged by"),
    token: text
      .nullable()
      .describe(
        "time stamp (RFC 3161, base64 of its DER) over this line with null in its place, where one was asked for",
      ),
  }),
  z.strictObject({
    ...common,
    event: z.literal("started"),
    run,
    asked,
    change: text.optional().describe("the document's `change`"),
    reason: text.optional().describe("`--reason`"),
  }),
  z.strictObject({
    ...common,
    event: z.literal("ended"),
    run,
    run_id: text.nullable().describe("null where it left no folder"),
    exit_code: z.int(),
    content_digest: digest.nullable(),
    manifest: digest.nullable().describe("of manifest.json; null where the run wrote none"),
    gates,
    headline: headlineSchema.nullable(),
  }),
  z.strictObject({ ...common, event: z.literal("interrupted"), run }),
  z.strictObject({ ...common, event: z.literal("signed"), run_id: text, role: text, subject: text }),
  z.strictObject({ ...common, event: z.literal("exported"), run_id: text, archive: digest }),
]);
/** One line of a register. */
export type RegisterLine = z.output<typeof registerLineSchema>;

const count = z.int().min(0);

/** What a manifest says of its run's place in the register. */
export const manifestRegisterSchema = z.strictObject({
  file: text.nullable().describe("the register, relative to the root; null while it stands in the state folder only"),
  number: z.int().min(1).describe("which run of this protocol it is: runs begun before it, and one"),
  previous: z.array(digest).describe("the lines after which it began"),
  counts: z
    .strictObject({ success: count, failed: count, cancelled: count, interrupted: count })
    .describe("how the runs up to this one ended, this one among them"),
  same_data_elsewhere: count.describe("runs on this machine with an input of the same digest, of other registers"),
  frozen: z
    .strictObject({
      time: text,
      runs_before: count.describe("runs begun before the criteria were frozen"),
      criteria: digest,
      changed: z.array(text).describe("criteria that differ from the frozen ones"),
      stamped: text
        .optional()
        .describe("when by a time stamp of an authority, ISO 8601, UTC, where the register has one"),
    })
    .nullable()
    .describe("when its criteria were last frozen"),
  operator: whoSchema,
});
export type ManifestRegister = z.output<typeof manifestRegisterSchema>;
