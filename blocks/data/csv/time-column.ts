/** Time column: ISO 8601 times as milliseconds of UTC, read from the bytes; their texts are made only where one is no time. */

import { instantAt, instantOf } from "../../../schemas/instant.ts";
import { bare } from "./cell.ts";

import type { FieldColumn } from "./field-column.ts";
import { LaterColumn } from "./later-column.ts";
import { fieldText } from "./record.ts";

export class TimeColumn implements FieldColumn {
  /** By row; NaN where a cell holds no time. Longer than there are rows. */
  readonly instants: Float64Array;
  private readonly cells: LaterColumn;
  private length = 0;

  /** @param capacity most rows */
  constructor(bytes: Uint8Array, delimiter: number, capacity: number) {
    this.instants = new Float64Array(capacity);
    this.cells = new LaterColumn(bytes, delimiter, capacity);
  }

  add(bytes: Uint8Array, from: number, to: number): void {
    const plain = instantAt(bytes, from, to);
    this.instants[this.length++] = Number.isNaN(plain) ? instantOf(bare(fieldText(bytes, from, to))) : plain;
    this.cells.add(bytes, from, to);
  }

  cut(rows: number): void {
    this.length = rows;
    this.cells.cut(rows);
  }

  text(row: number): string {
    return this.cells.text(row);
  }
}
