/** Names in cells: compared without the spaces around them, never guessed, never missing. */
import { latin } from "../contract/latin.ts";
import type { OptionPath } from "../contract/refusal.ts";
import type { Findings } from "./collected.ts";
import { bare, cellSays, isMissing } from "./csv/cell.ts";
import { parseDecimal, type Signs } from "./csv/decimal.ts";
import type { DataOptions } from "./options.ts";
import { columnTexts, type Table } from "./table.ts";

/** A value as YAML has it. */
export type Scalar = string | number | boolean;

/** Whether a cell says what the document says: the same text, the same number, or true and false in any case. */
export function says(text: string, wanted: Scalar, decimal: Signs): boolean {
  const name = nameIn(text);
  if (name === String(wanted).normalize("NFC")) return true;
  if (typeof wanted === "number") return parseDecimal(name, decimal) === wanted;
  return typeof wanted === "boolean" && name.toLowerCase() === String(wanted);
}

/** The name a cell holds: without spaces around it, in the one form (NFC) in which names are compared. */
export const nameIn = (text: string): string => bare(text).normalize("NFC");

/** What an entry of `exclude` leaves out, in words. */
export const excludedName = ({ sample, id, lines }: Omit<DataOptions["exclude"][number], "reason">): string =>
  lines === undefined ? String(sample ?? id) : `lines ${lines[0]} to ${lines[1]}`;

/** Distinct names, in code-unit order. */
export const distinct = (names: readonly string[]): string[] => [...new Set(names)].sort();

/** Pairs of distinct names that differ only in case, in spaces within, in what is hidden or in letters that look the same. */
export function lookalikes(names: readonly string[]): readonly { readonly first: string; readonly second: string }[] {
  const known = new Map<string, string>();
  return names.flatMap((second) => {
    const folded = latin(second).toLowerCase().replaceAll(/\s+/g, " ");
    const first = known.get(folded);
    known.set(folded, second);
    return first === undefined ? [] : [{ first, second }];
  });
}

/**
 * The names of a column for the given rows, spaces around them taken off; adds FS3023 for each that is missing.
 * @param table has the column
 */
export function columnNames(
  table: Table,
  rows: readonly number[],
  option: string,
  column: string,
  wrong: Findings,
): string[] {
  const texts = columnTexts(table, column) as readonly string[];
  return rows.map((row) => {
    if (isMissing(texts[row])) {
      const at: OptionPath = option.split(".");
      const facts = { option, column, cell: cellSays(texts[row]) };
      wrong.add("FS3023", facts, { data: table.place(row, column), option: at });
    }
    return nameIn(texts[row]);
  });
}

/** Names of a column that cells spell in more than one way: how many there are, and the first of them; null where none is. */
export function spellings(
  table: Table,
  rows: readonly number[],
  column: string,
): { readonly count: number; readonly first: string } | null {
  const texts = columnTexts(table, column) as readonly string[];
  const known = new Map<string, string>();
  const twice = new Set<string>();
  for (const row of rows) {
    const written = bare(texts[row]);
    const name = written.normalize("NFC");
    const before = known.get(name) ?? written;
    known.set(name, before);
    if (before !== written) twice.add(name);
  }
  const [first] = [...twice].sort();
  return first === undefined ? null : { count: twice.size, first };
}

/** Adds up how many cells of a column had spaces around their names. */
export function paddedCells(table: Table, rows: readonly number[], column: string): number {
  const texts = columnTexts(table, column) as readonly string[];
  return rows.reduce((count, row) => count + (texts[row] === bare(texts[row]) ? 0 : 1), 0);
}
