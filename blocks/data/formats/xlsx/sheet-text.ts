/** A sheet as delimited text: tabs between cells, points in numbers, line n for row n. */
import { dataLimits } from "../../../../schemas/limits.ts";
import type { InputFile } from "../../../contract/running.ts";
import { words } from "../../../contract/words.ts";
import { tooMuch } from "../../read/too-much.ts";
import { inconsistent } from "../bytes.ts";
import { CellReader } from "./cell-reader.ts";
import { GrowingBytes } from "./growing-bytes.ts";
import type { Workbook } from "./workbook.ts";
import { nextTag, tagEnd } from "./xml.ts";

/** The most rows that a sheet may have. */
const mostRows = 1_048_576;

const lessThan = 60;
const tab = 9;
const lineFeed = 10;

/**
 * Every line with a value has the cells of the longest, counted to its last value; rows without one are blank lines.
 *
 * @returns UTF-8; null where no cell has a value
 * @throws Refusal FS3021 a formula without a stored value, FS3120 (broken, cut short), FS3140 (too much text)
 */
export function sheetText(file: InputFile, bytes: Uint8Array, book: Workbook): Uint8Array | null {
  const out = new Lines(file.path, bytes.length);
  const { at: begin, prefix } = startOfData(file, bytes);
  const cell = new CellReader(file, bytes, book, prefix);
  let row = 0;
  let column = 0;
  for (let at = begin; ; ) {
    at = bytes.indexOf(lessThan, at);
    const end = at === -1 ? -1 : tagEnd(bytes, at + 1);
    if (end === -1) throw inconsistent(file, words("a sheet ends before its last row does"), null);
    if (isNamed(bytes, at + 1 + prefix, "c")) {
      if (row === 0) throw inconsistent(file, words("a cell stands in no row"), null);
      cell.read(at, end, row, column + 1);
      column = cell.column;
      if (cell.hasValue) out.value(cell);
      at = cell.end;
      continue;
    }
    if (isNamed(bytes, at + 1 + prefix, "row")) {
      const number = rowNumber(bytes, at, end) ?? row + 1;
      if (!(number > row && number <= mostRows))
        throw inconsistent(file, words(`row ${number} follows row ${row}`), null);
      out.closeTo(number - 1);
      row = number;
      column = 0;
    } else if (bytes[at + 1] === 47 && isNamed(bytes, at + 2 + prefix, "sheetData")) break;
    at = end;
  }
  out.closeTo(row);
  return out.text();
}

/** Whether a name stands there, whole. */
function isNamed(bytes: Uint8Array, at: number, name: string): boolean {
  for (let i = 0; i < name.length; i++) if (bytes[at + i] !== name.charCodeAt(i)) return false;
  const behind = bytes[at + name.length];
  return behind <= 32 || behind === 62 || behind === 47;
}

/** Behind `<sheetData>`, and how long the prefix of its name is, colon included. */
function startOfData(file: InputFile, bytes: Uint8Array): { readonly at: number; readonly prefix: number } {
  for (let tag = nextTag(bytes, 0); tag !== null; tag = nextTag(bytes, tag.end)) {
    if (tag.name !== "sheetData") continue;
    const colon = bytes.subarray(tag.from, tag.end).indexOf(58);
    const prefix = colon === -1 || colon > 20 ? 0 : colon;
    // An empty sheet has its data in one tag: it is read as if it closed at once.
    return tag.isEmpty ? { at: bytes.length, prefix } : { at: tag.end, prefix };
  }
  throw inconsistent(file, words("a sheet has no data"), null);
}

function rowNumber(bytes: Uint8Array, from: number, end: number): number | null {
  for (let i = from; i < end - 3; i++) {
    if (bytes[i] > 32 || bytes[i + 1] !== 114 || bytes[i + 2] !== 61) continue;
    let number = 0;
    for (let digit = i + 4; bytes[digit] >= 48 && bytes[digit] <= 57; digit++) number = number * 10 + bytes[digit] - 48;
    return number;
  }
  return null;
}

/** Lines as they grow: each is filled up to the width so far, and all anew where a later one is wider than those before. */
class Lines {
  private readonly out: GrowingBytes;
  private readonly path: string;
  private readonly ends: number[] = [];
  private readonly widths: number[] = [];
  private widest = 0;
  /** Lines with a value. */
  private filled = 0;
  private width = 0;

  constructor(path: string, size: number) {
    this.path = path;
    this.out = new GrowingBytes(1024 + Math.floor(size / 2), dataLimits.formatBytes, path);
  }

  value(cell: CellReader): void {
    for (let tabs = Math.max(1, this.width); tabs < cell.column; tabs++) this.out.put(tab);
    this.width = cell.column;
    cell.writeTo(this.out);
  }

  /** Closes lines until so many are closed. */
  closeTo(lines: number): void {
    while (this.ends.length < lines) {
      if (this.width > this.widest) this.widest = this.width;
      if (this.width > 0) this.filled++;
      // Text columns are cells too: only what lies a fifth beyond the values that are read is refused here, before it is written.
      if (this.filled * this.widest > 1.2 * dataLimits.values)
        throw tooMuch(this.path, words("cells in one sheet"), dataLimits.values, { line: this.ends.length + 1 });
      if (this.width > 0) for (; this.width < this.widest; this.width++) this.out.put(tab);
      this.ends.push(this.out.length);
      this.widths.push(this.width);
      this.out.put(lineFeed);
      this.width = 0;
    }
  }

  text(): Uint8Array | null {
    const { widest, widths, ends, out } = this;
    if (widest === 0) return null;
    if (widths.every((width) => width === 0 || width === widest)) return out.bytes();
    const missing = widths.reduce((sum, width) => sum + (width === 0 ? 0 : widest - width), 0);
    // Of a few short rows below a wide one much may come: it is known before memory is set aside.
    const filled = new GrowingBytes(out.length, dataLimits.formatBytes, this.path, out.length + missing);
    let from = 0;
    ends.forEach((end, i) => {
      filled.putAll(out.bytes().subarray(from, end));
      if (widths[i] > 0) for (let width = widths[i]; width < widest; width++) filled.put(tab);
      filled.put(lineFeed);
      from = end + 1;
    });
    return filled.bytes();
  }
}
