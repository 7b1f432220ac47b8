/** Draft: one way a text could be cut into a table, before anything is known of what the table means. */
import { Refusal } from "../../contract/refusal.ts";
import { words } from "../../contract/words.ts";
import { type Delimiter, type Dialect, delimiters } from "../csv/dialect.ts";
import type { DataOptions } from "../options.ts";
import { type Cut, cutBy, type Probe } from "./probe.ts";
import { type FoundSigns, signsOf } from "./signs.ts";
import { isNumberish, tableBegin } from "./table-begin.ts";

/** What is declared of the way a file is written. */
export type ReadOptions = Pick<
  DataOptions,
  "layout" | "header" | "delimiter" | "decimal" | "thousands" | "encoding" | "axis" | "id"
>;

export interface Draft {
  readonly delimiter: Delimiter;
  readonly at: number;
  readonly line: number;
  /** Declared names, or null where the first line has them. */
  readonly names: readonly string[] | null;
  readonly header: readonly string[];
  /** Rows of the probe. */
  readonly rows: readonly Cut[];
  /** A mark that makes the line of the names look like a comment. */
  readonly mark: string;
  readonly linesAbove: number;
}

/** The drafts of a text: one a delimiter that it has, and one more where a commented line has as many cells as the rows. */
export function draftsOf(probe: Probe, options: ReadOptions): Draft[] {
  const separator = separatorLine(probe);
  const declared = options.delimiter ?? separator?.delimiter;
  const from = beginDeclared(probe, options) ?? separator?.next ?? null;
  const tried = declared === undefined ? delimiters.filter((each) => isThere(probe, each)) : [declared];
  return (tried.length === 0 ? ([","] as const) : tried).flatMap((delimiter) => {
    const cuts = cutBy(probe, delimiter, from ?? 0);
    const begin = from === null ? tableBegin(cuts) : cuts.findIndex(({ aside }) => aside === null);
    if (begin === -1) return [];
    const draft = draftAt(cuts, begin, delimiter, options, probe);
    const above = cuts[begin - 1];
    const isMarkedHeader =
      options.header?.names === undefined &&
      above?.aside === "mark" &&
      above.cells.length === cuts[begin].cells.length &&
      above.cells.filter(isNumberish).length >= 3;
    return isMarkedHeader ? [draft, draftAt(cuts, begin - 1, delimiter, options, probe)] : [draft];
  });
}

function draftAt(
  cuts: readonly Cut[],
  begin: number,
  delimiter: Delimiter,
  { header }: ReadOptions,
  { lines }: Probe,
): Draft {
  const first = cuts[begin];
  const mark = first.aside === "mark" ? (/^\s*(?:#+|%+|\/\/|!|\$\$)\s*/.exec(first.cells[0])?.[0] ?? "") : "";
  const named = header?.names;
  const names = named === undefined ? null : named === "none" ? first.cells.map((_, j) => String(j + 1)) : named;
  const rows = cuts.slice(names === null ? begin + 1 : begin).filter(({ aside }) => aside === null);
  return {
    delimiter,
    at: first.at,
    line: first.line,
    names,
    header: names ?? first.cells.map((cell, j) => (j === 0 ? cell.slice(mark.length) : cell).trim()),
    rows,
    mark,
    linesAbove: lines.filter(({ at }) => at < first.at).length,
  };
}

/**
 * The signs of a draft's values; where none of them has any, of its axis, whose points are thousands only beside values below 1000.
 *
 * @param fields whose cells are values
 * @param axis the field whose cells are the axis; null where it is the header
 * @param isRow whether what stands where a header would is a row
 */
export function draftSigns(
  draft: Draft,
  probe: Probe,
  {
    fields,
    axis,
    isRow,
  }: { readonly fields: readonly number[]; readonly axis: number | null; readonly isRow: boolean },
  options: ReadOptions,
): FoundSigns {
  // Where commas delimit and nothing is quoted a number has none, and a point is a decimal point.
  const isPlain = draft.delimiter === "," && !probe.lines.some(({ hasQuote }) => hasQuote);
  if (isPlain && options.thousands === undefined) {
    const signs = options.decimal ?? ".";
    return { signs, doubt: null, isSeen: true };
  }
  const rows = isRow ? [{ cells: draft.header }, ...draft.rows] : draft.rows;
  const cells = cellsOf(rows, fields);
  const values = signsOf(cells, draft.delimiter, options);
  if (values.isSeen) return values;
  const points = axis === null ? draft.header : cellsOf(rows, [axis]);
  return signsOf(points.concat(cells), draft.delimiter, options);
}

/** In an array: to hand them on one by one takes longer than to count them. */
function cellsOf(rows: readonly Pick<Cut, "cells">[], fields: readonly number[]): string[] {
  const all: string[] = [];
  for (const { cells } of rows) for (const j of fields) all.push(cells[j] ?? "");
  return all;
}

/** A draft and its signs as the reader of the whole text wants them. */
export const dialectOf = (draft: Draft, { signs }: FoundSigns, { header }: ReadOptions): Dialect => ({
  delimiter: draft.delimiter,
  signs,
  header: draft.at,
  headerLine: draft.line,
  names: draft.names,
  mark: draft.mark,
  comment: header?.comment ?? null,
});

/** Where the table begins by `skip` or `after`; null where neither is declared. */
function beginDeclared({ bytes, lines, isWhole }: Probe, { header }: ReadOptions): number | null {
  const looked = isWhole ? lines.length : words(`${lines.length} (the first megabyte)`);
  const { after, skip } = header ?? {};
  if (after !== undefined) {
    const found = lines.findIndex(({ at, end }) => utf8.decode(bytes.subarray(at, end)).includes(after));
    const begin = lines[found + 1];
    if (found !== -1 && begin !== undefined) return begin.at;
    const what =
      found === -1
        ? words(`none of its lines holds \`${after}\`; looked at: ${looked}`)
        : words(`\`${after}\` stands in its last line`);
    throw noBegin(what, "after");
  }
  if (skip === undefined) return null;
  const begin = lines[skip];
  if (begin !== undefined) return begin.at;
  throw noBegin(words(`\`skip\` passes over ${skip} lines, and it has ${looked}`), "skip");
}

/** FS3103; who knows the file says which it is. */
const noBegin = (what: string, option: "after" | "skip"): Refusal =>
  new Refusal("FS3103", { what, option }, { option: ["header", option] });

/** The line `sep=;` that Excel writes and reads above a header. */
function separatorLine({ bytes, lines }: Probe): { delimiter: Delimiter; next: number } | null {
  const [first, second] = lines;
  if (first === undefined || second === undefined || first.end - first.at !== 5) return null;
  const text = utf8.decode(bytes.subarray(first.at, first.end));
  return /^sep=[,;\t|]$/i.test(text) ? { delimiter: text[4] as Delimiter, next: second.at } : null;
}

function isThere({ bytes, lines }: Probe, delimiter: Delimiter): boolean {
  const last = lines[lines.length - 1];
  if (last === undefined) return false;
  return bytes.subarray(0, last.end).includes(delimiter === "space" ? 0x20 : delimiter.charCodeAt(0));
}

const utf8 = new TextDecoder();
