/** FS2224 and FS2225: references within the text that lead nowhere, and ids that cannot be. */
import type { Nodes, Parent } from "mdast";
import { closest } from "../../../blocks/contract/closest.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import type { Lines } from "../../diagnostics/lines.ts";
import { idForm, idsIn } from "./own-ids.ts";

/** @param blocks ids of blocks, which share one space with those of the text */
export function checkIds(tree: Nodes, at: Lines, blocks: ReadonlySet<string>): readonly Finding[] {
  const ids = idsIn(tree);
  const findings: Finding[] = [];
  const taken = new Set<string>();
  for (const { id, own } of ids) {
    if (own !== null) {
      const what = !idForm.test(id)
        ? "an id begins with a letter or _, and holds letters, digits, _ and - only"
        : blocks.has(id)
          ? "a block has this id"
          : taken.has(id)
            ? "the id was given before"
            : null;
      if (what !== null) findings.push(finding("FS2225", at.place(own.start, own.end), { id, what }));
    }
    taken.add(id);
  }
  const known = [...new Set([...taken, ...blocks])];
  const all = new Set(known);
  const urls = new Map<string, string>();
  const define = (node: Nodes): void => {
    if (node.type === "definition" && !urls.has(node.identifier)) urls.set(node.identifier, node.url);
    if ("children" in node) for (const child of (node as Parent).children) define(child as Nodes);
  };
  define(tree);
  let left = mostNearest;
  const visit = (node: Nodes): void => {
    const url =
      node.type === "link" ? node.url : node.type === "linkReference" ? (urls.get(node.identifier) ?? "") : "";
    // One with a full stop is an address of a figure or table.
    if (url.startsWith("#") && !url.includes(".")) {
      const id = decoded(url.slice(1));
      if (!all.has(id)) {
        const place = at.place(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
        findings.push(finding("FS2224", place, { id, suggestion: left-- > 0 ? closest(id, known) : null }));
      }
    }
    if ("children" in node) for (const child of (node as Parent).children) visit(child as Nodes);
  };
  visit(tree);
  return findings;
}

/** So many references are told the nearest id: to look for it takes as long as there are ids. */
const mostNearest = 100;

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
