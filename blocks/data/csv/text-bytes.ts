/** Bytes of a file that should be delimited text: says in words what else they are. */

import { isUtf8 } from "node:buffer";
import { dataLimits } from "../../../schemas/limits.ts";
import { Refusal } from "../../contract/refusal.ts";
import type { InputFile } from "../../contract/running.ts";
import { words } from "../../contract/words.ts";
import { countLines } from "./record.ts";

/**
 * The bytes of a text file without its byte order mark.
 * @throws Refusal FS3001 empty, FS3003 workbook or other known format, FS3004 UTF-16, FS3005 not UTF-8, FS3006 binary
 */
export function textBytes(file: InputFile): Uint8Array {
  const { bytes, path } = file;
  const begins = (...signature: number[]) => signature.every((byte, i) => bytes[i] === byte);
  const refuse = (code: string, facts = {}, line?: number, field?: number) =>
    new Refusal(code, { path, ...facts }, { data: { input: path, line, field } });
  if (begins(0xff, 0xfe) || begins(0xfe, 0xff)) throw refuse("FS3004");
  for (const [signature, what] of formats) if (begins(...signature)) throw refuse("FS3003", { what });
  const nul = bytes.indexOf(0);
  if (nul !== -1) {
    if (looksLikeUtf16(bytes)) throw refuse("FS3004");
    throw refuse("FS3006", {}, countLines(bytes, 0, nul) + 1);
  }
  if (!isUtf8(bytes)) {
    const at = firstInvalid(bytes);
    const byte = bytes[at].toString(16).toUpperCase().padStart(2, "0");
    throw refuse("FS3005", { byte }, countLines(bytes, 0, at) + 1, fieldAt(bytes, at));
  }
  const text = begins(0xef, 0xbb, 0xbf) ? bytes.subarray(3) : bytes;
  if (text.every((byte) => byte <= 0x20)) throw refuse("FS3001");
  const long = longCell(text);
  if (long !== null)
    throw refuse(
      "FS3140",
      { found: `more than ${dataLimits.cell}`, things: "bytes in one cell", limit: dataLimits.cell },
      countLines(text, 0, long) + 1,
      fieldAt(text, long),
    );
  const opening = new TextDecoder().decode(text.subarray(0, 200)).trimStart();
  for (const [form, what] of textFormats) if (form.test(opening)) throw refuse("FS3003", { what });
  return text;
}

const formats: readonly (readonly [readonly number[], string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], words("an Excel workbook (.xlsx) or another zip archive")],
  [[0x50, 0x4b, 0x05, 0x06], words("an empty zip archive")],
  [[0xd0, 0xcf, 0x11, 0xe0], words("an old Excel workbook (.xls)")],
  [[0x1f, 0x8b], words("a file compressed with gzip")],
  [[0x25, 0x50, 0x44, 0x46], words("a PDF")],
  [[0x89, 0x48, 0x44, 0x46], words("an HDF5 file")],
];

/** Text, but not a table: what instruments, browsers and programs leave where a table was meant. */
const textFormats: readonly (readonly [RegExp, string])[] = [
  [/^##(?:TITLE|JCAMP-?DX)\s*=/i, words("a JCAMP-DX file")],
  [/^<(?:!doctype\s+html|html)[\s>]/i, words("a web page")],
  [/^<\?xml\s/i, words("an XML file")],
  [/^(?:\[\s*[[{]|\{\s*")/, words("a JSON file")],
  [/^\{\\rtf/, words("a text document (.rtf)")],
];

const separators = new Uint8Array(256);
for (const sign of "\n\r\t,;|") separators[sign.charCodeAt(0)] = 1;

/** Where the first stretch without delimiter or line end begins that is longer than a cell may be, or null. */
function longCell(bytes: Uint8Array): number | null {
  const step = dataLimits.cell + 1;
  // From the end of each stretch back to a separator: of most bytes none is looked at.
  for (let end = step - 1; end < bytes.length; ) {
    let at = end;
    while (at > end - step && separators[bytes[at]] === 0) at--;
    if (at === end - step) return at + 1;
    end = at + step;
  }
  return null;
}

/** The number of the field a byte stands in, by the delimiters before it on its line. */
function fieldAt(bytes: Uint8Array, at: number): number {
  const begin = Math.max(bytes.lastIndexOf(0x0a, at), bytes.lastIndexOf(0x0d, at)) + 1;
  const before = new TextDecoder("latin1").decode(bytes.subarray(begin, at));
  const signs = ["\t", ";", "|", ","].map((sign) => before.split(sign).length);
  return signs.find((fields) => fields > 1) ?? 1;
}

/** Text in which every other byte is NUL, as UTF-16 writes it. */
function looksLikeUtf16(bytes: Uint8Array): boolean {
  const length = Math.min(bytes.length, 64) & ~1;
  if (length < 4) return false;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  return Math.max(even, odd) > length / 4 && Math.min(even, odd) === 0;
}

/** Index of the first byte of the first sequence that is not UTF-8; only called where there is one. */
function firstInvalid(bytes: Uint8Array): number {
  let valid = 0;
  let end = bytes.length;
  // A prefix is cut at a character's first byte, so that it is valid exactly when everything before it is.
  while (end - valid > 1) {
    let middle = valid + ((end - valid) >> 1);
    while (middle > valid && (bytes[middle] & 0xc0) === 0x80) middle--;
    if (middle === valid) break;
    if (isUtf8(bytes.subarray(valid, middle))) valid = middle;
    else end = middle;
  }
  for (let at = valid; at < end; at++) {
    if (bytes[at] < 0x80) continue;
    for (let size = 2; size <= 4; size++) {
      if (at + size <= bytes.length && isUtf8(bytes.subarray(at, at + size))) {
        at += size - 1;
        break;
      }
      if (size === 4) return at;
    }
  }
  return valid;
}
