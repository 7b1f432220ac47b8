/** The wide layout: one row a spectrum, one column a point of the axis. */

import { dataLimits } from "../../schemas/limits.ts";
import { matrix } from "../contract/matrix.ts";
import { Refusal } from "../contract/refusal.ts";
import type { InputFile } from "../contract/running.ts";
import { type AxisColumns, axisColumns } from "./axis.ts";
import { readSheet, type Sheet } from "./csv/sheet.ts";
import type { DataOptions } from "./options.ts";
import { columnPlace, refuseRepeatedNames, sheetFile, sheetRows } from "./sheets.ts";
import type { MetaColumn, Table } from "./table.ts";

/**
 * The files of an input as one table, rows in the order of the files.
 * @throws Refusal FS3001–FS3008 (reading), FS3009 (headers that differ), FS3010–FS3012 (axis), FS3015 (repeated names)
 */
export function readWide(files: readonly InputFile[], options: DataOptions): Table {
  const axes: AxisColumns[] = [];
  const sheets: Sheet[] = files.map((file) =>
    readSheet(file, options, (header, { decimal, headerLine }) => {
      const axis = axisColumns(header, decimal, options.axis.range, { path: file.path, line: headerLine });
      axes.push(axis);
      const slots = new Int32Array(header.length).fill(-1);
      axis.fields.forEach((field, j) => {
        slots[field] = j;
      });
      refuseRepeatedNames(header, (field) => slots[field] === -1, { path: file.path, line: headerLine });
      return slots;
    }),
  );
  const [first] = sheets;
  const [axis] = axes;
  sheets.slice(1).forEach((sheet) => {
    refuseOtherHeader(first, sheet);
  });
  const { rows, of } = sheetRows(sheets);
  refuseTooMany(rows, axis.values.length, files[files.length - 1].path);
  return {
    rows,
    meta: first.texts.flatMap((texts, field): MetaColumn[] =>
      texts === null
        ? []
        : [
            {
              name: first.header[field],
              field: field + 1,
              texts: sheets.length === 1 ? texts : sheets.flatMap((sheet) => sheet.texts[field] ?? []),
            },
          ],
    ),
    axis: axis.values,
    reversed: axis.reversed,
    spectra: matrix(rows, axis.values.length, joined(sheets)),
    states: Uint8Array.from(sheets.flatMap(({ states }) => [...states])),
    header: first.header,
    files: sheets.map(sheetFile),
    fileRows: rows,
    leftOut: [],
    place: (row, column) => of(row, (sheet, i) => columnPlace(sheet, i, column)),
    decimal: (row) => of(row, ({ dialect }) => dialect.decimal),
    faults: (row) => of(row, (sheet, i) => sheet.faults(i).map((fault) => ({ ...fault, path: sheet.file.path }))),
    pointTexts: (row) =>
      of(row, (sheet, i) => {
        const cells = sheet.cells(i);
        return axis.fields.map((field) => cells[field]);
      }),
  };
}

/** One sheet's numbers as they are; several one below the other. */
function joined(sheets: readonly Sheet[]): Float64Array {
  if (sheets.length === 1) return sheets[0].numbers;
  const all = new Float64Array(sheets.reduce((sum, { numbers }) => sum + numbers.length, 0));
  let at = 0;
  for (const { numbers } of sheets) {
    all.set(numbers, at);
    at += numbers.length;
  }
  return all;
}

/** Throws FS3009 at the first column that is named otherwise than in the first file. */
export function refuseOtherHeader(first: Sheet, other: Sheet): void {
  const longest = Math.max(first.header.length, other.header.length);
  for (let field = 0; field < longest; field++) {
    if (first.header[field] === other.header[field]) continue;
    throw new Refusal(
      "FS3009",
      {
        path: other.file.path,
        first: first.file.path,
        field: field + 1,
        found: other.header[field] ?? null,
        expected: first.header[field] ?? null,
      },
      { data: { input: other.file.path, line: other.dialect.headerLine, field: field + 1 } },
    );
  }
}

/** FS3140: files that are each within the limits, and together beyond. */
function refuseTooMany(rows: number, points: number, path: string): void {
  const { rows: mostRows, values } = dataLimits;
  const beyond = (found: number, things: string, limit: number) =>
    new Refusal(
      "FS3140",
      { path, found, things: `${things} with the files before it`, limit },
      { data: { input: path } },
    );
  if (rows > mostRows) throw beyond(rows, "rows", mostRows);
  if (rows * points > values) throw beyond(rows * points, "values", values);
}
