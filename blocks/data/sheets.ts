/** What the layouts share: several sheets counted through, places in them, names that may not repeat. */
import { type DataPlace, Refusal } from "../contract/refusal.ts";
import type { Sheet } from "./csv/sheet.ts";
import type { TableFile } from "./table.ts";

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

export function sheetFile({ file, rows, dialect }: Sheet): TableFile {
  const { path, bytes, digest } = file;
  return { path, bytes: bytes.length, digest, rows, delimiter: dialect.delimiter, decimal: dialect.decimal };
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
