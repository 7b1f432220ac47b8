/** File columns: what the path of a file says, and the lines above its table or its parameters, as columns of the table. */
import { type Facts, Refusal } from "../contract/refusal.ts";
import type { Parameters } from "./formats/spectra-file.ts";
import { fromName } from "./read/from-name.ts";
import type { DeclaredReading } from "./read-options.ts";
import type { Table } from "./table.ts";

/** What the file of a row says behind a key. Throws FS3114 where it says nothing, or two things. */
export type Said = (row: number, key: string) => string;

/**
 * The table with a text column for each placeholder of `from_name` and each key of `from_header`.
 * @throws Refusal FS3114, FS3115 (from-name.ts), FS3015 where the table has such a column
 */
export function withFileColumns(table: Table, { from_name, from_header }: DeclaredReading, said: Said): Table {
  if (from_name === undefined && from_header === undefined) return table;
  const named = new Map<string, ReadonlyMap<string, string>>();
  const nameOf = (path: string) => {
    const known = named.get(path) ?? (from_name === undefined ? new Map<string, string>() : fromName(path, from_name));
    named.set(path, known);
    return known;
  };
  const rows = Array.from({ length: table.rows }, (_, row) => row);
  const ofRow = rows.map((row) => nameOf(table.place(row).input));
  const columns = [
    ...[...(ofRow[0]?.keys() ?? [])].map((name) => ({ name, texts: ofRow.map((one) => one.get(name) ?? "") })),
    ...Object.entries(from_header ?? {}).map(([name, key]) => ({ name, texts: rows.map((row) => said(row, key)) })),
  ];
  const names = columns.map(({ name }) => name);
  const [{ path }] = table.files;
  const taken = table.meta.find(({ name }) => name !== implicitId && names.includes(name));
  if (taken !== undefined)
    throw new Refusal(
      "FS3015",
      { path, column: taken.name, first: taken.field, field: table.header.length + 1 },
      { data: { input: path } },
    );
  const meta = table.meta.filter(({ name }) => !names.includes(name));
  const added = columns.map((column, k) => ({ ...column, field: table.header.length + k + 1 }));
  return { ...table, meta: [...meta, ...added], header: [...table.header, ...names] };
}

/** The column of names that no file has: those above a transposed table, or of files. */
const implicitId = "id";

/**
 * What a file of an instrument says of a spectrum under a key: as written there, else in the form in which JCAMP-DX compares labels
 * (capitals, without blanks, hyphens, slashes and underscores).
 * @throws Refusal FS3114 where there is no such parameter, or it has several values
 */
export function fromParameters(path: string, parameters: Parameters, key: string): string {
  const exact = parameters.filter(([written]) => written === key);
  const found = exact.length > 0 ? exact : parameters.filter(([written]) => label(written) === label(key));
  const values = [...new Set(found.map(([, value]) => value))];
  if (values.length === 1) return values[0];
  const names = [...new Set(parameters.map(([written]) => written))];
  const facts: Facts = values.length === 0 ? { parameter: key, names } : { key, values };
  throw new Refusal("FS3114", { path, ...facts }, { data: { input: path }, option: ["from_header"] });
}

const label = (text: string): string => text.toUpperCase().replaceAll(/[\s_/-]/g, "");
