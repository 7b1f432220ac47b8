/** Roles: what each row is called, which sample it is of, what folds may not split, what is to be predicted. */

import { limitIn, substituteOf } from "./censored.ts";
import type { Findings } from "./collected.ts";
import { cellSays, faultOf, isMissing } from "./csv/cell.ts";
import { parseDecimal } from "./csv/decimal.ts";
import { columnNames, nameIn } from "./names.ts";
import type { DataOptions } from "./options.ts";
import { columnTexts, type Table } from "./table.ts";

/** The roles of the given rows, before classes are counted. */
export interface Roles {
  readonly id: readonly string[];
  readonly sample: readonly string[];
  readonly group: readonly string[];
  readonly batch: readonly string[] | null;
  readonly instrument: readonly string[] | null;
  readonly label: readonly string[] | null;
  readonly target: readonly number[] | null;
}

/**
 * The roles of the rows as the options name them, with the defaults: id as the table has it, else the row number, sample the id, group the sample,
 * batch the declared group. Adds FS3023 (missing) and FS3024 (no number).
 */
export function rolesOf(table: Table, rows: readonly number[], options: DataOptions, wrong: Findings): Roles {
  const read = new Map<string, string[]>();
  const names = (option: string, column: string | undefined): string[] | null => {
    if (column === undefined) return null;
    const names = read.get(column) ?? columnNames(table, rows, option, column, wrong);
    read.set(column, names);
    return names;
  };
  const id = names("id", options.id) ?? rows.map((row) => table.ids?.[row] ?? String(row + 1));
  const sample = names("sample", options.sample) ?? id;
  const group = names("group", options.group);
  const { label } = options;
  return {
    id,
    sample,
    group: group ?? sample,
    batch: names("batch", options.batch) ?? group,
    instrument: names("instrument", options.instrument),
    label: typeof label === "object" ? cutNames(table, rows, label, wrong) : names("label", label),
    target: options.target === undefined ? null : targetNumbers(table, rows, options.target, options, wrong),
  };
}

/** What rows and their samples are called, by the same rules. */
export function idsAndSamples(
  table: Table,
  rows: readonly number[],
  { id, sample }: DataOptions,
  wrong: Findings,
): Pick<Roles, "id" | "sample"> {
  const ids =
    id === undefined
      ? rows.map((row) => table.ids?.[row] ?? String(row + 1))
      : columnNames(table, rows, "id", id, wrong);
  return { id: ids, sample: sample === undefined ? ids : columnNames(table, rows, "sample", sample, wrong) };
}

/** The class of any row, whether it is kept or not; null where its cell says none, or no label is asked for. */
export function classIn(table: Table, row: number, { label }: DataOptions): string | null {
  if (label === undefined) return null;
  const column = typeof label === "object" ? label.from : label;
  const text = (columnTexts(table, column) as readonly string[])[row];
  if (typeof label !== "object") return isMissing(text) ? null : nameIn(text);
  const signs = table.signs(row, column);
  return faultOf(text, signs) === null ? cutName(parseDecimal(text, signs), label) : null;
}

interface Cut {
  readonly from: string;
  readonly cut: readonly number[];
  readonly names: readonly string[];
}

function cutNames(table: Table, rows: readonly number[], label: Cut, wrong: Findings): string[] {
  return columnNumbers(table, rows, "label.from", label.from, wrong).map((value) => cutName(value, label));
}

/** The name of the first class whose limit the value does not exceed; of the last class above all limits. */
function cutName(value: number, { cut, names }: Cut): string {
  const below = cut.findIndex((limit) => value <= limit);
  return names[below === -1 ? cut.length : below];
}

/** Values of the target; a limit is the number that the document gives it. */
function targetNumbers(
  table: Table,
  rows: readonly number[],
  column: string,
  options: DataOptions,
  wrong: Findings,
): number[] {
  const texts = columnTexts(table, column) as readonly string[];
  const limits = rows.map((row) => substituteOf(texts[row], table.signs(row, column), options));
  const others = columnNumbers(
    table,
    rows.filter((_, i) => limits[i] === null),
    "target",
    column,
    wrong,
  );
  let next = 0;
  return limits.map((limit) => limit ?? others[next++]);
}

function columnNumbers(
  table: Table,
  rows: readonly number[],
  option: string,
  column: string,
  wrong: Findings,
): number[] {
  const texts = columnTexts(table, column) as readonly string[];
  return rows.map((row) => {
    const text = texts[row];
    const signs = table.signs(row, column);
    const fault = faultOf(text, signs);
    if (fault !== null) {
      const code = fault === "missing" ? "FS3023" : "FS3024";
      wrong.add(
        code,
        {
          option,
          column,
          text,
          cell: cellSays(text),
          limit: option === "target" && limitIn(text, signs) !== null ? "drop" : null,
        },
        { data: table.place(row, column), option: option.split(".") },
      );
    }
    return parseDecimal(text, signs);
  });
}
