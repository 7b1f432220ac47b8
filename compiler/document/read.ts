/** Reading: bytes to text, with the caps that stand before any parser. */
import { documentLimits as limits } from "../../schemas/limits.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { type Lines, lines } from "../diagnostics/lines.ts";
import { backtickScans, isDeeperThan, tableCells } from "./caps.ts";
import { longParagraph, manyPieces } from "./paragraphs.ts";

/** The text without a byte order mark, or the reason why it cannot be had. */
export function readText(bytes: Uint8Array, file: string): { readonly text: string } | { readonly finding: Finding } {
  const top = { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  const size = bytes.length;
  if (size > limits.bytes) return { finding: finding("FS2001", top, { size, limit: limits.bytes }) };
  const text = decoded(bytes);
  if (text === null) return { finding: finding("FS2002", top, { byte: firstBadByte(bytes) + 1 }) };
  const nul = text.indexOf("\0");
  if (nul >= 0) return { finding: finding("FS2003", lines(file, text).place(nul, nul + 1)) };
  if (text.trim() === "") return { finding: finding("FS2004", top) };
  const beyond = beyondFinding(text, lines(file, text));
  return beyond === null ? { text } : { finding: beyond };
}

/** The first limit of a text that is crossed, where it is. */
export function beyondFinding(text: string, at: Lines): Finding | null {
  const beyond = [
    { code: "FS2005", at: isDeeperThan(text, limits.levels), limit: limits.levels },
    { code: "FS2006", at: tableCells(text, limits.cells), limit: limits.cells },
    { code: "FS2610", at: backtickScans(text, limits.scans), limit: limits.scans },
    { code: "FS2611", at: longParagraph(text, limits.lines), limit: limits.lines },
    { code: "FS2612", at: manyPieces(text, limits.pieces), limit: limits.pieces },
  ];
  for (const { code, at: offset, limit } of beyond)
    if (offset !== null) return finding(code, at.place(offset, offset + 1), { limit });
  return null;
}

function decoded(bytes: Uint8Array): string | null {
  try {
    // A lone CR ends a line in Markdown but neither in YAML nor in gray-matter; LF has the same length.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replaceAll(/\r(?!\n)/g, "\n");
  } catch {
    return null;
  }
}

/** Offset of the first byte that is not UTF-8: where the longest prefix that decodes ends, found by halving. */
function firstBadByte(bytes: Uint8Array): number {
  const isGood = (length: number, stream: boolean) => {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, length), { stream });
      return true;
    } catch {
      return false;
    }
  };
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isGood(middle, true)) low = middle;
    else high = middle - 1;
  }
  // The bad character is the one that had begun, if any had.
  while (low > 0 && !isGood(low, false)) low -= 1;
  return low;
}
