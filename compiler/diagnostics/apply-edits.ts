/** Apply edits: a text with the edits of fixes done. */
import type { Edit } from "./finding.ts";
import { lines } from "./lines.ts";

/** Of edits that touch one another the first in the text is done, and the others are left for another time. */
export function applyEdits(text: string, file: string, edits: readonly Edit[]): string {
  const { starts } = lines(file, text);
  const offset = (line: number, column: number) =>
    Math.min((starts[line - 1] ?? text.length) + column - 1, text.length);
  const own = edits
    .filter(({ position }) => position.file === file)
    .map(({ position: { line, column, endLine, endColumn }, text: written }) => ({
      start: offset(line, column),
      end: offset(endLine, endColumn),
      written,
    }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  let done = "";
  let at = 0;
  for (const { start, end, written } of own) {
    if (start < at) continue;
    done += text.slice(at, start) + written;
    at = end;
  }
  return done + text.slice(at);
}
