/** Elements of the report, made as a tree: whatever is text in it is escaped when it is written. */
import type { Element, ElementContent, Properties, Root, RootContent } from "hast";
import rehypeStringify from "rehype-stringify";
import { unified } from "unified";

/** Markup of our own making (drawn figures), written as it is. Nothing from a document or from data may become one. */
interface Raw {
  type: "raw";
  value: string;
}
declare module "hast" {
  interface ElementContentMap {
    raw: Raw;
  }
  interface RootContentMap {
    raw: Raw;
  }
}

export type Child = ElementContent | string | null | undefined | false | readonly Child[];

/** An element; strings become text, `null` and `false` nothing, lists are laid flat; an empty list is no attribute. */
export function h(tagName: string, properties: Properties, ...children: readonly Child[]): Element {
  const written = Object.entries(properties).filter(([, value]) => !(Array.isArray(value) && value.length === 0));
  return { type: "element", tagName, properties: Object.fromEntries(written), children: children.flatMap(nodes) };
}

export function raw(value: string): Raw {
  return { type: "raw", value };
}

function nodes(child: Child): ElementContent[] {
  if (child === null || child === undefined || child === false || child === "") return [];
  if (typeof child === "string") return [{ type: "text", value: child }];
  if (isList(child)) return child.flatMap(nodes);
  return [child];
}

const isList = (child: Child): child is readonly Child[] => Array.isArray(child);

/** The HTML of a tree. */
export function toHtml(children: readonly (ElementContent | RootContent)[]): string {
  const root: Root = { type: "root", children: children as RootContent[] };
  return unified().use(rehypeStringify, { allowDangerousHtml: true }).stringify(root);
}

/** The text below a node, drawn figures left out. */
export function textOf(node: RootContent | Root): string {
  if (node.type === "text") return node.value;
  return "children" in node ? node.children.map(textOf).join("") : "";
}
