/** Inline words: an author's title or caption with its markup where there is room for it, and as plain words elsewhere. */
import type { Root as Document, Nodes } from "mdast";
import type { Protocol } from "../document/protocol.ts";
import { wordsOf } from "../document/text/own-ids.ts";
import { escaped } from "./escaped.ts";
import { type Child, textOf } from "./hast.ts";
import { sanitised } from "./sanitised.ts";

/** What holds them: the protocol, or a block or exhibit of it. */
type Texts = Pick<Protocol, "inlineTexts">;

const lineOf = (tree: Document) => {
  const [paragraph] = sanitised(tree).children;
  return paragraph?.type === "element" ? paragraph.children : [];
};

/** As elements, with what our own words put before and behind it: one text where it has no markup. */
export function inlineElements({ inlineTexts }: Texts, text: string, { before = "", behind = "" } = {}): Child {
  const tree = inlineTexts.get(text);
  return tree === undefined ? before + text + behind : [before, lineOf(tree), behind].filter((part) => part !== "");
}

/** As words alone, for places that have no markup: 10⁵ is 10^5 and never 105, a formula is as it was typed. */
export function plainWords({ inlineTexts }: Texts, text: string): string {
  const tree = inlineTexts.get(text);
  return tree === undefined ? text : wordsIn(tree);
}

function wordsIn(node: Nodes): string {
  if (node.type === "break") return " ";
  if (!("children" in node)) return "value" in node ? node.value : "";
  const words = node.children.map(wordsIn).join("");
  return node.type === "inlineElement" && node.data.hName === "sup" ? `^${words}` : words;
}

/** Whether a heading says the title: by its text as it was read, or as it is set. */
export function isTitleText(heading: string, { frontMatter: { title }, inlineTexts }: Protocol): boolean {
  const tree = inlineTexts.get(title);
  const own = tree === undefined ? [] : [wordsOf(tree), lineOf(tree).map(textOf).join("")];
  return [title, ...own].some((one) => one.trim() === heading.trim());
}

/** As Markdown: its markup and no other, with the tags that GitHub knows for sub- and superscript; all else of it says just itself. */
export function inlineMarkdown({ inlineTexts }: Texts, text: string): string {
  const tree = inlineTexts.get(text);
  if (tree === undefined) return escaped(text);
  return markdownOf(tree, text).replace(/\s+/g, " ").trim();
}

const marks: ReadonlyMap<string, string> = new Map([
  ["emphasis", "*"],
  ["strong", "**"],
  ["delete", "~~"],
]);

function markdownOf(node: Nodes, text: string): string {
  if (node.type === "text") return escaped(node.value);
  if (node.type === "break") return " ";
  if (!("children" in node)) {
    const written = text.slice(node.position?.start.offset, node.position?.end.offset);
    // Where formulas are not known, a sign of less in one must not become a tag.
    return node.type === "inlineCode" ? written : written.replaceAll("<", "\\lt ").replaceAll(">", "\\gt ");
  }
  const inner = node.children.map((child) => markdownOf(child, text)).join("");
  if (node.type === "inlineElement") return `<${node.data.hName}>${inner}</${node.data.hName}>`;
  const mark = marks.get(node.type) ?? "";
  return mark + inner + mark;
}
