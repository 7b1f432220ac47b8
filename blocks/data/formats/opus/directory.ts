/** The directory of a Bruker OPUS file: its blocks, and what their types say. */
import { dataLimits } from "../../../../schemas/limits.ts";
import type { InputFile } from "../../../contract/running.ts";
import { words } from "../../../contract/words.ts";
import { tooMuch } from "../../read/too-much.ts";
import { Bytes, inconsistent } from "../bytes.ts";

export interface OpusBlock {
  /** 0 none, 1 sample, 2 reference, 3 sample over reference. */
  readonly side: number;
  /** 0 data, 1 their status, above: other parameters. */
  readonly parameters: number;
  readonly type: number;
  /** What must be alike in data and the status block that belongs to them: the type without its bits of parameters. */
  readonly kin: number;
  readonly at: number;
  readonly bytes: number;
}

/** Times the bytes of the file: none is known whose blocks overlap. */
const mostTogether = 2;

/** @throws Refusal FS3140 (blocks), FS3120 where the directory or a block of it lies outside the file */
export function opusBlocks(file: InputFile): { readonly blocks: readonly OpusBlock[]; readonly bytes: Bytes } {
  const bytes = new Bytes(file);
  const at = bytes.int32(12, words("the place of the directory"));
  const count = bytes.int32(20, words("the number of blocks"));
  bytes.demand(at, count * 12, words("the directory"));
  const { blocks: most } = dataLimits;
  if (count > most) throw tooMuch(file.path, words("blocks"), most);
  const blocks: OpusBlock[] = [];
  let together = 0;
  for (let i = 0; i < count; i++) {
    const entry = at + 12 * i;
    const bits = bytes.uint32(entry, "");
    const length = bytes.int32(entry + 4, "") * 4;
    const from = bytes.int32(entry + 8, "");
    bytes.demand(from, length, words(`block ${i + 1}`));
    together += length;
    blocks.push({
      side: (bits >>> 2) & 3,
      parameters: (bits >>> 4) & 63,
      type: (bits >>> 10) & 127,
      kin: bits & ~(63 << 4),
      at: from,
      bytes: length,
    });
  }
  // Blocks within one another would be gone through as often as they are named.
  if (together > mostTogether * bytes.length)
    throw inconsistent(file, words(`its blocks have ${together} bytes together, and it has ${bytes.length}`), at);
  return { blocks, bytes };
}

/** Keys of three letters and their values; whole numbers, doubles and texts, as text and as number. */
export type OpusParameters = ReadonlyMap<string, string | number>;

/** @throws Refusal FS3120 where a value does not stand in its block, FS3140 (parameters) */
export function opusParameters(bytes: Bytes, block: OpusBlock): OpusParameters {
  const found = new Map<string, string | number>();
  const end = block.at + block.bytes;
  const { blocks: most } = dataLimits;
  let count = 0;
  for (let at = block.at; at + 8 <= end; ) {
    const key = bytes.text(at, 3, "");
    if (key === "END" || key === "") break;
    const type = bytes.uint16(at + 4, "");
    const size = bytes.uint16(at + 6, "") * 2;
    const value = at + 8;
    if (value + size > end || (type === 0 && size < 4) || (type === 1 && size < 8))
      throw inconsistent(bytes.file, words(`the parameter ${key} does not fit its block`), at);
    if (type === 0) found.set(key, bytes.int32(value, key));
    else if (type === 1) found.set(key, bytes.float64(value, key));
    else found.set(key, bytes.text(value, size, key));
    if (++count > most) throw tooMuch(bytes.file.path, words("parameters of one block"), most);
    at = value + size;
  }
  return found;
}
