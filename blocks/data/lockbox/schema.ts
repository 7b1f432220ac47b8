/** What data_summary.json says of a lockbox: how much is sealed, its digest, where it lies. Nothing of any row. */
import { z } from "zod";

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const count = z.int().min(0).nullable();

export const lockboxSchema = z
  .strictObject({
    n_spectra: count.describe("of those sealed, the ones that `where` and `exclude` leave; null: not seen"),
    n_samples: count,
    sealed: digest.describe(
      "of the sealed rows as read, whatever their order; of a file that was not opened, its SHA-256",
    ),
    rows: digest
      .nullable()
      .describe("of their spectra alone, by which another document with the same rows is known; null: not seen"),
    where: z
      .enum(["same_file", "other_file", "not_seen"])
      .describe("among the rows of the input, in an input of their own, or in one that nobody opened"),
  })
  .describe("the lockbox: rows in no dataset, fold, fit, figure, check or count; absent where none is declared");

export type LockboxSummary = z.output<typeof lockboxSchema>;
