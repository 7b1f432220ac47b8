/** What the layouts share: several sheets counted through, places in them, names that may not repeat. */

import { dataLimits } from "../../schemas/limits.ts";
import { type DataPlace, Refusal } from "../contract/refusal.ts";
import type { Sheet } from "./csv/sheet.ts";
import type { Reading } from "./read/reading.ts";
import { refuseMore } from "./read/too-much.ts";
import type { MetaColumn, TableFile } from "./table.ts";

/** All rows of the sheets counted through, and the sheet a row is in. */
export function sheetRows(sheets: readonly Sheet[]): {
  readonly rows: number;
  of<T>(row: number, ask: (sheet: Sheet, row: number) => T): T;
} {
  const rows = sheets.reduce((sum, sheet) => sum + sheet.rows, 0);
  return {
    rows,
    of(row, ask) {
      let before = 0;
      for (const sheet of sheets) {
        if (row < before + sheet.rows) return ask(sheet, row - before);
        before += sheet.rows;
      }
      throw new RangeError(`row ${row} of ${rows}`);
    },
  };
}

/** Where a row, or its cell in the named column, stands. */
export function columnPlace(sheet: Sheet, row: number, column?: string): DataPlace {
  const field = column === undefined ? -1 : sheet.header.indexOf(column);
  if (field === -1) return { input: sheet.file.path, line: sheet.lines[row] };
  return { input: sheet.file.path, line: sheet.lineOf(row, field), field: field + 1 };
}

/** What is said of a file that was read, with how many spectra of how many points it holds. */
export function sheetFile(
  { file, text, rows, linesBelow }: Sheet,
  reading: Reading,
  spectra: number,
  points: number,
): TableFile {
  const { path, bytes, digest } = file;
  const { encoding, isPacked } = text;
  return {
    path,
    bytes: bytes.length,
    digest,
    rows,
    spectra,
    points,
    reading: { ...reading, encoding, isPacked, linesBelow },
  };
}

/** The columns that hold no number of a spectrum, by the names of the first sheet; one without name and value is none. */
export function metaColumns(sheets: readonly Sheet[]): MetaColumn[] {
  const [first] = sheets;
  return first.texts.flatMap((texts, field): MetaColumn[] => {
    if (texts === null) return [];
    const name = first.header[field];
    const all =
      sheets.length === 1 ? texts : sheets.flatMap((sheet) => sheet.texts[fieldLike(first, field, sheet)] ?? []);
    return name === "" && all.every((text) => text.trim() === "") ? [] : [{ name, field: field + 1, texts: all }];
  });
}

/** The field of a sheet that is called like one of another; columns without a name are counted among themselves. */
function fieldLike(first: Sheet, field: number, sheet: Sheet): number {
  const name = first.header[field];
  if (name !== "") return sheet.header.indexOf(name);
  const nameless = ({ header }: Sheet) => [...header.keys()].filter((j) => header[j] === "");
  return nameless(sheet)[nameless(first).indexOf(field)] ?? -1;
}

/**
 * Throws FS3009 at the first column that only one of two sheets has, whatever order they stand in.
 * @param isPoint whether a field of a sheet is a point of the axis: its name may be written otherwise
 */
export function refuseOtherColumns(
  first: Sheet,
  other: Sheet,
  isPoint: (sheet: Sheet, field: number) => boolean,
): void {
  const named = (sheet: Sheet) =>
    [...sheet.header.keys()].filter((field) => sheet.header[field] !== "" && !isPoint(sheet, field));
  const lacking = (one: Sheet, two: Sheet) => named(one).find((field) => !two.header.includes(one.header[field]));
  const [lacks, more] = [lacking(first, other), lacking(other, first)];
  if (lacks === undefined && more === undefined) return;
  const facts = {
    path: other.file.path,
    first: first.file.path,
    expected: lacks === undefined ? null : first.header[lacks],
    found: more === undefined ? null : other.header[more],
  };
  const field = more === undefined ? undefined : more + 1;
  throw new Refusal("FS3009", facts, { data: { input: other.file.path, line: other.dialect.headerLine, field } });
}

/** FS3140: files that are each within the limits, and together beyond. */
export function refuseTooMany(rows: number, points: number, path: string): void {
  const { rows: mostRows, values } = dataLimits;
  refuseMore(path, rows, "rows with the files before it", mostRows);
  refuseMore(path, rows * points, "values with the files before it", values);
}

/** Throws FS3015 where a metadata column's name stands twice; columns without a name may. */
export function refuseRepeatedNames(
  header: readonly string[],
  isMeta: (field: number) => boolean,
  { path, line }: { readonly path: string; readonly line: number },
): void {
  const seen = new Map<string, number>();
  header.forEach((name, field) => {
    if (name === "" || !isMeta(field)) return;
    const first = seen.get(name);
    if (first !== undefined)
      throw new Refusal(
        "FS3015",
        { path, column: name, first: first + 1, field: field + 1 },
        { data: { input: path, line, field: field + 1 } },
      );
    seen.set(name, field);
  });
}
