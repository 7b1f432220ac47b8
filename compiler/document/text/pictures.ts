/** Pictures: a paragraph `![Caption](photo.jpg){#id alt="…" width=60%}` is a figure with a caption of the author's. */
import type { Image, ImageReference, Nodes, Paragraph, Parent, PhrasingContent, Root } from "mdast";
import type { FlowContent, OwnId, Pictured } from "./nodes.ts";

/**
 * In place. Attributes that are not understood leave the paragraph as it is; that they stand raw is told with other syntax.
 *
 * @param parseLine Markdown of one line, which begins no block
 */
export function readPictures(tree: Nodes, source: string, parseLine: (text: string) => Root): void {
  const definitions = new Map<string, { readonly url: string; readonly title: string | null }>();
  const collect = (node: Nodes): void => {
    if (node.type === "definition" && !definitions.has(node.identifier))
      definitions.set(node.identifier, { url: node.url, title: node.title ?? null });
    if ("children" in node) for (const child of (node as Parent).children) collect(child as Nodes);
  };
  collect(tree);
  const visit = (node: Nodes): void => {
    if (!("children" in node)) return;
    const parent = node as Parent;
    parent.children = (parent.children as (FlowContent | PhrasingContent)[]).map((child) =>
      child.type === "imageReference" ? resolved(child, definitions) : child,
    ) as Parent["children"];
    for (const child of parent.children) visit(child as Nodes);
    parent.children = (parent.children as FlowContent[]).map((child) =>
      child.type === "paragraph" ? (pictured(child, source, parseLine) ?? child) : child,
    ) as Parent["children"];
  };
  visit(tree);
}

function resolved(
  { identifier, alt, position }: ImageReference,
  definitions: ReadonlyMap<string, { readonly url: string; readonly title: string | null }>,
): Image {
  const { url = "", title = null } = definitions.get(identifier) ?? {};
  return { type: "image", url, title, alt, position };
}

function pictured(paragraph: Paragraph, source: string, parseLine: (text: string) => Root): Pictured | null {
  const [image] = paragraph.children;
  if (image?.type !== "image" || image.position === undefined || paragraph.position === undefined) return null;
  const end = image.position.end.offset ?? 0;
  const behind = source.slice(end, paragraph.position.end.offset);
  const attributes = attributesOf(behind, end);
  if (attributes === null) return null;
  const { own, alt, width } = attributes;
  const caption = captionOf(image, source, parseLine);
  const shown: Image = { ...image, alt: alt ?? image.alt };
  if (width !== null) shown.data = { ...image.data, hProperties: { width } };
  return {
    type: "pictured",
    data: { hName: "div", hProperties: { className: ["pictured"] } },
    own,
    children: [shown, caption],
    position: paragraph.position,
  };
}

interface Attributes {
  readonly own: OwnId | null;
  readonly alt: string | null;
  readonly width: string | null;
}

/** Null where there is more than attributes, or one that is not understood. */
function attributesOf(behind: string, start: number): Attributes | null {
  if (behind.trim() === "") return { own: null, alt: null, width: null };
  const inside = /^\{([^{}\n]*)\}\s*$/.exec(behind)?.[1];
  if (inside === undefined) return null;
  let own: OwnId | null = null;
  let alt: string | null = null;
  let width: string | null = null;
  const rest = inside.replaceAll(/#([^\s{}"]+)|alt="([^"]*)"|width=(\d{1,3})%(?=\s|$)/g, (all, id, words, percent) => {
    if (id !== undefined && own === null) own = { id, start, end: start + behind.trimEnd().length };
    else if (words !== undefined && alt === null) alt = words;
    else if (percent !== undefined && width === null && Number(percent) >= 1 && Number(percent) <= 100)
      width = `${Number(percent)}%`;
    else return all;
    return "";
  });
  return rest.trim() === "" && inside.trim() !== "" ? { own, alt, width } : null;
}

/** The words between the brackets, as Markdown at their own places. */
function captionOf(image: Image, source: string, parseLine: (text: string) => Root): Paragraph {
  const start = (image.position?.start.offset ?? 0) + "![".length;
  const end = labelEnd(source, start, image.position?.end.offset ?? start);
  // What a quote puts before a line is none of the words.
  const words = source.slice(start, end).replaceAll(/\r?\n[ \t>]*/g, (gap) => " ".repeat(gap.length));
  const [paragraph] = parseLine(words).children;
  const children = paragraph?.type === "paragraph" ? paragraph.children : [];
  const line = image.position?.start.line ?? 1;
  const column = image.position?.start.column ?? 1;
  for (const child of children) moved(child, start, line, column);
  const at = (offset: number) => ({ line, column: column + offset - start + 2, offset });
  return { type: "paragraph", children, position: { start: at(start), end: at(end) } };
}

/** Where the bracket closes that an image opens: what is escaped, or code, closes none. */
function labelEnd(source: string, start: number, most: number): number {
  let depth = 1;
  for (let at = start; at < most; at++) {
    const sign = source[at];
    if (sign === "\\") at += 1;
    else if (sign === "`") {
      const run = /^`+/.exec(source.slice(at, most))?.[0] ?? "`";
      const close = source.indexOf(run, at + run.length);
      at = close >= 0 && close < most ? close + run.length - 1 : at + run.length - 1;
    } else if (sign === "[") depth += 1;
    else if (sign === "]") {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return most;
}

function moved(node: Nodes, start: number, line: number, column: number): void {
  if (node.position !== undefined) {
    const to = ({ offset = 0 }: { offset?: number }) => ({
      line,
      column: column + 2 + offset,
      offset: start + offset,
    });
    node.position = { start: to(node.position.start), end: to(node.position.end) };
  }
  if ("children" in node) for (const child of (node as Parent).children) moved(child as Nodes, start, line, column);
}
