/** Lockbox: what an opening found, the ledger of all openings, and what a manifest says of them. */
import { z } from "zod";
import { digest } from "./records.ts";
import { whoSchema } from "./register.ts";
import type { Chain, ChainLine } from "./register-chain.ts";

const text = z.string();
const count = z.int().min(0);
const metric = z.number().nullable();
const interval = z
  .tuple([z.number(), z.number()])
  .nullable()
  .describe("of `level`; null with fewer than 8 samples, or no spread");
const over = z.literal("samples");

/** The ledger, at the root of a project. */
export const ledgerName = "foodspec.lockbox.jsonl";
/** The one file by which a sequel is more than the run it follows. */
export const openingPath = "lockbox/opening.json";

/** Family-wise: after k openings each interval is of this level, so that all of them together miss with 5 % at most. */
export const levelOf = (k: number): number => 1 - 0.05 / k;

const stated = <N extends string>(...names: readonly N[]) =>
  Object.fromEntries(
    names.flatMap((name) => [
      [name, metric],
      [`${name}_ci`, interval],
      [`${name}_n`, count],
      [`${name}_over`, over],
    ]),
  ) as { [K in N]: typeof metric } & { [K in N as `${K}_ci`]: typeof interval } & {
    [K in N as `${K}_n`]: z.ZodInt;
  } & { [K in N as `${K}_over`]: typeof over };

/** Metrics of a classification that are told of a lockbox. */
export const openedClassification = ["accuracy", "balanced_accuracy"] as const;
/** The same of a regression. */
export const openedRegression = ["rmsep", "bias", "sep", "r2"] as const;

export const openingSchema = z
  .strictObject({
    schema_version: z.literal(1),
    sealed: digest.describe("of the sealed rows, as data_summary.json of the run has it"),
    rows: digest.describe("of the spectra that were opened, as read"),
    content_digest: digest.describe("of the run as compiled"),
    predictor: digest.describe("of the file of the predictor: the certified one, without trust the model's"),
    k: z.int().min(1).describe("which opening of these rows it is"),
    level: z.number().describe("of the intervals: 1 − 0.05/k"),
    n_samples: count,
    metrics: z.discriminatedUnion("task", [
      z.strictObject({
        task: z.literal("classification"),
        ...stated(...openedClassification),
        by_class: z
          .record(text, z.strictObject(stated("recall")))
          .describe("recall: share of the samples of a class that was called it; n is how many there are"),
      }),
      z.strictObject({ task: z.literal("regression"), unit: text.nullable(), ...stated(...openedRegression) }),
    ]),
    coverage: z
      .strictObject({
        value: z.number().describe("share of samples whose set or interval holds what was measured"),
        ci: interval,
        n: count,
        alpha: z.number().describe("share that may miss, by the rule of the predictor"),
      })
      .nullable()
      .describe("null without conformal sets"),
    ece: z
      .number()
      .nullable()
      .describe("expected calibration error in 10 bins of equal width; null without calibrated probabilities"),
  })
  .describe("What the sealed rows said when a lockbox was opened. No row of it stands in any file.");
export type Opening = z.output<typeof openingSchema>;

export const ledgerLineSchema = z
  .strictObject({
    schema_version: z.literal(1),
    event: z.literal("opened"),
    sealed: digest,
    rows: digest,
    document: text.describe("the protocol, relative to the root"),
    protocol_hash: digest,
    content_digest: digest.describe("of the run as compiled"),
    predictor: digest,
    opened_by: whoSchema,
    time: text.describe("ISO 8601, UTC"),
    note: text.min(1).max(2000),
    k: z.int().min(1).describe("which opening of these rows it is"),
    previous: z.array(digest).describe("SHA-256 of each line that no line followed yet; two after a merge"),
  })
  .describe("One opening of a lockbox: a line of the ledger");
export type LedgerLine = z.output<typeof ledgerLineSchema>;

/** What a manifest says of a lockbox that its run declares. */
export const manifestLockboxSchema = z.strictObject({
  file: text.nullable().describe("the ledger, at the root; null where it stands in the state folder only, or nowhere"),
  sealed: digest,
  opened: count
    .nullable()
    .describe("openings of these rows that the ledger tells of, that of this run among them; null: it cannot be read"),
});
export type ManifestLockbox = z.output<typeof manifestLockboxSchema>;

/** Digests by which the same rows are found again. */
export interface Sought {
  readonly sealed: string;
  /** Null where nobody has seen them. */
  readonly rows: string | null;
}

/**
 * Openings of the same rows, whichever document had them opened: those of the seal, and those of the spectra that a line with the seal
 * tells.
 */
export function openingsOf({ lines }: Pick<Chain, "lines">, { sealed, rows }: Sought): readonly ChainLine[] {
  const opened = lines.filter(({ event }) => event === "opened");
  const known = new Set(opened.flatMap(({ value }) => (value.sealed === sealed ? [value.rows] : [])));
  if (rows !== null) known.add(rows);
  return opened.filter(({ value }) => value.sealed === sealed || known.has(value.rows));
}
