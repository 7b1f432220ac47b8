/** Left out: the samples of the files of which a dataset keeps no spectrum, by what took them out, and what is the scope rather. */
import type { ExcludedSample, Left } from "../contract/dataset.ts";
import { grouped } from "../methods/numeric/grouped.ts";
import { isMissing } from "./csv/cell.ts";
import { nameIn } from "./names.ts";
import type { DataOptions } from "./options.ts";
import type { DataSummary } from "./results.ts";
import { classIn } from "./roles.ts";
import type { Condition, Selected } from "./select.ts";
import { columnTexts, type Table } from "./table.ts";

/** What became of a row: null where it is kept. */
type Fate = { readonly why: Left | "scope"; readonly reason: string | null } | null;

/** A sample that was taken out, with its rows of the table. */
export interface LeftOutSample extends ExcludedSample {
  readonly rows: readonly number[];
}

export interface LeftOut {
  /** Samples of all files. */
  readonly inFiles: number;
  /** Of these, those that the scope leaves. */
  readonly inScope: number;
  /** What `where` says of the scope; empty where it left nothing out. */
  readonly scope: DataSummary["selection"]["scope"];
  /** In the order of the files. */
  readonly excluded: readonly LeftOutSample[];
}

/** Rows of the table that two steps left. */
interface Stages {
  /** After `missing`. */
  readonly filled: readonly number[];
  /** After `duplicates`. */
  readonly kept: readonly number[];
}

/**
 * The samples of the files of which nothing is left. Who leaves samples out by what they are called, by when or where they were
 * measured, or by what is to be predicted, selects them; who leaves out whole classes, or by any other column, says what the study is about.
 */
export function leftOutOf(table: Table, selected: Selected, stages: Stages, options: DataOptions): LeftOut {
  const { fates, scope } = fatesOf(table, selected, stages, options);
  // Rows that are only predicted belong to nothing that is counted.
  const counted = [...fates.keys()].filter((row) => !selected.isUnknown[row]);
  const samples = [...grouped(counted, sampleOf(table, options))];
  const excluded: LeftOutSample[] = [];
  let outside = 0;
  for (const [, rows] of samples) {
    if (rows.some((row) => fates[row] === null)) continue;
    const inside = rows.filter((row) => fates[row]?.why !== "scope");
    if (inside.length === 0) outside++;
    else excluded.push(excludedSample(table, inside, fates, options));
  }
  return { inFiles: samples.length, inScope: samples.length - outside, scope, excluded };
}

/** What the summary says of it: samples by way, reason and class, in the order of the files. */
export function selectionSummary({ inFiles, inScope, scope, excluded }: LeftOut): DataSummary["selection"] {
  const alike = grouped(excluded, ({ why, reason, class: name }) => JSON.stringify([why, reason, name]));
  return {
    samples_in_files: inFiles,
    samples_in_scope: inScope,
    scope,
    excluded_samples: excluded.length,
    excluded_fraction: excluded.length / inScope,
    by: [...alike.values()].map((those) => {
      const [{ why, reason, class: name }] = those;
      return { why, reason, class: name, samples: those.length };
    }),
  };
}

/** Of the ways that took the rows of a sample the first of these counts: what an author named goes before what the data lacked. */
const ways: readonly Left[] = ["exclude", "where", "missing", "duplicates"];

function excludedSample(
  table: Table,
  rows: readonly number[],
  fates: readonly Fate[],
  options: DataOptions,
): LeftOutSample {
  const why = ways.find((way) => rows.some((row) => fates[row]?.why === way)) ?? "exclude";
  const first = rows.find((row) => fates[row]?.why === why) ?? rows[0];
  return {
    sample: sampleOf(table, options)(rows[0]),
    class: rows.map((row) => classIn(table, row, options)).find((name) => name !== null) ?? null,
    why,
    reason: fates[first]?.reason ?? null,
    rows,
  };
}

function fatesOf(
  table: Table,
  { where, excluded, rows, isUnknown }: Selected,
  { filled, kept }: Stages,
  options: DataOptions,
): { readonly fates: readonly Fate[]; readonly scope: LeftOut["scope"] } {
  const { isOutside, scope } = scopeOf(table, where, isUnknown, options);
  const reasons = new Map(excluded.flatMap(({ reason, rows: hits }) => hits.map((row) => [row, reason] as const)));
  const [selectedRows, filledRows, keptRows] = [new Set(rows), new Set(filled), new Set(kept)];
  const fates = Array.from({ length: table.rows }, (_, row): Fate => {
    if (keptRows.has(row)) return null;
    if (filledRows.has(row)) return { why: "duplicates", reason: null };
    if (selectedRows.has(row)) return { why: "missing", reason: null };
    const reason = reasons.get(row);
    if (reason !== undefined) return { why: "exclude", reason };
    return { why: isOutside(row) ? "scope" : "where", reason: null };
  });
  return { fates, scope };
}

/** Which rows lie outside the scope, and what of `where` it is made of. */
function scopeOf(table: Table, where: Selected["where"], isUnknown: Selected["isUnknown"], options: DataOptions) {
  const selecting = selectingColumns(options);
  const about = where.filter(({ column }) => !selecting.has(column));
  const by = where.filter(({ column }) => selecting.has(column));
  const isAbout = (row: number) => !isUnknown[row] && about.every(({ isMet }) => isMet[row]);
  const whole = wholeClasses(table, isAbout, by, options);
  const isOfWhole = (row: number) => whole.size > 0 && isAbout(row) && whole.has(classIn(table, row, options));
  const leaves = ({ column, isMet }: Condition) =>
    isMet.some((isKept, row) => !isKept && (!selecting.has(column) || isOfWhole(row)));
  return {
    isOutside: (row: number) => !isAbout(row) || isOfWhole(row),
    scope: where.filter(leaves).map(({ column, values }) => ({ column, values: values.map(String) })),
  };
}

/** Classes of which the conditions on selecting columns leave no row. */
function wholeClasses(
  table: Table,
  isAbout: (row: number) => boolean,
  by: readonly Condition[],
  options: DataOptions,
): ReadonlySet<string | null> {
  if (options.label === undefined || by.length === 0) return new Set();
  const inside = Array.from({ length: table.rows }, (_, row) => row).filter(isAbout);
  const isLeft = (row: number) => by.every(({ isMet }) => isMet[row]);
  const classes = grouped(inside, (row) => classIn(table, row, options));
  return new Set([...classes].flatMap(([name, rows]) => (rows.some(isLeft) ? [] : [name])));
}

/** Columns by whose values samples are picked one by one. */
function selectingColumns(options: DataOptions): ReadonlySet<string> {
  const { id, sample, batch, group, instrument, time, label, target } = options;
  const named = [id, sample, batch, group, instrument, time, typeof label === "object" ? label.from : label, target];
  return new Set(named.filter((column) => column !== undefined));
}

/** The name of a row's sample; a row without one is a sample by itself, under a name that no cell can hold. */
function sampleOf(table: Table, options: DataOptions): (row: number) => string {
  const column = options.sample ?? options.id;
  const texts = column === undefined ? null : columnTexts(table, column);
  return (row) => {
    if (texts === null) return String(row + 1);
    return isMissing(texts[row]) ? ` (row ${row + 1})` : nameIn(texts[row]);
  };
}
