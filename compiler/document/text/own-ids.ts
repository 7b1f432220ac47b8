/** Ids: of headings, own or made from their words, and of tables with a caption. */
import type { Heading, Nodes, Paragraph, Parent, PhrasingContent, Table, Text } from "mdast";
import type { Captioned, Displayed, FlowContent, OwnId, Pictured } from "./nodes.ts";

export const idForm = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/**
 * In place: a heading has an id as its element will, its own or the one GitHub makes of its words; a paragraph `: Caption` behind a
 * table becomes that table's caption.
 */
export function readIds(tree: Nodes): void {
  const seen = new Map<string, number>();
  const visit = (node: Nodes): void => {
    if (node.type === "heading") {
      const own = takeId(node);
      const name = own?.id ?? slug(wordsOf(node));
      const before = own === null ? (seen.get(name) ?? 0) : 0;
      seen.set(name, (seen.get(name) ?? 0) + 1);
      const id = before === 0 ? name : `${name}-${before}`;
      node.data = { ...node.data, own, hProperties: { id: `text:${id}` } };
      return;
    }
    if (!("children" in node)) return;
    const parent = node as Parent;
    if (parent.children.some(({ type }) => type === "table"))
      parent.children = captioned(parent.children as FlowContent[]);
    for (const child of parent.children) visit(child);
  };
  visit(tree);
}

/** What is numbered, with the word of its number. */
export type Numbered = Captioned | Pictured | Displayed;
export const numberedWords = { captioned: "Table", pictured: "Figure", displayed: "Equation" } as const;
/** A formula has a number where it has an id. */
const isNumbered = (node: Nodes): node is Numbered =>
  node.type === "displayed" ? node.own !== null : Object.hasOwn(numberedWords, node.type);

/** Every id of the text, with what has it: headings by their words, tables, figures and formulas. */
export function idsIn(
  tree: Nodes,
): readonly { readonly id: string; readonly own: OwnId | null; readonly node: Heading | Numbered }[] {
  if (tree.type === "heading") {
    const id = String(tree.data?.hProperties?.id ?? "").slice("text:".length);
    return [{ id, own: tree.data?.own ?? null, node: tree }];
  }
  if (isNumbered(tree)) return tree.own === null ? [] : [{ id: tree.own.id, own: tree.own, node: tree }];
  return "children" in tree ? (tree as Parent).children.flatMap((child) => idsIn(child as Nodes)) : [];
}

/** What the author's text numbers, in the order of the document: its first line, and the word of its number. */
export function numberedIn(
  tree: Nodes,
): readonly { readonly line: number; readonly word: (typeof numberedWords)[Numbered["type"]] }[] {
  if (isNumbered(tree)) return [{ line: tree.position?.start.line ?? 0, word: numberedWords[tree.type] }];
  return "children" in tree ? (tree as Parent).children.flatMap((child) => numberedIn(child as Nodes)) : [];
}

function captioned(children: readonly FlowContent[]): FlowContent[] {
  const all: FlowContent[] = [];
  for (const child of children) {
    const table = all.at(-1);
    if (child.type === "paragraph" && table?.type === "table" && isCaption(child))
      all[all.length - 1] = captionOf(table, child);
    else all.push(child);
  }
  return all;
}

const isCaption = ({ children: [first] }: Paragraph): boolean => first?.type === "text" && /^:[ \t]/.test(first.value);

function captionOf(table: Table, caption: Paragraph): Captioned {
  const own = takeId(caption);
  const [first, ...rest] = caption.children as [Text, ...PhrasingContent[]];
  const words: Text = { ...first, value: first.value.replace(/^:[ \t]+/, "") };
  const [start, end] = [table.position?.start, caption.position?.end];
  const span = start === undefined || end === undefined ? undefined : { start, end };
  return {
    type: "captioned",
    data: { hName: "div", hProperties: { className: ["captioned"] } },
    own,
    children: [table, { ...caption, children: [words, ...rest] }],
    position: span,
  };
}

/** Takes `{#id}` off the end of a text; null where there is none. */
function takeId({ children }: Heading | Paragraph): OwnId | null {
  const last = children.at(-1);
  const met = last?.type === "text" ? /[ \t]*\{#([^\s{}]+)\}[ \t]*$/.exec(last.value) : null;
  if (last?.type !== "text" || met === null || last.position === undefined) return null;
  const { start, end } = last.position;
  const length = met[0].length;
  last.value = last.value.slice(0, met.index);
  const offset = end.offset ?? 0;
  last.position = { start, end: { ...end, column: end.column - length, offset: offset - length } };
  return { id: met[1], start: offset - length, end: offset };
}

/** As GitHub makes them, roughly: letters and digits of any script, hyphens for spaces. */
function slug(text: string): string {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s+/g, "-");
  return name === "" ? "section" : name;
}

/** Text of a heading; an address must not change with a result in it. */
export function wordsOf(node: Nodes): string {
  if (node.type === "inlineCode" && /^= /.test(node.value)) return "";
  if ("value" in node) return node.type === "html" ? "" : node.value;
  return "children" in node ? (node as Parent).children.map((child) => wordsOf(child as Nodes)).join("") : "";
}
