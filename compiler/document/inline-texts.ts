/** Inline texts: titles and captions of the front matter and of blocks, which are Markdown within a line as the text is. */
import type { Nodes, Parent, PhrasingContent, Root } from "mdast";
import type { OptionPath } from "../../blocks/contract/refusal.ts";
import { own } from "../../schemas/dictionary.ts";
import type { Json } from "../../schemas/plain-json.ts";
import type { Finding, Position } from "../diagnostics/finding.ts";
import type { Lines } from "../diagnostics/lines.ts";
import { formulasIn, type SetFormula, setFormulas } from "./formulas/set-formulas.ts";
import { parseLine } from "./markdown.ts";

/** What has markup in it, by the words as they were written; all else is text as it stands. */
export type InlineTexts = ReadonlyMap<string, Root>;

/** A title or caption, and where it stands. */
export interface Written {
  readonly text: string;
  readonly position: Position;
}

/** Signs without which a text has no markup. */
const signs = /[*_`~^$<\\&]/;

type Fields = { readonly [name: string]: Json };

interface Presented {
  readonly presentation: Json;
  at(path: OptionPath): Position;
}

/** Titles and captions of blocks. */
export const writtenIn = (blocks: readonly Presented[]): readonly Written[] =>
  blocks.flatMap(({ presentation, at }) =>
    ["title", "caption"].flatMap((name) => {
      const text = own((presentation ?? {}) as Fields, name);
      return typeof text === "string" ? [{ text, position: at([name]) }] : [];
    }),
  );

/**
 * @param set how a formula is set; null where that is not loaded: then the formulas stay as they are, and `wants` says so
 * @returns the texts that have markup, what is wrong with their formulas, and whether one has any
 */
export function readInlineTexts(
  written: readonly Written[],
  set: SetFormula | null,
): { readonly texts: InlineTexts; readonly findings: readonly Finding[]; readonly wants: boolean } {
  const texts = new Map<string, Root>();
  const findings: Finding[] = [];
  let wants = false;
  for (const { text, position } of written) {
    if (texts.has(text) || !signs.test(text)) continue;
    const tree = parseLine(text);
    if (tree === null) continue;
    tame(tree, text);
    if (isPlain(tree, text)) continue;
    texts.set(text, tree);
    wants ||= set === null && formulasIn(tree).length > 0;
    if (set !== null) findings.push(...setFormulas(tree, text, onlyAt(position), set));
  }
  return { texts, findings, wants };
}

const isPlain = ({ children: [first, ...more] }: Root, text: string): boolean =>
  more.length > 0 ||
  first?.type !== "paragraph" ||
  (first.children.length === 1 && first.children[0].type === "text" && first.children[0].value === text);

const kept: ReadonlySet<string> = new Set(
  "paragraph text emphasis strong delete inlineCode inlineElement formula break".split(" "),
);

/** In place: links, pictures, citations and tags, which a title has no place for, stay the signs they were written with. */
function tame(node: Nodes, text: string): void {
  if (!("children" in node)) return;
  const parent = node as Parent;
  parent.children = parent.children.map((child): PhrasingContent => {
    if (kept.has(child.type)) return child as PhrasingContent;
    return { type: "text", value: text.slice(child.position?.start.offset ?? 0, child.position?.end.offset ?? 0) };
  });
  for (const child of parent.children) tame(child, text);
}

/** Whatever is wrong is told where the text stands: YAML may have written its letters otherwise. */
const onlyAt = (position: Position): Lines => ({ starts: [0], place: () => position, line: () => "" });
