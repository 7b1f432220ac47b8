/** Prose: what the text between blocks refers to: inline values, figures and tables; and what the report leaves out. */
import type { Definition, Nodes, Parent, Root } from "mdast";
import { closest } from "../../blocks/contract/closest.ts";
import type { Kind } from "../../blocks/contract/kind.ts";
import { documentLimits } from "../../schemas/limits.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding, Position } from "../diagnostics/finding.ts";
import type { Lines } from "../diagnostics/lines.ts";
import { linkProblem } from "./left-out.ts";
import { formatProblem, parseInline } from "./path.ts";
import type { InlineValue, ProtocolBlock, Reference } from "./protocol.ts";
import { checkResultsPath } from "./results-path.ts";
import { adviceOnWord } from "./synonyms/advice-on-word.ts";

/** Kind of every block by id; null where the kind itself is unknown. */
export type KindsById = ReadonlyMap<string, Kind | null>;

export interface Prose {
  readonly inlineValues: readonly InlineValue[];
  readonly references: readonly Reference[];
  readonly findings: readonly Finding[];
}

/** Reads the tree in document order; what it names is checked against the kinds, before anything runs. */
export function readProse(tree: Root, at: Lines, kinds: KindsById, blocks: readonly ProtocolBlock[] = []): Prose {
  const inlineValues: InlineValue[] = [];
  const references: Reference[] = [];
  const findings: Finding[] = [];
  const definitions = new Map(definitionsOf(tree).map((definition) => [definition.identifier, definition.url]));
  const placeOf = (node: Nodes): Position => at.place(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
  const link = (url: string, position: Position) => {
    const address = addressOf(url);
    const problem = linkProblem(url);
    if (address !== null) {
      references.push({ address, position });
      findings.push(...checkAddress(address, position, kinds));
    } else if (problem !== null) findings.push(finding("FS2221", position, { url: problem }));
  };
  let count = 0;
  const limit = documentLimits.inlineValues;
  const beyond = { found: `more than ${limit}`, things: "inline values" };
  const visit = (node: Nodes) => {
    const position = placeOf(node);
    if (node.type === "inlineCode") {
      if (!isInlineValue(node.value)) return;
      count += 1;
      if (count > limit) {
        if (count === limit + 1) findings.push(finding("FS2070", position, { ...beyond, limit }));
        return;
      }
      const read = readInline(node.value.slice(2), position, kinds, blocks);
      if ("code" in read) findings.push(read);
      else inlineValues.push({ ...read, offset: node.position?.start.offset ?? 0 });
    } else if (node.type === "link") link(node.url, position);
    else if (node.type === "linkReference") link(definitions.get(node.identifier) ?? "", position);
    if ("children" in node) for (const child of (node as Parent).children) visit(child as Nodes);
  };
  visit(tree);
  return { inlineValues, references, findings };
}

/** Inline code that begins with an equals sign and a space; `=SUM()` is code. */
const isInlineValue = (value: string) => value.startsWith("= ");

function definitionsOf(node: Nodes): readonly Definition[] {
  if (node.type === "definition") return [node];
  return "children" in node ? (node as Parent).children.flatMap((child) => definitionsOf(child as Nodes)) : [];
}

function readInline(
  source: string,
  position: Position,
  kinds: KindsById,
  blocks: readonly ProtocolBlock[],
): Omit<InlineValue, "offset"> | Finding {
  const parsed = parseInline(source);
  if ("what" in parsed) return finding("FS2201", position, { source: source.trim(), what: parsed.what });
  const { format } = parsed;
  const path = joinedPath(parsed.path, kinds);
  const [id, ...names] = path;
  const problem = format === null ? null : formatProblem(format);
  if (problem !== null) return finding("FS2204", position, { format, what: problem });
  if (!kinds.has(id)) return unknownBlock(id, position, kinds);
  const kind = kinds.get(id) ?? null;
  const targets = targetsIn(id, kinds);
  if (targets.length > 0 && names[0] !== undefined && kind !== null && !Object.hasOwn(namesIn(kind), names[0]))
    return finding("FS2206", position, { id, name: names.join("."), targets, first: targets[0] }, { block: id });
  const wrong = kind === null ? null : checkResultsPath(kind.results, names);
  const about = { block: id };
  if (wrong === null) {
    const block = blocks.find((one) => one.id === id);
    const instead = block?.kind.never?.(block.options, names) ?? null;
    if (instead === null) return { path, format, position };
    return finding("FS2203", position, { parent: id, name: names.join("."), allowed: [], instead }, about);
  }
  if (wrong.problem === "group")
    return finding("FS2205", position, { path: written(path), allowed: wrong.allowed }, about);
  const name = names[wrong.at];
  const parent = written(path.slice(0, wrong.at + 1));
  const single = wrong.isList
    ? `\`${parent}\` is a list: write its index, \`${parent}[0]\``
    : `\`${parent}\` is a single value: end there`;
  const advice = wrong.allowed.length === 0 ? single : null;
  const instead = wrong.at === 0 && kind?.gives === "model" ? adviceOnWord("results", name) : null;
  const suggestion = instead === null ? closest(name, wrong.allowed) : null;
  return finding("FS2203", position, { parent, name, allowed: wrong.allowed, instead, suggestion, advice }, about);
}

/** A path in which the block of one target of several is one name: `pls.fat`. */
function joinedPath(path: readonly string[], kinds: KindsById): readonly string[] {
  const [id, key, ...rest] = path;
  return key !== undefined && kinds.has(`${id}.${key}`) ? [`${id}.${key}`, ...rest] : path;
}

/** The blocks of a block that has one a target. */
const targetsIn = (id: string, kinds: KindsById): readonly string[] =>
  [...kinds.keys()].filter((other) => other.startsWith(`${id}.`));

const namesIn = ({ results }: Kind): object => (results as { readonly shape?: object }).shape ?? {};

function unknownBlock(id: string, position: Position, kinds: KindsById): Finding {
  const allowed = [...kinds.keys()];
  const advice =
    id === "params"
      ? "parameters cannot be printed; results of blocks can"
      : allowed.length === 0
        ? "the document has no blocks"
        : null;
  return finding("FS2202", position, { id, allowed, suggestion: closest(id, allowed), advice });
}

/** A path as an author writes it. */
const written = (path: readonly string[]): string =>
  path
    .map((name, i) =>
      i === 0 ? name : /^[A-Za-z_][A-Za-z0-9_-]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`,
    )
    .join("");

/** `#block.name` → `block.name`; anything else (a heading, another page) is null. */
function addressOf(url: string): string | null {
  if (!url.startsWith("#") || !url.includes(".")) return null;
  try {
    return decodeURIComponent(url.slice(1));
  } catch {
    return url.slice(1);
  }
}

/** What is wrong with `block.name`; `about` is the block that says it, where one does. */
function checkAddress(
  address: string,
  position: Position,
  kinds: KindsById,
  about: { readonly block?: string; readonly pointer?: readonly (string | number)[] } = {},
): Finding[] {
  const parts = /^([A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)?)\.([A-Za-z0-9_-]+)$/.exec(address);
  if (parts === null || (parts[1].includes(".") && !kinds.has(parts[1])))
    return [finding("FS2213", position, { address }, about)];
  const [, id, name] = parts;
  if (!kinds.has(id)) {
    const allowed = [...kinds.keys()];
    return [finding("FS2211", position, { address, id, allowed, suggestion: closest(id, allowed) }, about)];
  }
  const kind = kinds.get(id) ?? null;
  if (kind === null || Object.hasOwn(kind.views, name)) return [];
  const allowed = Object.keys(kind.views);
  return [
    finding("FS2212", position, { id, name, kind: kind.kind, allowed, suggestion: closest(name, allowed) }, about),
  ];
}

/** Addresses that figure and table blocks show, and what any other block says of its own figures and tables. */
export function checkShown(block: ProtocolBlock, kinds: KindsById): Finding[] {
  if (block.kind.shows === undefined) return checkOwn(block, kinds);
  return block.kind
    .shows(block.options, block.presentation)
    .flatMap(({ address, at }) => checkAddress(address, block.at(at), kinds, { block: block.id, pointer: at }));
}

/** `show: confusion`, `show: [confusion, roc]`; a name may be an address, and `all` and `none` are no names. */
function checkOwn(block: ProtocolBlock, kinds: KindsById): Finding[] {
  const { show } = (block.presentation ?? {}) as { readonly show?: boolean | string | readonly string[] };
  const names =
    typeof show === "string" && show !== "all" && show !== "none" ? [show] : Array.isArray(show) ? show : [];
  return names.flatMap((name: string, i) => {
    const address = name.startsWith(`${block.id}.`) ? name : `${block.id}.${name}`;
    const at = Array.isArray(show) ? ["show", i] : ["show"];
    return checkAddress(address, block.at(at), kinds, { block: block.id, pointer: at });
  });
}
