/** Sealed rows: which rows of the main table a document keeps in its lockbox, and what it may not do with them. */
import { Refusal } from "../../contract/refusal.ts";
import { timesOf } from "../design.ts";
import { markedRows } from "../marked-rows.ts";
import { nameIn } from "../names.ts";
import type { DataOptions } from "../options.ts";
import { sampleTexts, selectRows } from "../select.ts";
import { columnTexts, type Table } from "../table.ts";

/** So many names are told. */
const mostNames = 5;

/**
 * Rows of the main table that are sealed, ascending: by the time of batches (without batches samples), or as a column says. Empty
 * where no row of the main table is: nothing is declared, or an input of their own holds them.
 *
 * @param main every row of the input, its columns there
 * @throws Refusal FS3462 (a row without a time), FS3464 (nothing would be left), FS3465 (the column marks none), FS3466 (rows that are
 *   external or only predicted too), FS3467 (a sample or group on both sides)
 */
export function sealedRows(main: Table, options: DataOptions): readonly number[] {
  const { lockbox } = options;
  if (lockbox === undefined || lockbox.input !== undefined) return [];
  const { rows, external, isUnknown } = inScope(main, options);
  const own = rows.filter((row) => !external[row]);
  const { column = "", is = "" } = lockbox;
  const isSealed =
    lockbox.last === undefined
      ? markedRows(main, { column, is }, { code: "FS3465", option: ["lockbox", "is"] })
      : latestRows(main, own, lockbox.last, options, (row) => !external[row] && !isUnknown[row]);
  const both = all(main).filter((row) => isSealed[row] && (external[row] || isUnknown[row])).length;
  if (both > 0) throw new Refusal("FS3466", { rows: both }, { option: ["lockbox"] });
  if (own.every((row) => isSealed[row]))
    throw new Refusal("FS3464", { spectra: own.length }, { option: ["lockbox"], data: { input: main.files[0].path } });
  const sealed = all(main).filter((row) => isSealed[row]);
  refuseShared(
    { table: main, rows: rows.filter((row) => isSealed[row]) },
    { table: main, rows: rows.filter((row) => !isSealed[row]) },
    options,
  );
  return sealed;
}

/** Rows of a table of its own that `where` and `exclude` leave. */
export function inScope(table: Table, options: DataOptions) {
  const quiet = () => undefined;
  return selectRows(table, { main: table.rows, known: table.rows }, options, quiet);
}

const all = ({ rows }: Table): number[] => Array.from({ length: rows }, (_, row) => row);

/**
 * The fewest latest batches, without batches samples, that hold a share of the samples, with all their rows that `may` be sealed.
 * A batch is as late as its first spectrum; of several of one time the later name comes last.
 */
function latestRows(
  table: Table,
  own: readonly number[],
  share: number,
  options: DataOptions,
  may: (row: number) => boolean,
): readonly boolean[] {
  const samples = sampleTexts(table, options);
  const batch = options.batch ?? options.group;
  const units = batch === undefined ? samples : (columnTexts(table, batch) as readonly string[]).map(nameIn);
  const times = timesIn(table, own, options);
  const first = new Map<string, number>();
  own.forEach((row, i) => {
    const before = first.get(units[row]);
    if (before === undefined || times[i] < before) first.set(units[row], times[i]);
  });
  const latest = [...first].sort(([a, s], [b, t]) => t - s || (a < b ? 1 : a > b ? -1 : 0)).map(([unit]) => unit);
  const wanted = share * new Set(own.map((row) => samples[row])).size;
  const sealed = new Set<string>();
  const held = new Set<string>();
  for (const unit of latest) {
    // Shares are typed in tenths, and counts of samples whole: what differs by rounding alone is enough.
    if (held.size >= wanted - 1e-9) break;
    sealed.add(unit);
    for (const row of own) if (units[row] === unit) held.add(samples[row]);
  }
  return all(table).map((row) => sealed.has(units[row]) && may(row));
}

function timesIn(table: Table, rows: readonly number[], options: DataOptions): readonly number[] {
  const { values = [], column = "", isCalendar = true } = timesOf({ table, rows }, options) ?? {};
  const without = rows.filter((_, i) => values[i] === null || values[i] === undefined);
  if (without.length > 0) {
    const names = sampleTexts(table, options);
    const facts = {
      column,
      kind: isCalendar ? "time" : "number",
      count: without.length,
      names: [...new Set(without.map((row) => names[row]))].slice(0, mostNames),
      spans: null,
      by: null,
    };
    throw new Refusal("FS3462", facts, { option: ["time"] });
  }
  return values as readonly number[];
}

/** Rows of a table. */
export interface RowsOf {
  readonly table: Table;
  readonly rows: readonly number[];
}

/** FS3467: what was learnt from is no independent test. Names are compared only where the document says that they name things. */
export function refuseShared(sealed: RowsOf, others: RowsOf, options: DataOptions): void {
  const named = [["samples", options.sample ?? options.id] as const, ["groups", options.group] as const];
  for (const [things, column] of named) {
    if (column === undefined) continue;
    const [own, rest] = [sealed, others].map(({ table, rows }) => {
      const texts = columnTexts(table, column) ?? [];
      return new Set(rows.map((row) => nameIn(texts[row] ?? "")));
    });
    const shared = [...own].filter((name) => rest.has(name)).sort();
    if (shared.length === 0) continue;
    const facts = { things, column, count: shared.length, names: shared.slice(0, mostNames) };
    throw new Refusal("FS3467", facts, { option: ["lockbox"] });
  }
}
