/** data/join.json: what each joined table brought, and what found no partner. */
import { z } from "zod";
import { decimalOf } from "../csv/decimal.ts";
import type { DataSummary } from "../results.ts";
import type { Selected } from "../select.ts";
import type { Table } from "../table.ts";
import { keyPairs, keyWords } from "./options.ts";
import { alone, type Partners } from "./partners.ts";
import { namesAlone, unusedGroups } from "./unmatched.ts";

const count = z.int().min(0);

export const joinSchema = z.strictObject({
  schema_version: z.literal(1),
  joins: z
    .array(
      z.strictObject({
        input: z.string(),
        path: z.string().describe("file; several are joined by commas"),
        by: z.array(z.strictObject({ spectra: z.string(), table: z.string() })).describe("key columns on both sides"),
        columns: z.array(z.string()).describe("columns taken"),
        rows: count.describe("rows of the table"),
        matched: count.describe("of these, rows whose key some spectrum has"),
        repeated: count.describe("keys of spectra with several rows, whose numbers were averaged"),
        spectra: count.describe("spectra with a row in the table"),
        spectra_without: count.describe("spectra without one that `where` and `exclude` leave"),
        unmatched: z.enum(["refuse", "drop", "predict"]).describe("what becomes of these"),
        spectra_only: z.array(z.string()).describe("their keys, in the order of the files"),
        table_only: z
          .array(z.string())
          .describe(
            "keys of the table that no spectrum has, in its order; none beside a lockbox that nobody opened, whose keys they may be",
          ),
        read: z
          .strictObject({
            format: z.enum(["text", "XLSX", "Parquet"]),
            encoding: z.enum(["utf-8", "utf-16", "windows-1252"]).nullable(),
            header_line: count,
            delimiter: z.enum([",", ";", "\t", "|", "space"]).nullable(),
            decimal: z.enum([".", ","]),
            thousands: z.enum([",", ".", "'", " "]).nullable(),
            found: z.array(z.string()).describe("options that were not declared but found"),
          })
          .describe("how its first file was read"),
      }),
    )
    .describe("in the order of the document"),
});

type JoinFile = z.output<typeof joinSchema>;

/**
 * Null where nothing is joined.
 * @param selected rows of the table that `where` and `exclude` leave
 */
export function joinFile({ partners = [] }: Table, selected: Selected): JoinFile | null {
  const joins = partners.filter(({ table: { entry } }) => entry.time === undefined);
  return joins.length === 0 ? null : { schema_version: 1, joins: joins.map((one) => joinOf(one, selected)) };
}

/** What the summary has of it: the counts. */
export const joinedSummary = ({ joins }: JoinFile): NonNullable<DataSummary["joined"]> =>
  joins.map(({ input, path, by, columns, rows, matched, repeated, spectra, spectra_without, unmatched }) => ({
    input,
    path,
    by: keyWords(by),
    columns,
    rows,
    matched,
    repeated,
    spectra,
    spectra_without,
    unmatched,
  }));

function joinOf(one: Partners, selected: Selected): JoinFile["joins"][number] {
  const { table, columns, groups, of } = one;
  const { format, encoding, headerLine, delimiter, signs, found } = table.reading;
  // Of rows that are only predicted a partner is asked for where its want is what makes them so.
  const { unmatched } = table.entry;
  const rows = unmatched === "predict" ? [...selected.rows, ...selected.unknown] : selected.rows;
  const used = [...new Set(of)].filter((k) => k >= 0).map((k) => groups[k]);

  return {
    input: table.input,
    path: table.files.map(({ path }) => path).join(", "),
    by: keyPairs(table.entry.by).map((pair) => ({ ...pair })),
    columns: [...columns],
    rows: table.rows,
    matched: used.reduce((sum, { rows: own }) => sum + own.length, 0),
    repeated: used.filter(({ rows: own }) => own.length > 1).length,
    spectra: of.filter((k) => k >= 0).length,
    spectra_without: rows.filter((row) => of[row] === alone).length,
    unmatched,
    spectra_only: [...namesAlone(one, rows)],
    table_only: [...unusedGroups(one)],
    read: {
      format,
      encoding,
      header_line: headerLine,
      delimiter,
      decimal: decimalOf(signs),
      thousands: (signs[1] as JoinFile["joins"][number]["read"]["thousands"] | undefined) ?? null,
      found: [...found],
    },
  };
}
