/** Lines: from offsets in a text to lines and columns, as an editor counts them. */
import type { Position } from "./finding.ts";

export interface Lines {
  /** Offset at which line `number` (from 1) starts. */
  readonly starts: readonly number[];
  /** The range [start, end) of offsets in UTF-16 units; offsets outside of the text are moved to its ends. */
  place(start: number, end: number): Position;
  /** Line `number` (from 1) without its end. */
  line(number: number): string;
}

/** Line ends are LF, CRLF and CR, as in Markdown. */
export function lines(file: string, text: string): Lines {
  const starts = [0];
  for (const end of text.matchAll(/\r\n|\n|\r/g)) starts.push(end.index + end[0].length);
  const point = (offset: number) => {
    const at = Math.min(Math.max(0, offset), text.length);
    const line = lastAtMost(starts, at);
    return { line: line + 1, column: at - starts[line] + 1 };
  };
  return {
    starts,
    place(start, end) {
      const from = point(start);
      const to = point(Math.max(start, end));
      return { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
    },
    line: (number) => text.slice(starts[number - 1], starts[number] ?? text.length).replace(/[\r\n]+$/, ""),
  };
}

/** Index of the last entry of an ascending list that is at most `value`. */
function lastAtMost(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (ascending[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
