/** Front matter: what stands between the two `---` at the top of a protocol. Closed: an unknown key is refused. */
import { z } from "zod";
import { approvalRuleSchema } from "./approval-rule.ts";
import { type Step, steps } from "./approval-words.ts";
import { defaultDriftPolicy, driftPolicySchema } from "./drift-policy.ts";
import { instantOf } from "./instant.ts";
import { studySchema } from "./study.ts";
import { trackingSchema } from "./tracking.ts";

export const modes = ["research", "regulatory", "monitoring"] as const;
export type Mode = (typeof modes)[number];

/** Languages of what a report says of its own accord. */
export const languages = ["en", "de", "fr"] as const;
export type Lang = (typeof languages)[number];

const text = z.string().min(1);
const asOfWords = "a time is ISO 8601, such as 2026-03-01 or 2026-03-01T08:00:00Z, and a day that there is";
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
    .describe(
      "digest the file must have; of several files one of all together (of the JSON {path: sha256} by RFC 8785), or a list; a mismatch ends with exit code 3",
    ),
});

const schemeSchema = z
  .union([text, z.record(text, z.looseObject({}))])
  .describe("validation scheme: a name, or one name with its options");

const orcidWords = "an ORCID iD is four groups of four digits with a check digit: 0000-0002-1825-0097";
const licenseWords = "a licence is an SPDX identifier, such as CC-BY-4.0, or the address of its text";

const authorSchema = z.strictObject({
  name: text,
  role: text.default("author"),
  orcid: z
    .string()
    .regex(/^(https:\/\/orcid\.org\/)?\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/, orcidWords)
    .refine(hasCheckDigit, orcidWords)
    .optional()
    .describe("ORCID iD, with or without https://orcid.org/"),
  affiliation: text.optional().describe("laboratory or company"),
  email: z
    .string()
    .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "an e-mail address has one @ and a domain")
    .optional(),
});

/** Of an ORCID iD: ISO 7064, MOD 11-2. */
function hasCheckDigit(orcid: string): boolean {
  const digits = orcid.slice(-19).replaceAll("-", "");
  let sum = 0;
  for (const digit of digits.slice(0, -1)) sum = ((sum + Number(digit)) * 2) % 11;
  const check = (12 - sum) % 11;
  return digits.at(-1) === (check === 10 ? "X" : String(check));
}

/** A value of `params`, and what `--set params.x=` may give. */
const paramSchema = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.union([z.string(), z.number(), z.boolean()])),
]);

type StepRules = { readonly [S in Step]: typeof approvalRuleSchema };

export const frontMatterSchema = z.strictObject({
  title: text.describe("title of the protocol and of its report"),
  version: text.default("0").describe("version of this protocol"),
  change: z
    .string()
    .min(10)
    .max(500)
    .optional()
    .describe("what differs from the version before, and why: 10 to 500 characters; asked for in regulatory mode"),
  lang: z
    .enum(languages)
    .default("en")
    .describe("language of the report's own words and decimal sign: en, de or fr; findings stay English"),
  foodspec: z.literal(1).default(1).describe("version of the document format"),
  mode: z.enum(modes).default("research").describe("research, regulatory or monitoring; any case"),
  scheme: schemeSchema.optional(),
  as_of: z
    .string()
    .refine((text) => !Number.isNaN(instantOf(text)), { error: asOfWords })
    .optional()
    .describe(
      "ISO 8601 time: rows of feature views that were entered later are not known; all are where none is declared",
    ),
  seed: z.int().min(0).max(4294967295).default(0).describe("seed of every random draw"),
  allow_cli_override: z.boolean().default(true).describe("false refuses --mode, --seed, --scheme, --set and --trust"),
  inputs: z.record(identifier, inputSchema).default({}).describe("data files, by the name blocks use"),
  params: z.record(identifier, paramSchema).default({}).describe("values a block body may name as `= params.x`"),
  primary: text.optional().describe("id of the model that gates, trust and statement judge"),
  qc_policy: z
    .record(text, z.union([z.number(), z.boolean(), z.record(text, z.union([z.number(), z.boolean()]))]))
    .default({})
    .describe("thresholds of the gates; one on a number that is predicted may be given by target: `{fat: 2}`"),
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
  document: z
    .strictObject({
      number: text.describe("number of the document in the laboratory's own system"),
      effective: z
        .string()
        .regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, "a date is written as 2026-11-30")
        .describe("day from which on it holds, as 2026-11-30"),
      supersedes: text.describe("number of the document it replaces"),
    })
    .partial()
    .optional()
    .describe("how the laboratory files the protocol; at the head of the report"),
  laboratory: z
    .strictObject({
      name: text,
      address: text,
      logo: text.describe("image file, relative to the document"),
      accreditation: text.describe("in the words of the laboratory; nothing is checked"),
    })
    .partial()
    .optional()
    .describe("letterhead of the report"),
  instrument: z
    .strictObject({
      name: text,
      manufacturer: text,
      serial: text,
      software: text,
      accessory: text,
      measurement: text.describe("transmission, diffuse reflection, ATR and their like"),
      resolution: text.describe("with its unit"),
      scans: text.describe("added to one spectrum"),
      detector: text,
      laser: text.describe("wavelength and power of a Raman laser"),
    })
    .partial()
    .optional()
    .describe("with what the spectra were measured; at the head of the report"),
  authors: z.array(authorSchema).default([]),
  license: z
    .string()
    .regex(/^(https?:\/\/\S+|[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*)$/, licenseWords)
    .optional()
    .describe("licence of the protocol and its results: an SPDX identifier, or the address of its text"),
  signatures: z
    .strictObject({
      author: z.int().min(0).max(9).describe("who made it, and answers for it"),
      reviewer: z.int().min(0).max(9).describe("who looked at it"),
      approver: z.int().min(0).max(9).describe("who lets it be used"),
    })
    .partial()
    .optional()
    .describe("how many of each have to sign a run; in regulatory mode an author and an approver at least"),
  approvals: z
    .strictObject(Object.fromEntries(steps.map((step) => [step, approvalRuleSchema])) as StepRules)
    .partial()
    .optional()
    .describe("which steps of a job people approve, and who; a compile asks nobody"),
  study: studySchema.optional(),
  tracking: trackingSchema.optional(),
  keywords: z.array(text).min(1).optional().describe("what the protocol is found by"),
  bibliography: z
    .union([text, z.array(text).min(1)])
    .optional()
    .describe("files that hold the sources the text cites: BibTeX (`.bib`) or CSL-JSON (`.json`)"),
  report: z
    .strictObject({
      exhibits: z
        .enum(["default", "all", "none"])
        .default("default")
        .describe(
          "figures and tables that stand under their blocks: the first ones, all, or only those the document places",
        ),
      paper: z.enum(["A4", "Letter"]).default("A4").describe("paper of the PDF"),
    })
    .default({ exhibits: "default", paper: "A4" })
    .describe("presentation only: how the report is laid out"),
});

export type FrontMatter = z.output<typeof frontMatterSchema>;
