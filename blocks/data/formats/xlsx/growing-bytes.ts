/** Bytes that grow as they are written, up to a limit. */
import { words } from "../../../contract/words.ts";
import { tooMuch } from "../../read/too-much.ts";

export class GrowingBytes {
  private all: Uint8Array;
  private readonly most: number;
  private readonly path: string;
  length = 0;

  /** @param known how many bytes it will come to, where that is known. @throws Refusal FS3140 */
  constructor(size: number, most: number, path: string, known = 0) {
    this.most = most;
    this.path = path;
    this.refuse(known);
    this.all = new Uint8Array(Math.min(most, Math.max(64, size, known)));
  }

  put(byte: number): void {
    if (this.length === this.all.length) this.grow(1);
    this.all[this.length++] = byte;
  }

  putAll(bytes: Uint8Array): void {
    if (this.length + bytes.length > this.all.length) this.grow(bytes.length);
    this.all.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** What was written; not a copy. */
  bytes(): Uint8Array {
    return this.all.subarray(0, this.length);
  }

  /** @throws Refusal FS3140 */
  private grow(more: number): void {
    const wanted = this.length + more;
    this.refuse(wanted);
    const larger = new Uint8Array(Math.min(this.most, Math.max(wanted, 2 * this.all.length)));
    larger.set(this.all);
    this.all = larger;
  }

  private refuse(wanted: number): void {
    if (wanted > this.most) throw tooMuch(this.path, words("bytes of text in one sheet"), this.most);
  }
}
