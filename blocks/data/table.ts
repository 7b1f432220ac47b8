/** Table: spectra and their metadata as the files have them, the same for every layout; rows are spectra. */

import type { AxisUnit, Quantity } from "../contract/dataset.ts";
import { type Matrix, matrix } from "../contract/matrix.ts";
import type { DataPlace, Remark } from "../contract/refusal.ts";
import type { TechniqueOfFile } from "./axis/technique.ts";
import type { Signs } from "./csv/decimal.ts";
import type { Fault } from "./csv/sheet.ts";
import type { Partners, ViewMatch } from "./join/partners.ts";
import type { Encoding } from "./read/encoding.ts";
import type { LayoutName, Reading } from "./read/reading.ts";

/** A metadata column. */
export interface MetaColumn {
  /** May be empty: a column without a name can be kept, but not named by an option. */
  readonly name: string;
  /** Its place among all columns of the file, from 1. */
  readonly field: number;
  /** Exact text, by row. */
  readonly texts: readonly string[];
}

/** How a file was read. */
export interface FileReading extends Reading {
  readonly encoding: Encoding;
  readonly isPacked: boolean;
  /** Lines below the table that hold something. */
  readonly linesBelow: number;
}

/** What is known of a file of an instrument's format. */
export interface FormatReading {
  /** Name of the format. */
  readonly format: string;
  readonly isPacked: boolean;
  readonly status: "tried" | "experimental";
  readonly layout: LayoutName;
}

/** A file the table was read from. */
export interface TableFile {
  readonly path: string;
  readonly bytes: number;
  readonly digest: string;
  readonly rows: number;
  readonly spectra: number;
  readonly points: number;
  readonly reading: FileReading | FormatReading;
}

/** A cell or value that holds no finite number, in its file; binary files have no lines and fields. */
export type FileFault = Omit<Fault, "line" | "field"> &
  Partial<Pick<Fault, "line" | "field">> & { readonly path: string };

export interface Table {
  readonly rows: number;
  readonly meta: readonly MetaColumn[];
  /** What the spectra are called where no option names a column for it; without it, the numbers of their rows. */
  readonly ids?: readonly string[];
  /** The axis unit that the files say. */
  readonly unit?: AxisUnit | null;
  /** What the values are, as the files say; null where none does. */
  readonly quantity?: Quantity | null;
  /** How the spectra were measured, as the files say; those that say nothing are left out. */
  readonly techniques?: readonly TechniqueOfFile[];
  /** What is to be said of the files though they were read. */
  readonly remarks?: readonly Remark[];
  /** Ascending. */
  readonly axis: readonly number[];
  /** Whether the files have the axis descending. */
  readonly reversed: boolean;
  /** rows × axis; NaN where a cell holds no finite number. */
  readonly spectra: Matrix;
  /** By row: `whole`, `lacking` or `faulty` (csv/row-reader.ts). */
  readonly states: Uint8Array;
  /** The column that names spectra where nothing is declared. */
  readonly idColumn?: string;
  /** Names of all columns of the file, metadata and axis. */
  readonly header: readonly string[];
  readonly files: readonly TableFile[];
  /** Rows of the files: more than `rows` in the long layout. */
  readonly fileRows: number;
  /** Metadata columns that vary within a spectrum and nobody named; long layout only. */
  readonly leftOut: readonly string[];
  /** What was joined to it, and which rows have a partner there. */
  readonly partners?: readonly Partners[];
  /** Where a row, or its cell in a metadata column, stands. */
  place(row: number, column?: string): DataPlace;
  /** How numbers are written in a row, or in its cell of a metadata column. */
  signs(row: number, column?: string): Signs;
  /** Cells that hold no finite number; the path says in which file. */
  faults(row: number): readonly FileFault[];
  /** Exact texts of a row's points in the order of `axis`; null in the long layout, where there is no such row. */
  pointTexts(row: number): readonly string[] | null;
}

/** The exact text of a metadata column; null where there is none of that name. */
export function columnTexts(table: Table, name: string): readonly string[] | null {
  return name === "" ? null : (table.meta.find((column) => column.name === name)?.texts ?? null);
}

/**
 * One table over another; both have the same axis. Metadata columns are the upper table's; a column that the lower table
 * has not is empty there.
 */
export function stack(upper: Table, lower: Table): Table {
  const values = new Float64Array(upper.spectra.data.length + lower.spectra.data.length);
  values.set(upper.spectra.data);
  values.set(lower.spectra.data, upper.spectra.data.length);
  const states = new Uint8Array(upper.rows + lower.rows);
  states.set(upper.states);
  states.set(lower.states, upper.rows);
  const blank = Array<string>(lower.rows).fill("");
  const of = <T>(row: number, ask: (table: Table, row: number) => T): T =>
    row < upper.rows ? ask(upper, row) : ask(lower, row - upper.rows);
  return {
    ...upper,
    rows: upper.rows + lower.rows,
    meta: upper.meta.map((column) => ({
      ...column,
      texts: [...column.texts, ...(columnTexts(lower, column.name) ?? blank)],
    })),
    ids: upper.ids === undefined ? undefined : [...upper.ids, ...(lower.ids ?? blank)],
    spectra: matrix(upper.rows + lower.rows, upper.axis.length, values),
    states,
    ...(upper.partners === undefined ? {} : { partners: upper.partners.map((one, k) => bothOf(one, lower, k)) }),
    place: (row, column) => of(row, (table, i) => table.place(i, column)),
    signs: (row, column) => of(row, (table, i) => table.signs(i, column)),
    faults: (row) => of(row, (table, i) => table.faults(i)),
    pointTexts: (row) => of(row, (table, i) => table.pointTexts(i)),
  };
}

/** Partners of both tables: the same tables were joined to them, in the same order. */
function bothOf(one: Partners, { partners = [], rows }: Table, k: number): Partners {
  const { of = [], names = [], groups = [], view } = partners[k] ?? {};
  const both = { ...one, names: [...one.names, ...names] };
  if (one.view === undefined) return { ...both, of: [...one.of, ...of] };
  // Of a feature view each table has the rows that its own spectra took.
  const behind = one.groups.length;
  return {
    ...both,
    of: [...one.of, ...of.map((group) => (group < 0 ? group : group + behind))],
    groups: view === undefined ? one.groups : [...one.groups, ...groups],
    view: bothViews(one.view, view ?? untold(rows)),
  };
}

/** Entities and their counts are those of the upper table: of the same file, without those that only hidden rows have. */
const bothViews = (upper: ViewMatch, lower: Omit<ViewMatch, "asOf" | "entities">): ViewMatch => ({
  ...upper,
  absent: [...upper.absent, ...lower.absent],
  times: [...upper.times, ...lower.times],
  rowTimes: [...upper.rowTimes, ...lower.rowTimes],
  ties: [...upper.ties, ...lower.ties],
  entity: [...upper.entity, ...lower.entity],
});

/** Of rows of a file that has the columns itself nothing is known by the view. */
function untold(rows: number): Omit<ViewMatch, "asOf" | "entities"> {
  const none = Array<number>(rows).fill(Number.NaN);
  return {
    absent: none.map(() => null),
    times: none,
    rowTimes: none,
    ties: none.map(() => false),
    entity: none.map(() => -1),
  };
}
