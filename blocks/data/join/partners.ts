/** Partners: which rows of a table without spectra belong to which rows of a table of spectra. */
import type { DataPlace } from "../../contract/refusal.ts";
import type { InputFile } from "../../contract/running.ts";
import type { Signs } from "../csv/decimal.ts";
import type { Delimiter } from "../csv/dialect.ts";
import type { DataOptions } from "../options.ts";
import type { Encoding } from "../read/encoding.ts";

export type Entry = NonNullable<DataOptions["join"]>[string];

/** A column of a table without spectra. */
export interface KeyColumn {
  readonly name: string;
  /** Exact text, by row. */
  readonly texts: readonly string[];
}

export interface KeyTable {
  readonly input: string;
  readonly entry: Entry;
  readonly files: readonly InputFile[];
  readonly rows: number;
  /** Those with a name, in the order of the first file. */
  readonly columns: readonly KeyColumn[];
  /** How the first file was read. */
  readonly reading: KeyReading;
  signs(row: number): Signs;
  place(row: number, column?: string): DataPlace;
}

export interface KeyReading {
  readonly format: "text" | "XLSX" | "Parquet";
  readonly encoding: Encoding | null;
  readonly headerLine: number;
  readonly delimiter: Delimiter | null;
  readonly signs: Signs;
  readonly found: readonly string[];
}

/** Rows of a key table that have one key. */
export interface Group {
  /** The key as it is told: its cells with `/` between. */
  readonly name: string;
  readonly rows: readonly number[];
}

/** Which row of a table of spectra has which rows of a key table. */
export interface Partners {
  readonly table: KeyTable;
  /** Columns taken. */
  readonly columns: readonly string[];
  readonly groups: readonly Group[];
  /** By row of the spectra: the group, `alone` or `ownColumns`. */
  readonly of: readonly number[];
  /** By row of the spectra: its key as it is told. */
  readonly names: readonly string[];
}

/** No row of the key table has the key. */
export const alone = -1;
/** The row is of a file that has the columns itself. */
export const ownColumns = -2;
