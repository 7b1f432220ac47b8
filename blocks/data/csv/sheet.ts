/** Sheet: one delimited file in memory; number columns as doubles, the others as text, every row with its line. */

import { dataLimits } from "../../../schemas/limits.ts";
import { Refusal } from "../../contract/refusal.ts";
import type { InputFile } from "../../contract/running.ts";
import { words } from "../../contract/words.ts";
import { type Findings, findings, most } from "../collected.ts";
import { type FaultKind, faultOf } from "./cell.ts";
import type { DecimalSign } from "./decimal.ts";
import { type Delimiter, type Dialect, findDialect } from "./dialect.ts";
import { BrokenQuote, behindLineBreak, carriageReturn, lineFeed, readRecord, type TextRecord } from "./record.ts";
import { faulty, RowReader, type Slots, TextColumn } from "./row-reader.ts";
import { textBytes } from "./text-bytes.ts";

export interface Fault {
  readonly kind: FaultKind;
  readonly text: string;
  readonly column: string;
  readonly line: number;
  readonly field: number;
}

export interface Sheet {
  readonly file: InputFile;
  readonly dialect: Dialect;
  /** Names of all columns, spaces around them taken off. */
  readonly header: readonly string[];
  readonly rows: number;
  /** rows × width, NaN where a cell holds no finite number. */
  readonly numbers: Float64Array;
  readonly width: number;
  /** By field: exact text of every row; null for a number column. */
  readonly texts: readonly (readonly string[] | null)[];
  /** `whole`, `lacking` or `faulty`, by row. */
  readonly states: Uint8Array;
  /** Line on which each row begins, from 1. */
  readonly lines: ArrayLike<number>;
  /** Line of one cell, which is further down where a cell before it holds line breaks. */
  lineOf(row: number, field: number): number;
  /** Exact text of every cell of a row, read again. */
  cells(row: number): readonly string[];
  /** Cells of the row's number columns that hold no finite number, read again. */
  faults(row: number): readonly Fault[];
}

/**
 * Reads a delimited text file (RFC 4180; LF, CR LF or CR, also mixed; byte order mark; blank lines at the end).
 *
 * @param slotsOf from the header: where the numbers of each field go; may refuse
 * @throws Refusal FS3001–FS3006 (no text), FS3002 (no rows), FS3007 (quotes), FS3008 (uneven rows; up to twenty), and what
 *   `slotsOf` throws
 */
export function readSheet(
  file: InputFile,
  declared: { delimiter?: Delimiter; decimal?: DecimalSign },
  slotsOf: (header: readonly string[], dialect: Dialect) => Slots,
): Sheet {
  const bytes = textBytes(file);
  const dialect = findDialect(bytes, declared);
  const head = recordAt(bytes, dialect.header, dialect, file, dialect.headerLine);
  const header = head.fields.map(({ text }) => text.trim());
  const tooMany = (found: number | string, things: string, limit: number, line: number) =>
    new Refusal("FS3140", { path: file.path, found, things, limit }, { data: { input: file.path, line } });
  const { columns: most } = dataLimits;
  if (header.length > most) throw tooMany(header.length, "columns", most, dialect.headerLine);
  const slots = slotsOf(header, dialect);
  const body = readBody(bytes, head, file, dialect, slots, tooMany);
  if (body.rows === 0)
    throw new Refusal("FS3002", { path: file.path }, { data: { input: file.path, line: dialect.headerLine } });
  const recordOf = (row: number) => recordAt(bytes, body.starts[row], dialect, file, body.lines[row]);
  return {
    file,
    dialect,
    header,
    ...body,
    lineOf: (row, field) => body.lines[row] + recordOf(row).fields[field].linesAbove,
    cells: (row) => recordOf(row).fields.map(({ text }) => text),
    faults: (row) =>
      recordOf(row).fields.flatMap(({ text, linesAbove }, i) => {
        const kind = slots[i] === -1 ? null : faultOf(text, dialect.decimal);
        return kind === null
          ? []
          : [{ kind, text, column: header[i], line: body.lines[row] + linesAbove, field: i + 1 }];
      }),
  };
}

function recordAt(bytes: Uint8Array, at: number, dialect: Dialect, file: InputFile, line: number): TextRecord {
  try {
    return readRecord(bytes, at, dialect.delimiter.charCodeAt(0));
  } catch (error) {
    throw error instanceof BrokenQuote ? brokenQuote(error, file, line) : error;
  }
}

const brokenQuote = (error: BrokenQuote, { path }: InputFile, line: number) =>
  new Refusal(
    "FS3007",
    { path, what: error.what, problem: quoteProblems[error.what] },
    { data: { input: path, line: line + error.linesAbove, field: error.field } },
  );

const quoteProblems = {
  open: words("a quote opens this cell and is never closed"),
  followed: words("the quote that closes this cell is followed by more text"),
} as const;

type Body = Pick<Sheet, "rows" | "numbers" | "width" | "texts" | "states" | "lines"> & {
  readonly starts: ArrayLike<number>;
};

function readBody(
  bytes: Uint8Array,
  head: TextRecord,
  file: InputFile,
  dialect: Dialect,
  slots: Slots,
  tooMany: (found: string, things: string, limit: number, line: number) => Refusal,
): Body {
  const fields = slots.length;
  const width = slots.reduce((count, slot) => count + (slot === -1 ? 0 : 1), 0);
  const { rows: mostOfAll, values } = dataLimits;
  const room = roomFor(width);
  const capacity = Math.min(mostRows(bytes, head.next, fields), room);
  const numbers = new Float64Array(capacity * width);
  const states = new Uint8Array(capacity);
  const lines = new Uint32Array(capacity);
  const starts = new Uint32Array(capacity);
  const columns = Array.from(slots, (slot) => (slot === -1 ? new TextColumn() : null));
  const row = new RowReader(bytes, dialect, slots, columns, numbers, width);
  const uneven = findings();
  let rows = 0;
  let at = head.next;
  let line = dialect.headerLine + head.lines;
  let blank = 0;
  while (at < bytes.length) {
    const next = behindLineBreak(bytes, at);
    if (next > at) {
      blank++;
      line++;
      at = next;
      continue;
    }
    // Blank lines are only known to be at the end when nothing follows.
    for (; blank > 0; blank--) addUneven(uneven, file, line - blank, 0, fields);
    if (rows === room)
      throw room === mostOfAll
        ? tooMany(`more than ${mostOfAll}`, "rows", mostOfAll, line)
        : tooMany(`more than ${values}`, `values (${width} in a row)`, values, line);
    try {
      row.read(at, rows);
    } catch (error) {
      throw error instanceof BrokenQuote ? brokenQuote(error, file, line) : error;
    }
    if (row.fields === fields) {
      starts[rows] = at;
      lines[rows] = line;
      states[rows] = row.state;
      rows++;
    } else {
      columns.forEach((column) => {
        column?.cut(rows);
      });
      addUneven(uneven, file, line, row.fields, fields);
    }
    at = behindLineBreak(bytes, row.end);
    line += row.lines;
  }
  uneven.throwIfAny();
  const isEmpty = (i: number) =>
    states[i] !== faulty &&
    columns.every((column) => column === null || column.texts[i] === "") &&
    numbers.subarray(i * width, (i + 1) * width).every(Number.isNaN);
  while (rows > 0 && isEmpty(rows - 1)) rows--;
  return {
    rows,
    width,
    numbers: numbers.subarray(0, rows * width),
    texts: columns.map((column) => column?.texts.slice(0, rows) ?? null),
    states: states.subarray(0, rows),
    lines: lines.subarray(0, rows),
    starts: starts.subarray(0, rows),
  };
}

function addUneven(uneven: Findings, file: InputFile, line: number, fields: number, expected: number): void {
  const field = uneven.count >= most ? undefined : Math.min(fields, expected) + (fields > expected ? 1 : 0);
  uneven.add(
    "FS3008",
    { path: file.path, fields, expected },
    { data: { input: file.path, line, field: field || undefined } },
  );
}

/** No file has more rows than line breaks + 1, nor rows shorter than their delimiters: what to set aside memory for. */
function mostRows(bytes: Uint8Array, from: number, fields: number): number {
  const count = (byte: number) => {
    let found = 0;
    for (let at = bytes.indexOf(byte, from); at !== -1; at = bytes.indexOf(byte, at + 1)) found++;
    return found;
  };
  const breaks = count(lineFeed) + count(carriageReturn) + 1;
  return Math.min(breaks, Math.floor((bytes.length - from + 1) / fields) + 1);
}

/** Rows of so many numbers that are read. @internal */
export const roomFor = (width: number): number =>
  Math.min(dataLimits.rows, Math.floor(dataLimits.values / Math.max(1, width)));
