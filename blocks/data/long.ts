/** The long layout: one row a point; rows with the same id are one spectrum. */

import { matrix } from "../contract/matrix.ts";
import { Refusal } from "../contract/refusal.ts";
import { isCounter } from "./axis/counter.ts";
import { meet } from "./axis/meet.ts";
import { otherAxis, refuseAbsent } from "./axis/refusals.ts";
import { unitOfFiles } from "./axis/unit.ts";
import { unitIn } from "./axis/unit-text.ts";
import { type Findings, findings } from "./collected.ts";
import { missingColumn, namedColumns } from "./columns.ts";
import { bare, cellSays } from "./csv/cell.ts";
import { lacking, whole } from "./csv/row-reader.ts";
import { readSheet, type Sheet } from "./csv/sheet.ts";

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
  const points = collect(sheets, id, columns.axis, options.axis);
  const { axis, values, states, firstPoints } = arrange(points, columns.axis, options.axis);
  const unit = unitOfFiles(
    sheets.map(({ file }) => ({ path: file.path, unit: unitIn(columns.axis) })),
    options.axis.unit,
  );
  if (isCounter(axis) && unit === null && options.axis.unit !== "channel") throw counter(sheets[0], axis);
  const { meta, leftOut } = metadata(
    points,
    namedColumns(options).map(({ column }) => column),
  );
  const { of } = points;
  const rowAt = (spectrum: number) => points.rowsOf[spectrum][0];
  return {
    rows: points.ids.length,
    meta,
    unit,
    axis,
    reversed: false,
    spectra: matrix(points.ids.length, axis.length, values),
    states,
    header: sheets[0].header,
    files: sheets.map((sheet, i) => sheetFile(sheet, readings[i].reading, points.ids.length, firstPoints)),
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
  { range, exclude = [] }: DataOptions["axis"],
): Points {
  const { rows, of } = sheetRows(sheets);
  const left = new Set(exclude.map(Number));
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
      if (left.has(axis[row])) continue;
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

/** FS3010: no point in the range. */
function noPoint({ sheets: [sheet], rows }: Points, { range }: DataOptions["axis"]): Refusal {
  const { path } = sheet.file;
  const facts = { path, columns: sheet.header.length, numbers: rows, range: range ? [...range] : null, dressed: null };
  return new Refusal("FS3010", facts, { data: { input: path } });
}

function counter({ file: { path }, dialect }: Sheet, axis: readonly number[]): Refusal {
  const facts = { path, from: axis[0], to: axis[axis.length - 1], points: axis.length };
  return new Refusal("FS3121", facts, { data: { input: path, line: dialect.headerLine } });
}

/** Every spectrum in the ascending order of its own points, on the common axis. */
function arrange(points: Points, axisColumn: string, rules: DataOptions["axis"]) {
  if (points.ids.length === 0) throw noPoint(points, rules);
  refuseAbsent(points.axis, rules, points.sheets[0].file.path);
  const placeOf = (row: number) => points.of(row, (sheet, k) => columnPlace(sheet, k, axisColumn));
  const sorted = points.rowsOf.map((rows) => [...rows].sort((a, b) => points.axis[a] - points.axis[b] || a - b));
  refuseTwice(points, sorted, placeOf);
  const axes = sorted.map((rows) => rows.map((row) => points.axis[row]));
  const { axis, writers } = meet(
    axes,
    rules,
    ({ at, ...unlike }) => {
      const stranger = sorted[at].find((row) => points.axis[row] === unlike.extra);
      return otherAxis(points.ids[0], points.ids[at], unlike, placeOf(stranger ?? points.rowsOf[at][0]));
    },
    (at) => ({ name: points.ids[at], data: placeOf(points.rowsOf[at][0]) }),
  );
  const p = axis.length;
  const values = new Float64Array(points.ids.length * p);
  const states = sorted.map((rows, i) => {
    const out = values.subarray(i * p, (i + 1) * p);
    writers[i](
      rows.map((row) => points.value[row]),
      out,
    );
    const states = rows.map((row) =>
      Number.isNaN(points.value[row]) ? points.of(row, (sheet, k) => sheet.states[k]) : whole,
    );
    const state = states.reduce((worst, each) => Math.max(worst, each), whole);
    return state === lacking && !out.some(Number.isNaN) ? whole : state;
  });
  return { axis, values, states: Uint8Array.from(states), firstPoints: axes[0].length };
}

/** Throws FS3050 at every point that stands twice in a spectrum. */
function refuseTwice(
  points: Points,
  sorted: readonly (readonly number[])[],
  placeOf: (row: number) => ReturnType<typeof columnPlace>,
): void {
  const wrong = findings();
  sorted.forEach((rows, i) => {
    rows.forEach((row, k) => {
      const value = points.axis[row];
      if (k > 0 && points.axis[rows[k - 1]] === value)
        wrong.add("FS3050", { id: points.ids[i], value }, { data: placeOf(row) });
    });
  });
  wrong.throwIfAny();
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
