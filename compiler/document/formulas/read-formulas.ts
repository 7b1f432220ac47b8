/** Formulas that stand alone: a paragraph `$$…$$ {#id}` is displayed as lines between `$$ {#id}` and `$$` are. */
import type { Nodes, Paragraph, Parent } from "mdast";
import type { Displayed, FlowContent } from "../text/nodes.ts";

/** In place. */
export function readFormulas(node: Nodes, source: string): void {
  if (node.type === "displayed") withId(node, source);
  if (!("children" in node)) return;
  const parent = node as Parent;
  parent.children = (parent.children as FlowContent[]).map((child) =>
    child.type === "paragraph" ? (alone(child, source) ?? child) : child,
  ) as Parent["children"];
  for (const child of parent.children) readFormulas(child, source);
}

function alone(paragraph: Paragraph, source: string): Displayed | null {
  const [formula] = paragraph.children;
  if (formula?.type !== "formula" || formula.signs !== 2 || paragraph.position === undefined) return null;
  const end = formula.position?.end.offset ?? 0;
  const behind = source.slice(end, paragraph.position.end.offset);
  const id = /^[ \t]*\{#([^\s{}]+)\}\s*$/.exec(behind)?.[1] ?? null;
  if (id === null && behind.trim() !== "") return null;
  const own = id === null ? null : { id, start: end, end: end + behind.trimEnd().length };
  return { ...formula, type: "displayed", own, isOpen: false, rest: "", position: paragraph.position };
}

/** The id behind the first fence; what else stands there stays, and is told. */
function withId(formula: Displayed, source: string): void {
  const id = /^\{#([^\s{}]+)\}$/.exec(formula.rest)?.[1];
  if (id === undefined) return;
  const start = (formula.position?.start.offset ?? 0) + "$$".length;
  const end = source.indexOf("}", start) + 1;
  formula.own = { id, start, end };
  formula.rest = "";
}
