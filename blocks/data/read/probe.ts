/** Probe: the first lines of a text, cut by one delimiter after the other until it is known how they are written. */
import type { Delimiter } from "../csv/dialect.ts";
import { BrokenQuote, behindLineBreak, carriageReturn, lineFeed, quote, readRecord } from "../csv/record.ts";

/** So many bytes are looked at to find how a file is written, and two lines at least. */
export const probeBytes = 1 << 20;

export interface Line {
  /** Where it begins, and where its line break stands. */
  readonly at: number;
  readonly end: number;
  /** From 1. */
  readonly number: number;
  /** What is no row: blank, or begun by a mark. */
  readonly aside: "blank" | "mark" | null;
  readonly hasQuote: boolean;
}

export interface Probe {
  readonly bytes: Uint8Array;
  readonly lines: readonly Line[];
  /** Whether the lines are all there are. */
  readonly isWhole: boolean;
}

/** One line cut into cells, or several where a quoted cell holds line breaks. */
export interface Cut {
  readonly at: number;
  readonly line: number;
  readonly cells: readonly string[];
  readonly aside: Line["aside"];
}

/** Marks of a line that is no row, above a table and below it. */
const marks = /^\s*"?(?:#|%|\/\/|!|\$\$)/;
const isClosing = (text: string): boolean => text.startsWith(">>>>>") || text.trim() === "\u001a";

/** Whether the text of a line is begun as no row is. */
export const isMarked = (text: string): boolean => marks.test(text) || isClosing(text);

/** The lines of the first megabyte, or of the whole text where `isWhole` is asked for. */
export function probeOf(bytes: Uint8Array, comment: string | null, isWhole = false): Probe {
  const most = isWhole ? bytes.length : probeBytes;
  const lines: Line[] = [];
  const next = { return: placesOf(bytes, carriageReturn), quote: placesOf(bytes, quote) };
  let at = 0;
  while (at < bytes.length && (at < most || lines.length < 2)) {
    const line = lineAt(bytes, at, lines.length + 1, comment, next);
    lines.push(line);
    at = behindLineBreak(bytes, line.end);
  }
  return { bytes, lines, isWhole: at >= bytes.length };
}

/** Where a byte or a sign stands next, from places that never fall: none is looked at twice, and no line is made a view of. */
function placesOf<T>(
  within: { readonly indexOf: (what: T, from: number) => number },
  what: T,
): (from: number) => number {
  let found = -1;
  return (from) => {
    if (found < from) {
      const at = within.indexOf(what, from);
      found = at === -1 ? Number.POSITIVE_INFINITY : at;
    }
    return found;
  };
}

function lineAt(
  bytes: Uint8Array,
  at: number,
  number: number,
  comment: string | null,
  next: { readonly return: (from: number) => number; readonly quote: (from: number) => number },
): Line {
  let end = bytes.indexOf(lineFeed, at);
  if (end === -1) end = bytes.length;
  end = Math.min(end, next.return(at));
  const aside = isBlank(bytes, at, end) ? "blank" : isMarkAt(bytes, at, end, comment) ? "mark" : null;
  return { at, end, number, aside, hasQuote: next.quote(at) < end };
}

/** Of most lines the first byte that is no blank tells that they are rows. */
function isMarkAt(bytes: Uint8Array, at: number, end: number, comment: string | null): boolean {
  let first = at;
  while (first < end && white[bytes[first]] === 1) first++;
  if (comment === null && bytes[first] === quote) first++;
  if (comment === null && opensMark[bytes[first] ?? 0] === 0) return false;
  const opening = latin1.decode(bytes.subarray(at, Math.min(end, at + 64)));
  return comment === null ? isMarked(opening) : opening.trimStart().startsWith(comment);
}

const white = new Uint8Array(256);
for (const byte of [9, 10, 11, 12, 13, 0x20, 0xa0]) white[byte] = 1;
const opensMark = new Uint8Array(256);
for (const sign of "#%/!$>\u001a") opensMark[sign.charCodeAt(0)] = 1;

/** Nothing but delimiters and blanks. */
function isBlank(bytes: Uint8Array, at: number, end: number): boolean {
  for (let i = at; i < end; i++) if (blank[bytes[i]] === 0) return false;
  return true;
}
const blank = new Uint8Array(256);
for (const sign of " \t,;|") blank[sign.charCodeAt(0)] = 1;

/** The lines cut by a delimiter, those from `from` on. */
export function cutBy({ bytes, lines }: Probe, delimiter: Delimiter, from = 0): Cut[] {
  const cuts: Cut[] = [];
  const cellsOf = cellsIn(bytes, lines, delimiter);
  let next = from;
  for (const { at, end, number, aside, hasQuote } of lines) {
    if (at < next) continue;
    const quoted = hasQuote && delimiter !== "space" ? recordAt(bytes, at, delimiter) : null;
    if (quoted !== null) {
      cuts.push({ at, line: number, cells: quoted.fields.map(({ text }) => text), aside });
      next = quoted.next;
    } else cuts.push({ at, line: number, cells: cellsOf(at, end), aside });
  }
  return cuts;
}

/**
 * The cells between two places that never fall. Lines without letters beyond ASCII, whose bytes are their characters, are decoded at
 * once and cut where they stand: a million short lines made texts of their own first would take as long as all the rest.
 */
function cellsIn(
  bytes: Uint8Array,
  lines: readonly Line[],
  delimiter: Delimiter,
): (at: number, end: number) => string[] {
  const [first, last] = [lines[0], lines[lines.length - 1]];
  const all = first === undefined ? "" : utf8.decode(bytes.subarray(first.at, last.end));
  const isPlain = first !== undefined && all.length === last.end - first.at;
  if (!isPlain) return (at, end) => split(utf8.decode(bytes.subarray(at, end)), delimiter);
  if (delimiter === "space") return (at, end) => split(all.slice(at - first.at, end - first.at), delimiter);
  const next = placesOf(all, delimiter);
  return (at, end) => {
    const cells: string[] = [];
    const to = end - first.at;
    let from = at - first.at;
    for (let cut = next(from); cut < to; cut = next(from)) {
      cells.push(all.slice(from, cut));
      from = cut + 1;
    }
    cells.push(all.slice(from, to));
    return cells;
  };
}

/** Null where its quotes are broken: above a table that is no fault, in one the reader says so. */
function recordAt(bytes: Uint8Array, at: number, delimiter: Delimiter): ReturnType<typeof readRecord> | null {
  try {
    return readRecord(bytes, at, delimiter.charCodeAt(0));
  } catch (error) {
    if (error instanceof BrokenQuote) return null;
    throw error;
  }
}

const split = (text: string, delimiter: Delimiter): string[] =>
  delimiter === "space" ? text.trim().split(/ +/) : text.split(delimiter);

const latin1 = new TextDecoder("latin1");
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
