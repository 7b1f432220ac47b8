/** Format document: front matter and bodies of blocks in the one form; prose, and code in other languages, stays to the byte. */
import { formatYaml } from "./format-yaml.ts";

/** A piece of YAML in the text: its lines, from and up to. */
interface Piece {
  readonly from: number;
  readonly to: number;
}

/** The text in the one form; null where a piece of it cannot be read. */
export function formatDocument(text: string): string | null {
  const lines = text.replace(/\r\n/g, "\n").split("\n");
  const pieces = yamlPieces(lines);
  const made: string[] = [];
  let at = 0;
  for (const { from, to } of pieces) {
    made.push(...lines.slice(at, from));
    if (to > from) {
      const formatted = formatYaml(`${lines.slice(from, to).join("\n")}\n`);
      if (formatted === null) return null;
      made.push(...formatted.replace(/\n$/, "").split("\n"));
    }
    at = to;
  }
  return [...made, ...lines.slice(at)].join("\n");
}

/** Front matter, and what stands between the fences of a block that begins at the margin. */
function yamlPieces(lines: readonly string[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  if (/^\uFEFF?---[ \t]*$/.test(lines[0] ?? "")) {
    const end = lines.findIndex((line, i) => i > 0 && /^---[ \t]*$/.test(line));
    if (end > 0) {
      pieces.push({ from: 1, to: end });
      at = end + 1;
    }
  }
  while (at < lines.length) {
    const open = /^(?<indent>[ ]{0,3})(?<marks>`{3,}|~{3,})(?<info>.*)$/.exec(lines[at])?.groups;
    at++;
    if (open === undefined) continue;
    const end = closing(lines, at, open.marks);
    const isBlock = /^[ \t]*foodspec(?:[ \t]|$)/.test(open.info) && open.indent === "";
    if (isBlock && end < lines.length) pieces.push({ from: at, to: end });
    at = end + 1;
  }
  return pieces;
}

/** The line that closes a fence; the number of lines where none does. */
function closing(lines: readonly string[], from: number, marks: string): number {
  const end = lines.findIndex((line, i) => {
    if (i < from) return false;
    const close = /^[ ]{0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
    return close !== undefined && close[0] === marks[0] && close.length >= marks.length;
  });
  return end < 0 ? lines.length : end;
}
