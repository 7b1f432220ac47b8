/** Answers: what was answered to asks of blocks that have not ended, so that a compile that was killed goes on where it was. */
import { timingSafeEqual } from "node:crypto";
import { digestOf, hexOf } from "./digest.ts";
import type { Seal } from "./seal.ts";
import type { StoreFiles } from "./store-files.ts";

/** Kept by the key of the block and the key of the ask. Whether one is there or not never changes what a block gives. */
export interface Answers {
  /** True where one stands under the keys; whether it is sound, `get` says. */
  has(block: string, ask: string): boolean;
  /** Bytes verified against the seal they were kept with; null where there are none or none that this store kept under that name. */
  get(block: string, ask: string): Uint8Array | null;
  /** Throws what the file system throws. */
  keep(block: string, ask: string, bytes: Uint8Array): void;
  /** Lets those of a block go, or all. */
  sweep(block?: string): void;
}

/**
 * The answers of one document, `answers/…`. They are not waited for until they are on the disk: one that a failing machine
 * leaves half-written is not sound and is made again.
 *
 * @param document name of the document: compiles of it sweep its own answers alone
 * @param onStranger told, by its name, of each that stands and is not sealed by this store's key
 */
export function diskAnswers(
  files: StoreFiles,
  seal: Seal,
  document: string,
  onStranger: (way: string) => void = () => undefined,
): Answers {
  const folder = `answers/${hexOf(digestOf(document)).slice(0, 16)}`;
  const wayOf = (block: string, ask: string) => `${folder}/${hexOf(block)}/${hexOf(ask)}`;
  return {
    has: (block, ask) => files.has(wayOf(block, ask)),
    get(block, ask) {
      const way = wayOf(block, ask);
      const file = readOrNull(files, way);
      if (file === null) return null;
      const bytes = file.subarray(sealLength);
      if (isSame(seal.of(way, bytes), file.subarray(0, sealLength))) return bytes;
      onStranger(way);
      return null;
    },
    keep(block, ask, bytes) {
      const way = wayOf(block, ask);
      files.write(way, Buffer.concat([seal.of(way, bytes), bytes]), false);
    },
    sweep: (block) => files.remove(block === undefined ? folder : `${folder}/${hexOf(block)}`),
  };
}

const sealLength = 32;

const isSame = (own: Uint8Array, found: Uint8Array): boolean =>
  own.length === sealLength && found.length === sealLength && timingSafeEqual(own, found);

/** What cannot be read is not there: it is made again. */
function readOrNull(files: StoreFiles, way: string): Uint8Array | null {
  try {
    return files.read(way);
  } catch {
    return null;
  }
}

/** Keeps nothing: of a store without a key. */
export const noAnswers: Answers = {
  has: () => false,
  get: () => null,
  keep: () => undefined,
  sweep: () => undefined,
};
