/** One cell of a sheet: what its value is as text, and in which column it stands. */
import { Refusal } from "../../../contract/refusal.ts";
import type { InputFile } from "../../../contract/running.ts";
import { words } from "../../../contract/words.ts";
import { refuseLongCell } from "../../read/too-much.ts";
import { inconsistent } from "../bytes.ts";
import { dateText } from "./dates.ts";
import type { GrowingBytes } from "./growing-bytes.ts";
import type { Workbook } from "./workbook.ts";
import { richText, tagEnd, textBetween } from "./xml.ts";

const mostColumns = 16_384;
const lessThan = 60;
const slash = 47;

/** Reads cell after cell into itself: of millions none is an object of its own. */
export class CellReader {
  column = 0;
  /** Behind `</c>`. */
  end = 0;
  hasValue = false;
  private readonly file: InputFile;
  private readonly bytes: Uint8Array;
  private readonly book: Workbook;
  private readonly prefix: number;
  private style = 0;
  /** First letter of the type: n, s, str, b, e, d, inlineStr; 0 for n. */
  private type = 0;
  private isString = false;
  private from = 0;
  private to = 0;
  private text: string | null = null;

  constructor(file: InputFile, bytes: Uint8Array, book: Workbook, prefix: number) {
    this.file = file;
    this.bytes = bytes;
    this.book = book;
    this.prefix = prefix;
  }

  /**
   * @param at where `<c` begins, `open` behind its `>`
   * @param next its column where it does not say one
   * @throws Refusal FS3021 (a formula without a stored value), FS3120, FS3140 (bytes in one cell)
   */
  read(at: number, open: number, row: number, next: number): void {
    const { bytes } = this;
    this.attributes(at, open, next);
    this.hasValue = false;
    this.text = null;
    this.end = open;
    if (bytes[open - 2] === slash) return;
    let hasFormula = false;
    let hasStored = false;
    for (let here = open; ; ) {
      here = bytes.indexOf(lessThan, here);
      const behind = here === -1 ? -1 : tagEnd(bytes, here + 1);
      if (behind === -1) throw inconsistent(this.file, words(`a cell of row ${row} is not closed`), null);
      const isClosing = bytes[here + 1] === slash;
      const letter = bytes[here + 1 + (isClosing ? 1 : 0) + this.prefix];
      if (isClosing && letter === 99) {
        this.end = behind;
        break;
      }
      if (!isClosing && letter === 118) {
        hasStored = bytes[behind - 2] !== slash || this.isString;
        this.from = behind;
        this.to = bytes[behind - 2] === slash ? behind : bytes.indexOf(lessThan, behind);
        if (this.to === -1) throw inconsistent(this.file, words(`a cell of row ${row} is not closed`), null);
        this.refuseLong(this.to - this.from, row);
      } else if (!isClosing && letter === 102) hasFormula = true;
      else if (!isClosing && letter === 105) {
        const inline =
          bytes[behind - 2] === slash
            ? { text: "", end: behind }
            : richText(bytes, behind, "/is", (length) => this.refuseLong(length, row));
        if (inline === null) throw inconsistent(this.file, words(`a text of row ${row} is not closed`), null);
        this.text = inline.text;
        here = inline.end;
        continue;
      }
      here = behind;
    }
    if (hasFormula && !hasStored && this.text === null) throw this.unstored(row);
    if (hasStored && this.text === null) this.settle(row);
    this.hasValue = this.text === null ? hasStored && this.to > this.from : this.text !== "";
  }

  /** The value, in quotes where it could be read otherwise. */
  writeTo(out: GrowingBytes): void {
    if (this.text === null) {
      for (let i = this.from; i < this.to; i++) out.put(this.bytes[i]);
      return;
    }
    const { text } = this;
    out.putAll(encoder.encode(/[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text));
  }

  private attributes(at: number, end: number, next: number): void {
    const { bytes } = this;
    this.column = next;
    this.style = 0;
    this.type = 0;
    this.isString = false;
    for (let i = at + 2 + this.prefix; i < end - 4; i++) {
      if (bytes[i] > 32 || bytes[i + 2] !== 61) continue;
      const name = bytes[i + 1];
      const value = i + 4;
      if (name === 114) {
        let column = 0;
        for (let j = value; bytes[j] >= 65 && bytes[j] <= 90 && column <= mostColumns; j++)
          column = column * 26 + bytes[j] - 64;
        if (column < next || column > mostColumns)
          throw inconsistent(this.file, words(`column ${column} follows column ${next - 1}`), null);
        this.column = column;
      } else if (name === 115) {
        for (let j = value; bytes[j] >= 48 && bytes[j] <= 57 && this.style < 1e6; j++)
          this.style = this.style * 10 + bytes[j] - 48;
      } else if (name === 116) {
        this.type = bytes[value];
        this.isString = bytes[value] === 115 && bytes[value + 1] === 116;
      }
    }
  }

  /** What is stored becomes text, unless it is a plain number, whose characters are taken as they stand. */
  private settle(row: number): void {
    const { bytes, from, to, book } = this;
    const letter = String.fromCharCode(this.type);
    if (letter === "s" && !this.isString) {
      const text = book.texts[Number(textBetween(bytes, from, to).trim() || Number.NaN)];
      if (text === undefined)
        throw inconsistent(this.file, words(`a cell of row ${row} names a text that is not there`), null);
      this.text = text;
    } else if (letter === "b") this.text = textBetween(bytes, from, to).trim() === "1" ? "TRUE" : "FALSE";
    else if (this.type !== 0 && letter !== "n") this.text = textBetween(bytes, from, to);
    else if (book.isDate[this.style] === true) {
      const stored = textBetween(bytes, from, to);
      this.text = dateText(Number(stored), book.from1904) ?? stored;
    } else {
      for (let i = from; i < to; i++)
        if (bytes[i] <= 34 || bytes[i] === 38 || bytes[i] > 126) this.text = textBetween(bytes, from, to).trim();
    }
  }

  private refuseLong(length: number, row: number): void {
    refuseLongCell(this.file.path, length, { line: row, field: this.column });
  }

  private unstored(row: number): Refusal {
    const { path } = this.file;
    const column = letters(this.column);
    const text = words("a formula without a stored value");
    return new Refusal("FS3021", { path, column, text }, { data: { input: path, line: row, field: this.column } });
  }
}

const encoder = new TextEncoder();

/** The letters by which a sheet names a column. */
const letters = (column: number): string =>
  column > 26
    ? letters(Math.floor((column - 1) / 26)) + String.fromCharCode(65 + ((column - 1) % 26))
    : String.fromCharCode(64 + column);
