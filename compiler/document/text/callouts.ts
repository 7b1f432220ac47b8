/** `> [!NOTE]`: a quote that begins with the line of a callout. */
import type { Blockquote, Nodes, Paragraph, Parent, Text } from "mdast";
import type { Callout, FlowContent } from "./nodes.ts";

/** The words of each callout as its first line names it; they stand as the callout's title. */
export const callouts: ReadonlyMap<string, string> = new Map([
  ["NOTE", "Note"],
  ["TIP", "Tip"],
  ["IMPORTANT", "Important"],
  ["WARNING", "Warning"],
  ["CAUTION", "Caution"],
]);

/** In place. A first line that names none of them, or goes on, stays text: it is told with other syntax that is not read. */
export function readCallouts(node: Nodes): void {
  if (!("children" in node)) return;
  const parent = node as Parent;
  for (const child of parent.children) readCallouts(child);
  parent.children = parent.children.map((child) => (child.type === "blockquote" ? (calloutOf(child) ?? child) : child));
}

function calloutOf(quote: Blockquote): Callout | null {
  const [first, ...rest] = quote.children as FlowContent[];
  const line = first?.type === "paragraph" ? first.children[0] : undefined;
  if (first?.type !== "paragraph" || line?.type !== "text") return null;
  const met = /^\[!([A-Za-z]+)\][ \t]*(?:\r?\n|$)/.exec(line.value);
  const name = met?.[1].toUpperCase() ?? "";
  const title = callouts.get(name);
  if (met === null || title === undefined) return null;
  // Where the line goes on in another node (code, emphasis), it is no line of its own.
  if (!met[0].endsWith("\n") && first.children.length > 1) return null;
  const text = withoutStart(line, met[0].length, quote);
  const words: Paragraph = { ...first, children: [...(text.value === "" ? [] : [text]), ...first.children.slice(1)] };
  const head: Paragraph = {
    type: "paragraph",
    data: { hProperties: { className: ["callout-title"] } },
    children: [{ type: "text", value: title }],
  };
  return {
    type: "callout",
    data: { hName: "aside", hProperties: { className: ["callout", name.toLowerCase()] } },
    children: [head, ...(words.children.length === 0 ? [] : [words]), ...rest],
    position: quote.position,
  };
}

/** The text behind its first line, which is a line of the file. */
function withoutStart(text: Text, length: number, quote: Blockquote): Text {
  const value = text.value.slice(length);
  if (text.position === undefined || value === "") return { type: "text", value };
  const { start, end } = text.position;
  const line = start.line + 1;
  const column = quote.position?.start.column ?? 1;
  return {
    type: "text",
    value,
    position: { start: { line, column, offset: (start.offset ?? 0) + length }, end },
  };
}
