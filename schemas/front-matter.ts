/** Front matter: what stands between the two `---` at the top of a protocol. Closed: an unknown key is refused. */
import { z } from "zod";
import { defaultDriftPolicy, driftPolicySchema } from "./drift-policy.ts";

export const modes = ["research", "regulatory", "monitoring"] as const;
export type Mode = (typeof modes)[number];

const text = z.string().min(1);
const identifier = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_-]*$/, "a name is letters, digits, _ and -, and begins with a letter");
const sha256 = z.string().regex(/^(sha256:)?[0-9a-f]{64}$/, "a SHA-256 is 64 hexadecimal digits");

/** One named input: files below the root, read once, digested. */
const inputSchema = z.strictObject({
  path: z
    .union([text, z.array(text).min(1)])
    .describe("path relative to the document, inside the root; a list or a glob is allowed"),
  sha256: z
    .union([sha256, z.array(sha256)])
    .optional()
    .describe("digest the file must have; a mismatch ends with exit code 3"),
});

const schemeSchema = z
  .union([text, z.record(text, z.looseObject({}))])
  .describe("validation scheme: a name, or one name with its options");

/** A value of `params`, and what `--set params.x=` may give. */
const paramSchema = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.union([z.string(), z.number(), z.boolean()])),
]);

export const frontMatterSchema = z.strictObject({
  title: text.describe("title of the protocol and of its report"),
  version: text.default("0").describe("version of this protocol"),
  change: z
    .string()
    .min(10)
    .max(500)
    .optional()
    .describe("what differs from the version before, and why: 10 to 500 characters; asked for in regulatory mode"),
  foodspec: z.literal(1).default(1).describe("version of the document format"),
  mode: z.enum(modes).default("research").describe("research, regulatory or monitoring; any case"),
  scheme: schemeSchema.optional(),
  seed: z.int().min(0).max(4294967295).default(0).describe("seed of every random draw"),
  allow_cli_override: z.boolean().default(true).describe("false refuses --mode, --seed, --scheme, --set and --trust"),
  inputs: z.record(identifier, inputSchema).default({}).describe("data files, by the name blocks use"),
  params: z.record(identifier, paramSchema).default({}).describe("values a block body may name as `= params.x`"),
  primary: text.optional().describe("id of the model that gates, trust and statement judge"),
  qc_policy: z
    .record(text, z.union([z.number(), z.boolean()]))
    .default({})
    .describe("thresholds of the gates"),
  drift_policy: driftPolicySchema
    .default(defaultDriftPolicy)
    .describe("from which p on new samples count as drifted; monitoring mode only"),
  approved_models: z
    .array(text)
    .default(["pls-da", "logistic-regression", "linear-svc"])
    .describe("estimators that regulatory mode accepts"),
  claims: z
    .strictObject({
      standard: text.describe("the standard the owner works to; named in the statement, never certified"),
      use_case: text.describe("what the result is used for"),
      limitations: z.array(text).min(1).describe("what the result does not show"),
    })
    .partial()
    .optional()
    .describe("what the protocol's owner declares; all three are required in regulatory mode"),
  authors: z.array(z.strictObject({ name: text, role: text.default("author") })).default([]),
  report: z
    .strictObject({
      figures: z.union([text, z.array(text)]).default("default"),
      sections: z.union([text, z.array(text)]).default("default"),
    })
    .default({ figures: "default", sections: "default" })
    .describe("presentation only: which figures and sections stand in the report"),
});

export type FrontMatter = z.output<typeof frontMatterSchema>;
