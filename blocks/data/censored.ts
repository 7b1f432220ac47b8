/** Censored: reference values of which only a limit is known, `<10` or `> 50`, and what a document says that they stand for. */
import { isMissing } from "./csv/cell.ts";
import { parseDecimal, type Signs } from "./csv/decimal.ts";
import type { DataOptions } from "./options.ts";
import { columnTexts, type Table } from "./table.ts";

/** A limit, and on which side of it the value lies. */
interface Limit {
  readonly side: "below" | "above";
  readonly value: number;
}

/** Null where the text says no limit. */
export function limitIn(text: string, signs: Signs): Limit | null {
  const [, sign, number] = /^\s*([<>\u2264\u2265])=?\s*(\S.*)$/.exec(text) ?? [];
  if (sign === undefined) return null;
  const value = parseDecimal(number, signs);
  return Number.isFinite(value) ? { side: "<\u2264".includes(sign) ? "below" : "above", value } : null;
}

/** Whether a row's target says only a limit. */
export function isCensored(table: Table, row: number, { target }: Pick<DataOptions, "target">): boolean {
  if (target === undefined) return false;
  const text = columnTexts(table, target)?.[row] ?? "";
  return limitIn(text, table.signs(row, target)) !== null;
}

/** Rows that are left where those with a censored target are dropped, and of one of several targets those without it. */
export const uncensoredRows = (table: Table, rows: readonly number[], options: DataOptions): readonly number[] =>
  rows.filter(
    (row) =>
      !(options.censored === "drop" && isCensored(table, row, options)) &&
      !(options.isOneOfSeveral === true && isMissing(columnTexts(table, options.target ?? "")?.[row] ?? "")),
  );

/**
 * The number that a limit stands for, or null where the document gives it none. Half of a limit that values lie above would be a value
 * that none of them has: above, the limit itself is taken.
 */
export function substituteOf(text: string, signs: Signs, { censored }: Pick<DataOptions, "censored">): number | null {
  if (censored !== "half" && censored !== "limit") return null;
  const limit = limitIn(text, signs);
  if (limit === null) return null;
  return censored === "half" && limit.side === "below" ? limit.value / 2 : limit.value;
}
