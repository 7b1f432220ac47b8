/** Table rows: some rows of a table as a table of their own, called what they were called in the whole one. */
import { matrix } from "../../contract/matrix.ts";
import type { Partners, ViewMatch } from "../join/partners.ts";
import type { Table } from "../table.ts";

/**
 * @param rows of the table, ascending
 * @param hidden rows of the table of whose partners nothing may be said: keys of a joined table that they alone have are left out
 */
export function tableRows(table: Table, rows: readonly number[], hidden: readonly number[] = []): Table {
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
    ...(table.partners === undefined ? {} : { partners: table.partners.map((one) => partnersOf(one, rows, hidden)) }),
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

function partnersOf(one: Partners, rows: readonly number[], hidden: readonly number[]): Partners {
  const kept = new Set(rows.map((row) => one.of[row]));
  const own = new Set(hidden.map((row) => one.of[row]).filter((k) => k >= 0 && !kept.has(k)));
  const groups = one.groups.filter((_, k) => !own.has(k));
  const place = new Map<number, number>();
  one.groups.forEach((_, k) => {
    if (!own.has(k)) place.set(k, place.size);
  });
  const gone = one.groups.reduce((sum, group, k) => (own.has(k) ? sum + group.rows.length : sum), 0);
  return {
    ...one,
    table: gone === 0 ? one.table : { ...one.table, rows: one.table.rows - gone },
    groups,
    of: rows.map((row) => place.get(one.of[row]) ?? one.of[row]),
    names: rows.map((row) => one.names[row]),
    ...(one.view === undefined ? {} : { view: viewOf(one.view, rows, hidden) }),
  };
}

/** The same of what is known of a feature view: nothing is said of entities that hidden rows alone have. */
function viewOf(view: ViewMatch, rows: readonly number[], hidden: readonly number[]): ViewMatch {
  const kept = new Set(rows.map((row) => view.entity[row]));
  const own = new Set(hidden.map((row) => view.entity[row]).filter((k) => !kept.has(k)));
  const place = new Map<number, number>();
  view.entities.forEach((_, k) => {
    if (!own.has(k)) place.set(k, place.size);
  });
  const of = <T>(by: readonly T[]): readonly T[] => rows.map((row) => by[row]);
  return {
    asOf: view.asOf,
    absent: of(view.absent),
    times: of(view.times),
    rowTimes: of(view.rowTimes),
    ties: of(view.ties),
    entity: of(view.entity).map((k) => place.get(k) ?? k),
    entities: view.entities.filter((_, k) => !own.has(k)),
  };
}
