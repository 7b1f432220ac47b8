/** Definition lists: a term, and on the next lines its definitions, each behind `: `. */
import type { Nodes, Paragraph, Parent, PhrasingContent, Text } from "mdast";
import type { DefinitionList, FlowContent, Meaning, Term } from "./nodes.ts";

/** In place. A line that begins with `: ` behind an empty line is no definition and stays text. */
export function readDefinitionLists(node: Nodes, source: string): void {
  if (!("children" in node)) return;
  const parent = node as Parent;
  for (const child of parent.children) readDefinitionLists(child, source);
  if (!parent.children.some((child) => child.type === "paragraph" && mayDefine(child))) return;
  parent.children = (parent.children as FlowContent[])
    .flatMap((child) => (child.type === "paragraph" && mayDefine(child) ? listOf(child, source) : [child]))
    .reduce<FlowContent[]>(joinedLists, []);
}

const mayDefine = ({ children }: Paragraph): boolean =>
  children.some((child, i) => child.type === "text" && (/\n:[ \t]/.test(child.value) || (i > 0 && isMeaning(child))));

/** Lists that follow one another are one, as if no empty line stood between. */
function joinedLists(all: FlowContent[], node: FlowContent): FlowContent[] {
  const last = all.at(-1);
  if (node.type === "definitionList" && last?.type === "definitionList") last.children.push(...node.children);
  else all.push(node);
  return all;
}

interface Line {
  readonly nodes: PhrasingContent[];
  /** It is set in behind the lines above, so that it goes on with them. */
  readonly isIndented: boolean;
}

const isMeaning = (node: PhrasingContent | undefined): node is Text =>
  node?.type === "text" && /^:[ \t]/.test(node.value);

function listOf(paragraph: Paragraph, source: string): FlowContent[] {
  const lines = linesOf(paragraph.children, source);
  const defines = lines.map(({ nodes }) => isMeaning(nodes[0]));
  const first = defines.indexOf(true);
  if (first < 1) return [paragraph];
  const before = lines.slice(0, first - 1);
  const children: (Term | Meaning)[] = [];
  for (let k = first - 1; k < lines.length; k++) {
    const { nodes, isIndented } = lines[k];
    const last = children.at(-1);
    if (defines[k]) children.push({ ...part("meaning", "dd", withoutColon(nodes)), position: spanOf(nodes) });
    else if (last === undefined || (defines[k + 1] && !isIndented)) children.push(part("term", "dt", nodes));
    else last.children.push({ type: "text", value: "\n" }, ...nodes);
  }
  const list: DefinitionList = { type: "definitionList", data: { hName: "dl" }, children };
  if (before.length === 0) return [{ ...list, position: paragraph.position }];
  const words = before.flatMap(({ nodes }, k) => (k === 0 ? nodes : [{ type: "text", value: "\n" } as Text, ...nodes]));
  return [{ ...paragraph, children: words, position: spanOf(words) }, list];
}

function part<Type extends "term" | "meaning">(type: Type, hName: string, children: PhrasingContent[]) {
  return { type, data: { hName }, children, position: spanOf(children) };
}

function spanOf(nodes: readonly PhrasingContent[]): Paragraph["position"] {
  const [start, end] = [nodes[0]?.position?.start, nodes.at(-1)?.position?.end];
  return start === undefined || end === undefined ? undefined : { start, end };
}

function withoutColon([first, ...rest]: readonly PhrasingContent[]): PhrasingContent[] {
  if (first?.type !== "text") return [...rest];
  const sign = /^:[ \t]+/.exec(first.value)?.[0].length ?? 0;
  const value = first.value.slice(sign);
  if (value === "") return [...rest];
  const { start, end } = first.position ?? {};
  if (start === undefined || end === undefined) return [{ type: "text", value }, ...rest];
  const from = { ...start, column: start.column + sign, offset: (start.offset ?? 0) + sign };
  return [{ type: "text", value, position: { start: from, end } }, ...rest];
}

function linesOf(children: readonly PhrasingContent[], source: string): Line[] {
  const lines: Line[] = [{ nodes: [], isIndented: false }];
  let isAfterBreak = false;
  for (const child of children) {
    if (child.type === "break") isAfterBreak = true;
    else if (child.type !== "text") {
      if (isAfterBreak) lines.push({ nodes: [], isIndented: false });
      isAfterBreak = false;
      lines[lines.length - 1].nodes.push(child);
    } else {
      for (const [k, text] of textLines(child, source).entries()) {
        const start = text.position?.start.offset ?? 0;
        if (k > 0 || isAfterBreak)
          lines.push({ nodes: [], isIndented: /[ \t]{2}$/.test(source.slice(start - 2, start)) });
        isAfterBreak = false;
        if (text.value !== "") lines[lines.length - 1].nodes.push(text);
      }
    }
  }
  return lines;
}

/** The lines of a text, each at its place: what a quote or list puts before them is stepped over. */
function textLines(text: Text, source: string): Text[] {
  const values = text.value.split(/\r?\n/);
  if (text.position === undefined) return values.map((value) => ({ type: "text", value }));
  const { start, end } = text.position;
  let [offset, column] = [start.offset ?? 0, start.column];
  return values.map((value, k) => {
    const next = source.indexOf("\n", offset) + 1;
    const isLast = k === values.length - 1;
    const from = { line: start.line + k, column, offset };
    const to = isLast ? end : { line: start.line + k, column: column + next - 1 - offset, offset: next - 1 };
    const before = /^[ \t>]*/.exec(source.slice(next, next + longestStart))?.[0].length ?? 0;
    [offset, column] = [next + before, before + 1];
    return { type: "text", value, position: { start: from, end: to } };
  });
}

/** Longer than what stands before a line in lists and quotes. */
const longestStart = 1000;
