/** Lockbox: the rows that a document seals, taken out of its tables before anything is made of them; only their digest and number stay. */
import type { InputFile } from "../../contract/running.ts";
import { requireColumns } from "../columns.ts";
import type { DataOptions } from "../options.ts";
import { onAxisOf, refuseOtherUnit } from "../read-table.ts";
import { sampleTexts } from "../select.ts";
import type { Table } from "../table.ts";
import type { Tables } from "../tables.ts";
import { rowDigests } from "./digests.ts";
import type { LockboxSummary } from "./schema.ts";
import { inScope, refuseShared, sealedRows } from "./sealed-rows.ts";
import { numbered, tableRows } from "./table-rows.ts";
import { withoutKeys } from "./without-keys.ts";

/** Where the sealed rows lie, and they themselves where they were read. */
export interface Sealed {
  readonly where: LockboxSummary["where"];
  /** Null where their file was not opened. */
  readonly table: Table | null;
  readonly summary: LockboxSummary;
}

/** Tables without the sealed rows, and these. */
export interface SealedApart {
  readonly tables: Tables;
  /** Null where nothing is declared. */
  readonly sealed: Sealed | null;
}

/**
 * @param tables as read
 * @param file of `lockbox: {input}`: its table, or the file that is not to be opened
 * @param isOpened true where the sealed rows are put below the others again: then joined tables keep their keys
 * @throws Refusal FS3016, FS3017 (columns), FS3043 (another axis), and those of `sealedRows`
 */
export function sealedApart(
  tables: Tables,
  file: Table | InputFile | null,
  options: DataOptions,
  isOpened = false,
): SealedApart {
  if (options.lockbox === undefined) return { tables, sealed: null };
  const { main, outside, unknown } = tables;
  if (file !== null && "digest" in file) {
    const summary = { n_spectra: null, n_samples: null, sealed: file.digest, rows: null, where: "not_seen" } as const;
    return {
      tables: isOpened ? tables : withoutKeys(tables, null),
      sealed: { where: "not_seen", table: null, summary },
    };
  }
  requireColumns(main, options);
  if (file !== null) {
    const sealed = sealedIn("other_file", fromFile(file, main, options), options);
    return { tables: isOpened ? tables : withoutKeys(tables, sealed.table), sealed };
  }
  const rows = sealedRows(main, options);
  const hidden = new Set(rows);
  const others = Array.from({ length: main.rows }, (_, row) => row).filter((row) => !hidden.has(row));
  const below = [outside, unknown].map((table, k) =>
    table === null ? null : numbered(table, main.rows + (k === 0 ? 0 : (outside?.rows ?? 0))),
  );
  const left = { main: tableRows(main, others), outside: below[0], unknown: below[1] };
  const table = tableRows(main, rows);
  return {
    tables: isOpened ? left : withoutKeys(left, table),
    sealed: sealedIn("same_file", table, options),
  };
}

/** The rows of a lockbox that lies in a file of its own. @throws Refusal FS3043, FS3122, FS3117, FS3467 */
function fromFile(file: Table, main: Table, options: DataOptions): Table {
  requireColumns(file, { ...options, lockbox: undefined, test: undefined, predict: undefined });
  refuseOtherUnit(main, file, options);
  const table = onAxisOf(main, file, options.axis, "lockbox");
  const own = { ...options, lockbox: undefined, test: undefined, predict: undefined };
  refuseShared(
    { table, rows: inScope(table, own).rows },
    { table: main, rows: inScope(main, { ...options, lockbox: undefined }).rows },
    options,
  );
  return table;
}

/** What is said of sealed rows. Those that `where` and `exclude` leave are counted. */
function sealedIn(where: LockboxSummary["where"], table: Table, options: DataOptions): Sealed {
  const { rows } = inScope(table, { ...options, lockbox: undefined, test: undefined, predict: undefined });
  const samples = sampleTexts(table, options);
  const summary = {
    n_spectra: rows.length,
    n_samples: new Set(rows.map((row) => samples[row])).size,
    ...rowDigests(table),
    where,
  };
  return { where, table, summary };
}
