/** Text: the first stages of reading a file, from its bytes to text that is to be cut into a table. */
import { dataLimits } from "../../../schemas/limits.ts";
import { Refusal } from "../../contract/refusal.ts";
import type { InputFile } from "../../contract/running.ts";
import { words } from "../../contract/words.ts";
import type { Delimiter } from "../csv/dialect.ts";
import { countLines } from "../csv/record.ts";
import { decode, type Encoding, fieldAt } from "./encoding.ts";
import { foreignFormat } from "./format.ts";
import { remembered } from "./remembered.ts";
import { tooMuch } from "./too-much.ts";
import type { Unpacked } from "./unpack.ts";

export interface Text {
  readonly file: InputFile;
  /** UTF-8 without a byte order mark. */
  readonly bytes: Uint8Array;
  readonly encoding: Encoding;
  readonly isPacked: boolean;
}

/**
 * Format → encoding.
 * @throws Refusal FS3001 empty, FS3003 another format, FS3005 and FS3006 (encoding), FS3140 (limits)
 */
export function textOf(
  { file, content: { bytes: content }, isPacked }: Unpacked,
  declared: Encoding | undefined,
): Text {
  const { path } = file;
  refuseForeign(path, content);
  const { bytes, encoding } = remembered(
    content,
    ["text", declared ?? null],
    (decoded) => (decoded.bytes.buffer === content.buffer ? 0 : decoded.bytes.length),
    () => decode(path, content, declared),
  );
  if (bytes.every((byte) => byte <= 0x20)) throw new Refusal("FS3001", { path }, { data: { input: path } });
  refuseLongCell(path, bytes, "space");
  return { file, bytes, encoding, isPacked };
}

/** Throws FS3003 where the bytes begin as those of a format that is no delimited text. */
export function refuseForeign(path: string, bytes: Uint8Array): void {
  const what = foreignFormat(bytes);
  if (what !== null) throw new Refusal("FS3003", { path, what }, { data: { input: path } });
}

/** Throws FS3140 where a cell is longer than any may be; a blank ends one only where blanks divide cells. */
export function refuseLongCell(path: string, bytes: Uint8Array, delimiter: Delimiter): void {
  const at = longCell(bytes, delimiter === "space" ? 0x20 : 0x0a);
  if (at === null) return;
  throw tooMuch(path, words("bytes in one cell"), dataLimits.cell, {
    line: countLines(bytes, 0, at) + 1,
    field: fieldAt(bytes, at),
  });
}

const separators = new Uint8Array(256);
for (const sign of "\n\r\t,;|") separators[sign.charCodeAt(0)] = 1;

/** Where the first stretch without delimiter or line end begins that is longer than a cell may be, or null. */
function longCell(bytes: Uint8Array, also: number): number | null {
  const step = dataLimits.cell + 1;
  // From the end of each stretch back to a separator: of most bytes none is looked at.
  for (let end = step - 1; end < bytes.length; ) {
    let at = end;
    while (at > end - step && separators[bytes[at]] === 0 && bytes[at] !== also) at--;
    if (at === end - step) return at + 1;
    end = at + step;
  }
  return null;
}
