/** Reads the files an option names into one table, in the declared layout. */

import { Refusal } from "../contract/refusal.ts";
import type { InputFile } from "../contract/running.ts";
import { meet } from "./axis/meet.ts";
import { quantityOfFiles } from "./axis/quantity.ts";
import { unitOfFiles } from "./axis/unit.ts";
import { fromParameters, withFileColumns } from "./file-columns.ts";
import { instrumentTable } from "./formats/instrument-table.ts";
import { parquetTable } from "./formats/parquet/parquet-table.ts";
import { sheetTexts } from "./formats/xlsx/xlsx.ts";
import { readTextLists } from "./lists.ts";
import { readLong } from "./long.ts";
import type { DataOptions } from "./options.ts";
import { namesOfFiles, readColumnar } from "./read/columnar.ts";
import { tableOfSpectra } from "./read/file-spectra.ts";
import { tooFewPoints } from "./read/find-reading.ts";
import { fromHeader } from "./read/from-header.ts";
import { quoteRemarks } from "./read/inner-quotes.ts";
import { readTexts } from "./read/read-texts.ts";
import type { TextReading } from "./read/reading.ts";
import { type Unpacked, unpack } from "./read/unpack.ts";
import type { ListsLayout } from "./read-options.ts";
import type { Table } from "./table.ts";
import { refuseLargeAxis } from "./too-large.ts";
import { readWide } from "./wide.ts";

/** Files in code-unit order of their paths: the order in which their rows count. */
export function inOrder(files: readonly InputFile[]): InputFile[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/**
 * The table of the files: unpacked, decoded, cut and laid out by the one reading that fits.
 * @throws Refusal FS3001 to FS3026, FS3050 to FS3052, FS3101 to FS3103, FS3106, FS3114, FS3115, FS3120, FS3121 and FS3140, as the stages say,
 *   and those of the formats
 */
export function readTable(files: readonly InputFile[], options: DataOptions): Table {
  const unpacked = files.map(unpack);
  const table =
    tableOfInstruments(unpacked, options) ??
    parquetTable(unpacked, options, tableOfTexts) ??
    tableOfSheets(unpacked, options) ??
    tableOfTexts(unpacked, options);
  refuseLargeAxis(table);
  return table;
}

function tableOfInstruments(files: readonly Unpacked[], options: DataOptions): Table | null {
  const read = instrumentTable(files, options);
  if (read === null) return null;
  const { table, parameters } = read;
  return withFileColumns(table, options, (row, key) => fromParameters(table.place(row).input, parameters[row], key));
}

/** The table as one of the workbooks, not of the texts they were turned into. */
function tableOfSheets(files: readonly Unpacked[], options: DataOptions): Table | null {
  const sheets = sheetTexts(files, options);
  if (sheets === null) return null;
  const table = tableOfTexts(sheets, { ...options, delimiter: "\t", decimal: ".", encoding: "utf-8" });
  return {
    ...table,
    files: table.files.map((one, i) => ({
      ...one,
      reading: { format: "XLSX", isPacked: files[i].isPacked, status: "tried", layout: one.reading.layout },
    })),
  };
}

function tableOfTexts(files: readonly Unpacked[], options: DataOptions): Table {
  const readings = readTexts(files, options);
  const read = tableOf(readings, options);
  const above = new Map(readings.map(({ text, reading }) => [text.file.path, reading.above]));
  const said = new Map<string, string>();
  const table = withFileColumns(read, options, (row, key) => {
    const { input } = read.place(row);
    const once = `${input}\0${key}`;
    const value = said.get(once) ?? fromHeader(input, above.get(input) ?? [], key);
    said.set(once, value);
    return value;
  });
  const unfit = readings.find(({ isFit }) => !isFit);
  if (unfit === undefined) return { ...table, remarks: [...(table.remarks ?? []), ...quoteRemarks(readings)] };
  // The nearest reading had an axis after all, of fewer points than a layout that is found may have.
  const { text, reading } = unfit;
  throw tooFewPoints(text.file.path, reading.dialect.headerLine, table.header.length, table.axis.length);
}

function tableOf(readings: readonly TextReading[], options: DataOptions): Table {
  const { layout, columns } = readings[0].reading;
  if (layout === "long") return readLong(readings, options, options.layout?.options as { axis: string; value: string });
  if (layout === "lists")
    return tableOfSpectra(
      readings.map((one) => readTextLists(one, options.layout?.options as ListsLayout)),
      options.axis,
    );
  if (columns === null) return readWide(readings, options);
  const ids = namesOfFiles(readings.map(({ text }) => text.file.path));
  const spectra = readings.map((one) => readColumnar(one, one.reading.columns ?? columns, ids));
  return tableOfSpectra(spectra, options.axis);
}

/**
 * External spectra on the axis of the data: by equal points, or by points that are near where `match` says how near.
 * @throws Refusal FS3043
 */
export function onAxisOf(
  table: Table,
  external: Table,
  rules: DataOptions["axis"],
  option: "test" | "predict" | "lockbox",
): Table {
  const { path } = external.files[0];
  meet(
    [table.axis, external.axis],
    { match: rules.match },
    ({ points, expected, lacks, extra, match, grid }) =>
      new Refusal(
        "FS3043",
        { path, points, expected, found: extra, wanted: lacks, match, grid },
        { data: { input: path }, option: [option, "input"] },
      ),
    () => ({ name: path, data: { input: path } }),
  );
  return { ...external, axis: table.axis };
}

/** Throws FS3122 or FS3117 where external files say another unit or quantity than those of the data. */
export function refuseOtherUnit(table: Table, external: Table, { axis: { unit }, quantity }: DataOptions): void {
  const said = [table, external].map((one) => ({ path: one.files[0].path, unit: one.unit ?? null }));
  unitOfFiles(said, unit);
  const measured = [table, external].map((one) => ({ path: one.files[0].path, quantity: one.quantity ?? null }));
  quantityOfFiles(measured, quantity);
}
