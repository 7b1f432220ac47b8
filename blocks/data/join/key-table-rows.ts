/** Key table rows: some rows of a table without spectra as a table of their own, each at its place in the file. */
import type { KeyTable } from "./partners.ts";

/** @param rows of the table, ascending */
export const keyTableRows = (keyed: KeyTable, rows: readonly number[]): KeyTable => ({
  ...keyed,
  rows: rows.length,
  columns: keyed.columns.map((column) => ({ ...column, text: (row) => column.text(rows[row]) })),
  names(column) {
    const { names, codes } = keyed.names(column);
    return { names, codes: rows.map((row) => codes[row]) };
  },
  instants(column) {
    const instants = keyed.instants(column);
    return rows.map((row) => instants[row]);
  },
  signs: (row) => keyed.signs(rows[row]),
  place: (row, column) => keyed.place(rows[row], column),
});
