/** Row reader: one row after the other from bytes into number and text columns. */
import { faultOf } from "./cell.ts";
import { parseDecimal, readDecimal, type Signs } from "./decimal.ts";
import { type Dialect, delimiterByte } from "./dialect.ts";
import type { FieldColumn } from "./field-column.ts";
import { carriageReturn, countLines, fieldEnd, fieldText, lineFeed, quote } from "./record.ts";

/** A row's numbers: all there, some missing, or something there that is no number. */
export const whole = 0;
export const lacking = 1;
export const faulty = 2;

/** By field: the column of numbers it goes to, or −1 where it is kept as text. */
export type Slots = Int32Array;

/** Reads row after row into the columns; says how the last one went. */
export class RowReader {
  fields = 0;
  state = whole;
  /** Where the row's last field ends, before the line break. */
  end = 0;
  /** Lines the row takes. */
  lines = 1;
  private readonly bytes: Uint8Array;
  private readonly delimiter: number;
  private readonly signs: Signs;
  private readonly decimal: number;
  private readonly slots: Slots;
  private readonly columns: readonly (FieldColumn | null)[];
  private readonly numbers: Float64Array;
  private readonly width: number;
  private readonly cursor = { at: 0 };

  constructor(
    bytes: Uint8Array,
    dialect: Dialect,
    slots: Slots,
    columns: readonly (FieldColumn | null)[],
    numbers: Float64Array,
    width: number,
  ) {
    this.bytes = bytes;
    this.delimiter = delimiterByte(dialect);
    this.signs = dialect.signs;
    this.decimal = dialect.signs.charCodeAt(0);
    this.slots = slots;
    this.columns = columns;
    this.numbers = numbers;
    this.width = width;
  }

  /** Throws BrokenQuote. A row with too many fields is read to its end, but only counted. */
  read(start: number, row: number): void {
    const { bytes, slots, delimiter } = this;
    const base = row * this.width;
    let at = start;
    this.state = whole;
    this.lines = 1;
    for (this.fields = 0; ; at++) {
      const slot = this.fields < slots.length ? slots[this.fields] : skipped;
      if (slot >= 0) at = this.readNumber(at, base + slot);
      else {
        const end = fieldEnd(bytes, at, delimiter, this.fields + 1, this.lines - 1);
        if (slot !== skipped) this.columns[this.fields]?.add(bytes, at, end);
        if (bytes[at] === quote) this.lines += countLines(bytes, at, end);
        at = end;
      }
      this.fields++;
      if (bytes[at] !== delimiter || at >= bytes.length) break;
    }
    this.end = at;
  }

  private readNumber(start: number, to: number): number {
    const { bytes, cursor, delimiter } = this;
    cursor.at = start;
    while (bytes[cursor.at] === space) cursor.at++;
    let value = readDecimal(bytes, cursor, this.decimal);
    let end = cursor.at;
    const after = bytes[end];
    if (
      end === start ||
      (after !== delimiter && after !== lineFeed && after !== carriageReturn && end < bytes.length)
    ) {
      end = fieldEnd(bytes, start, delimiter, this.fields + 1, this.lines - 1);
      value = this.readOddNumber(start, end);
    } else if (value - value !== 0) value = this.readOddNumber(start, end);
    this.numbers[to] = value;
    return end;
  }

  /** A number in quotes or spaces; NaN, and the row's state says so, where the cell holds no finite number. */
  private readOddNumber(start: number, end: number): number {
    const text = fieldText(this.bytes, start, end);
    if (this.bytes[start] === quote) this.lines += countLines(this.bytes, start, end);
    const fault = faultOf(text, this.signs);
    if (fault === null) return parseDecimal(text, this.signs);
    this.state = Math.max(this.state, fault === "missing" ? lacking : faulty);
    return Number.NaN;
  }
}

const space = 32;
const skipped = -2;
