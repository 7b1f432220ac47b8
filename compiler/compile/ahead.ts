/** Ahead: a large file is gone through in pieces before it is held in memory; what no reader takes is refused by then. */
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { Ahead, LookAhead } from "../../blocks/contract/ahead.ts";
import type { Remark } from "../../blocks/contract/refusal.ts";
import type { Disk, OpenFile } from "../store/disk.ts";
import { headBytes } from "./heads.ts";
import { placeInside, type ReadFile } from "./opened-inside.ts";

/** Bytes from which a file is looked at: to hold fewer costs less than to go through them twice. */
const leastBytes = 1 << 26;
/** Of what gzip packed, which may be a thousand times as much. */
const leastPacked = 1 << 18;

/**
 * As `openedInside`, and a large file is looked at first, by the same handle: what refuses it, or what was read of it.
 *
 * @param name as findings name the file
 * @param isWhole whether all of it is to be read: of a beginning there is nothing to fear
 */
export async function openedAhead(
  disk: Disk,
  {
    path,
    name,
    root,
    most,
  }: { readonly path: string; readonly name: string; readonly root: string | null; readonly most: number },
  lookAhead: LookAhead,
  isWhole: (file: OpenFile) => boolean,
  read: (file: OpenFile) => Uint8Array,
): Promise<{ readonly refused: Remark } | (ReadFile & { readonly refused: null }) | null> {
  const file = disk.open(path);
  try {
    const place = placeInside(disk, file, root, most);
    if (place === null) return null;
    const refused = file.kind === "file" && isWhole(file) && isLarge(file) ? await looked(file, name, lookAhead) : null;
    return refused === null ? { bytes: read(file), size: file.size, place, refused } : { refused };
  } finally {
    file.close();
  }
}

const isLarge = (file: OpenFile): boolean =>
  file.size >= leastBytes || (file.size >= leastPacked && isPacked(file.head(2)));

const isPacked = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** By its beginning, and by what is counted in it. What gzip packed is unpacked, and not kept. */
async function looked(file: OpenFile, name: string, lookAhead: LookAhead): Promise<Remark | null> {
  if (!isPacked(file.head(2))) return lookedInto(file.pieces(), (beginning) => lookAhead(name, beginning, file.size));
  try {
    return await lookedInto(unpacked(file), (beginning) => lookAhead(name, beginning, null));
  } catch (error) {
    // The reader has the words for what cannot be unpacked, and comes no further.
    if ((error as { readonly code?: string }).code?.startsWith("Z_") === true) return null;
    throw error;
  }
}

async function lookedInto(
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  begin: (beginning: Uint8Array) => Ahead,
): Promise<Remark | null> {
  let look: Ahead | null = null;
  // Each piece is awaited, so that a signal is heard meanwhile.
  for await (const piece of pieces) {
    look ??= begin(piece);
    const found = look.take(piece);
    if (found !== null) return found;
  }
  return look?.end() ?? null;
}

function unpacked(file: Pick<OpenFile, "pieces">): AsyncIterable<Uint8Array> {
  const from = Readable.from(file.pieces(), { highWaterMark: 1 });
  const to = createGunzip({ chunkSize: headBytes });
  from.on("error", (error) => to.destroy(error));
  return from.pipe(to);
}
