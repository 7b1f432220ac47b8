/** The wide layout: one row a spectrum, one column a point of the axis. */

import { matrix } from "../contract/matrix.ts";
import { Refusal } from "../contract/refusal.ts";
import { type AxisColumns, axisColumns } from "./axis.ts";
import { readSheet, type Sheet } from "./csv/sheet.ts";
import type { DataOptions } from "./options.ts";
import type { TextReading } from "./read/reading.ts";
import {
  columnPlace,
  metaColumns,
  refuseOtherColumns,
  refuseRepeatedNames,
  refuseTooMany,
  sheetFile,
  sheetRows,
} from "./sheets.ts";
import type { Table } from "./table.ts";

/**
 * The files of an input as one table, rows in the order of the files, columns by their names.
 * @throws Refusal FS3002, FS3007, FS3008 (reading), FS3009 (other columns), FS3010–FS3012 (axis), FS3015 (repeated names)
 */
export function readWide(readings: readonly TextReading[], options: DataOptions): Table {
  const axes: AxisColumns[] = [];
  const sheets = readings.map(({ text, reading }) => readWideSheet(text, reading.dialect, options, axes));
  const [first] = sheets;
  const [axis] = axes;
  sheets.slice(1).forEach((sheet, i) => {
    const points = [axes[0], axes[i + 1]].map(({ fields }) => new Set(fields));
    refuseOtherColumns(first, sheet, (of, field) => points[of === first ? 0 : 1].has(field));
    refuseOtherPoints(first, sheet, axes[0], axes[i + 1]);
  });
  const { rows, of } = sheetRows(sheets);
  refuseTooMany(rows, axis.values.length, sheets[sheets.length - 1].file.path);
  return {
    rows,
    meta: metaColumns(sheets),
    axis: axis.values,
    reversed: axis.reversed,
    spectra: matrix(rows, axis.values.length, joined(sheets)),
    states: Uint8Array.from(sheets.flatMap(({ states }) => [...states])),
    header: first.header,
    files: sheets.map((sheet, i) => sheetFile(sheet, readings[i].reading, sheet.rows, axes[i].values.length)),
    fileRows: rows,
    leftOut: [],
    place: (row, column) => of(row, (sheet, i) => columnPlace(sheet, i, column)),
    signs: (row) => of(row, ({ dialect }) => dialect.signs),
    faults: (row) => of(row, (sheet, i) => sheet.faults(i).map((fault) => ({ ...fault, path: sheet.file.path }))),
    pointTexts: (row) =>
      of(row, (sheet, i) => {
        if (sheet.dialect.signs !== ".") return null;
        const cells = sheet.cells(i);
        return axes[sheets.indexOf(sheet)].fields.map((field) => cells[field]);
      }),
  };
}

function readWideSheet(
  text: TextReading["text"],
  dialect: TextReading["reading"]["dialect"],
  options: DataOptions,
  axes: AxisColumns[],
): Sheet {
  return readSheet(text, dialect, (header, { signs, headerLine }) => {
    const place = { path: text.file.path, line: headerLine };
    const axis = axisColumns(header, signs, options.axis.range, place);
    axes.push(axis);
    const slots = new Int32Array(header.length).fill(-1);
    axis.fields.forEach((field, j) => {
      slots[field] = j;
    });
    refuseRepeatedNames(header, (field) => slots[field] === -1, place);
    return slots;
  });
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

/** Throws FS3009 at the first point of the axis that only one of two sheets has. */
function refuseOtherPoints(first: Sheet, other: Sheet, wanted: AxisColumns, found: AxisColumns): void {
  const [here, there] = [new Set(wanted.values), new Set(found.values)];
  const lacks = wanted.values.findIndex((value) => !there.has(value));
  const more = found.values.findIndex((value) => !here.has(value));
  if (lacks === -1 && more === -1) return;
  const facts = {
    path: other.file.path,
    first: first.file.path,
    expected: lacks === -1 ? null : first.header[wanted.fields[lacks]],
    found: more === -1 ? null : other.header[found.fields[more]],
  };
  const field = more === -1 ? undefined : found.fields[more] + 1;
  throw new Refusal("FS3009", facts, { data: { input: other.file.path, line: other.dialect.headerLine, field } });
}
