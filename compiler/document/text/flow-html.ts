/** HTML between paragraphs: read again as Markdown, so that its words stand in the report and its tags are met one by one. */
import type { Html, Nodes, Parent, Root, RootContent } from "mdast";
import { BeyondLimit } from "./beyond-limit.ts";
import type { Left } from "./left.ts";

/**
 * In place: each `html` node between paragraphs becomes the paragraphs in it, at their own positions. Comments that hold empty
 * lines, scripts and style sheets stay `html` nodes.
 *
 * @param text the document; offsets of the tree are its own
 * @param parse Markdown without HTML between paragraphs and without code by indentation
 */
export function readFlowHtml(tree: Root, text: string, parse: (text: string) => Root, left: Left): void {
  const starts = [0];
  for (const { index } of text.matchAll(/\n/g)) starts.push(index + 1);
  const visit = (node: Nodes): void => {
    if (!("children" in node)) return;
    const parent = node as Parent;
    const isFlow = flows.has(node.type);
    if (isFlow && parent.children.some(({ type }) => type === "html")) {
      parent.children = (parent.children as RootContent[]).flatMap((child) =>
        child.type === "html" ? reread(child, text, starts, parse, left) : [child],
      ) as Parent["children"];
    }
    for (const child of parent.children) visit(child);
  };
  visit(tree);
}

const flows: ReadonlySet<string> = new Set(["root", "blockquote", "listItem", "footnoteDefinition"]);

function reread(
  node: Html,
  text: string,
  starts: readonly number[],
  parse: (text: string) => Root,
  left: Left,
): RootContent[] {
  const place = placesIn(node, text, starts);
  const pieces = asides(node.value);
  const nodes: RootContent[] = pieces.map(({ start, end }) => {
    const html: Html = { type: "html", value: node.value.slice(start, end) };
    html.position = { start: place(start), end: place(end) };
    left.tell(html);
    return html;
  });
  let rest = "";
  let at = 0;
  for (const { start, end } of pieces) {
    rest += node.value.slice(at, start) + node.value.slice(start, end).replaceAll(/[^\r\n]/g, " ");
    at = end;
  }
  rest += node.value.slice(at);
  if (rest.trim() === "") return nodes;
  try {
    const { children } = parse(rest);
    for (const child of children) moved(child, place);
    return [...nodes, ...children];
  } catch (error) {
    if (!(error instanceof BeyondLimit)) throw error;
    throw new BeyondLimit({ ...error.beyond, at: place(error.beyond.at).offset });
  }
}

/** Comments with an empty line in them, which no paragraph holds, or that never end; and what is code. */
function asides(value: string): { readonly start: number; readonly end: number }[] {
  const pieces: { start: number; end: number }[] = [];
  const opening = /<!--(?!-?>)|<(script|style)\b/gi;
  for (let met = opening.exec(value); met !== null; met = opening.exec(value)) {
    const start = met.index;
    const close = met[1] === undefined ? "-->" : `</${met[1].toLowerCase()}`;
    const found = closeFrom(value, close, opening.lastIndex);
    const end = found ?? value.length;
    opening.lastIndex = end;
    const isShort = met[1] === undefined && found !== null && !/\n[ \t]*\r?\n/.test(value.slice(start, end));
    if (!isShort) pieces.push({ start, end });
    if (found === null) break;
  }
  return pieces;
}

/** Where what closes ends; null where nothing closes. */
function closeFrom(value: string, close: string, from: number): number | null {
  const pattern = new RegExp(close === "-->" ? "-->" : `${close}\\s*>`, "gi");
  pattern.lastIndex = from;
  return pattern.test(value) ? pattern.lastIndex : null;
}

type Point = NonNullable<RootContent["position"]>["start"];

/** From offsets in a node's value to the file: a line of the value is a line of the file less what a quote or list puts before it. */
function placesIn(node: Html, text: string, starts: readonly number[]): (offset: number) => Required<Point> {
  const first = node.position?.start ?? { line: 1, column: 1, offset: 0 };
  const lines = node.value.split("\n");
  const within = [0];
  for (const line of lines) within.push((within.at(-1) ?? 0) + line.length + 1);
  const bases = lines.map((line, k) => {
    if (k === 0) return first.offset ?? 0;
    const start = starts[first.line - 1 + k] ?? text.length;
    const end = (starts[first.line + k] ?? text.length + 1) - 1;
    return start + Math.max(0, end - start - line.length);
  });
  let k = 0;
  return (offset) => {
    while (k > 0 && within[k] > offset) k -= 1;
    while (k + 1 < lines.length && within[k + 1] <= offset) k += 1;
    const inFile = bases[k] + offset - within[k];
    const line = first.line + k;
    return { line, column: inFile - (starts[line - 1] ?? 0) + 1, offset: inFile };
  };
}

function moved(node: Nodes, place: (offset: number) => Required<Point>): void {
  if (node.position !== undefined) {
    const { start, end } = node.position;
    node.position = { start: place(start.offset ?? 0), end: place(end.offset ?? 0) };
  }
  if (node.type === "code") node.data = { ...node.data, inHtml: true };
  if ("children" in node) for (const child of (node as Parent).children) moved(child, place);
}

declare module "mdast" {
  interface CodeData {
    /** It stands in lines of HTML, where no block begins. */
    inHtml?: boolean;
  }
}
