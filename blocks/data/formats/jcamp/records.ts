/** Labelled data records of a JCAMP-DX file: `##LABEL= value`, over as many lines as it takes to the next label. */
import { isUtf8 } from "node:buffer";
import { dataLimits } from "../../../../schemas/limits.ts";
import type { InputFile } from "../../../contract/running.ts";
import { words } from "../../../contract/words.ts";
import { tooMuch } from "../../read/too-much.ts";
import { inconsistentLine } from "./inconsistent.ts";

export interface JcampRecord {
  /** As the file writes it. */
  readonly written: string;
  /** In capitals, without blanks, hyphens, slashes and underscores: the form in which labels are compared. */
  readonly label: string;
  /** Where its value begins and ends, in bytes. */
  readonly from: number;
  readonly to: number;
  /** Its line, from 1. */
  readonly line: number;
  /** Its value, comments (`$$` to the end of a line) and blanks around it taken off. @throws Refusal FS3140 beyond the limit of a cell */
  text(): string;
  /** The first line of it, in the same form. @throws as `text` */
  firstLine(): string;
}

const lineFeed = 10;
const carriageReturn = 13;
const hash = 35;
const dollar = 36;
const equals = 61;

/** Behind the end of the line that `at` stands in: LF, CR LF or CR. */
export function nextLine(bytes: Uint8Array, at: number, end: number): number {
  let next = at;
  while (next < end && bytes[next] !== lineFeed && bytes[next] !== carriageReturn) next++;
  if (next < end && bytes[next] === carriageReturn && bytes[next + 1] === lineFeed) next++;
  return Math.min(next + 1, end);
}

/** Where the line's text ends: before its comment and its line break. */
export function textEnd(bytes: Uint8Array, at: number, next: number): number {
  let end = at;
  while (end < next && bytes[end] !== lineFeed && bytes[end] !== carriageReturn) {
    if (bytes[end] === dollar && bytes[end + 1] === dollar) break;
    end++;
  }
  return end;
}

/** @throws Refusal FS3120 where a label has no equals sign, FS3140 (labels, and bytes in the name of one) */
export function jcampRecords(file: InputFile): JcampRecord[] {
  const { bytes } = file;
  const decoder = new TextDecoder(isUtf8(bytes) ? "utf-8" : "windows-1252");
  const records: JcampRecord[] = [];
  let open: { written: string; from: number; line: number } | null = null;
  const close = (to: number) => {
    if (open === null) return;
    const { written, from, line } = open;
    const label = written.toUpperCase().replaceAll(/[\s_/-]/g, "");
    if (records.length === dataLimits.labels) throw tooMuch(file.path, words("labels"), dataLimits.labels, { line });
    const text = (end: number) => valueText(file, { from, to: end, line }, decoder);
    const firstLine = () => text(nextLine(bytes, from, to));
    records.push({ written, label, from, to, line, text: () => text(to), firstLine });
  };
  let line = 1;
  for (let at = 0; at < bytes.length; line++) {
    const next = nextLine(bytes, at, bytes.length);
    const begin = firstInk(bytes, at, next);
    if (bytes[begin] === hash && bytes[begin + 1] === hash) {
      close(at);
      const sign = bytes.subarray(0, next).indexOf(equals, begin);
      if (sign === -1) throw inconsistentLine(file, "a label has no `=`", line);
      if (sign - begin > dataLimits.cell)
        throw tooMuch(file.path, words("bytes in the name of a label"), dataLimits.cell, { line });
      open = { written: decoder.decode(bytes.subarray(begin + 2, sign)).trim(), from: sign + 1, line };
    }
    at = next;
  }
  close(bytes.length);
  return records;
}

/** The first byte that is no blank; `to` where there is none. */
function firstInk(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && (bytes[at] === 32 || bytes[at] === 9)) at++;
  return at;
}

function valueText(
  { path, bytes }: InputFile,
  { from, to, line }: Pick<JcampRecord, "from" | "to" | "line">,
  decoder: { decode(bytes: Uint8Array): string },
): string {
  const lines: string[] = [];
  let length = 0;
  for (let at = from; at < to; ) {
    const next = nextLine(bytes, at, to);
    const end = textEnd(bytes, at, next);
    length += end - at + 1;
    if (length > dataLimits.cell)
      throw tooMuch(path, words("bytes in the value of a label"), dataLimits.cell, { line });
    lines.push(decoder.decode(bytes.subarray(at, end)).trim());
    at = next;
  }
  return lines.join("\n").trim();
}
