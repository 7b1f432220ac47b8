/** Joined: the columns of a second table beside a table of spectra, row by row by their keys. */
import { type DataPlace, Refusal } from "../../contract/refusal.ts";
import { findings } from "../collected.ts";
import { missingColumn } from "../columns.ts";
import { faultOf, isMissing } from "../csv/cell.ts";
import { parseDecimal, type Signs } from "../csv/decimal.ts";
import { nameIn } from "../names.ts";
import { columnTexts, type MetaColumn, type Table } from "../table.ts";
import { matchedInTime } from "./in-time.ts";
import type { JoinContext } from "./join-context.ts";
import { columnsAsked, keyPairs } from "./options.ts";
import {
  alone,
  type Entry,
  type Group,
  type KeyColumn,
  type KeyNames,
  type KeyTable,
  ownColumns,
  type Partners,
} from "./partners.ts";

/**
 * The table with the columns of the key tables beside its own.
 * @throws Refusal FS3016 (a key or a time that is not there), FS3131 (a column twice), FS3133 (rows with one key), FS3461, FS3468 (feature views)
 */
export const withJoined = (table: Table, keyTables: readonly KeyTable[], context: JoinContext): Table =>
  keyTables.reduce((joined, one) => withOne(joined, one, context), table);

function withOne(table: Table, keyed: KeyTable, context: JoinContext): Table {
  const { entry } = keyed;
  const pairs = keyPairs(entry.by);
  const taken = takenFrom(keyed);
  const columns = taken.map(({ name }) => name);
  const groups = groupsOf(
    keyed,
    pairs.map((pair) => pair.table),
  );
  const isAsked = entry.time === undefined || columns.some((name) => context.outcomes.has(name));
  if (context.isOutside && columns.every((name) => columnTexts(table, name) !== null)) {
    const names = Array<string>(table.rows).fill("");
    return withPartners(table, { table: keyed, columns, isAsked, groups, of: names.map(() => ownColumns), names });
  }
  refuseTwice(table, keyed, taken);
  const indexOf = new Map(groups.map(({ key }, k) => [key, k]));
  const left = pairs.map(({ spectra }) => leftTexts(table, spectra, keyed.input));
  const keys = Array.from({ length: table.rows }, (_, row) => left.map((texts) => texts[row]));
  const names = keys.map((cells) => told(cells));
  const ofKey = keys.map((cells) => indexOf.get(keyOf(cells) ?? "") ?? alone);
  if (entry.time !== undefined) {
    const { rows, view } = matchedInTime(table, keyed, { groups, of: ofKey, taken, ...context });
    // Each row that some spectrum has is a group of its own.
    const used = [...new Set(rows)].filter((row) => row !== alone);
    const place = new Map(used.map((row, k) => [row, k]));
    const nameOf = new Map(rows.map((row, i) => [row, names[i]]));
    const of = rows.map((row) => place.get(row) ?? alone);
    const ofRows = used.map((row): Group => ({ name: nameOf.get(row) ?? "", rows: [row] }));
    return withColumns(table, taken, { table: keyed, columns, isAsked, groups: ofRows, of, names, view });
  }
  refuseRepeats(keyed, entry, taken, groups, new Set(ofKey));
  return withColumns(table, taken, { table: keyed, columns, isAsked, groups, of: ofKey, names });
}

/** The columns that an entry takes, under the names they have beside the spectra. */
export function takenFrom({ entry, columns }: KeyTable): readonly KeyColumn[] {
  const asked = columnsAsked(entry.columns);
  const own = new Set([...keyPairs(entry.by).map(({ table }) => table), entry.time, entry.recorded]);
  return columns.flatMap((column): KeyColumn[] => {
    if (asked === null) return own.has(column.name) ? [] : [column];
    return asked.filter(({ table }) => table === column.name).map(({ name }) => ({ ...column, name }));
  });
}

/** The table with the values of its partners. */
function withColumns(table: Table, taken: readonly KeyColumn[], partners: Partners): Table {
  const { table: keyed, groups, of } = partners;
  const added = taken.map((column): MetaColumn => {
    const values = groups.map(({ rows }) => (rows.length === 1 ? column.text(rows[0]) : meanText(keyed, column, rows)));
    return { name: column.name, field: 0, texts: of.map((k) => (k < 0 ? "" : (values[k] ?? ""))) };
  });
  const inTable = new Map(taken.map(({ name, from }) => [name, from]));
  return withPartners(
    {
      ...table,
      meta: [...table.meta, ...added],
      place(row, column): DataPlace {
        const from = column === undefined ? undefined : inTable.get(column);
        if (from === undefined || of[row] < 0) return table.place(row, column);
        return keyed.place(groups[of[row]].rows[0], from);
      },
      signs(row, column): Signs {
        if (column === undefined || !inTable.has(column) || of[row] < 0) return table.signs(row, column);
        const { rows } = groups[of[row]];
        return rows.length > 1 ? "." : keyed.signs(rows[0]);
      },
    },
    partners,
  );
}

const withPartners = (table: Table, one: Partners): Table => ({ ...table, partners: [...(table.partners ?? []), one] });

/** Null where a part of the key is missing. */
const keyOf = (cells: readonly string[]): string | null =>
  cells.some(isMissing) ? null : JSON.stringify(cells.map(nameIn));

const told = (cells: readonly string[]): string => cells.map(nameIn).join("/") || "(empty)";

/** Rows of one key; null where a part of the key is missing. */
interface KeyGroup {
  readonly name: string;
  readonly key: string | null;
  readonly rows: number[];
}

/** Rows by their key, in the order of the table; each row without a key is by itself. */
export function groupsOf(keyed: KeyTable, names: readonly string[]): readonly KeyGroup[] {
  const columns = names.map((name) => keyed.names(name));
  const groupAt = groupFinder(columns);
  const known = new Map<string, KeyGroup>();
  const all: KeyGroup[] = [];
  for (let row = 0; row < keyed.rows; row++) {
    const group = groupAt(row, () => {
      const cells = columns.map((column) => column.names[column.codes[row]]);
      const key = keyOf(cells);
      const before = key === null ? undefined : known.get(key);
      if (before !== undefined) return before;
      const made: KeyGroup = { name: told(cells), key, rows: [] };
      all.push(made);
      if (key !== null) known.set(key, made);
      return made;
    });
    group.rows.push(row);
  }
  return all;
}

/** The group of a row by the cells as they are written: of equal ones it is made once, and of rows without a key each time. */
function groupFinder(columns: readonly KeyNames[]): (row: number, make: () => KeyGroup) => KeyGroup {
  const [first, ...others] = columns;
  const known = new Map<number | string, KeyGroup>();
  return (row, make) => {
    const code = first.codes[row];
    const written = others.length === 0 ? code : [code, ...others.map(({ codes }) => codes[row])].join();
    const before = known.get(written);
    if (before !== undefined && before.key !== null) return before;
    const made = make();
    known.set(written, made);
    return made;
  };
}

/** The texts of a key on the side of the spectra; `id` is what they are called where no column is. */
function leftTexts(table: Table, name: string, input: string): readonly string[] {
  const texts = columnTexts(table, name) ?? (name === "id" ? table.ids : undefined);
  if (texts !== undefined && texts !== null) return texts;
  const names = table.meta.map((column) => column.name);
  const facts = missingColumn(table.files[0].path, `join.${input}.by`, name, names);
  throw new Refusal("FS3016", facts, { option: ["join", input, "by"] });
}

/** FS3131: a column that the spectra's own table, or one joined before, has too. */
function refuseTwice(table: Table, { input, files: [{ path }] }: KeyTable, taken: readonly KeyColumn[]): void {
  const known = new Set([...table.header, ...table.meta.map(({ name }) => name)]);
  const twice = taken.filter(({ name }) => known.has(name)).map(({ name }) => name);
  if (twice.length === 0) return;
  const others = taken.map(({ name }) => name).filter((name) => !twice.includes(name));
  const facts = { path, first: table.files[0].path, columns: twice, others: others.length === 0 ? null : others };
  throw new Refusal("FS3131", facts, { option: ["join", input] });
}

/** FS3133: rows with one key that a spectrum has, where they are not averaged or cannot be. */
function refuseRepeats(
  keyed: KeyTable,
  { repeats }: Entry,
  taken: readonly KeyColumn[],
  groups: readonly Group[],
  used: ReadonlySet<number>,
): void {
  const wrong = findings();
  groups.forEach(({ name, rows }, k) => {
    if (rows.length === 1 || !used.has(k)) return;
    const isRefused = repeats !== "mean";
    const lines = rows.map((row) => keyed.place(row).line ?? 0);
    const column = isRefused ? null : taken.find((one) => meanText(keyed, one, rows) === null);
    if (column === undefined) return;
    const texts = column === null ? null : [...new Set(rows.map((row) => nameIn(column.text(row))))].slice(0, 5);
    const facts = {
      path: keyed.files[0].path,
      key: name,
      rows: rows.length,
      lines,
      column: column?.from ?? null,
      texts,
    };
    wrong.add("FS3133", facts, { data: keyed.place(rows[1], column?.from) });
  });
  wrong.throwIfAny();
}

/** The mean of the numbers of several rows, or the text that all of them have; null where there is neither. */
function meanText(keyed: KeyTable, column: KeyColumn, rows: readonly number[]): string | null {
  const texts = new Map(rows.map((row) => [row, column.text(row)]));
  const textAt = (row: number): string => texts.get(row) ?? "";
  const there = rows.filter((row) => !isMissing(textAt(row)));
  if (there.length === 0) return "";
  const values = there.map((row) =>
    faultOf(textAt(row), keyed.signs(row)) === null ? parseDecimal(textAt(row), keyed.signs(row)) : null,
  );
  const numbers = values.filter((value) => value !== null);
  if (numbers.length === there.length) return String(numbers.reduce((sum, value) => sum + value, 0) / numbers.length);
  return there.every((row) => nameIn(textAt(row)) === nameIn(textAt(there[0]))) ? textAt(there[0]) : null;
}
