/** Answers: what was answered to asks of blocks that have not ended, so that a compile that was killed goes on where it was. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { digestOf, hexOf } from "./digest.ts";
import type { Disk } from "./disk.ts";

/** Kept by the key of the block and the key of the ask. Whether one is there or not never changes what a block gives. */
export interface Answers {
  /** True where one stands under the keys; whether it is sound, `get` says. */
  has(block: string, ask: string): boolean;
  /** Bytes verified against the digest they were kept with; null where there are none or they are no longer what they were. */
  get(block: string, ask: string): Uint8Array | null;
  /** Throws what the file system throws. */
  keep(block: string, ask: string, bytes: Uint8Array): void;
  /** Lets those of a block go, or all. */
  sweep(block?: string): void;
}

/**
 * The answers of one document, `<store>/answers/…`. They are not waited for until they are on the disk: one that a failing machine
 * leaves half-written is not sound and is made again.
 *
 * @param document name of the document: compiles of it sweep its own answers alone
 */
export function diskAnswers(disk: Disk, store: string, document: string): Answers {
  const folder = join(store, "answers", hexOf(digestOf(document)).slice(0, 16));
  const pathOf = (block: string, ask: string) => join(folder, hexOf(block), hexOf(ask));
  return {
    has: (block, ask) => disk.stands(pathOf(block, ask)) !== null,
    get(block, ask) {
      const file = readOrNull(disk, pathOf(block, ask));
      if (file === null) return null;
      const bytes = file.subarray(digestLength);
      return sealOf(ask, bytes).equals(file.subarray(0, digestLength)) ? bytes : null;
    },
    keep(block, ask, bytes) {
      disk.write(pathOf(block, ask), Buffer.concat([sealOf(ask, bytes), bytes]), false);
    },
    sweep: (block) => disk.remove(block === undefined ? folder : join(folder, hexOf(block))),
  };
}

const digestLength = 32;

/** SHA-256 of the key and the answer together: an answer under another's name is not sound. */
const sealOf = (ask: string, bytes: Uint8Array): Buffer => createHash("sha256").update(ask).update(bytes).digest();

/** What cannot be read is not there: it is made again. */
function readOrNull(disk: Disk, path: string): Uint8Array | null {
  try {
    return disk.read(path);
  } catch {
    return null;
  }
}
