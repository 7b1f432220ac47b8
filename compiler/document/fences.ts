/** Fences: the `foodspec` blocks of a document as written: kind, name, body, places. Nothing is known of kinds here. */
import type { Code, Nodes, Parent, Root } from "mdast";
import { closest } from "../../blocks/contract/closest.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding, Position } from "../diagnostics/finding.ts";
import type { Lines } from "../diagnostics/lines.ts";

export interface Fence {
  readonly kind: string;
  /** The `#id` as written, without #; null where there is none. */
  readonly id: string | null;
  readonly body: string;
  readonly position: Position;
  /** The first line's kind and id, for findings about them. */
  readonly kindPosition: Position;
  readonly idPosition: Position;
  /** From offsets in the body to the file. */
  place(start: number, end: number): Position;
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
      if (met === null) return;
      if ("code" in met) findings.push(met);
      else fences.push(met);
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

function readFence(node: Code, container: Nodes, { text, at, kinds }: Surroundings): Fence | Finding | null {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? start;
  const firstLine = /^[^\r\n]*/.exec(text.slice(start, end))?.[0].trimEnd() ?? "";
  const top = at.place(start, start + firstLine.length);
  const marks = /^(?:`{3,}|~{3,})/.exec(firstLine)?.[0];
  if (marks === undefined && container.type === "root" && opensOnly(node.value))
    return finding("FS2063", top, { container: "line that is code, since it begins with four spaces or a tab" });
  if (marks === undefined || typeof node.lang !== "string") return null;
  if (node.lang !== "foodspec") return looksLikeBlock(node.lang, top);
  if (container.type !== "root")
    return finding("FS2063", top, { container: containers[container.type] ?? container.type });
  if (node.data?.inHtml === true)
    return finding("FS2063", top, { container: "paragraph of HTML: leave an empty line before it" });
  const info = readInfo(node.meta ?? "");
  if ("what" in info) return finding("FS2062", top, { what: info.what, allowed: kinds });
  if (!isClosed(text.slice(start, end), marks)) return finding("FS2067", top, { fence: marks });
  const word = (piece: string) => {
    const from =
      start +
      Math.max(
        0,
        firstLine.indexOf(piece, marks.length + firstLine.slice(marks.length).indexOf("foodspec") + "foodspec".length),
      );
    return at.place(from, from + piece.length);
  };
  return {
    kind: info.kind,
    id: info.id,
    body: node.value,
    position: at.place(start, end),
    kindPosition: word(info.kind),
    idPosition: info.id === null ? word(info.kind) : word(`#${info.id}`),
    place: bodyPlace(node, at, text),
  };
}

/** `FoodSpec`, `foodspec-model`, `foodspce`: nothing would be computed, silently. */
function looksLikeBlock(lang: string, position: Position): Finding | null {
  const bare = lang.toLowerCase().replaceAll(/[{}.]/g, "");
  const isNear = /^foodspec\b/.test(bare) || closest(bare, ["foodspec"]) !== null;
  return isNear ? finding("FS2069", position, { lang }) : null;
}

function readInfo(meta: string): { readonly kind: string; readonly id: string | null } | { readonly what: string } {
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
