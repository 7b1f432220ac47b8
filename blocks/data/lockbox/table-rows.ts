/** Table rows: some rows of a table as a table of their own, called what they were called in the whole one. */
import { matrix } from "../../contract/matrix.ts";
import type { Partners, ViewMatch } from "../join/partners.ts";
import type { Table } from "../table.ts";

/** @param rows of the table, ascending */
export function tableRows(table: Table, rows: readonly number[]): Table {
  const { cols } = table.spectra;
  const values = new Float64Array(rows.length * cols);
  rows.forEach((row, i) => {
    values.set(table.spectra.data.subarray(row * cols, (row + 1) * cols), i * cols);
  });
  return {
    ...numbered(table, 0),
    rows: rows.length,
    files: filesOf(table, rows),
    meta: table.meta.map((column) => ({ ...column, texts: rows.map((row) => column.texts[row]) })),
    ids: rows.map((row) => table.ids?.[row] ?? String(row + 1)),
    spectra: matrix(rows.length, cols, values),
    states: Uint8Array.from(rows, (row) => table.states[row]),
    ...(table.partners === undefined ? {} : { partners: table.partners.map((one) => partnersOf(one, rows)) }),
    place: (row, column) => table.place(rows[row], column),
    signs: (row, column) => table.signs(rows[row], column),
    faults: (row) => table.faults(rows[row]),
    pointTexts: (row) => table.pointTexts(rows[row]),
  };
}

/** How many spectra of each file are left; what its rows are the file itself says. */
function filesOf(table: Table, rows: readonly number[]): Table["files"] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const { input } = table.place(row);
    counts.set(input, (counts.get(input) ?? 0) + 1);
  }
  return table.files.map((file) => ({ ...file, spectra: counts.get(file.path) ?? 0 }));
}

/** The table with its rows called by their numbers where nothing else names them; the first one follows `before` others. */
export const numbered = (table: Table, before: number): Table => ({
  ...table,
  ids: table.ids ?? Array.from({ length: table.rows }, (_, row) => String(before + row + 1)),
});

/** Partners of some rows: the keys that a joined table has stay as they were. */
const partnersOf = (one: Partners, rows: readonly number[]): Partners => ({
  ...one,
  of: rows.map((row) => one.of[row]),
  names: rows.map((row) => one.names[row]),
  ...(one.view === undefined ? {} : { view: viewOf(one.view, rows) }),
});

function viewOf(view: ViewMatch, rows: readonly number[]): ViewMatch {
  const of = <T>(by: readonly T[]): readonly T[] => rows.map((row) => by[row]);
  return {
    ...view,
    absent: of(view.absent),
    times: of(view.times),
    rowTimes: of(view.rowTimes),
    ties: of(view.ties),
    entity: of(view.entity),
  };
}
