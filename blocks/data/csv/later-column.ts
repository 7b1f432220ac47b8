/** Later column: where the cells of a column stand; a text is made when somebody asks for it. */
import type { FieldColumn } from "./field-column.ts";
import { fieldEnd, fieldText } from "./record.ts";

export class LaterColumn implements FieldColumn {
  readonly bytes: Uint8Array;
  private readonly delimiter: number;
  private readonly from: Uint32Array;
  private length = 0;

  /** @param capacity most rows */
  constructor(bytes: Uint8Array, delimiter: number, capacity: number) {
    this.bytes = bytes;
    this.delimiter = delimiter;
    this.from = new Uint32Array(capacity);
  }

  add(_: Uint8Array, from: number, __: number): void {
    this.from[this.length++] = from;
  }

  cut(rows: number): void {
    this.length = rows;
  }

  text(row: number): string {
    return fieldText(this.bytes, this.from[row], this.end(row));
  }

  /** Where the cell of a row begins, and ends: its quotes with it. */
  start(row: number): number {
    return this.from[row];
  }

  end(row: number): number {
    return fieldEnd(this.bytes, this.from[row], this.delimiter, 0, 0);
  }
}
