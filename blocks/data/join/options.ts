/** What an entry of `join` may say. */
import { z } from "zod";
import { words } from "../../contract/words.ts";
import { readOptions } from "../read-options.ts";

const text = z.string().min(1);
const key = z.union([text, z.record(text, text)]);

export const joinOption = z
  .record(
    text,
    z.strictObject({
      by: z
        .union([key, z.array(key).min(1)])
        .describe("column that both tables have, `{column of the spectra: column of this table}`, or a list of these"),
      columns: z
        .union([z.array(text).min(1), z.record(text, text).refine((names) => Object.keys(names).length > 0)])
        .optional()
        .describe("columns to take, or `{column: name here}` (default: all but the keys and times)"),
      repeats: z
        .enum(["refuse", "mean"])
        .optional()
        .describe("several rows with one key: refused (default), or their numbers averaged; not beside `time`"),
      time: text
        .optional()
        .describe(
          "column of the time for which a row holds, ISO 8601; it makes the table a feature view, of which each spectrum takes one row by its time",
        ),
      recorded: text.optional().describe("column of the time at which a row was entered, ISO 8601"),
      ttl: z
        .string({ error: words("A time to live is a number with its unit: `90d`, `12h` or `30m`.") })
        .regex(/^(?:\d+(?:\.\d+)?)[dhm]$/, {
          error: words("A time to live is a number with its unit: `90d`, `12h` or `30m`."),
        })
        .refine((written) => Number(written.slice(0, -1)) > 0, { error: words("A time to live is above 0.") })
        .optional()
        .describe("greatest age of a row, as `90d`, `12h` or `30m`; an outcome may also be so much later"),
      role: z
        .enum(["metadata", "outcome"])
        .optional()
        .describe(
          "`metadata` (default): what was known when the spectrum was measured; `outcome`: a reference value as it is known at `as_of`",
        ),
      unmatched: z
        .enum(["refuse", "drop", "predict"])
        .default("refuse")
        .describe("spectra without a row in this table: refused, left out, or only predicted"),
      read: readOptions
        .pick({ header: true, sheet: true, delimiter: true, decimal: true, thousands: true, encoding: true })
        .default({})
        .describe("how the table is written (default: found from the file and stated)"),
    }),
  )
  .describe("columns from further tables, by the name of their input in the front matter");

type Key = z.output<typeof key>;

/** Names of a key column on both sides. */
export interface KeyPair {
  readonly spectra: string;
  readonly table: string;
}

/** The key columns of an entry, in its order. */
export function keyPairs(by: Key | readonly Key[]): readonly KeyPair[] {
  const all = (Array.isArray(by) ? by : [by]) as readonly Key[];
  return all.flatMap((one) =>
    typeof one === "string"
      ? [{ spectra: one, table: one }]
      : Object.entries(one).map(([spectra, table]) => ({ spectra, table })),
  );
}

/** Key columns in words. */
export const keyWords = (by: readonly KeyPair[]): string =>
  by.map(({ spectra, table }) => (spectra === table ? spectra : `${spectra} = ${table}`)).join(", ");

/** A column that an entry takes, and what it is called beside the spectra. */
export interface TakenColumn {
  readonly table: string;
  readonly name: string;
}

/** The columns that an entry names, in its order; null where it takes all. */
export function columnsAsked(columns: readonly string[] | { readonly [column: string]: string } | undefined) {
  if (columns === undefined) return null;
  const pairs: readonly (readonly [string, string])[] = Array.isArray(columns)
    ? (columns as readonly string[]).map((name) => [name, name])
    : Object.entries(columns as { readonly [column: string]: string });
  return pairs.map(([table, name]): TakenColumn => ({ table, name }));
}
