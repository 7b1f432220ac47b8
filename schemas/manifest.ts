/** Manifest: what a run was made from and what it gave, flat, every file by digest. */
import { z } from "zod";
import { givenSchema } from "./config.ts";
import { modes } from "./front-matter.ts";
import { manifestLockboxSchema } from "./lockbox.ts";
import { digest, json } from "./records.ts";
import { manifestRegisterSchema } from "./register.ts";

export const executions = ["ran", "reused", "blocked", "cancelled"] as const;
export const results = ["ok", "warn", "na", "failed"] as const;

/** Fields of the manifest that may differ between two runs of the same content. */
export const circumstances = [
  "run_id",
  "timestamp",
  "duration_seconds",
  "foodspec_version",
  "node_version",
  "packages",
  "lock_digest",
  "program",
  "browser_version",
  "browser_sandbox",
  "os",
  "git_hash",
  "git_branch",
  "git_dirty",
  "command",
  "orchestrator_mode",
  "tried_in_store",
  "register",
  "lockbox",
  "config",
  "reference_context",
  "circumstances",
] as const;

/**
 * Files that are drawn, written in words or carry the clock: in `files`, but outside the content digest. So it stays the same where a
 * release changes a sentence or a colour and no number. A folder ends with a slash.
 * @internal
 */
export const outsideContent = [
  "report/",
  "figures/",
  "seal/",
  "report.md",
  "report.json",
  "REGULATORY_COMPLIANCE_STATEMENT.txt",
  "logs/",
  "blocks/",
  "state/",
  "run_summary.json",
  "error.json",
] as const;

const manifestInput = z.strictObject({
  name: z.string(),
  path: z.string().describe("as the document names it; a path given on the command line is never recorded"),
  size_bytes: z.int().nullable().describe("null of a lockbox that was not opened"),
  sha256: digest,
  n_rows: z.int().nullable(),
  n_cols: z.int().nullable().describe("all columns of the file"),
  missing_fraction: z.number().nullable(),
});

export const sourceRoles = ["image", "logo", "include", "bibliography"] as const;
/** What a file is taken in for. */
export type SourceRole = (typeof sourceRoles)[number];

const manifestSource = z.strictObject({
  path: z.string().describe("relative to the root; it stands in the run folder below `sources/`"),
  role: z.enum(sourceRoles),
  size_bytes: z.int(),
  sha256: digest,
});

const manifestOverride = z.strictObject({
  key: z.string(),
  original: json,
  override: json,
  reason: z.string().nullable(),
});

const manifestBlock = z.strictObject({
  id: z.string(),
  kind: z.string(),
  added: z.string().optional().describe("why the block is there, where the document does not have it"),
  lane: z.string(),
  key: digest.nullable(),
  execution: z.enum(executions),
  result: z.enum(results),
  reason: z.string().nullable(),
  affects: z
    .array(z.string())
    .optional()
    .describe("blocks that have less because this one is not available; where its result is `na`"),
  results: digest.nullable().describe("of the block's headline results, RFC 8785; null where it gave none"),
  duration: z.number().describe("seconds"),
  artifacts: z.record(z.string(), digest),
});

const manifestGate = z.strictObject({
  gate: z.string(),
  block: z.string(),
  status: z.enum(["pass", "fail"]),
  blocking: z.boolean(),
  report: z.string(),
  digest,
  checks: z.int(),
});

export const manifestSchema = z.strictObject({
  schema_version: z.literal(1),
  run_id: z.string(),
  timestamp: z.string(),
  duration_seconds: z.number(),
  exit_code: z.int(),
  success: z.boolean(),
  foodspec_version: z.string(),
  node_version: z.string(),
  packages: z.record(z.string(), z.string()).describe("what makes numbers or bytes, by version"),
  lock_digest: digest.describe("of the installed packages' lock file"),
  program: digest.describe(
    "of the program that ran: of the RFC 8785 JSON of the digest of each file of its dist/, by name",
  ),
  browser_version: z.string().nullable(),
  browser_sandbox: z
    .boolean()
    .nullable()
    .describe("whether the browser that printed was kept from the machine by its own sandbox; null where none printed"),
  os: z.string(),
  git_hash: z.string().nullable(),
  git_branch: z.string().nullable(),
  git_dirty: z.boolean().nullable(),
  command: z.string().describe("as typed; secrets and absolute paths removed"),
  protocol_file: z.string().describe("relative to the root"),
  protocol_hash: digest.describe("of the document's bytes"),
  protocol_version: z.string(),
  mode: z.enum(modes),
  scheme: json.describe("as the front matter or the command line names it"),
  seed: z.int(),
  orchestrator_mode: z.string(),
  policy: z.strictObject({ effective: z.record(z.string(), json), digest, loosened: z.array(z.string()) }),
  cli_overrides: z.array(manifestOverride),
  inputs: z.array(manifestInput),
  sources: z
    .array(manifestSource)
    .min(1)
    .optional()
    .describe("files that the document's text takes in, by path; where there is any"),
  blocks: z.array(manifestBlock),
  gates: z.array(manifestGate),
  tried: z
    .strictObject({
      models: z
        .int()
        .min(1)
        .describe("models of the document on the same rows and outcome, the one that is told of among them"),
      tuning_values: z
        .int()
        .min(0)
        .nullable()
        .describe("that its tuning compared; 0: nothing tuned; null: it did not finish"),
    })
    .optional()
    .describe("of the primary model, else of the first one; where there is a model whose rows are known"),
  tried_in_store: z
    .int()
    .min(1)
    .optional()
    .describe("recipes kept in the store for the same rows and outcome, at least; left out with SOURCE_DATE_EPOCH"),
  register: manifestRegisterSchema
    .optional()
    .describe("the run's place in the register of its document; where it was entered"),
  lockbox: z
    .array(manifestLockboxSchema)
    .min(1)
    .optional()
    .describe("lockboxes that data blocks declare, and how often each was opened; where there is any"),
  sequel_of: digest
    .optional()
    .describe("content digest of the run as compiled, of which this is the content and a file more (a sequel)"),
  config: z
    .strictObject({
      path: z.string(),
      sha256: digest,
      used: z.array(z.string()).describe("keys that had a say"),
      gave: givenSchema.optional().describe("what the document took of it, as it stands there; where it took anything"),
    })
    .optional()
    .describe("the project's configuration; where there is one"),
  reference_context: z
    .strictObject({
      policy: digest.describe("of the effective policy"),
      schema_versions: z.record(z.string(), z.int()).describe("of the records of a run, by schema"),
      bands: z.record(z.string(), json).describe("bands of the axis that blocks name, by block"),
    })
    .describe("what every block of the run is held against; done.json has its digest"),
  files: z.record(z.string(), digest).describe("files that belong to no block, by path"),
  content_digest: digest,
  circumstances: z.array(z.string()).describe("fields outside the content digest"),
});
export type Manifest = z.output<typeof manifestSchema>;

/**
 * The part of a manifest the content digest is over, what was asked and what came out: without the circumstances, without itself,
 * without the blocks' keys (which say by which code), execution, duration and why they were added, and without what is drawn, written
 * in words or carries the clock.
 */
export function digestedContent(manifest: Omit<Manifest, "content_digest" | "run_id">): { [field: string]: unknown } {
  const fields = Object.entries(manifest).filter(
    ([name]) => !(circumstances as readonly string[]).includes(name) && name !== "content_digest",
  );
  return {
    ...Object.fromEntries(fields),
    // Blocked or cancelled is what the run came to: the result and its reason say so.
    blocks: manifest.blocks.map(({ key, execution, duration, added, ...content }) => content),
    files: Object.fromEntries(Object.entries(manifest.files).filter(([path]) => isContent(path))),
  };
}

/** Whether a file's bytes follow from what was asked and what came out alone. @internal */
export const isContent = (path: string): boolean =>
  !outsideContent.some((outside) => (outside.endsWith("/") ? path.startsWith(outside) : path === outside));
