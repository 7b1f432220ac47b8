/** The wide layout: one row a spectrum, one column a point of the axis. */

import { type Matrix, matrix, row as rowOf } from "../contract/matrix.ts";
import { Refusal } from "../contract/refusal.ts";
import { type AxisColumns, axisColumns } from "./axis/columns.ts";
import { type Meeting, meet, type Unlike } from "./axis/meet.ts";
import { unitOfFiles } from "./axis/unit.ts";
import { lacking, whole } from "./csv/row-reader.ts";
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
  });
  const meeting = meet(
    axes.map(({ values }) => values),
    options.axis,
    (unlike) => otherPoints(sheets, axes, unlike),
    (at) => ({ name: sheets[at].file.path, data: { input: sheets[at].file.path } }),
  );
  const unit = unitOfFiles(
    sheets.map(({ file }, i) => ({ path: file.path, unit: axes[i].unit })),
    options.axis.unit,
  );
  const { rows, of } = sheetRows(sheets);
  const points = meeting.axis.length;
  refuseTooMany(rows, points, sheets[sheets.length - 1].file.path);
  const spectra = matrix(rows, points, joined(sheets, meeting));
  return {
    rows,
    meta: metaColumns(sheets),
    unit,
    axis: meeting.axis,
    reversed: axis.reversed,
    spectra,
    states: statesOf(sheets, spectra, meeting),
    header: first.header,
    files: sheets.map((sheet, i) => sheetFile(sheet, readings[i].reading, sheet.rows, axes[i].values.length)),
    fileRows: rows,
    leftOut: [],
    place: (row, column) => of(row, (sheet, i) => columnPlace(sheet, i, column)),
    signs: (row) => of(row, ({ dialect }) => dialect.signs),
    faults: (row) => of(row, (sheet, i) => sheet.faults(i).map((fault) => ({ ...fault, path: sheet.file.path }))),
    pointTexts: (row) =>
      of(row, (sheet, i) => {
        if (sheet.dialect.signs !== "." || !meeting.isAsRead) return null;
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
    const axis = axisColumns(header, signs, options.axis, place);
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
function joined(sheets: readonly Sheet[], { axis, writers, isAsRead }: Meeting): Float64Array {
  if (sheets.length === 1 && isAsRead) return sheets[0].numbers;
  const all = new Float64Array(sheets.reduce((sum, sheet) => sum + sheet.rows, 0) * axis.length);
  let at = 0;
  sheets.forEach(({ numbers, rows, width }, k) => {
    for (let i = 0; i < rows; i++, at += axis.length)
      writers[k](numbers.subarray(i * width, (i + 1) * width), all.subarray(at, at + axis.length));
  });
  return all;
}

/** On a grid a missing value may stand beside none of its points. */
function statesOf(sheets: readonly Sheet[], spectra: Matrix, { isAsRead }: Meeting): Uint8Array {
  const read = Uint8Array.from(sheets.flatMap(({ states }) => [...states]));
  if (isAsRead) return read;
  return read.map((state, i) => (state === lacking && !rowOf(spectra, i).some(Number.isNaN) ? whole : state));
}

/** FS3009: a point of the axis that only one of two sheets has. */
function otherPoints(
  sheets: readonly Sheet[],
  axes: readonly AxisColumns[],
  { at, lacks, extra, match, grid }: Unlike,
): Refusal {
  const [first, other] = [sheets[0], sheets[at]];
  const nameOf = (sheet: Sheet, { values, fields }: AxisColumns, value: number) =>
    sheet.header[fields[values.indexOf(value)]];
  const facts = {
    path: other.file.path,
    first: first.file.path,
    expected: lacks === null ? null : nameOf(first, axes[0], lacks),
    found: extra === null ? null : nameOf(other, axes[at], extra),
    match,
    grid,
  };
  const field = extra === null ? undefined : axes[at].fields[axes[at].values.indexOf(extra)] + 1;
  return new Refusal("FS3009", facts, { data: { input: other.file.path, line: other.dialect.headerLine, field } });
}
