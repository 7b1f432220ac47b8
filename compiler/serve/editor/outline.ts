/** Outline: where front matter and blocks stand in a text as it is being written, by its lines alone: it need not be right for that. */

/** The front matter or block whose body an offset is in; a body begins on a line of its own. */
export const sectionAt = (text: string, at: number, { front, blocks }: Outline): Section | null =>
  [front, ...blocks].find(
    (one) => one !== null && one.bodyStart <= at && at <= one.bodyEnd && /[\r\n]/.test(text[one.bodyStart - 1] ?? ""),
  ) ?? null;

/** A block of the text; offsets are UTF-16 units, as an editor counts. */
export interface Section {
  /** Null of the front matter. */
  readonly kind: string | null;
  /** As written, else the kind; null of the front matter. */
  readonly id: string | null;
  /** Where the id is written; null where it is not. */
  readonly idAt: { readonly start: number; readonly end: number } | null;
  /** Its opening line and all up to its closing one. */
  readonly start: number;
  readonly end: number;
  /** What stands between. */
  readonly bodyStart: number;
  readonly bodyEnd: number;
}

export interface Outline {
  readonly front: Section | null;
  readonly blocks: readonly Section[];
}

const opening = /^ {0,3}(`{3,}|~{3,})[ \t]*foodspec(?:[ \t]+([A-Za-z0-9_-]+))?(?:[ \t]+#([^\s`]*))?[ \t]*$/;

export function outlineOf(text: string): Outline {
  const lines = linesOf(text);
  const front = frontOf(lines, text);
  const blocks: Section[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (front !== null && line.start < front.end) continue;
    const [, marks, kind = "", id] = opening.exec(line.text) ?? [];
    if (marks === undefined) continue;
    const close = lines.findIndex((one, k) => k > i && isClosing(one.text, marks));
    const next = lines.findIndex((one, k) => k > i && opening.test(one.text));
    // A fence that is not closed yet ends where the next begins.
    const last = close < 0 || (next >= 0 && next < close) ? (next < 0 ? lines.length : next) : close;
    const idStart = id === undefined ? -1 : line.start + line.text.lastIndexOf(`#${id}`) + 1;
    blocks.push({
      kind,
      id: id === undefined || id === "" ? kind : id,
      idAt: id === undefined || id === "" ? null : { start: idStart, end: idStart + id.length },
      start: line.start,
      end: lines[last]?.end ?? text.length,
      bodyStart: Math.min(line.next, text.length),
      bodyEnd: lines[last]?.start ?? text.length,
    });
    i = last === next ? last - 1 : last;
  }
  return { front, blocks };
}

interface Line {
  readonly text: string;
  readonly start: number;
  /** Without its line end, and with it. */
  readonly end: number;
  readonly next: number;
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const end of text.matchAll(/\r\n|\n|\r|$/g)) {
    lines.push({ text: text.slice(start, end.index), start, end: end.index, next: end.index + end[0].length });
    start = end.index + end[0].length;
  }
  return lines;
}

function frontOf(lines: readonly Line[], text: string): Section | null {
  if (!/^\uFEFF?---[ \t]*$/.test(lines[0].text)) return null;
  const close = lines.findIndex(({ text }, k) => k > 0 && /^---[ \t]*$/.test(text));
  // Front matter that is not closed yet ends at the first empty line.
  const last = close > 0 ? close : lines.findIndex(({ text }, k) => k > 0 && text.trim() === "");
  const end = lines[last]?.end ?? text.length;
  const bodyEnd = lines[last]?.start ?? text.length;
  return { kind: null, id: null, idAt: null, start: 0, end, bodyStart: lines[0].next, bodyEnd };
}

const isClosing = (line: string, marks: string): boolean => {
  const close = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return close !== undefined && close[0] === marks[0] && close.length >= marks.length;
};
