/** Sentences: what the author wrote as text, cut into sentences whose letters know where they stand in the file. */
import type { Nodes, Parent, Root } from "mdast";
import type { OptionPath } from "../../blocks/contract/refusal.ts";
import type { Json } from "../../schemas/plain-json.ts";
import type { Position } from "../diagnostics/finding.ts";
import type { Lines } from "../diagnostics/lines.ts";

/** Stands in a sentence for what is no text of the author's: code, an inline value, an image. */
export const notText = "\uFFFC";
/** Stands between the cells of a table's row, which is read as one sentence. */
const cellEnd = "\u241F";

export interface Sentence {
  /** Without emphasis, links and line ends; `notText` for code. */
  readonly text: string;
  /** Inline code in the order of its `notText` signs. */
  readonly code: readonly string[];
  /** It stands in a block quote: somebody else said it. */
  readonly isQuoted: boolean;
  /** The range [start, end) of `text` in the file. */
  place(start: number, end: number): Position;
}

/** Text with a place for each letter, before it is cut. */
interface Flow {
  /** Joined only at the end: a text that grows by a letter and is asked for its last one is copied each time. */
  readonly letters: string[];
  readonly offsets: number[];
  readonly code: { readonly index: number; readonly value: string }[];
  readonly isQuoted: boolean;
}

/** Sentences of the prose, in the order of the document. Fenced code, inline code and raw HTML are none. */
export function sentencesOf(tree: Root, text: string, at: Lines): readonly Sentence[] {
  return flowsOf(tree, text).flatMap((flow) => cut(flow, at));
}

/** Trees of the texts that have markup in them, by the words as they were written. */
type Marked = ReadonlyMap<string, Root>;

/** Sentences in a text that stands in YAML, such as a caption, as a reader sees it: each is placed at the whole of it. */
export function sentencesIn(text: string, position: Position, marked: Marked): readonly Sentence[] {
  const tree = marked.get(text);
  if (tree !== undefined) return sentencesOf(tree, text, { starts: [0], place: () => position, line: () => "" });
  return bounds(text).map(([start, end]) => ({
    text: text.slice(start, end).replaceAll(/\s/g, " "),
    code: [],
    isQuoted: false,
    place: () => position,
  }));
}

/** The words a block shows as the author gave them. */
interface Captioned {
  readonly presentation: Json;
  at(path: OptionPath): Position;
}

/** Sentences in titles and captions of blocks. */
export function sentencesOfBlocks(blocks: readonly Captioned[], marked: Marked): readonly Sentence[] {
  return blocks.flatMap(({ presentation, at }) =>
    ["title", "caption"].flatMap((name) => {
      const value = (presentation as { readonly [key: string]: Json | undefined } | null)?.[name];
      return typeof value === "string" ? sentencesIn(value, at([name]), marked) : [];
    }),
  );
}

const flowing: ReadonlySet<string> = new Set(["paragraph", "heading", "tableRow", "summary", "term", "meaning"]);

function flowsOf(node: Nodes, source: string, isQuoted = false): Flow[] {
  if (flowing.has(node.type)) {
    const flow: Flow = { letters: [], offsets: [], code: [], isQuoted };
    write(flow, node, source);
    return [flow];
  }
  return "children" in node
    ? (node as Parent).children.flatMap((child) =>
        flowsOf(child as Nodes, source, isQuoted || node.type === "blockquote"),
      )
    : [];
}

function write(flow: Flow, node: Nodes, source: string): void {
  const start = node.position?.start.offset ?? 0;
  const put = (letter: string, offset: number) => {
    const isBlank = /\s/.test(letter);
    // One blank for many: line ends and runs of blanks say nothing.
    if (isBlank && flow.letters.at(-1) === " ") return;
    flow.letters.push(isBlank ? " " : letter);
    flow.offsets.push(offset);
  };
  if (node.type === "text") writeText(node.value, source, start, node.position?.end.offset ?? start, put);
  else if (node.type === "break") put(" ", start);
  else if (["inlineCode", "formula", "citation", "image", "imageReference"].includes(node.type)) {
    flow.code.push({ index: flow.letters.length, value: node.type === "inlineCode" ? node.value : "" });
    put(notText, start);
  } else if ("children" in node) for (const child of (node as Parent).children) write(flow, child as Nodes, source);
  if (node.type === "tableCell") put(cellEnd, node.position?.end.offset ?? start);
}

/** Letters of a text node with their places: escapes, entities and the indentation of later lines are stepped over. */
function writeText(
  value: string,
  source: string,
  start: number,
  end: number,
  put: (letter: string, offset: number) => void,
): void {
  let offset = start;
  for (const letter of value.split("")) {
    let here = offset;
    while (here < end && source[here] !== letter && /[\s>\\]/.test(source[here])) here++;
    const entity = source[here] === "&" ? entityAt(source, here, letter) : 0;
    const isThere = entity > 0 || (here < end && source[here] === letter);
    put(letter, isThere ? here : offset);
    if (isThere) offset = here + Math.max(1, entity);
  }
}

/** Length of the entity that stands for a letter here, or 0: `&amp;` stands for an ampersand, `&foo;` for itself. */
function entityAt(source: string, here: number, letter: string): number {
  const entity = /^&(?:#\w+|\w+);/.exec(source.slice(here, here + longestEntity))?.[0] ?? "";
  return letter !== "&" || /^&(?:amp|AMP|#38|#x26);$/i.test(entity) ? entity.length : 0;
}

/** `&CounterClockwiseContourIntegral;` */
const longestEntity = 40;

function cut({ letters, offsets, code, isQuoted }: Flow, at: Lines): Sentence[] {
  const text = letters.join("");
  let next = 0;
  return bounds(text).map(([start, end]) => {
    const first = next;
    while (next < code.length && code[next].index < end) next++;
    return {
      text: text.slice(start, end),
      code: code.slice(first, next).map(({ value }) => value),
      isQuoted,
      place: (from, to) => at.place(offsets[start + from] ?? 0, (offsets[start + Math.max(from, to - 1)] ?? 0) + 1),
    };
  });
}

/** A full stop behind these ends no sentence. */
const abbreviated = /(?:^|[\s(])(?:e\.g|i\.e|cf|ca|approx|vs|al|etc|Fig|Tab|Eq|No|Dr|Prof|resp|min|max)\.$/i;

/** Where sentences begin and end: behind `.`, `!` or `?`, where a blank and no small letter follows. */
function bounds(text: string): readonly (readonly [number, number])[] {
  const ends: number[] = [];
  for (const { index, 0: mark } of text.matchAll(/[.!?]{1,5}["”’»)\]]{0,3}(?=\s+[^\s\p{Ll}])/gu)) {
    if (!abbreviated.test(text.slice(Math.max(0, index - 7), index + 1))) ends.push(index + mark.length);
  }
  return [...ends, text.length]
    .map((end, i) => [i === 0 ? 0 : ends[i - 1], end] as const)
    .filter(([start, end]) => text.slice(start, end).trim() !== "");
}
