/** Reads the files an option names into one table, in the declared layout. */

import { Refusal } from "../contract/refusal.ts";
import type { InputFile } from "../contract/running.ts";
import { instrumentTable } from "./formats/instrument-table.ts";
import { sheetTexts } from "./formats/xlsx/xlsx.ts";
import { readLong } from "./long.ts";
import type { DataOptions } from "./options.ts";
import { readColumnar } from "./read/columnar.ts";
import { tableOfSpectra } from "./read/file-spectra.ts";
import { tooFewPoints } from "./read/find-reading.ts";
import { fromHeader } from "./read/from-header.ts";
import { fromName } from "./read/from-name.ts";
import { readTexts } from "./read/read-texts.ts";
import type { TextReading } from "./read/reading.ts";
import type { Table } from "./table.ts";
import { readWide } from "./wide.ts";

/** Files in code-unit order of their paths: the order in which their rows count. */
export function inOrder(files: readonly InputFile[]): InputFile[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/**
 * The table of the files: unpacked, decoded, cut and laid out by the one reading that fits.
 * @throws Refusal FS3001 to FS3025, FS3050 to FS3052, FS3101, FS3102, FS3120, FS3121 and FS3140, as the stages say, and those of the formats
 */
export function readTable(files: readonly InputFile[], options: DataOptions): Table {
  const ofInstruments = instrumentTable(files, options);
  if (ofInstruments !== null) return ofInstruments;
  const sheets = sheetTexts(files, options);
  if (sheets !== null)
    return ofWorkbooks(readTable(sheets, { ...options, delimiter: "\t", decimal: ".", encoding: "utf-8" }), files);
  const readings = readTexts(files, options);
  const table = withFileColumns(tableOf(readings, options), readings, options);
  const unfit = readings.find(({ isFit }) => !isFit);
  if (unfit === undefined) return table;
  // The nearest reading had an axis after all, of fewer points than a layout that is found may have.
  const { text, reading } = unfit;
  throw tooFewPoints(text.file.path, reading.dialect.headerLine, table.header.length, table.axis.length);
}

/** The table with the columns that paths and lines above say. */
function withFileColumns(
  table: Table,
  readings: readonly TextReading[],
  { from_name, from_header }: DataOptions,
): Table {
  if (from_name === undefined && from_header === undefined) return table;
  const said = new Map(
    readings.map(({ text: { file }, reading }) => {
      const named = from_name === undefined ? [] : fromName(file.path, from_name);
      const keyed = Object.entries(from_header ?? {}).map(
        ([column, key]) => [column, fromHeader(file.path, reading.above, key)] as const,
      );
      return [file.path, new Map([...named, ...keyed])] as const;
    }),
  );
  const names = [...(said.get(readings[0].text.file.path)?.keys() ?? [])];
  const of = Array.from({ length: table.rows }, (_, row) => said.get(table.place(row).input));
  const added = names.map((name, k) => ({
    name,
    field: table.header.length + k + 1,
    texts: of.map((columns) => columns?.get(name) ?? ""),
  }));
  const taken = table.meta.find(({ name }) => name !== implicitId && names.includes(name));
  if (taken !== undefined) {
    const facts = { path: table.files[0].path, column: taken.name, first: taken.field, field: table.header.length + 1 };
    throw new Refusal("FS3015", facts, { data: { input: facts.path } });
  }
  const meta = table.meta.filter(({ name }) => !names.includes(name));
  return { ...table, meta: [...meta, ...added], header: [...table.header, ...names] };
}

/** The column of names that no file has: those above a transposed table, or of files. */
const implicitId = "id";

function tableOf(readings: readonly TextReading[], options: DataOptions): Table {
  const { layout, columns } = readings[0].reading;
  if (layout === "long") return readLong(readings, options, options.layout?.options as { axis: string; value: string });
  if (columns === null) return readWide(readings, options);
  const paths = readings.map(({ text }) => text.file.path);
  const spectra = readings.map((one) => readColumnar(one, one.reading.columns ?? columns, paths));
  return tableOfSpectra(spectra, options.axis.range);
}

/** The table as one of the workbooks, not of the texts they were turned into. */
const ofWorkbooks = (table: Table, files: readonly InputFile[]): Table => ({
  ...table,
  files: table.files.map((one, i) => ({
    ...one,
    bytes: files[i].bytes.length,
    reading: { format: "XLSX", status: "tried", layout: one.reading.layout },
  })),
});

/** Throws FS3043 where external spectra do not stand on the same axis points. */
export function refuseOtherAxis(table: Table, external: Table): void {
  const at = external.axis.findIndex((value, j) => value !== table.axis[j]);
  if (at === -1 && external.axis.length === table.axis.length) return;
  const facts = {
    path: external.files[0].path,
    points: external.axis.length,
    expected: table.axis.length,
    found: external.axis[at === -1 ? table.axis.length : at] ?? null,
    wanted: table.axis[at === -1 ? external.axis.length : at] ?? null,
  };
  throw new Refusal("FS3043", facts, { data: { input: facts.path }, option: ["test", "input"] });
}
