/** Zip archives: the entries of one, unpacked one at a time and never beyond the limit of a file. */
import { crc32, inflateRawSync } from "node:zlib";
import { dataLimits } from "../../../../schemas/limits.ts";
import type { InputFile } from "../../../contract/running.ts";
import { words } from "../../../contract/words.ts";
import { tooMuch } from "../../read/too-much.ts";
import { Bytes, inconsistent } from "../bytes.ts";

export interface ZipEntry {
  readonly name: string;
  /** Its bytes. @throws Refusal FS3120 where they cannot be unpacked, FS3140 where all that was asked for is more than a file may have */
  bytes(): Uint8Array;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endSize = 22;
const entrySize = 46;
/** In a field of 32 bits: the number stands elsewhere, in an archive of more than 4 GB or one written as if it were. */
const elsewhere = 0xffffffff;

export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;

/** Entries of the directory at the archive's end (PKWARE, APPNOTE 6.3.10). @throws Refusal FS3120 */
export function zipEntries(file: InputFile): readonly ZipEntry[] {
  const bytes = new Bytes(file);
  const end = endOf(bytes);
  const count = bytes.uint16(end + 10, "");
  const from = bytes.uint32(end + 16, "");
  const entries: ZipEntry[] = [];
  let room: number = dataLimits.formatBytes;
  // Several names may lead to one entry, and each sheet is unpacked anew.
  const within = (size: number, name: string) => {
    if (size > room) throw tooMuch(file.path, words(`bytes once unpacked, up to \`${name}\``), dataLimits.formatBytes);
    room -= size;
  };
  let at = from;
  for (let i = 0; i < count; i++) {
    bytes.demand(at, entrySize, words("the directory of the archive"));
    if (bytes.uint32(at, "") !== entrySignature)
      throw inconsistent(file, words("no entry of the archive begins here"), at);
    const [nameSize, extraSize, commentSize] = [28, 30, 32].map((field) => bytes.uint16(at + field, ""));
    bytes.demand(at + entrySize, nameSize, words("a name in the archive"));
    const name = utf8.decode(file.bytes.subarray(at + entrySize, at + entrySize + nameSize));
    const entry = at;
    entries.push({ name, bytes: () => unpacked(bytes, entry, name, within) });
    at += entrySize + nameSize + extraSize + commentSize;
  }
  return entries;
}

const utf8 = new TextDecoder();

/** The end of the directory stands last, before a comment of at most 64 kB. */
function endOf(bytes: Bytes): number {
  const lowest = Math.max(0, bytes.length - endSize - 0xffff);
  for (let at = bytes.length - endSize; at >= lowest; at--) if (bytes.uint32(at, "") === endSignature) return at;
  throw inconsistent(bytes.file, words("the archive's directory is missing at its end"), bytes.length);
}

function unpacked(bytes: Bytes, entry: number, name: string, within: (size: number, name: string) => void): Uint8Array {
  const { file } = bytes;
  const method = bytes.uint16(entry + 10, "");
  const [packed, size, local] = [20, 24, 42].map((field) => bytes.uint32(entry + field, ""));
  if (packed === elsewhere || size === elsewhere || local === elsewhere)
    throw inconsistent(file, words(`\`${name}\` is stored in the form of large archives (ZIP64)`), entry);
  within(size, name);
  bytes.demand(local, 30, words(`\`${name}\` in the archive`));
  const from = local + 30 + bytes.uint16(local + 26, "") + bytes.uint16(local + 28, "");
  bytes.demand(from, packed, words(`\`${name}\` in the archive`));
  const content = file.bytes.subarray(from, from + packed);
  const sum = bytes.uint32(entry + 16, "");
  if (method === 0 && packed === size && crc32(content) === sum) return content;
  if (method !== 8 && method !== 0)
    throw inconsistent(file, words(`\`${name}\` is packed by the method ${method}`), entry);
  // No deflated byte gives more than 1,032: what is set aside below is bounded by the file.
  if (size > 1032 * (packed + 1)) throw inconsistent(file, words(`\`${name}\` says that it has ${size} bytes`), entry);
  try {
    // In one piece: pieces would be copied into one at the end, and need twice the memory.
    const all = inflateRawSync(content, { maxOutputLength: size + 1, chunkSize: Math.max(64, size + 1) });
    if (method === 8 && all.length === size && crc32(all) === sum) return all;
  } catch {
    // Said below: zlib's own words name no place in the file.
  }
  throw inconsistent(file, words(`\`${name}\` in the archive cannot be unpacked`), from);
}
