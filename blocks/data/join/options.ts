/** What an entry of `join` may say. */
import { z } from "zod";
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
      columns: z.array(text).min(1).optional().describe("columns to take (default: all but the keys)"),
      repeats: z
        .enum(["refuse", "mean"])
        .default("refuse")
        .describe("several rows with one key: refused, or their numbers averaged"),
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
