/** Field column: what is kept of one column of a sheet while its rows are read. */

export interface FieldColumn {
  /** The cell of the next row: where it stands, quotes with it. */
  add(bytes: Uint8Array, from: number, to: number): void;
  /** Forgets all rows but the first so many. */
  cut(rows: number): void;
  /** Exact text of a row's cell. */
  text(row: number): string;
}

/**
 * As `text` every cell is made a string while it is read. Of large tables without spectra less is needed: `names` repeat and are made once
 * each, `times` are numbers, and of what stands `later` the texts are made for the rows that are asked for.
 */
export type Keeping = "text" | "names" | "times" | "later";
