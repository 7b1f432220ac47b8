/** Fences: the `foodspec` blocks of a document as written: kind, name, body, places. Nothing is known of kinds here. */
import type { Code, Nodes, Parent, Root } from "mdast";
import type { Facts } from "../../blocks/contract/refusal.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding, Position } from "../diagnostics/finding.ts";
import { replacing } from "../diagnostics/fix.ts";
import type { Lines } from "../diagnostics/lines.ts";
import { blockMeant } from "./fence-slips.ts";

export interface Fence {
  readonly kind: string;
  /** The `#id` as written, without #; null where there is none. */
  readonly id: string | null;
  readonly body: string;
  readonly position: Position;
  /** First line in the text with its parts. */
  readonly line: number;
  /** The first line's kind and id, for findings about them. */
  readonly kindPosition: Position;
  readonly idPosition: Position;
  /** From offsets in the body to the file. */
  place(start: number, end: number): Position;
  /** Its first or last line was refused: its name is known, and nothing is read of its body. */
  readonly isUnread?: true;
}

export interface Fences {
  readonly fences: readonly Fence[];
  readonly findings: readonly Finding[];
}

/** Every block in order. Blocks in lists and quotes, unreadable first lines and open ends are findings. */
export function findFences(tree: Root, text: string, at: Lines, kinds: readonly string[]): Fences {
  const fences: Fence[] = [];
  const findings: Finding[] = [];
  const visit = (node: Nodes, container: Nodes) => {
    if (node.type === "code") {
      const met = readFence(node, container, { text, at, kinds });
      fences.push(...met.fences);
      findings.push(...met.findings);
    } else if ("children" in node) {
      // What is folded away stands where it stands.
      const within = node.type === "details" ? container : node;
      for (const child of (node as Parent).children) visit(child as Nodes, within);
    }
  };
  visit(tree, tree);
  return { fences, findings };
}

const containers: { readonly [type: string]: string } = {
  listItem: "list",
  blockquote: "quote",
  callout: "callout",
  footnoteDefinition: "footnote",
};

interface Surroundings {
  readonly text: string;
  readonly at: Lines;
  /** Kinds there are, for help. */
  readonly kinds: readonly string[];
}

/** Code by indentation that opens a block and does not close it; one that is closed there is an example to be shown. */
function opensOnly(code: string): boolean {
  const marks = code.split("\n").filter((line) => /^(?:`{3,}|~{3,})/.test(line));
  return marks.length % 2 === 1 && /^(?:`{3,}|~{3,})[ \t]*foodspec(?:[ \t]|$)/.test(marks[marks.length - 1]);
}

const nothing: Fences = { fences: [], findings: [] };
const refused = (code: string, at: Position, facts: Facts): Fences => ({
  fences: [],
  findings: [finding(code, at, facts)],
});

function readFence(node: Code, container: Nodes, around: Surroundings): Fences {
  const { text, at, kinds } = around;
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? start;
  const firstLine = /^[^\r\n]*/.exec(text.slice(start, end))?.[0].trimEnd() ?? "";
  const top = at.place(start, start + firstLine.length);
  const marks = /^(?:`{3,}|~{3,})/.exec(firstLine)?.[0];
  if (marks === undefined && container.type === "root" && opensOnly(node.value))
    return refused("FS2063", top, { container: "line that is code, since it begins with four spaces or a tab" });
  if (marks === undefined || typeof node.lang !== "string") return nothing;
  const opening: Opening = {
    firstLine,
    start,
    marks,
    top,
    position: at.place(start, end),
    line: node.position?.start.line ?? 0,
  };
  if (node.lang !== "foodspec") return container.type === "root" ? slipped(node, opening, around) : nothing;
  if (container.type !== "root")
    return refused("FS2063", top, { container: containers[container.type] ?? container.type });
  if (node.data?.inHtml === true)
    return refused("FS2063", top, { container: "paragraph of HTML: leave an empty line before it" });
  const info = readInfo(node.meta ?? "");
  if ("what" in info) return refused("FS2062", top, { what: info.what, allowed: kinds });
  const fence = fenceOf(info, opening, node.value, bodyPlace(node, at, text), at);
  const within = fencesWithin(fence, kinds, at);
  if (isClosed(text.slice(start, end), marks) && within === null) return { fences: [fence], findings: [] };
  const facts = {
    fence: marks,
    end: within === null ? "the end of the document" : `the next fence in line ${within.line}`,
  };
  return {
    fences: [
      { ...fence, body: within?.body ?? "", ...(within === null ? { isUnread: true } : {}) },
      ...(within?.fences ?? []),
    ],
    findings: [finding("FS2067", top, facts, { block: fence.id ?? fence.kind })],
  };
}

/** The first line of a fence, and where it stands. */
interface Opening {
  readonly firstLine: string;
  readonly start: number;
  readonly marks: string;
  readonly top: Position;
  readonly position: Position;
  /** In the text with its parts. */
  readonly line: number;
}

interface Info {
  readonly kind: string;
  readonly id: string | null;
}

function fenceOf(
  { kind, id }: Info,
  { firstLine, start, marks, position, line }: Opening,
  body: string,
  place: Fence["place"],
  at: Lines,
): Fence {
  const word = (piece: string) => {
    const behind = firstLine.indexOf("foodspec", marks.length);
    const from = start + Math.max(0, firstLine.indexOf(piece, behind < 0 ? marks.length : behind + "foodspec".length));
    return at.place(from, from + piece.length);
  };
  return {
    kind,
    id,
    body,
    position,
    line,
    kindPosition: word(kind),
    idPosition: word(id === null ? kind : `#${id}`),
    place,
  };
}

/**
 * A line in a body that opens another fence: the block above it was never closed. Up to it the body is read, and so are the blocks
 * that it swallowed; null where there is no such line.
 */
function fencesWithin(fence: Fence, kinds: readonly string[], at: Lines) {
  const opening = /^[ ]{0,3}(`{3,}|~{3,})[ \t]*([^\s`].*)$/m.exec(fence.body);
  if (opening === null) return null;
  const [line, marks, word] = opening;
  const from = opening.index;
  const body = fence.body.slice(from + line.length).replace(/^\r?\n/, "");
  const begin = fence.body.length - body.length;
  const position = fence.place(from, from + line.length);
  const info = /^foodspec(?=[ \t])/.test(word) ? readInfo(word.slice("foodspec".length)) : null;
  const own: Fence[] = [];
  if (info !== null && "kind" in info && kinds.includes(info.kind)) {
    const inText = fence.line + fence.body.slice(0, from).split("\n").length;
    const start = at.starts[inText - 1] ?? 0;
    const opened = { firstLine: line, start, marks, top: position, position, line: inText };
    const place: Fence["place"] = (first, last) => fence.place(begin + first, begin + last);
    const swallowed = fenceOf(info, opened, body, place, at);
    const deeper = fencesWithin(swallowed, kinds, at);
    own.push({ ...swallowed, body: deeper?.body ?? body }, ...(deeper?.fences ?? []));
  }
  return { body: fence.body.slice(0, from), fences: own, line: position.line };
}

/** `FoodSpec data`, `foodspec-model`, `{foodspec data}`, `data`: nothing would be computed, silently. */
function slipped(node: Code, opening: Opening, { at, kinds, text }: Surroundings): Fences {
  const lang = opening.firstLine.slice(opening.marks.length).trim();
  const meant = blockMeant(lang, node.value, kinds);
  if (meant === null) return nothing;
  const { kind, id } = meant;
  const line = [`${opening.marks}foodspec`, kind ?? "KIND", ...(id === null ? [] : [`#${id}`])].join(" ");
  const fix = kind === null ? null : replacing(opening.top, line, true);
  const findings = [finding("FS2069", opening.top, { lang, line, allowed: kind === null ? kinds : [] }, { fix })];
  if (kind === null) return { fences: [], findings };
  const fence = fenceOf({ kind, id }, opening, node.value, bodyPlace(node, at, text), at);
  return { fences: [{ ...fence, isUnread: true }], findings };
}

function readInfo(meta: string): Info | { readonly what: string } {
  const [kind, id, ...more] = meta.trim().split(/[ \t]+/);
  if (kind === "") return { what: "the kind of the block is missing" };
  if (kind.startsWith("#")) return { what: `the kind of the block is missing before \`${kind}\`` };
  if (id === undefined) return { kind, id: null };
  if (more.length > 0) return { what: `\`${more[0]}\` is too much` };
  if (!id.startsWith("#")) return { what: `\`${id}\` is not a name; a name begins with #` };
  if (id === "#") return { what: "the name after # is missing" };
  return { kind, id: id.slice(1) };
}

function isClosed(source: string, marks: string): boolean {
  const rest = source.split(/\r\n|\n|\r/).slice(1);
  const last = rest[rest.length - 1]?.trim() ?? "";
  return rest.length > 0 && last.length >= marks.length && last === marks[0].repeat(last.length);
}

/** Lines of the body are lines of the file, less the fence's own indentation. */
function bodyPlace(node: Code, at: Lines, text: string): (start: number, end: number) => Position {
  const firstLine = (node.position?.start.line ?? 0) + 1;
  const starts = [0];
  for (const end of node.value.matchAll(/\r\n|\n|\r/g)) starts.push(end.index + end[0].length);
  const offset = (inBody: number) => {
    const index = Math.max(
      0,
      starts.findLastIndex((start) => start <= inBody),
    );
    const lineStart = at.starts[firstLine + index - 1] ?? text.length;
    const inLine = node.value.slice(starts[index], starts[index + 1] ?? node.value.length).replace(/[\r\n]+$/, "");
    const stripped = Math.max(0, at.line(Math.min(firstLine + index, at.starts.length)).length - inLine.length);
    return lineStart + stripped + inBody - starts[index];
  };
  return (start, end) => at.place(offset(start), offset(Math.max(start, end)));
}
