/** Elements of the report, made as a tree: whatever is text in it is escaped when it is written. */
import type { Element, ElementContent, Properties, Root, RootContent } from "hast";
import { h as hastscript } from "hastscript";
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

export type Child = ElementContent | string | null | undefined | readonly Child[];

/**
 * An element; strings become text, `null` nothing, lists are laid flat. The types of hastscript know no lists that may not be changed
 * and none more than two deep; it changes none and takes any.
 */
export const h = hastscript as (tagName: string, properties: Properties, ...children: readonly Child[]) => Element;

export function raw(value: string): Raw {
  return { type: "raw", value };
}

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
