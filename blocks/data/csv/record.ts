/** Record: one row of delimited text (RFC 4180), cut into fields with the place of each. */

/** A field as a reader meets it: quotes taken off, nothing else changed. */
export interface Field {
  readonly text: string;
  /** Line breaks between the record's beginning and the field. */
  readonly linesAbove: number;
}

export interface TextRecord {
  readonly fields: readonly Field[];
  /** Where the next record begins; the number of bytes at the end. */
  readonly next: number;
  /** Lines the record takes. */
  readonly lines: number;
}

/** A quote that is not closed, or something between a closing quote and the delimiter. */
export class BrokenQuote extends Error {
  readonly what: "open" | "followed";
  readonly field: number;
  readonly linesAbove: number;
  constructor(what: "open" | "followed", field: number, linesAbove: number) {
    super(`quote ${what} in field ${field}`);
    this.name = "BrokenQuote";
    this.what = what;
    this.field = field;
    this.linesAbove = linesAbove;
  }
}

export const quote = 34;
export const lineFeed = 10;
export const carriageReturn = 13;

/**
 * The record that begins at `at`. A quote opens a quoted field only as its first character; elsewhere it is a letter
 * like others.
 * @throws BrokenQuote
 */
export function readRecord(bytes: Uint8Array, at: number, delimiter: number): TextRecord {
  const fields: Field[] = [];
  let position = at;
  let lines = 0;
  for (;;) {
    const end = fieldEnd(bytes, position, delimiter, fields.length + 1, lines);
    fields.push({ text: fieldText(bytes, position, end), linesAbove: lines });
    if (bytes[position] === quote) lines += countLines(bytes, position, end);
    if (bytes[end] === delimiter) {
      position = end + 1;
      continue;
    }
    return { fields, next: behindLineBreak(bytes, end), lines: lines + 1 };
  }
}

/** Where the field that begins at `at` ends: at a delimiter, a line break or the end. Throws BrokenQuote. */
export function fieldEnd(bytes: Uint8Array, at: number, delimiter: number, field: number, linesAbove: number): number {
  let end = at;
  if (bytes[at] === quote) {
    end = closingQuote(bytes, at) + 1;
    if (end === 0) throw new BrokenQuote("open", field, linesAbove);
    if (end < bytes.length && bytes[end] !== delimiter && bytes[end] !== lineFeed && bytes[end] !== carriageReturn)
      throw new BrokenQuote("followed", field, linesAbove);
    return end;
  }
  for (; end < bytes.length; end++) {
    const byte = bytes[end];
    if (byte === delimiter || byte === lineFeed || byte === carriageReturn) break;
  }
  return end;
}

/** Text of the field from `at` to `end`: UTF-8, quotes taken off. */
export function fieldText(bytes: Uint8Array, at: number, end: number): string {
  if (at === end) return "";
  const quoted = bytes[at] === quote;
  const text = utf8.decode(quoted ? bytes.subarray(at + 1, end - 1) : bytes.subarray(at, end));
  return quoted ? text.replaceAll('""', '"') : text;
}

/** Behind the line break at `end` (LF, CR LF or CR), or `end` where none stands there. */
export function behindLineBreak(bytes: Uint8Array, end: number): number {
  if (bytes[end] === carriageReturn) return bytes[end + 1] === lineFeed ? end + 2 : end + 1;
  return bytes[end] === lineFeed ? end + 1 : end;
}

/** Line breaks between two places, as an editor counts them. */
export function countLines(bytes: Uint8Array, from: number, to: number): number {
  let lines = 0;
  for (let i = from; i < to; i++) {
    if (bytes[i] === lineFeed || (bytes[i] === carriageReturn && bytes[i + 1] !== lineFeed)) lines++;
  }
  return lines;
}

function closingQuote(bytes: Uint8Array, open: number): number {
  let at = bytes.indexOf(quote, open + 1);
  while (at !== -1 && bytes[at + 1] === quote) at = bytes.indexOf(quote, at + 2);
  return at;
}

// The byte order mark was taken off with the file's first bytes; one inside a cell is part of its text.
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
