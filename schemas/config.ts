/** Config: what `foodspec.config.yaml`, at a project's root, may say for all its documents. Closed; it may be empty. */
import { z } from "zod";
import { frontMatterSchema } from "./front-matter.ts";
import { trackingSchema } from "./tracking.ts";

const text = z.string().min(1);

/** By its words: a way that begins at the root and never leaves it, whatever the system. */
function isWithin(path: string): boolean {
  if (/^(?:[A-Za-z]:|[\\/])/.test(path)) return false;
  let depth = 0;
  return path.split(/[\\/]/).every((part) => {
    if (part === "..") depth -= 1;
    else if (part !== "" && part !== ".") depth += 1;
    return depth >= 0;
  });
}

const own = frontMatterSchema.shape;

export const configSchema = z
  .strictObject({
    documents: z
      .array(text)
      .min(1)
      .optional()
      .describe(
        'folders and globs, from the root, whose protocols are the project\'s; one that begins with `!` leaves out (default: ["."])',
      ),
    inputs: own.inputs
      .unwrap()
      .optional()
      .describe(
        "data files by the name blocks use, for documents that declare no input of that name; paths from the root",
      ),
    axis: z
      .strictObject({
        unit: z.enum(["cm-1", "nm", "um", "channel"]).describe("unit of the axis"),
        technique: z.enum(["Raman", "FTIR", "NIR"]).describe("how the spectra were measured"),
        range: z
          .tuple([z.number(), z.number()])
          .describe("lowest and highest axis value, in the axis unit, both included"),
      })
      .partial()
      .optional()
      .describe("the spectral axis, for data blocks that say no `axis`"),
    authors: own.authors.unwrap().min(1).optional().describe("authors of documents that name none"),
    laboratory: own.laboratory.describe("letterhead of documents that have none; the logo's path from the root"),
    lang: own.lang.unwrap().optional().describe("language of reports whose document does not say it: en, de or fr"),
    qc_policy: z
      .record(text, z.union([z.number(), z.boolean()]))
      .optional()
      .describe(
        "thresholds of the gates below which no document may go; where one says nothing, the stricter of this and the default holds",
      ),
    output: text
      .refine(
        isWithin,
        "a folder below the root is wanted: runs that lie elsewhere are found by nobody who has the project",
      )
      .optional()
      .describe(
        "folder for runs, from the root: each document has one of its own in it (default: `runs/` beside the document)",
      ),
    lock: z
      .enum(["check", "require", "off"])
      .optional()
      .describe(
        "how results are held against the lock file: `check` warns where it is there (the default), `require` fails as `--locked` does, `off` does not look",
      ),
    jobs: z
      .int()
      .min(1)
      .max(9999)
      .optional()
      .describe("how many workers may be used, as `--jobs`; never changes a byte"),
    orchestrator_mode: z
      .enum(["two_lane_strict", "document_order"])
      .optional()
      .describe("order of ready blocks, as `--orchestrator-mode`"),
    engine: z
      .enum(["local", "bullmq"])
      .optional()
      .describe(
        "who does the units of work of a worker, as `--engine`; its address stands in FOODSPEC_ENGINE_URL, never here",
      ),
    job_root: text
      .optional()
      .describe("folder for jobs, from the root (default: `jobs/`; FOODSPEC_JOB_ROOT goes before it)"),
    approvals: own.approvals.describe(
      "which steps of a job people approve, and who; of a step that a document names too, this holds",
    ),
    keep: z
      .strictObject({
        last: z.int().min(1).max(999999).describe("so many of the newest stay in each folder for runs"),
        days: z.int().min(1).max(9999).describe("only those that are so old go"),
      })
      .partial()
      .optional()
      .describe("which run folders `clean --runs` leaves, where nobody types it"),
    tracking: trackingSchema.optional().describe("where runs are sent whose document does not say it"),
  })
  .describe("settings of a project, for documents that do not say otherwise");
export type Config = z.output<typeof configSchema>;

/** What each document says for itself: a project cannot say it for all. */
export const ofDocuments: readonly string[] = [
  ...["mode", "scheme", "seed", "params", "claims", "approved_models", "title", "version"],
];

/** Keys that a project says for documents which do not say it themselves: what they give is as if it stood there. */
export const gives = ["inputs", "axis", "authors", "laboratory", "lang", "qc_policy"] as const;
export const givenSchema = configSchema.pick(
  Object.fromEntries(gives.map((key) => [key, true])) as {
    readonly [K in (typeof gives)[number]]: true;
  },
);
/** What a document took of its project. */
export type Given = z.output<typeof givenSchema>;
