/** Sheet: one delimited file in memory; number columns as doubles, the others as text, every row with its line. */

import { dataLimits } from "../../../schemas/limits.ts";
import { Refusal } from "../../contract/refusal.ts";
import type { InputFile } from "../../contract/running.ts";
import { words } from "../../contract/words.ts";
import { type Findings, findings } from "../collected.ts";
import { isMarked } from "../read/probe.ts";
import { remembered } from "../read/remembered.ts";
import type { Text } from "../read/text.ts";
import { tooMany, tooMuch } from "../read/too-much.ts";
import { type FaultKind, faultOf } from "./cell.ts";
import { type Dialect, delimiterByte } from "./dialect.ts";
import type { FieldColumn, Keeping } from "./field-column.ts";
import { LaterColumn } from "./later-column.ts";
import { NameColumn } from "./name-column.ts";
import { BrokenQuote, behindLineBreak, carriageReturn, lineFeed, readRecord, type TextRecord } from "./record.ts";
import { faulty, RowReader, type Slots } from "./row-reader.ts";
import { TextColumn } from "./text-column.ts";
import { TimeColumn } from "./time-column.ts";

export interface Fault {
  readonly kind: FaultKind;
  readonly text: string;
  readonly column: string;
  readonly line: number;
  readonly field: number;
}

export interface Sheet {
  readonly file: InputFile;
  readonly text: Text;
  readonly dialect: Dialect;
  /** Names of all columns, spaces around them taken off. */
  readonly header: readonly string[];
  readonly rows: number;
  /** rows × width, NaN where a cell holds no finite number. */
  readonly numbers: Float64Array;
  readonly width: number;
  /** By field: exact text of every row; null for a number column, and for one that is kept otherwise. */
  readonly texts: readonly (readonly string[] | null)[];
  /** By field: what is kept of it; null for a number column. */
  readonly columns: readonly (FieldColumn | null)[];
  /** `whole`, `lacking` or `faulty`, by row. */
  readonly states: Uint8Array;
  /** Line on which each row begins, from 1. */
  readonly lines: ArrayLike<number>;
  /** Lines below the last row that hold something and are no rows. */
  readonly linesBelow: number;
  /** Line of one cell, which is further down where a cell before it holds line breaks. */
  lineOf(row: number, field: number): number;
  /** Exact text of every cell of a row, read again. */
  cells(row: number): readonly string[];
  /** Cells of the row's number columns that hold no finite number, read again. */
  faults(row: number): readonly Fault[];
}

/**
 * Reads a delimited text (RFC 4180; LF, CR LF or CR, also mixed; blank lines, and lines begun by a mark, at the end).
 *
 * @param slotsOf from the header: where the numbers of each field go; may refuse
 * @param keepingOf from the header: how each field that is no number is kept (default: as text)
 * @throws Refusal FS3002 (no rows), FS3007 (quotes), FS3008 (uneven rows; up to twenty), FS3101 (rows or comments), FS3140 (limits),
 *   and what `slotsOf` throws
 */
export function readSheet(
  text: Text,
  dialect: Dialect,
  slotsOf: (header: readonly string[], dialect: Dialect) => Slots,
  keepingOf: (header: readonly string[]) => readonly Keeping[] = () => [],
): Sheet {
  const { file } = text;
  const isSpaced = dialect.delimiter === "space";
  const begin = isSpaced ? startOfLine(text.bytes, dialect.headerLine) : dialect.header;
  const top = isSpaced ? blanksAsTabs(text.bytes.subarray(begin, behindLine(text.bytes, begin))) : text.bytes;
  const header =
    dialect.names ?? namesOf(recordAt(top, isSpaced ? 0 : begin, dialect, file, dialect.headerLine), dialect.mark);
  const { columns: most } = dataLimits;
  if (header.length > most) throw tooMany(file.path, header.length, "columns", most, { line: dialect.headerLine });
  const slots = slotsOf(header, dialect);
  const keeping = keepingOf(header);
  // The rest only where the header is one: it takes as much memory again.
  const bytes = isSpaced ? blanksAsTabs(text.bytes) : text.bytes;
  const start = isSpaced ? startOfLine(bytes, dialect.headerLine) : begin;
  const head = recordAt(bytes, start, dialect, file, dialect.headerLine);
  const above = dialect.names === null ? head : { fields: [], next: start, lines: 0 };
  const body = remembered(
    text.bytes,
    ["rows", dialect, [...slots], keeping],
    ({ numbers }) => numbers.byteLength,
    () => readBody(bytes, above, file, dialect, { slots, keeping }),
  );
  if (body.rows === 0)
    throw new Refusal("FS3002", { path: file.path }, { data: { input: file.path, line: dialect.headerLine } });
  const recordOf = (row: number) => recordAt(bytes, body.starts[row], dialect, file, body.lines[row]);
  return {
    file,
    text,
    dialect,
    header,
    ...body,
    lineOf: (row, field) => body.lines[row] + recordOf(row).fields[field].linesAbove,
    cells: (row) => recordOf(row).fields.map(({ text }) => text),
    faults: (row) =>
      recordOf(row).fields.flatMap(({ text, linesAbove }, i) => {
        const kind = slots[i] === -1 ? null : faultOf(text, dialect.signs);
        return kind === null
          ? []
          : [{ kind, text, column: header[i], line: body.lines[row] + linesAbove, field: i + 1 }];
      }),
  };
}

const namesOf = ({ fields }: TextRecord, mark: string): string[] =>
  fields.map(({ text }, i) => (i === 0 ? text.slice(mark.length) : text).trim());

/** Runs of blanks as one tab each, those around a line taken off: every line stays where it was. */
function blanksAsTabs(bytes: Uint8Array): Uint8Array {
  const tabbed = new Uint8Array(bytes.length);
  let to = 0;
  let isAfterBlank = false;
  let isAtBegin = true;
  // By index: an iterator takes five times as long, and a file may have a gigabyte.
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === 0x20) {
      isAfterBlank = true;
      continue;
    }
    const isBreak = byte === lineFeed || byte === carriageReturn;
    if (isAfterBlank && !isAtBegin && !isBreak) tabbed[to++] = 9;
    tabbed[to++] = byte;
    isAfterBlank = false;
    isAtBegin = isBreak;
  }
  return tabbed.subarray(0, to);
}

function startOfLine(bytes: Uint8Array, line: number): number {
  let at = 0;
  for (let number = 1; number < line; number++) {
    while (at < bytes.length && bytes[at] !== lineFeed && bytes[at] !== carriageReturn) at++;
    at = behindLineBreak(bytes, at);
  }
  return at;
}

function recordAt(bytes: Uint8Array, at: number, dialect: Dialect, file: InputFile, line: number): TextRecord {
  try {
    return readRecord(bytes, at, delimiterByte(dialect));
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

type Body = Pick<Sheet, "rows" | "numbers" | "width" | "texts" | "columns" | "states" | "lines" | "linesBelow"> & {
  readonly starts: ArrayLike<number>;
};

function readBody(
  bytes: Uint8Array,
  head: TextRecord,
  file: InputFile,
  dialect: Dialect,
  { slots, keeping }: { readonly slots: Slots; readonly keeping: readonly Keeping[] },
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
  const columns = Array.from(slots, (slot, field) =>
    slot === -1 ? columnKept(keeping[field] ?? "text", bytes, delimiterByte(dialect), capacity) : null,
  );
  const row = new RowReader(bytes, dialect, slots, columns, numbers, width);
  const uneven = findings();
  let rows = 0;
  let at = head.next;
  let line = dialect.headerLine + head.lines;
  let comments = 0;
  const asides: Aside[] = [];
  const marked: number[] = [];
  while (at < bytes.length) {
    const isMark = (dialect.comment !== null || markBytes[bytes[at]] === 1) && isAside(bytes, at, dialect);
    const next = isMark ? behindLine(bytes, at) : behindLineBreak(bytes, at);
    if (next > at && !(isMark && dialect.comment === null && fieldsIn(bytes, at, dialect) === fields)) {
      if (!isMark || dialect.comment === null) asides.push({ line, fields: isMark ? fieldsIn(bytes, at, dialect) : 0 });
      else comments++;
      line++;
      at = next;
      continue;
    }
    if (isMark) marked.push(line);
    // Lines that are no rows are only known to be at the end when no row follows.
    for (const aside of asides.splice(0)) addUneven(uneven, file, aside.line, aside.fields, fields);
    if (rows === room)
      throw room === mostOfAll
        ? tooMuch(file.path, "rows", mostOfAll, { line })
        : tooMuch(file.path, `values (${width} in a row)`, values, { line });
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
  if (marked.length > 0 && marked.length < rows) throw rowsOrComments(file, bytes, marked[0], marked.length);
  const isEmpty = (i: number) =>
    states[i] !== faulty &&
    columns.every((column) => column === null || column.text(i) === "") &&
    numbers.subarray(i * width, (i + 1) * width).every(Number.isNaN);
  while (rows > 0 && isEmpty(rows - 1)) rows--;
  return {
    rows,
    width,
    numbers: numbers.subarray(0, rows * width),
    texts: columns.map((column) => (column instanceof TextColumn ? column.texts.slice(0, rows) : null)),
    columns,
    states: states.subarray(0, rows),
    lines: lines.subarray(0, rows),
    starts: starts.subarray(0, rows),
    linesBelow: comments + asides.filter(({ fields }) => fields > 0).length,
  };
}

function columnKept(keeping: Keeping, bytes: Uint8Array, delimiter: number, capacity: number): FieldColumn {
  if (keeping === "names") return new NameColumn(capacity);
  if (keeping === "times") return new TimeColumn(bytes, delimiter, capacity);
  return keeping === "later" ? new LaterColumn(bytes, delimiter, capacity) : new TextColumn();
}

/** A line that is no row, with the cells it has: none where it is blank. */
interface Aside {
  readonly line: number;
  readonly fields: number;
}

const markBytes = new Uint8Array(256);
for (const sign of ` "#%/!$>\x1a`) markBytes[sign.charCodeAt(0)] = 1;

/** Whether a line is begun by the declared sign of comments, or by a mark where none is declared. */
function isAside(bytes: Uint8Array, at: number, { comment }: Dialect): boolean {
  const opening = latin1.decode(bytes.subarray(at, Math.min(at + 64, behindLine(bytes, at)))).replace(/[\r\n].*$/s, "");
  return comment === null ? isMarked(opening) : opening.trimStart().startsWith(comment);
}

function behindLine(bytes: Uint8Array, at: number): number {
  let end = at;
  while (end < bytes.length && bytes[end] !== lineFeed && bytes[end] !== carriageReturn) end++;
  return behindLineBreak(bytes, end);
}

function fieldsIn(bytes: Uint8Array, at: number, dialect: Dialect): number {
  const delimiter = delimiterByte(dialect);
  let fields = 1;
  const end = behindLine(bytes, at);
  for (let i = at; i < end; i++) if (bytes[i] === delimiter) fields++;
  return fields;
}

/** FS3101: some rows are begun by a mark of comments and others are not. */
function rowsOrComments({ path }: InputFile, bytes: Uint8Array, line: number, count: number): Refusal {
  const sign = String.fromCharCode(bytes[startOfLine(bytes, line)]);
  const first = words("they are comments");
  const second = words("they are rows, and the sign belongs to the name in their first cell");
  return new Refusal("FS3101", { path, count, sign, first, second }, { data: { input: path, line } });
}

const latin1 = new TextDecoder("latin1");

function addUneven(uneven: Findings, file: InputFile, line: number, fields: number, expected: number): void {
  const field = Math.min(fields, expected) + (fields > expected ? 1 : 0);
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
