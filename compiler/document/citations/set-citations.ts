/** FS2227: citations, numbered in the order of the text; what no bibliography holds is told at its key. */
import type { ElementContent } from "hast";
import type { Nodes, Parent } from "mdast";
import { closest } from "../../../blocks/contract/closest.ts";
import { textLimits as limits } from "../../../schemas/limits.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import type { Lines } from "../../diagnostics/lines.ts";
import type { Citation } from "../text/nodes.ts";
import type { Entry } from "./entries.ts";
import { type CitedSource, citedSource } from "./style.ts";

interface Item {
  readonly key: string;
  /** "p. 3"; null where the whole is cited. */
  readonly where: string | null;
}

/** The sources cited, by their numbers; in place each citation gets the element and the text it becomes. */
export function setCitations(
  tree: Nodes,
  source: string,
  at: Lines,
  entries: ReadonlyMap<string, Entry>,
): { readonly cited: readonly CitedSource[]; readonly findings: readonly Finding[] } {
  const cited = new Map<string, CitedSource>();
  const findings: Finding[] = [];
  const known = [...entries.keys()];
  let [count, suggestions] = [0, mostSuggestions];
  const tell = (start: number, end: number, what: string, key: string | null): void => {
    const suggestion = key !== null && suggestions-- > 0 ? closest(key, known) : null;
    findings.push(finding("FS2227", at.place(start, end), { written: source.slice(start, end), what, suggestion }));
  };
  const cite = (node: Citation): void => {
    const [start, end] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0];
    const items = itemsOf(node.value);
    if (items === null) {
      tell(start, end, "it is not in the form `[@key, p. 3; @other]`", null);
      return;
    }
    let from = start;
    const numbers = items.map(({ key, where }) => {
      from = source.indexOf(`@${key}`, from);
      const entry = entries.get(key);
      count += 1;
      if (entry === undefined) {
        const what =
          known.length === 0 ? "the document names no bibliography" : "no bibliography of the document holds it";
        tell(from, from + key.length + 1, what, key);
      } else if (!cited.has(key)) cited.set(key, citedSource(cited.size + 1, entry));
      from += key.length + 1;
      return { number: cited.get(key)?.number ?? 0, where };
    });
    node.data = { hName: "span", hProperties: { className: ["citation"] }, hChildren: elementsOf(numbers) };
    node.shown = `[${numbers.map(({ number, where }) => `${number}${where === null ? "" : `, ${where}`}`).join("; ")}]`;
  };
  const visit = (node: Nodes): void => {
    if (node.type === "citation") {
      if (count <= limits.references) cite(node);
    } else if (node.type === "link" && node.url.startsWith("#")) count += 1;
    if (node.type === "text" && known.length > 0) {
      const [start, end] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0];
      // What stands in brackets and was not read has been told.
      const words = source.slice(start, end).replaceAll(/\[[^[\]\n]*\]/g, (inside) => " ".repeat(inside.length));
      for (const met of words.matchAll(
        /(?<![\p{L}\p{N}_.@\\])@([\p{L}\p{N}_](?:[\p{L}\p{N}_:./-]*[\p{L}\p{N}_])?)/gu,
      )) {
        if (!entries.has(met[1])) continue;
        const place = at.place(start + met.index, start + met.index + met[0].length);
        const facts = { written: met[0], what: "it cites only within brackets, and stays text", suggestion: null };
        findings.push({ ...finding("FS2227", place, facts), severity: "warning" });
      }
    }
    if (count > limits.references) {
      if (findings.at(-1)?.code === "FS2235") return;
      const [start, end] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0];
      findings.push(finding("FS2235", at.place(start, end), { things: "references", limit: limits.references }));
      return;
    }
    if ("children" in node) for (const child of (node as Parent).children) visit(child as Nodes);
  };
  visit(tree);
  return { cited: [...cited.values()], findings };
}

/** So many are told the nearest key: to look for it takes as long as there are keys. */
const mostSuggestions = 100;

/** Null where it cannot be read. */
function itemsOf(value: string): readonly Item[] | null {
  const items = value.split(";").map((part): Item | null => {
    const met = /^\s*@([\p{L}\p{N}_](?:[\p{L}\p{N}_:.#$%&+?<>~/-]*[\p{L}\p{N}_])?)(?:\s*,\s*(\S.*?))?\s*$/u.exec(part);
    return met === null ? null : { key: met[1], where: met[2] ?? null };
  });
  return items.includes(null) ? null : (items as readonly Item[]);
}

function elementsOf(numbers: readonly { readonly number: number; readonly where: string | null }[]): ElementContent[] {
  const text = (value: string): ElementContent => ({ type: "text", value });
  const inside = numbers.flatMap(({ number, where }, i): ElementContent[] => [
    ...(i === 0 ? [] : [text("; ")]),
    { type: "element", tagName: "a", properties: { href: `#reference-${number}` }, children: [text(String(number))] },
    ...(where === null ? [] : [text(`, ${where}`)]),
  ]);
  return [text("["), ...inside, text("]")];
}
