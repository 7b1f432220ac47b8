/** Rows: a CSV file of a run, by column. */
import type { RunFolder } from "./run-folder.ts";

export interface Rows {
  readonly path: string;
  readonly columns: readonly string[];
  readonly count: number;
  /** The cells of a column; empty ones where it is not there. */
  cells(column: string): readonly string[];
  /** As numbers, NaN for an empty cell. */
  numbers(column: string): Float64Array;
  /** Some of the rows. */
  only(keep: (i: number) => boolean): Rows;
}

/** Null where there is no such file, it is not UTF-8, a line has another number of cells than the first, or a column stands twice. */
export function rowsOf(folder: RunFolder, path: string): Rows | null {
  const bytes = folder.read(path);
  const lines = bytes === null ? null : linesOf(bytes);
  if (lines === null || lines.length === 0) return null;
  const [columns, ...body] = lines;
  if (body.some((line) => line.length !== columns.length) || new Set(columns).size !== columns.length) return null;
  return tableOf(path, columns, body);
}

function tableOf(path: string, columns: readonly string[], body: readonly (readonly string[])[]): Rows {
  const cells = (column: string) => {
    const at = columns.indexOf(column);
    return body.map((line) => (at < 0 ? "" : line[at]));
  };
  const numbers = (column: string) =>
    Float64Array.from(cells(column), (cell) => (cell === "" ? Number.NaN : Number(cell)));
  const only = (keep: (i: number) => boolean) =>
    tableOf(
      path,
      columns,
      body.filter((_, i) => keep(i)),
    );
  return { path, columns, count: body.length, cells, numbers, only };
}

/** The rows in which a column says this. */
export function where(rows: Rows, column: string, value: string): Rows {
  const cells = rows.cells(column);
  return rows.only((i) => cells[i] === value);
}

/** The rows of one table, then those of another, by the columns of the first: a column that the other lacks is empty there. */
export function below(first: Rows, other: Rows): Rows {
  const columns = first.columns.map((name) => [...first.cells(name), ...other.cells(name)]);
  const body = Array.from({ length: first.count + other.count }, (_, i) => columns.map((cells) => cells[i]));
  return tableOf(first.path, first.columns, body);
}

/** Each row with this in the place of a cell. */
export function filled(rows: Rows, column: string, value: string): Rows {
  const body = Array.from({ length: rows.count }, () => [] as string[]);
  for (const name of rows.columns)
    rows.cells(name).forEach((cell, i) => void body[i].push(name === column ? value : cell));
  return tableOf(rows.path, rows.columns, body);
}

/** RFC 4180, each line ended by a line feed; null where a quote is not closed or the last line has no end. */
function linesOf(bytes: Uint8Array): string[][] | null {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
  const lines: string[][] = [[]];
  for (let at = 0; at < text.length; ) {
    const isQuoted = text[at] === '"';
    const end = isQuoted ? closingQuote(text, at + 1) : nextOf(text, at);
    if (end === null) return null;
    const cell = isQuoted ? text.slice(at + 1, end).replaceAll('""', '"') : text.slice(at, end);
    at = isQuoted ? end + 1 : end;
    if (cell.includes('"') && !isQuoted) return null;
    lines[lines.length - 1].push(cell);
    if (text[at] === "\n") lines.push([]);
    else if (text[at] !== ",") return null;
    at++;
  }
  return lines.pop()?.length === 0 ? lines : null;
}

/** Where a quoted cell ends; two quotes stand for one. */
function closingQuote(text: string, from: number): number | null {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) if (text[at + 1] !== '"') return at;
  return null;
}

/** Where the next comma or line feed is. */
function nextOf(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== "," && text[at] !== "\n") at++;
  return at;
}
