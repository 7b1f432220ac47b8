/** Partners: which rows of a table without spectra belong to which rows of a table of spectra. */
import type { DataPlace } from "../../contract/refusal.ts";
import type { InputFile } from "../../contract/running.ts";
import type { Signs } from "../csv/decimal.ts";
import type { Delimiter } from "../csv/dialect.ts";
import type { DataOptions } from "../options.ts";
import type { Encoding } from "../read/encoding.ts";
import type { Absence } from "./point-in-time.ts";

export type Entry = NonNullable<DataOptions["join"]>[string];

/** A column of a table without spectra. */
export interface KeyColumn {
  /** What it is called beside the spectra. */
  readonly name: string;
  /** What it is called in its table. */
  readonly from: string;
  /** Exact text of a row's cell. */
  text(row: number): string;
}

/** A column of keys: which of its different cells each row has. */
export interface KeyNames {
  readonly names: readonly string[];
  /** By row. */
  readonly codes: ArrayLike<number>;
}

export interface KeyTable {
  readonly input: string;
  readonly entry: Entry;
  readonly files: readonly InputFile[];
  readonly rows: number;
  /** Those with a name, in the order of the first file. */
  readonly columns: readonly KeyColumn[];
  /** Of a column that `by` names. */
  names(column: string): KeyNames;
  /** Of a column of times: milliseconds of UTC by row, NaN where a cell holds no time. */
  instants(column: string): ArrayLike<number>;
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

/** What is known of a feature view beside the rows that its spectra have. */
export interface ViewMatch {
  /** Milliseconds of UTC; `Infinity` where no `as_of` is declared. */
  readonly asOf: number;
  /** By row of the spectra: why there is none; null where there is one. */
  readonly absent: readonly (Absence | null)[];
  /** By row of the spectra: times of the spectrum and of its row in milliseconds of UTC; NaN where there is none. */
  readonly times: readonly number[];
  readonly rowTimes: readonly number[];
  /** By row of the spectra: whether several rows had the same time and were entered at the same time. */
  readonly ties: readonly boolean[];
  /** By row of the spectra: its entity, or `alone`. */
  readonly entity: readonly number[];
  /** By entity: its rows in the table, and of these the ones that are not known yet at `as_of`. */
  readonly entities: readonly { readonly rows: number; readonly hidden: number }[];
}

/** Which row of a table of spectra has which rows of a key table. */
export interface Partners {
  readonly table: KeyTable;
  /** Columns taken, as they are called beside the spectra. */
  readonly columns: readonly string[];
  /** Whether `unmatched` is asked of spectra without a row: of a feature view that gives no outcome, their values are missing. */
  readonly isAsked: boolean;
  /** Of a feature view. */
  readonly view?: ViewMatch;
  readonly groups: readonly Group[];
  /** By row of the spectra: the group, `alone` or `ownColumns`. */
  readonly of: readonly number[];
  /** Whether no key is named that no spectrum has: rows of a lockbox that nobody opened may have it. */
  readonly isSilent?: boolean;
  /** By row of the spectra: its key as it is told. */
  readonly names: readonly string[];
}

/** Rows of spectra that have no row of the key table though they must have one. */
export const isLacking = ({ of, isAsked }: Partners, row: number): boolean => isAsked && of[row] === alone;

/** No row of the key table has the key. */
export const alone = -1;
/** The row is of a file that has the columns itself. */
export const ownColumns = -2;
