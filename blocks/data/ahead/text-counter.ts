/** Text counter: lines, cells and numbers of a text that is too large to be held, counted piece by piece. */
import { dataLimits } from "../../../schemas/limits.ts";
import type { Ahead } from "../../contract/ahead.ts";
import { Refusal, type Remark } from "../../contract/refusal.ts";
import { words } from "../../contract/words.ts";
import type { Delimiter } from "../csv/dialect.ts";
import { carriageReturn, lineFeed, quote } from "../csv/record.ts";
import { tooMuch } from "../read/too-much.ts";

/** The limits that are counted against. Others are handed in by tests. */
export type Counted = { readonly [thing in "cell" | "columns" | "rows" | "values"]: number };

/**
 * Nothing is known here of what a document declares, nor which columns are read as numbers: lines above a table are taken for rows, and
 * numbers in other columns for values. Only what lies so far beyond a limit that neither matters is refused; the readers count exactly.
 */
const allowance = { rows: 1.1, columns: 1.1, values: 1.2 } as const;

/** A quote that is never closed makes one cell of the rest of a file; a quote that only looks like an opening one is soon followed by another. */
const longestQuoted = 1 << 24;

/** What a byte is to a counter; a letter where it is none of these. */
const [blank, separator, digit, mark] = [1, 2, 3, 4];
const roles = new Uint8Array(256).fill(blank, 0, 0x21).fill(digit, 0x30, 0x3a);
for (const sign of "\t;,|") roles[sign.charCodeAt(0)] = separator;
for (const sign of "+-.") roles[sign.charCodeAt(0)] = digit;
for (const sign of "#%/!$>") roles[sign.charCodeAt(0)] = mark;
/** What may end a cell that has begun. */
const ends = roles.map((role) => (role === blank || role === separator ? 1 : 0));

/** Says FS3001 of nothing but blanks, and FS3140 with the line. */
export class TextCounter implements Ahead {
  private readonly path: string;
  private readonly limits: Counted;
  private readonly delimiter: number;
  /** Bytes before the piece at hand, and where the cell at hand begins. */
  private before = 0;
  private cellFrom = 0;
  private line = 1;
  private rows = 0;
  private values = 0;
  private cells = 1;
  private numbers = 0;
  /** Whether the line is a row: null where only blanks were met so far. */
  private isRow: boolean | null = null;
  private isCellEmpty = true;
  private isQuoted = false;
  private last: number = lineFeed;
  private isBlank = true;

  constructor(path: string, beginning: Uint8Array, limits: Counted = dataLimits) {
    this.path = path;
    this.limits = limits;
    this.delimiter = likelyDelimiter(beginning);
  }

  take(piece: Uint8Array): Remark | null {
    try {
      this.count(piece);
      return null;
    } catch (error) {
      if (error instanceof Refusal) return error.remarks[0];
      throw error;
    }
  }

  end(): Remark | null {
    const isEmpty = this.isBlank && this.before > 0;
    return isEmpty ? { code: "FS3001", facts: { path: this.path }, data: { input: this.path } } : null;
  }

  private count(piece: Uint8Array): void {
    const { length } = piece;
    for (let i = this.isBlank ? this.blanksOf(piece) : 0; i < length; i++) {
      const byte = piece[i];
      const role = roles[byte];
      if (this.isQuoted) {
        if (byte === quote) this.closeQuoted(this.before + i);
      } else if (role !== blank && role !== separator) {
        if (!this.isCellEmpty) {
          // Of most bytes nothing but this is asked.
          while (i + 1 < length && ends[piece[i + 1]] === 0) i++;
          continue;
        }
        const last = i === 0 ? this.last : piece[i - 1];
        if (byte === quote && this.isOpening(last)) this.isQuoted = true;
        else this.beginCell(role);
        this.isRow ??= role !== mark;
      } else if (byte === lineFeed || byte === carriageReturn) {
        if (byte === lineFeed && (i === 0 ? this.last : piece[i - 1]) === carriageReturn) this.cellFrom++;
        else this.endLine(this.before + i);
      } else if (role === separator || byte === this.delimiter) this.endCell(byte, this.before + i);
    }
    if (length > 0) this.last = piece[length - 1];
    this.before += length;
    this.refuseLongCell(this.before);
  }

  /** Passes over the blanks before the first sign of all; says how many of the piece they are. */
  private blanksOf(piece: Uint8Array): number {
    let i = 0;
    for (; i < piece.length && piece[i] <= 0x20; i++) {
      const byte = piece[i];
      const before = i === 0 ? this.last : piece[i - 1];
      if (byte === carriageReturn || (byte === lineFeed && before !== carriageReturn)) this.line++;
    }
    this.cellFrom = this.before + i;
    return i;
  }

  /** A quote opens only as the first character of a cell; of two within quotes the second opens again what the first has closed. */
  private isOpening(last: number): boolean {
    return last === this.delimiter || last === lineFeed || last === carriageReturn || last === quote;
  }

  private closeQuoted(at: number): void {
    this.isQuoted = false;
    this.cellFrom = at + 1;
  }

  private beginCell(role: number): void {
    this.isCellEmpty = false;
    this.isBlank = false;
    if (role === digit) this.numbers++;
  }

  private endCell(byte: number, at: number): void {
    this.refuseLongCell(at);
    this.cellFrom = at + 1;
    if (byte !== this.delimiter) return;
    // Of a run of blanks all but the first are none.
    if (byte === 0x20 && this.isCellEmpty) return;
    this.isCellEmpty = true;
    this.cells++;
  }

  private endLine(at: number): void {
    this.refuseLongCell(at);
    this.cellFrom = at + 1;
    if (this.isRow === true) this.endRow();
    this.isRow = null;
    this.isCellEmpty = true;
    this.cells = 1;
    this.numbers = 0;
    this.line++;
  }

  private endRow(): void {
    this.rows++;
    this.values += this.numbers;
    const { path, line, limits } = this;
    if (this.cells > limits.columns * allowance.columns)
      throw tooMuch(path, words("columns"), limits.columns, { line });
    if (this.rows > limits.rows * allowance.rows) throw tooMuch(path, words("rows"), limits.rows, { line });
    if (this.values > limits.values * allowance.values) throw tooMuch(path, words("values"), limits.values, { line });
  }

  private refuseLongCell(at: number): void {
    const most = this.isQuoted ? longestQuoted : this.limits.cell;
    if (at - this.cellFrom <= most) return;
    throw tooMuch(this.path, words("bytes in one cell"), this.limits.cell, { line: this.line, field: this.cells });
  }
}

/** The sign that cuts the first lines, of those that stand there about as often not the decimal comma. */
function likelyDelimiter(beginning: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (const byte of beginning.subarray(0, 1 << 16)) counts[byte]++;
  const signs = (["\t", ";", "|", "space", ","] satisfies Delimiter[]).map((sign) =>
    sign === "space" ? 0x20 : sign.charCodeAt(0),
  );
  const most = Math.max(...signs.map((sign) => counts[sign]));
  return signs.find((sign) => counts[sign] > 0 && counts[sign] * 3 >= most) ?? 0x2c;
}
