/** Excerpt: a source line laid out in terminal columns, so that carets stand under what they mean. */
import { visible } from "./visible.ts";

export interface Excerpt {
  /** The line: tabs as spaces, hidden characters as U+XXXX, cut with … where it is too long. */
  readonly text: string;
  /** Columns before the caret, and how many carets. */
  readonly before: number;
  readonly carets: number;
  /** Another line cut in the same way, so that both stand below one another. */
  also(line: string): string;
}

/** Of a longer line only what stands around the caret is laid out, so many times what is shown. */
const around = 40;

/** Lays out a line; `column` and `end` are 1-based in UTF-16 units, `end` exclusive; `width` in terminal columns. */
export function excerpt(line: string, column: number, end: number, width: number): Excerpt {
  const from = Math.max(0, column - 1 - around * width);
  const part = (of: string) => of.slice(from, from + 2 * around * width);
  const found = laidOut(part(line), column - from, end - from, width);
  return { ...found, also: (other) => found.also(part(other)) };
}

function laidOut(line: string, column: number, end: number, width: number): Excerpt {
  const from = within(line, column - 1);
  const to = Math.max(from, within(line, end - 1));
  const cells = layOut(line);
  const before = columnsOf(cells, from);
  const carets = Math.max(1, columnsOf(cells, to) - before);
  const total = columnsOf(cells, line.length);
  const first = total <= width || before < width - 20 ? 0 : before - Math.floor(width / 3);
  const cut = window(cells, first, width);
  const dots = first > 0 ? 1 : 0;
  const start = dots + before - cut.first;
  const shown = Math.min(carets, Math.max(1, cut.columns - (before - cut.first)));
  return { text: cut.text, before: start, carets: shown, also: (other) => window(layOut(other), first, width).text };
}

/** A sentence as shown: only what cannot be seen is replaced. */
export const displayed = (text: string): string => visible(text);

interface Cell {
  readonly text: string;
  /** UTF-16 units in the source, columns on the terminal. */
  readonly units: number;
  readonly columns: number;
}

const tabStop = 4;

function layOut(line: string): Cell[] {
  const cells: Cell[] = [];
  let at = 0;
  for (const character of line) {
    const cell = cellOf(character, at);
    cells.push(cell);
    at += cell.columns;
  }
  return cells;
}

function cellOf(character: string, at: number): Cell {
  if (character === "\t") {
    const columns = tabStop - (at % tabStop);
    return { text: " ".repeat(columns), units: 1, columns };
  }
  const text = visible(character);
  return { text, units: character.length, columns: text === character ? width(character) : text.length };
}

function columnsOf(cells: readonly Cell[], units: number): number {
  let seen = 0;
  let columns = 0;
  for (const cell of cells) {
    if (seen >= units) break;
    seen += cell.units;
    columns += cell.columns;
  }
  return columns;
}

/** The cells from terminal column `first` on, at most `width` columns of them, … on a side that was cut. */
function window(
  cells: readonly Cell[],
  first: number,
  width: number,
): { text: string; first: number; columns: number } {
  let at = 0;
  let start: number | null = null;
  let columns = 0;
  let text = "";
  for (const cell of cells) {
    if (at >= first && columns + cell.columns > width)
      return { text: `${first > 0 ? "…" : ""}${text}…`, first: start ?? first, columns };
    if (at >= first) {
      start ??= at;
      text += cell.text;
      columns += cell.columns;
    }
    at += cell.columns;
  }
  return { text: first > 0 ? `…${text}` : text, first: start ?? first, columns };
}

const within = (line: string, offset: number) => Math.min(Math.max(0, offset), line.length);

/** Terminal columns of a character: 0 for combining marks and joiners, 2 for East Asian wide ones and emoji. */
function width(character: string): number {
  if (/^(?:\p{Mn}|\p{Me}|\u200D)/u.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

// East Asian Width W and F by block (Unicode 15.1, EastAsianWidth.txt), and characters drawn as emoji.
const wide =
  /^[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{17000}-\u{18CFF}\u{1B000}-\u{1B2FF}\u{20000}-\u{3FFFD}\p{Emoji_Presentation}]/u;
