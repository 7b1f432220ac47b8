/** Ways of writing a table of spectra, and what the reader makes of what was written. */
import { gzipSync } from "node:zlib";
import { faulty } from "../../../../blocks/data/csv/row-reader.ts";
import { settledOptions } from "../../../../blocks/data/joined-names.ts";
import { dataOptions } from "../../../../blocks/data/options.ts";
import type { readTable } from "../../../../blocks/data/read-table.ts";
import { fileOf } from "../run-data.ts";

/** A table of spectra; numbers as texts with points, so that every writer writes the same digits. */
export interface Written {
  readonly ids: readonly string[];
  readonly axis: readonly string[];
  readonly values: readonly (readonly string[])[];
}

export type Files = { readonly [path: string]: string };
export const layouts: { readonly [name: string]: (t: Written, line: (cells: readonly string[]) => string) => Files } = {
  wide: ({ ids, axis, values }, line) => ({
    "t.csv": [["id", ...axis], ...values.map((row, i) => [ids[i], ...row])].map(line).join(""),
  }),
  transposed: ({ ids, axis, values }, line) => ({
    "t.csv": [["nm", ...ids], ...axis.map((x, j) => [x, ...values.map((row) => row[j])])].map(line).join(""),
  }),
  long: ({ ids, axis, values }, line) => ({
    "t.csv": [["id", "nm", "a"], ...values.flatMap((row, i) => row.map((v, j) => [ids[i], axis[j], v]))]
      .map(line)
      .join(""),
  }),
  files: ({ ids, axis, values }, line) =>
    Object.fromEntries(values.map((row, i) => [`${ids[i]}.csv`, row.map((v, j) => line([axis[j], v])).join("")])),
};

export const encodings: { readonly [name: string]: (text: string) => Uint8Array } = {
  "UTF-8": (text) => Buffer.from(text),
  "UTF-8 with its mark": (text) => Buffer.from(`\ufeff${text}`),
  "UTF-16": (text) => Buffer.from(`\ufeff${text}`, "utf16le"),
  "UTF-16, big end first": (text) => Buffer.from(`\ufeff${text}`, "utf16le").swap16(),
  "windows-1252": (text) => Buffer.from(text, "latin1"),
  gzip: (text) => gzipSync(text, { level: 1 }),
};

export const delimiters = { ",": ",", ";": ";", "\t": "\t", "|": "|", space: "  " };

/** Rows by their ids, with every bit of axis and values. */
export type Rows = readonly (readonly [string, string])[];

const rowsOf = (ids: readonly string[], axis: readonly number[], values: (i: number) => Iterable<number>): Rows =>
  ids.map((id, i) => [id, `${axis.join(" ")}: ${[...values(i)].join(" ")}`] as const).sort();

/** What was written. */
export const truthOf = ({ ids, axis, values }: Written): Rows =>
  rowsOf(ids, axis.map(Number), (i) => values[i].map(Number));

/**
 * What was read, or the code of the refusal.
 *
 * @param readWith the reader, or one with a fault
 */
export function read(
  files: Files,
  encode: (text: string) => Uint8Array,
  layout: string,
  readWith: typeof readTable,
): string | Rows {
  const given = Object.entries(files).map(([path, text]) => fileOf(path, encode(text)));
  const options = {
    input: "it",
    ...(layout === "long" ? { id: "id", layout: { long: { axis: "nm", value: "a" } } } : {}),
  };
  try {
    const table = readWith(given, settledOptions(dataOptions.parse(options)));
    // A run refuses the cells that are no numbers.
    if (table.states.includes(faulty)) return table.faults(table.states.indexOf(faulty))[0].kind;
    const ids = table.meta.find(({ name }) => name === "id")?.texts ?? [];
    const p = table.axis.length;
    return rowsOf(ids, table.axis, (i) => table.spectra.data.subarray(i * p, (i + 1) * p));
  } catch (error) {
    // Of a reader that was loaded anew the class is another.
    if (error instanceof Error && "remarks" in error) return (error.remarks as { code: string }[])[0].code;
    throw error;
  }
}
