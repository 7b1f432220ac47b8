/** Cards: a table of many columns is a card a row on a narrow page, each cell under the name of its column. */
import type { Element, ElementContent } from "hast";

/** A table of more columns becomes cards. */
const mostColumns = 3;

/** The table with the name of its column on each cell, where it has more than three; what else there is stays as it is. */
export function withHeads(content: Element): Element {
  if (content.tagName !== "table") return content;
  const [row] = partsOf(partsOf(content, "thead")[0], "tr");
  const heads = partsOf(row, "th").map((one) => textOf(one).trim());
  if (heads.length <= mostColumns) return content;
  const children = content.children.map((part) =>
    isPart(part, "tbody") ? { ...part, children: part.children.map((one) => labelled(one, heads)) } : part,
  );
  const className = [...((content.properties.className as readonly string[] | undefined) ?? []), "cards"];
  return { ...content, properties: { ...content.properties, className }, children };
}

/** The first cell is the name of its card. */
function labelled(row: ElementContent, heads: readonly string[]): ElementContent {
  if (!isPart(row, "tr") || row.children.length !== heads.length) return row;
  const children = row.children.map((cell, k) =>
    k === 0 || cell.type !== "element" ? cell : { ...cell, properties: { ...cell.properties, dataHead: heads[k] } },
  );
  return { ...row, children };
}

const isPart = (node: ElementContent, tagName: string): node is Element =>
  node.type === "element" && node.tagName === tagName;

const partsOf = (node: Element | undefined, tagName: string): readonly Element[] =>
  (node?.children ?? []).filter((one) => isPart(one, tagName));

const textOf = (node: ElementContent): string =>
  node.type === "text" ? node.value : node.type === "element" ? node.children.map(textOf).join("") : "";
