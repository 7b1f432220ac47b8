/** Text column: the texts of one column of a sheet, equal ones as one string where long tables repeat themselves. */
import type { FieldColumn } from "./field-column.ts";
import { fieldText } from "./record.ts";
import { hashOf, isSame } from "./same-bytes.ts";

export class TextColumn implements FieldColumn {
  readonly texts: string[] = [];
  private from = 0;
  private to = -1;
  private known = new KnownTexts(0);

  /** A text equal to the one above, or to one that is still known, is not made again: it takes neither time nor memory. */
  add(bytes: Uint8Array, from: number, to: number): void {
    const { texts } = this;
    if (this.to !== -1 && texts.length > 0 && isSame(bytes, from, to, this.from, this.to))
      texts.push(texts[texts.length - 1]);
    else texts.push(this.textOf(bytes, from, to));
    this.from = from;
    this.to = to;
  }

  text(row: number): string {
    return this.texts[row];
  }

  cut(rows: number): void {
    this.texts.length = rows;
    this.to = -1;
  }

  private textOf(bytes: Uint8Array, from: number, to: number): string {
    // A sixteenth of the rows: what is known takes no more than the column itself.
    const { length } = this.texts;
    if (length >> 4 > this.known.places && this.known.places < mostPlaces) this.known = new KnownTexts(length >> 3);
    return this.known.textOf(bytes, from, to);
  }
}

/** So many places are enough for the samples of a large table. */
const mostPlaces = 1 << 16;

/** Longer texts are made each time: they are rarely repeated. */
const longest = 32;

/** Texts by where they stood last, a place for each hash; another text of the same hash takes the place. */
class KnownTexts {
  readonly places: number;
  private readonly from: Uint32Array;
  private readonly to: Uint32Array;
  private readonly texts: string[];

  /** @param atLeast so many places, rounded up to a power of two; none where it is 0 */
  constructor(atLeast: number) {
    let places = atLeast === 0 ? 0 : 1;
    while (places < Math.min(atLeast, mostPlaces)) places *= 2;
    this.places = places;
    this.from = new Uint32Array(places);
    this.to = new Uint32Array(places);
    this.texts = Array<string>(places).fill("");
  }

  textOf(bytes: Uint8Array, from: number, to: number): string {
    if (this.places === 0 || to - from > longest || to === from) return fieldText(bytes, from, to);
    const at = hashOf(bytes, from, to) & (this.places - 1);
    if (!isSame(bytes, from, to, this.from[at], this.to[at])) {
      this.texts[at] = fieldText(bytes, from, to);
      this.from[at] = from;
      this.to[at] = to;
    }
    return this.texts[at];
  }
}
