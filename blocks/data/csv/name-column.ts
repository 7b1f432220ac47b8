/** Name column: a column of names that repeat, each made once; rows have their number. */
import type { FieldColumn } from "./field-column.ts";
import { fieldText } from "./record.ts";
import { hashOf, isSame } from "./same-bytes.ts";

export class NameColumn implements FieldColumn {
  /** Different cells in the order in which they come first. */
  readonly names: string[] = [];
  /** By row: its place among the names. Longer than there are rows. */
  readonly codes: Int32Array;
  private length = 0;
  /** By name: where it stood first. */
  private from = new Uint32Array(512);
  private to = new Uint32Array(512);
  /** By hash, open addressing: the name's place, from 1; 0 where nothing stands. */
  private places = new Int32Array(1024);

  /** @param capacity most rows */
  constructor(capacity: number) {
    this.codes = new Int32Array(capacity);
  }

  add(bytes: Uint8Array, from: number, to: number): void {
    this.codes[this.length++] = this.codeOf(bytes, from, to);
  }

  cut(rows: number): void {
    this.length = rows;
  }

  text(row: number): string {
    return this.names[this.codes[row]];
  }

  private codeOf(bytes: Uint8Array, from: number, to: number): number {
    const mask = this.places.length - 1;
    let at = hashOf(bytes, from, to) & mask;
    for (; this.places[at] !== 0; at = (at + 1) & mask) {
      const code = this.places[at] - 1;
      if (isSame(bytes, from, to, this.from[code], this.to[code])) return code;
    }
    const code = this.names.push(fieldText(bytes, from, to)) - 1;
    this.from[code] = from;
    this.to[code] = to;
    this.places[at] = code + 1;
    if (2 * this.names.length === this.places.length) this.grow(bytes);
    return code;
  }

  /** Twice the room: never more than half of the places are taken. */
  private grow(bytes: Uint8Array): void {
    const count = this.names.length;
    const [from, to] = [new Uint32Array(2 * count), new Uint32Array(2 * count)];
    from.set(this.from.subarray(0, count));
    to.set(this.to.subarray(0, count));
    [this.from, this.to] = [from, to];
    this.places = new Int32Array(4 * count);
    const mask = this.places.length - 1;
    for (let code = 0; code < count; code++) {
      let at = hashOf(bytes, from[code], to[code]) & mask;
      while (this.places[at] !== 0) at = (at + 1) & mask;
      this.places[at] = code + 1;
    }
  }
}
