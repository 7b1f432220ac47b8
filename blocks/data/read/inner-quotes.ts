/** Inner quotes: cells of a table that have a quote though none opens them; they are read as they stand, and that is said. */
import type { Remark } from "../../contract/refusal.ts";
import { delimiterByte } from "../csv/dialect.ts";
import { carriageReturn, countLines, lineFeed, quote } from "../csv/record.ts";
import { isMarked } from "./probe.ts";
import type { TextReading } from "./reading.ts";

/** FS3105, once a file. */
export const quoteRemarks = (readings: readonly TextReading[]): Remark[] => readings.flatMap(quoteRemark);

function quoteRemark({ text: { bytes, file }, reading: { dialect } }: TextReading): Remark[] {
  const ends = new Set([lineFeed, carriageReturn, dialect.delimiter === "space" ? 0x20 : delimiterByte(dialect)]);
  const isEnd = (at: number) => at < 0 || at >= bytes.length || ends.has(bytes[at]);
  const cells = new Set<number>();
  let first: { readonly from: number; readonly to: number } | null = null;
  for (let at = bytes.indexOf(quote, dialect.header); at !== -1; ) {
    let from = at;
    while (!isEnd(from - 1)) from--;
    let to = at;
    if (from === at) to = behindQuoted(bytes, at);
    else {
      while (!isEnd(to)) to++;
      if (!isInMarkedLine(bytes, from)) {
        cells.add(from);
        first ??= { from, to };
      }
    }
    at = bytes.indexOf(quote, to);
  }
  if (first === null) return [];
  const { path } = file;
  const facts = { path, cells: cells.size, text: utf8.decode(bytes.subarray(first.from, first.to)).trim() };
  const line = dialect.headerLine + countLines(bytes, dialect.header, first.from);
  return [{ code: "FS3105", facts, data: { input: path, line } }];
}

/** Behind the quote that closes the one at `open`; two of them within are one of the text. */
function behindQuoted(bytes: Uint8Array, open: number): number {
  let at = bytes.indexOf(quote, open + 1);
  while (at !== -1 && bytes[at + 1] === quote) at = bytes.indexOf(quote, at + 2);
  return at === -1 ? bytes.length : at + 1;
}

function isInMarkedLine(bytes: Uint8Array, at: number): boolean {
  let start = at;
  while (start > 0 && bytes[start - 1] !== lineFeed && bytes[start - 1] !== carriageReturn) start--;
  return isMarked(utf8.decode(bytes.subarray(start, start + 64)));
}

const utf8 = new TextDecoder();
