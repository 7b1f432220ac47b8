/** Paragraphs: how many lines each has, judged from the lines of a document before any parser meets it. */

/** What ends a paragraph on the line itself: an underlined heading or a rule, a heading, the first item of a list. */
const rule = /^ {0,3}(?:=+|-+|([-*_])(?:[ \t]*\1){2,})[ \t]*$/;
const heading = /^ {0,3}#{1,6}(?:[ \t]|$)/;
const firstItem = /^[ \t]*(?:[-*+]|1[.)])[ \t]+\S/;
const nextItem = /^[ \t]*\d{1,9}[.)][ \t]+\S/;
const delimiterRow = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const quoteMarks = /^(?: {0,3}> ?)+/;
const itemMarks = /^(?:[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+)+/;
const isIndented = (line: string): boolean => /^(?: {4}|\t)/.test(line);

/**
 * Offset of the first paragraph of more than `limit` lines, or null. Front matter, code and tables are none; in a quote the
 * marks are passed over, and every item of a list is a paragraph of its own.
 */
export function longParagraph(text: string, limit: number): number | null {
  for (const { start, count } of pieces(text)) if (count > limit) return start;
  return null;
}

/**
 * Offset of the first piece beyond `limit`, or null: a paragraph, an item, a heading, a rule, a fenced block, an empty
 * quote. The parser takes its time for each, however short.
 */
export function manyPieces(text: string, limit: number): number | null {
  let found = 0;
  for (const { start, count } of pieces(text)) if (count === 1 && ++found > limit) return start;
  return null;
}

/** Every piece once with `count` 1, then its further lines with what they make together. */
function* pieces(text: string): Generator<{ readonly start: number; readonly count: number }> {
  const skip = /^---[ \t]*\n[\s\S]*?\n---[ \t]*(?:\n|$)/.exec(text)?.[0].length ?? 0;
  let offset = skip;
  let fence: string | null = null;
  let state: "between" | "paragraph" | "table" = "between";
  let isInList = false;
  let [count, start] = [0, skip];
  let before = "";
  let isBlankAbove = true;
  for (const whole of text.slice(skip).split("\n")) {
    const line = whole.replace(quoteMarks, "").trimEnd();
    const from = offset;
    offset += whole.length + 1;
    const mark: string | null = isIndented(line) && !isInList ? null : fenceMark(line, fence);
    if (fence !== null) {
      if (mark !== null) fence = null;
      continue;
    }
    if (mark !== null || line.trim() === "") {
      if (mark !== null || (state === "between" && whole.trim() !== "" && isBlankAbove))
        yield { start: from, count: 1 };
      [fence, state, count] = [mark, "between", 0];
    } else if (rule.test(line) || heading.test(line)) {
      yield { start: from, count: 1 };
      [state, count] = ["between", 0];
    } else if (state === "paragraph" && isDelimiter(line, before)) state = "table";
    else if (state !== "table") {
      const isItem = isItemAt(line, state === "between" || isInList, isInList);
      if (state === "between" && !isItem && !/^[ \t]/.test(line)) isInList = false;
      // Code by indentation starts no paragraph; below an item of a list the same indentation is text.
      if (state === "between" && isIndented(line) && !isInList) continue;
      if (isItem || state === "between") [count, start] = [0, from];
      isInList ||= isItem;
      state = "paragraph";
      count += 1;
      yield { start, count };
    }
    before = line;
    isBlankAbove = whole.trim() === "";
  }
}

/** An item that begins with another number than 1 interrupts no paragraph, and one far to the right only in a list. */
const isItemAt = (line: string, mayGoOn: boolean, isInList: boolean): boolean =>
  (isInList || !isIndented(line)) && (firstItem.test(line) || (mayGoOn && nextItem.test(line)));

/** The fence a line opens, or the one it closes; null for any other line. */
function fenceMark(line: string, open: string | null): string | null {
  if (open !== null) {
    const close = /^[ \t]*(`{3,}|~{3,})$/.exec(line)?.[1] ?? "";
    return close[0] === open[0] && close.length >= open.length ? close : null;
  }
  return /^[ \t]*(`{3,}(?=[^`]*$)|~{3,})/.exec(line.replace(itemMarks, ""))?.[1] ?? null;
}

/** A table begins where the row of dashes has as many cells as the line before it. */
const isDelimiter = (line: string, before: string): boolean =>
  /[|:]/.test(line) && delimiterRow.test(line) && cellsOf(line) === cellsOf(before);
const cellsOf = (line: string): number =>
  line
    .trim()
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/).length;
