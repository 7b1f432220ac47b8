/** The layout of lists: a row a spectrum, all of its values in one cell. */
import { matrix } from "../contract/matrix.ts";
import { type DataPlace, Refusal } from "../contract/refusal.ts";
import type { InputFile } from "../contract/running.ts";
import { missingColumn } from "./columns.ts";
import { faultOf } from "./csv/cell.ts";
import { parseDecimal, type Signs } from "./csv/decimal.ts";
import { readSheet } from "./csv/sheet.ts";

import type { FileSpectra } from "./read/file-spectra.ts";
import type { TextReading } from "./read/reading.ts";
import type { ListsLayout } from "./read-options.ts";
import { columnPlace, refuseRepeatedNames } from "./sheets.ts";

/** Numbers of one cell. */
export interface NumberList {
  readonly length: number;
  /** NaN where there is none. */
  at(index: number): number;
  text(index: number): string;
}

/** A table some of whose columns hold lists. */
export interface ListTable {
  readonly file: InputFile;
  readonly reading: FileSpectra["reading"];
  readonly rows: number;
  readonly names: readonly string[];
  readonly signs: Signs;
  /** A column as text; null where it holds lists. */
  texts(name: string): readonly string[] | null;
  /** A cell as a list; null where it is none, or empty. */
  list(name: string, row: number): NumberList | null;
  place(row: number, name?: string): DataPlace;
}

/**
 * The spectra of a file, on the axis that is declared or that every row has beside its spectrum.
 * @throws Refusal FS3016 (no such column), FS3020 (no list), FS3051 (rows on other axes), FS3108 (lists of other lengths)
 */
export function spectraOfLists(table: ListTable, { value, axis }: ListsLayout): FileSpectra {
  const { file, reading, rows, names, signs } = table;
  const wanted = typeof axis === "string" ? [value, axis] : [value];
  for (const [i, name] of wanted.entries())
    if (!names.includes(name))
      throw new Refusal("FS3016", missingColumn(file.path, `layout.lists.${i === 0 ? "value" : "axis"}`, name, names), {
        option: ["layout", "lists", i === 0 ? "value" : "axis"],
      });
  const points = typeof axis === "string" ? axisOfRows(table, axis) : steps(axis);
  const spectra = matrix(rows, points.length);
  for (let i = 0; i < rows; i++) {
    const list = listAt(table, value, i, points.length);
    for (let j = 0; j < points.length; j++) {
      const number = list.at(j);
      spectra.data[i * points.length + j] = Number.isFinite(number) ? number : Number.NaN;
    }
  }
  const meta = names.flatMap((name) => {
    const texts = name === "" || wanted.includes(name) ? null : table.texts(name);
    return texts === null ? [] : [[name, texts] as const];
  });
  return {
    file,
    reading,
    axis: points,
    unit: null,
    point: () => ({ input: file.path }),
    spectra,
    meta: new Map(meta),
    isNamed: false,
    signs,
    place: (row, name) => table.place(row, name),
    faults(row) {
      const list = listAt(table, value, row, points.length);
      const { line = 0, field = 0 } = table.place(row, value);
      return points.flatMap((point, j) => {
        const kind = faultOf(list.text(j), signs);
        return kind === null ? [] : [{ kind, text: list.text(j), column: String(point), line, field }];
      });
    },
  };
}

/** Throws FS3051 where a row has another axis than the first. */
function axisOfRows(table: ListTable, column: string): readonly number[] {
  const { path } = table.file;
  const axisAt = (row: number): readonly number[] => {
    const list = table.list(column, row);
    if (list === null || list.length === 0) throw new Refusal("FS3020", { column }, { data: table.place(row, column) });
    // Numbers of single precision are the decimal numbers they were written from.
    return Array.from({ length: list.length }, (_, j) => {
      const value = parseDecimal(list.text(j), table.signs);
      if (!Number.isFinite(value))
        throw new Refusal("FS3021", { column, text: list.text(j) }, { data: table.place(row, column) });
      return value;
    });
  };
  const first = axisAt(0);
  for (let row = 1; row < table.rows; row++) {
    const other = axisAt(row);
    if (other.length === first.length && other.every((value, j) => value === first[j])) continue;
    const [here, there] = [new Set(first), new Set(other)];
    const facts = {
      id: `row ${row + 1}`,
      first: "row 1",
      points: other.length,
      expected: first.length,
      lacks: first.find((value) => !there.has(value)) ?? null,
      extra: other.find((value) => !here.has(value)) ?? null,
    };
    throw new Refusal("FS3051", { path, ...facts }, { data: table.place(row, column) });
  }
  return first;
}

/** `from`, `to` and everything between, each by its own multiplication; that the step meets the end was looked at before. */
function steps({ from, to, step }: Exclude<ListsLayout["axis"], string>): readonly number[] {
  const last = Math.round((to - from) / step);
  return Array.from({ length: last + 1 }, (_, k) => (k === last ? to : from + k * step));
}

function listAt(table: ListTable, column: string, row: number, points: number): NumberList {
  const list = table.list(column, row);
  if (list === null) throw new Refusal("FS3020", { column }, { data: table.place(row, column) });
  if (list.length === points) return list;
  const facts = { path: table.file.path, column, found: list.length, expected: points };
  throw new Refusal("FS3108", facts, { data: table.place(row, column) });
}

/** The layout of lists in a text: numbers in brackets or without, between them blanks, commas, semicolons or bars. */
export function readTextLists({ text, reading }: TextReading, layout: ListsLayout): FileSpectra {
  const sheet = readSheet(text, reading.dialect, (header, { headerLine }) => {
    refuseRepeatedNames(header, () => true, { path: text.file.path, line: headerLine });
    return new Int32Array(header.length).fill(-1);
  });
  const { header, dialect } = sheet;
  const textsOf = (name: string) => sheet.texts[header.indexOf(name)] ?? [];
  return spectraOfLists(
    {
      file: sheet.file,
      reading: { ...reading, encoding: text.encoding, isPacked: text.isPacked, linesBelow: sheet.linesBelow },
      rows: sheet.rows,
      names: header,
      signs: dialect.signs,
      texts: textsOf,
      list: (name, row) => listIn(textsOf(name)[row], dialect.signs),
      place: (row, name) => columnPlace(sheet, row, name),
    },
    layout,
  );
}

function listIn(cell: string, signs: Signs): NumberList | null {
  const bare = cell.trim().replace(/^[[({]\s*|\s*[\])}]$/g, "");
  if (bare === "") return null;
  // Where commas are decimal they stand between no two numbers.
  const parts = bare.split(signs[0] === "," ? /[\s;|]+/ : /[\s;|]*,[\s;|]*|[\s;|]+/);
  return { length: parts.length, at: (j) => parseDecimal(parts[j], signs), text: (j) => parts[j] };
}
