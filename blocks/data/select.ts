/** Which rows of a table take part: `where`, `exclude`, and which of them are external. */

import { closest } from "../contract/closest.ts";
import { Refusal } from "../contract/refusal.ts";
import type { Context } from "../contract/running.ts";
import { bare } from "./csv/cell.ts";
import { markedRows } from "./marked-rows.ts";
import { distinct, excludedName, type Scalar, says } from "./names.ts";
import type { DataOptions } from "./options.ts";
import { columnTexts, type Table } from "./table.ts";
import { unknownRows } from "./unknown.ts";

export interface Excluded {
  readonly sample: string;
  readonly reason: string;
  /** Of the table, among those that `where` keeps. */
  readonly rows: readonly number[];
}

/** What `where` says of a column. */
export interface Condition {
  readonly column: string;
  readonly values: readonly Scalar[];
  /** By row of the table. */
  readonly isMet: readonly boolean[];
}

export interface Selected {
  /** Rows of the table, ascending. */
  readonly rows: readonly number[];
  readonly where: readonly Condition[];
  readonly whereDropped: number;
  readonly excluded: readonly Excluded[];
  /** By row of the table. */
  readonly external: readonly boolean[];
  /** Rows that are only to be predicted, none of them among `rows`. */
  readonly unknown: readonly number[];
  /** By row of the table, whether `where` keeps it or not. */
  readonly isUnknown: readonly boolean[];
}

/** How many rows of a table come from which inputs: those below `main` are external, those below `known` only to be predicted. */
export interface Inputs {
  readonly main: number;
  /** With the external ones. */
  readonly known: number;
}

/**
 * The rows that `where` keeps and `exclude` does not take out. Says FS3030 of an excluded sample and FS3031 of a `where`
 * value that no row has.
 *
 * @throws Refusal FS3032 nothing left, FS3041 no external row where the column should say so, FS3135 no unknown one
 */
export function selectRows(table: Table, inputs: Inputs, options: DataOptions, say: Context["remark"]): Selected {
  const isUnknown = unknownRows(table, inputs.known, options);
  const external = externalRows(table, inputs.main, options);
  const where = conditions(table, options, say);
  const wanted = Array.from({ length: table.rows }, (_, row) => where.every(({ isMet }) => isMet[row]));
  const samples = sampleTexts(table, options);
  const ids = options.id === undefined ? samples : textsOf(table, options.id);
  const excluded = options.exclude.map(({ sample, id, lines, reason }, i) => {
    const name = excludedName({ sample, id, lines });
    const known = sample === undefined ? ids : samples;
    const isMeant = (row: number) => {
      if (lines === undefined)
        return says(
          known[row],
          (sample ?? id) as Scalar,
          table.signs(row, sample === undefined ? options.id : options.sample),
        );
      const { line = 0 } = table.place(row);
      return line >= lines[0] && line <= lines[1];
    };
    const hits = samples.flatMap((_, row) => (isMeant(row) ? [row] : []));
    if (hits.length === 0)
      say(
        "FS3030",
        { sample: name, reason, suggestion: lines === undefined ? closest(name, new Set(known)) : null },
        { option: ["exclude", i, lines === undefined ? (sample === undefined ? "id" : "sample") : "lines"] },
      );
    return { sample: name, reason, rows: hits.filter((row) => wanted[row]) };
  });
  const out = new Set(excluded.flatMap(({ rows }) => rows));
  const left = wanted.flatMap((isWanted, row) => (isWanted && !out.has(row) ? [row] : []));
  const rows = left.filter((row) => !isUnknown[row]);
  const whereDropped = table.rows - wanted.filter(Boolean).length;
  if (rows.length === 0) {
    const facts = { rows: table.rows, by_where: whereDropped, by_exclude: out.size };
    throw new Refusal("FS3032", facts, {
      data: { input: table.files[0].path },
      option: [whereDropped > 0 ? "where" : "exclude"],
    });
  }
  return {
    rows,
    where,
    whereDropped,
    excluded,
    external,
    unknown: left.filter((row) => isUnknown[row]),
    isUnknown,
  };
}

/** The sample of every row: its column, else the id, else the row number. Spaces around are taken off. */
export function sampleTexts(table: Table, options: DataOptions): string[] {
  const column = options.sample ?? options.id;
  if (column === undefined) return Array.from({ length: table.rows }, (_, row) => String(row + 1));
  return textsOf(table, column);
}

const textsOf = (table: Table, column: string): string[] =>
  (columnTexts(table, column) as readonly string[]).map((text) => bare(text));

function conditions(table: Table, options: DataOptions, say: Context["remark"]): readonly Condition[] {
  return Object.entries(options.where).map(([column, allowed]) => {
    const texts = columnTexts(table, column) as readonly string[];
    const values = (Array.isArray(allowed) ? allowed : [allowed]) as readonly Scalar[];
    const met = new Set<Scalar>();
    const isMet = texts.map((text, row) => {
      const value = values.find((each) => says(text, each, table.signs(row, column)));
      if (value !== undefined) met.add(value);
      return value !== undefined;
    });
    for (const value of values.filter((each) => !met.has(each))) {
      const known = distinct(texts.map((text) => bare(text)));
      const facts = { column, value, values: known.slice(0, 20), suggestion: closest(String(value), known) };
      say("FS3031", facts, { option: ["where", column] });
    }
    return { column, values, isMet };
  });
}

function externalRows(table: Table, inner: number, { test }: DataOptions): boolean[] {
  const rows = Array.from({ length: table.rows }, (_, row) => row);
  if (test?.column === undefined || test.is === undefined) return rows.map((row) => row >= inner);
  const { column, is } = test;
  // A row of another input, such as one that is only to be predicted, tests nothing.
  const marked = markedRows(table, { column, is }, { code: "FS3041", option: ["test", "is"] }, inner);
  return rows.map((row) => row >= inner || marked[row]);
}
