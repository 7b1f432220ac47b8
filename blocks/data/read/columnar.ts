/** Columnar: the spectra of a text whose axis runs down a column, one beside it (`files`) or several (`transposed`). */

import type { AxisUnit } from "../../contract/dataset.ts";
import { matrix } from "../../contract/matrix.ts";
import { type DataPlace, Refusal } from "../../contract/refusal.ts";
import { unitIn } from "../axis/unit-text.ts";
import { readSheet, type Sheet } from "../csv/sheet.ts";
import type { FileSpectra } from "./file-spectra.ts";
import { bareParts } from "./from-name.ts";
import type { Columns, TextReading } from "./reading.ts";

/**
 * The spectra of one text whose axis runs down a column.
 * @throws Refusal FS3002, FS3007, FS3008 (reading), FS3012 FS3021–FS3022 (no axis value)
 */
export function readColumnar(
  { text, reading }: TextReading,
  columns: Columns,
  ids: ReadonlyMap<string, string>,
): FileSpectra {
  const { top, axis, values, width, at, line } = columns;
  const names = Array.from({ length: width }, (_, j) => (top[0]?.[j] ?? String(j + 1)).trim());
  const sheet = readSheet(text, { ...reading.dialect, names, header: at, headerLine: line }, () => {
    const slots = new Int32Array(width).fill(-1);
    [axis, ...values].forEach((field, k) => {
      slots[field] = k;
    });
    return slots;
  });
  const p = sheet.rows;
  const across = values.length + 1;
  const { path } = sheet.file;
  const points = new Float64Array(p);
  for (let i = 0; i < p; i++) points[i] = sheet.numbers[i * across];
  refuseBadAxis(sheet, points, axis);
  const lineOf = (point: number): DataPlace => ({ input: path, line: sheet.lines[point], field: axis + 1 });
  const spectra = matrix(values.length, p);
  for (let i = 0; i < p; i++)
    for (let k = 0; k < values.length; k++) spectra.data[k * p + i] = sheet.numbers[i * across + k + 1];
  const isTransposed = reading.layout === "transposed";
  return {
    file: sheet.file,
    reading: { ...reading, encoding: text.encoding, isPacked: text.isPacked, linesBelow: sheet.linesBelow },
    axis: points,
    unit: unitAbove(top, axis),
    point: lineOf,
    spectra,
    isNamed: true,
    meta: isTransposed ? topColumns(top, values) : new Map([["id", [ids.get(path) ?? path]]]),
    signs: sheet.dialect.signs,
    place: (spectrum) =>
      isTransposed ? { input: path, line: reading.dialect.headerLine, field: values[spectrum] + 1 } : { input: path },
    faults: (spectrum) =>
      Array.from({ length: p }, (_, i) => i).flatMap((i) =>
        sheet.states[i] === 0 ? [] : sheet.faults(i).filter(({ field }) => field === values[spectrum] + 1),
      ),
  };
}

/** What the names over an axis say of its unit: a name, or what stands in brackets below it. */
const unitAbove = (top: Columns["top"], axis: number): AxisUnit | null =>
  top.map((cells) => unitIn((cells[axis] ?? "").trim())).find((unit) => unit !== null) ?? null;

/** The rows above the axis as columns: the first has the ids, each other is called by its first cell. */
function topColumns(top: Columns["top"], values: readonly number[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    top.map(
      (cells, k) => [k === 0 ? "id" : (cells[0] ?? "").trim(), values.map((j) => (cells[j] ?? "").trim())] as const,
    ),
  );
}

/** By path a file's name without extension, with its folders where another file is called the same. */
export function namesOfFiles(paths: readonly string[]): ReadonlyMap<string, string> {
  const parts = paths.map(bareParts);
  const lasts = parts.map((own) => own[own.length - 1]);
  const count = new Map<string, number>();
  for (const last of lasts) count.set(last, (count.get(last) ?? 0) + 1);
  return new Map(paths.map((path, i) => [path, count.get(lasts[i]) === 1 ? lasts[i] : parts[i].join("/")]));
}

function refuseBadAxis(sheet: Sheet, points: Float64Array, axis: number): void {
  const { path } = sheet.file;
  const bad = points.findIndex((value) => !Number.isFinite(value));
  if (bad !== -1) {
    const fault = sheet.faults(bad).find(({ field }) => field === axis + 1);
    const code = fault?.kind === "infinite" ? "FS3022" : fault?.kind === "missing" ? "FS3020" : "FS3021";
    const data = { input: path, line: sheet.lines[bad], field: axis + 1 };
    throw new Refusal(code, { path, column: sheet.header[axis], text: fault?.text ?? "" }, { data });
  }
}
