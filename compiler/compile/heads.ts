/** Heads: of inputs that are too large to be read where nothing is to run, their beginnings. */
import type { InputFile } from "../../blocks/contract/running.ts";
import type { InputFiles } from "../plan/key.ts";
import type { OpenFile } from "../store/disk.ts";

/** Bytes of all inputs together up to which `check` reads their rows. */
export const fewBytes = 5 * 1024 * 1024;
/** Of larger ones so much is looked at, and a line below the first. */
export const headBytes = 1024 * 1024;
/** No header is looked for beyond. */
const longestHeader = 16 * headBytes;

const lineFeed = 10;
const quote = 34;

/** The beginning of a file that is larger: what shows that it goes on, and two lines where it has lines of a size that a header has. */
export function readHead(file: Pick<OpenFile, "size" | "head">): Uint8Array {
  for (let most = headBytes + 1; ; most *= 2) {
    const bytes = file.head(most);
    if (secondLine(bytes) !== -1 || most >= Math.min(file.size, longestHeader)) return bytes;
  }
}

/** The beginnings of the files; null where one of them is no text, or cannot be cut behind a line. */
export function headsOf(files: InputFiles): InputFiles | null {
  const heads = Object.entries(files).map(([name, each]) => [name, each.map(headOf)] as const);
  if (heads.some(([, each]) => each.includes(null))) return null;
  return Object.fromEntries(heads) as InputFiles;
}

function headOf(file: InputFile): InputFile | null {
  const { bytes } = file;
  if (bytes.length <= headBytes) return file;
  // Formats that are no text have a NUL early on, or begin with bytes that no table does.
  if (
    bytes.subarray(0, 4096).includes(0) ||
    bytes[0] === 0x1f ||
    bytes[0] === 0x50 ||
    bytes.subarray(0, 2).every((byte) => byte === 0x23)
  )
    return null;
  const second = secondLine(bytes);
  if (second === -1) return null;
  const end = Math.max(bytes.lastIndexOf(lineFeed, headBytes), second) + 1;
  const head = bytes.subarray(0, end);
  let quotes = 0;
  for (let at = head.indexOf(quote); at !== -1; at = head.indexOf(quote, at + 1)) quotes++;
  // A text in quotes that goes on behind the cut.
  // Nothing is kept of what is only looked at, and the digest of the whole costs more than the look.
  return quotes % 2 === 0 ? { path: file.path, bytes: head, digest: "" } : null;
}

/** Where the second line ends, or −1. */
function secondLine(bytes: Uint8Array): number {
  const first = bytes.indexOf(lineFeed);
  return first === -1 ? -1 : bytes.indexOf(lineFeed, first + 1);
}
