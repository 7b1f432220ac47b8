/** Format: says by the content, never by the name, what a file is that is no delimited text. */
import { words } from "../../contract/words.ts";

/** In words what the bytes are, or null where they may be delimited text. */
export function foreignFormat(bytes: Uint8Array): string | null {
  for (const [signature, what] of formats) if (signature.every((byte, i) => bytes[i] === byte)) return what;
  const opening = new TextDecoder("latin1").decode(bytes.subarray(0, 200)).replaceAll("\0", "").trimStart();
  for (const [form, what] of textFormats) if (form.test(opening.replace(/^(?:ï»¿|ÿþ|þÿ)\s*/, ""))) return what;
  return null;
}

const formats: readonly (readonly [readonly number[], string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], words("an Excel workbook (.xlsx) or another zip archive")],
  [[0x50, 0x4b, 0x05, 0x06], words("an empty zip archive")],
  [[0xd0, 0xcf, 0x11, 0xe0], words("an old Excel workbook (.xls)")],
  [[0x25, 0x50, 0x44, 0x46], words("a PDF")],
  [[0x89, 0x48, 0x44, 0x46], words("an HDF5 file")],
  [[0x50, 0x41, 0x52, 0x31], words("a Parquet file")],
];

/** Text, but not a table: what instruments, browsers and programs leave where a table was meant. */
const textFormats: readonly (readonly [RegExp, string])[] = [
  [/^##(?:TITLE|JCAMP-?DX)\s*=/i, words("a JCAMP-DX file")],
  [/^<(?:!doctype\s+html|html)[\s>]/i, words("a web page")],
  [/^<\?xml\s/i, words("an XML file")],
  [/^(?:\[\s*[[{]|\{\s*")/, words("a JSON file")],
  [/^\{\\rtf/, words("a text document (.rtf)")],
];
