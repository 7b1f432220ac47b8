/** The long layout: one row a point; rows with the same id are one spectrum. */

import { matrix } from "../contract/matrix.ts";
import { Refusal } from "../contract/refusal.ts";
import { type Findings, findings } from "./collected.ts";
import { missingColumn, namedColumns } from "./columns.ts";
import { cellSays } from "./csv/cell.ts";
import { readSheet, type Sheet } from "./csv/sheet.ts";
import { bare } from "./names.ts";
import type { DataOptions } from "./options.ts";
import type { TextReading } from "./read/reading.ts";
import { columnPlace, metaColumns, refuseOtherColumns, refuseRepeatedNames, sheetFile, sheetRows } from "./sheets.ts";
import type { MetaColumn, Table } from "./table.ts";

/** The points of all files, row by row, and which spectrum each belongs to. */
interface Points {
  readonly sheets: readonly Sheet[];
  readonly rows: number;
  readonly of: ReturnType<typeof sheetRows>["of"];
  /** Axis value and measured value of each row; NaN where there is none. */
  readonly axis: Float64Array;
  readonly value: Float64Array;
  /** Spectrum of each row, from 0 in order of first appearance; −1 where the axis value lies outside the range. */
  readonly spectrum: Int32Array;
  readonly ids: readonly string[];
  /** Rows of each spectrum. */
  readonly rowsOf: readonly (readonly number[])[];
}

/**
 * The files of an input as one table: spectra in order of first appearance, points sorted along the axis.
 * @throws Refusal FS3001–FS3009, FS3015, FS3016 (columns), FS3021–FS3023 (a point without id or axis value), FS3010 (no
 *   point in range), FS3050 a point twice, FS3051 other points than the first spectrum has, FS3052 metadata that vary
 */
export function readLong(
  readings: readonly TextReading[],
  options: DataOptions,
  columns: { axis: string; value: string },
): Table {
  const id = options.id as string;
  const sheets = readings.map(({ text, reading }) =>
    readSheet(text, reading.dialect, (header, { headerLine }) =>
      slots(header, { ...columns, id }, { path: text.file.path, line: headerLine }),
    ),
  );
  sheets.slice(1).forEach((sheet) => {
    refuseOtherColumns(sheets[0], sheet, () => false);
  });
  const points = collect(sheets, id, columns.axis, options.axis.range);
  const axis = axisOf(points, options.axis.range);
  const { values, states } = arrange(points, axis, columns.axis);
  const { meta, leftOut } = metadata(
    points,
    namedColumns(options).map(({ column }) => column),
  );
  const { of } = points;
  const rowAt = (spectrum: number) => points.rowsOf[spectrum][0];
  return {
    rows: points.ids.length,
    meta,
    axis,
    reversed: false,
    spectra: matrix(points.ids.length, axis.length, values),
    states,
    header: sheets[0].header,
    files: sheets.map((sheet, i) => sheetFile(sheet, readings[i].reading, points.ids.length, axis.length)),
    fileRows: points.rows,
    leftOut,
    place: (spectrum, column) => of(rowAt(spectrum), (sheet, i) => columnPlace(sheet, i, column)),
    signs: (spectrum) => of(rowAt(spectrum), ({ dialect }) => dialect.signs),
    faults: (spectrum) =>
      points.rowsOf[spectrum].flatMap((row) =>
        of(row, (sheet, i) => sheet.faults(i).map((fault) => ({ ...fault, path: sheet.file.path }))),
      ),
    pointTexts: () => null,
  };
}

/** Axis and value are numbers 0 and 1; throws FS3016 with all that are not there. */
function slots(
  header: readonly string[],
  columns: { axis: string; value: string; id: string },
  place: { path: string; line: number },
): Int32Array {
  const absent = findings();
  for (const [option, column] of [
    ["layout.long.axis", columns.axis],
    ["layout.long.value", columns.value],
    ["id", columns.id],
  ]) {
    if (!header.includes(column))
      absent.add("FS3016", missingColumn(place.path, option, column, header), {
        data: { input: place.path, line: place.line },
      });
  }
  absent.throwIfAny();
  refuseRepeatedNames(header, () => true, place);
  const result = new Int32Array(header.length).fill(-1);
  result[header.indexOf(columns.axis)] = 0;
  result[header.indexOf(columns.value)] = 1;
  return result;
}

function collect(
  sheets: readonly Sheet[],
  id: string,
  axisColumn: string,
  range: readonly [number, number] | undefined,
): Points {
  const { rows, of } = sheetRows(sheets);
  const axis = new Float64Array(rows);
  const value = new Float64Array(rows);
  const spectrum = new Int32Array(rows);
  const known = new Map<string, number>();
  const rowsOf: number[][] = [];
  const wrong = findings();
  let row = 0;
  for (const sheet of sheets) {
    const texts = sheet.texts[sheet.header.indexOf(id)] as readonly string[];
    for (let i = 0; i < sheet.rows; i++, row++) {
      const name = bare(texts[i]);
      axis[row] = sheet.numbers[2 * i];
      value[row] = sheet.numbers[2 * i + 1];
      spectrum[row] = -1;
      if (name === "")
        wrong.add(
          "FS3023",
          { option: "id", column: id, cell: cellSays(texts[i]) },
          { data: columnPlace(sheet, i, id) },
        );
      if (Number.isNaN(axis[row])) addAxisFault(wrong, sheet, i, axisColumn);
      if (range !== undefined && !(axis[row] >= range[0] && axis[row] <= range[1])) continue;
      let index = known.get(name);
      if (index === undefined) {
        index = known.size;
        known.set(name, index);
        rowsOf.push([]);
      }
      spectrum[row] = index;
      rowsOf[index].push(row);
    }
  }
  wrong.throwIfAny();
  return { sheets, rows, of, axis, value, spectrum, ids: [...known.keys()], rowsOf };
}

function addAxisFault(wrong: Findings, sheet: Sheet, row: number, column: string): void {
  const fault = sheet.faults(row).find((each) => each.column === column);
  const code = fault?.kind === "infinite" ? "FS3022" : fault?.kind === "missing" ? "FS3020" : "FS3021";
  wrong.add(
    code,
    { path: sheet.file.path, column, text: fault?.text ?? "" },
    { data: columnPlace(sheet, row, column) },
  );
}

/** The points of the first spectrum, ascending. */
function axisOf(points: Points, range: readonly [number, number] | undefined): number[] {
  if (points.ids.length === 0) {
    const { path } = points.sheets[0].file;
    throw new Refusal(
      "FS3010",
      {
        path,
        columns: points.sheets[0].header.length,
        numbers: points.rows,
        range: range ? [...range] : null,
        dressed: null,
      },
      { data: { input: path } },
    );
  }
  const values = points.rowsOf[0].map((row) => points.axis[row]);
  return [...new Set(values)].sort((a, b) => a - b);
}

function arrange(
  points: Points,
  axis: readonly number[],
  axisColumn: string,
): { values: Float64Array; states: Uint8Array } {
  const p = axis.length;
  const index = new Map(axis.map((value, j) => [value, j]));
  const values = new Float64Array(points.ids.length * p);
  const states = new Uint8Array(points.ids.length);
  const wrong = findings();
  points.rowsOf.forEach((rows, i) => {
    const filled = new Uint8Array(p);
    const stranger = rows.find((row) => !index.has(points.axis[row]));
    for (const row of rows) {
      const j = index.get(points.axis[row]);
      if (j === undefined) continue;
      if (filled[j] === 1)
        wrong.add(
          "FS3050",
          { id: points.ids[i], value: axis[j] },
          { data: points.of(row, (sheet, k) => columnPlace(sheet, k, axisColumn)) },
        );
      filled[j] = 1;
      values[i * p + j] = points.value[row];
      if (Number.isNaN(points.value[row]))
        states[i] = Math.max(
          states[i],
          points.of(row, (sheet, k) => sheet.states[k]),
        );
    }
    const gap = filled.indexOf(0);
    if (stranger !== undefined || gap !== -1) {
      const facts = {
        id: points.ids[i],
        first: points.ids[0],
        points: new Set(rows.map((row) => points.axis[row])).size,
        expected: p,
        lacks: gap === -1 ? null : axis[gap],
        extra: stranger === undefined ? null : points.axis[stranger],
      };
      const at = stranger ?? rows[0];
      wrong.add("FS3051", facts, { data: points.of(at, (sheet, k) => columnPlace(sheet, k, axisColumn)) });
    }
  });
  wrong.throwIfAny();
  return { values, states };
}

/** Columns constant within every spectrum; one that is not is refused where an option names it, else left out. */
function metadata(points: Points, named: readonly string[]): { meta: MetaColumn[]; leftOut: string[] } {
  const { sheets } = points;
  const wrong = findings();
  const meta: MetaColumn[] = [];
  const leftOut: string[] = [];
  for (const { name, field, texts: all } of metaColumns(sheets)) {
    const texts = points.rowsOf.map(([first]) => all[first]);
    const varying = points.spectrum.findIndex(
      (spectrum, row) => spectrum !== -1 && bare(all[row]) !== bare(texts[spectrum]),
    );
    if (varying === -1) meta.push({ name, field, texts });
    else if (!named.includes(name)) leftOut.push(name);
    else {
      const spectrum = points.spectrum[varying];
      const data = points.of(varying, (sheet, i) => columnPlace(sheet, i, name));
      wrong.add(
        "FS3052",
        { id: points.ids[spectrum], column: name, first: texts[spectrum], other: all[varying] },
        { data },
      );
    }
  }
  wrong.throwIfAny();
  return { meta, leftOut };
}
