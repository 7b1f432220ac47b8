/** Config: what `foodspec.config.yaml`, at a project's root, may say for all its documents. Closed; it may be empty. */
import { z } from "zod";
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

export const configSchema = z
  .strictObject({
    documents: z
      .array(text)
      .min(1)
      .optional()
      .describe(
        'folders and globs, from the root, whose protocols are the project\'s; one that begins with `!` leaves out (default: ["."])',
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
