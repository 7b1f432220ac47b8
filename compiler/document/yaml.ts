/** YAML: parsed with positions, converted by our own hand, so that nothing is expanded, executed or inherited. */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { OptionPath } from "../../blocks/contract/refusal.ts";
import { documentLimits as limits } from "../../schemas/limits.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { type About, finding, pointer } from "../diagnostics/build.ts";
import type { Finding, Position } from "../diagnostics/finding.ts";
import { replacing } from "../diagnostics/fix.ts";
import { isDeeperThan } from "./caps.ts";
import { syntaxError } from "./yaml-syntax.ts";

/** A YAML text as plain values, with the way back to where each stands. */
export interface Yaml {
  /** Null where nothing stands. */
  readonly value: Json;
  /** Source text of the numbers, by JSON pointer: where text is wanted, `1.10` stays `1.10`. */
  readonly texts: ReadonlyMap<string, string>;
  /** JSON pointers of what was refused and stands as null: nothing more is to be said of it. */
  readonly spoilt: readonly string[];
  /** Where a key or a value stands, or the nearest thing above it that is written; null above the first. */
  at(path: OptionPath, part: "key" | "value"): Position | null;
}

/** What is asked of every piece of text: its place in the file, and what to put for `= params.x`. */
export interface YamlContext {
  place(start: number, end: number): Position;
  readonly about: About;
  /** The most entries a list may have; as many as there are where it is not given. */
  readonly longest?: number;
  /** Called for a plain text that begins with `= `; a number it gives back may have a source text. */
  replace?(
    source: string,
    position: Position,
    path: OptionPath,
  ): { readonly value: Json; readonly text?: string } | Finding;
}

/** Parses YAML 1.2 core. Anchors, aliases, tags, directives, duplicate keys are findings; so is any syntax error. */
export function parseYaml(
  source: string,
  context: YamlContext,
): { readonly yaml: Yaml | null; readonly findings: readonly Finding[] } {
  const deep = isDeeperThan(source, limits.levels, "yaml");
  if (deep !== null) {
    return {
      yaml: null,
      findings: [finding("FS2005", context.place(deep, deep + 1), { limit: limits.levels }, context.about)],
    };
  }
  const document = parseDocument(source, {
    version: "1.2",
    schema: "core",
    strict: true,
    // Its own check compares every key with every other.
    uniqueKeys: false,
    merge: false,
    resolveKnownTags: false,
    prettyErrors: false,
    logLevel: "error",
  });
  const syntax = syntaxFindings(document, source, context);
  if (syntax.length > 0) return { yaml: null, findings: syntax };
  const state: State = { source, context, texts: new Map(), spoilt: [], findings: [], named: new Map() };
  const value = document.contents === null ? null : convert(document.contents, [], state);
  return {
    yaml: {
      value,
      texts: state.texts,
      spoilt: state.spoilt,
      at: (path, part) => position(document.contents, path, part, state),
    },
    findings: state.findings,
  };
}

interface State {
  readonly source: string;
  readonly context: YamlContext;
  readonly texts: Map<string, string>;
  readonly spoilt: string[];
  readonly findings: Finding[];
  /** Pairs of a mapping by name, made when first asked for. */
  readonly named: Map<YAMLMap, ReadonlyMap<string, Pair<Node, Node | null>>>;
}

/** The first syntax error only: what follows it is mostly its echo. */
function syntaxFindings(document: Document.Parsed, source: string, { place, about }: YamlContext): Finding[] {
  const { yaml, tags } = document.directives ?? {};
  if (yaml?.explicit === true || Object.keys(tags ?? {}).length > 1) {
    const at = source.search(/^%/m);
    return [
      finding(
        "FS2056",
        place(at, at + 1),
        { what: "lines that begin with % (YAML directives) are not allowed" },
        about,
      ),
    ];
  }
  const first = document.errors.toSorted((a, b) => a.pos[0] - b.pos[0])[0];
  if (first === undefined) return [];
  const [start, end] = first.pos;
  if (first.code === "MULTIPLE_DOCS") {
    return [finding("FS2056", place(start, start + 3), { what: "`---` begins a second YAML document here" }, about)];
  }
  if (first.code === "MULTIPLE_ANCHORS") return [finding("FS2052", place(start, end), {}, about)];
  if (first.code === "MULTIPLE_TAGS")
    return [finding("FS2053", place(start, end), { tag: source.slice(start, end) }, about)];
  const { what, advice, at, edit } = syntaxError(first.code, first.message, source, start);
  const position = place(at, at === start ? Math.max(end, start + 1) : at + 1);
  const fix = edit === undefined ? null : replacing(place(edit.start, edit.end), edit.text, true);
  return [finding("FS2050", position, { what, advice }, { ...about, fix })];
}

function convert(node: Node, path: OptionPath, state: State): Json {
  refuseProperties(node, state);
  if (isAlias(node)) {
    report("FS2052", range(node), {}, state);
    state.spoilt.push(pointer(path));
    return null;
  }
  const longest = isMap(node) ? limits.list : (state.context.longest ?? Number.POSITIVE_INFINITY);
  if ((isMap(node) || isSeq(node)) && node.items.length > longest) return tooLong(node, longest, path, state);
  if (isMap(node)) return convertMap(node.items as Pair<Node, Node | null>[], path, state);
  if (isSeq(node))
    return node.items.map((item, i) => (item === null ? null : convert(item as Node, [...path, i], state)));
  return isScalar(node) ? convertScalar(node.value, node.source ?? "", node, path, state) : null;
}

/** Refused as a whole, so that nothing is made of its entries. */
function tooLong(
  node: YAMLMap | YAMLSeq,
  limit: number,
  path: OptionPath,
  { context, findings, spoilt, source }: State,
): null {
  const last = path.findLast((step) => typeof step === "string");
  const things = `entries of ${last === undefined ? "one mapping" : `\`${last}\``}`;
  const [start, end] = firstLine(range(node as Node), source);
  const facts = { found: node.items.length, things, limit };
  findings.push(finding("FS2070", context.place(start, end), facts, { ...context.about, pointer: path }));
  spoilt.push(pointer(path));
  return null;
}

function convertScalar(value: unknown, source: string, node: Node, path: OptionPath, state: State): Json {
  if (typeof value === "string") {
    const { replace, place } = state.context;
    const isPlain = isScalar(node) && node.type === "PLAIN";
    if (
      isPlain &&
      /^[\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb].*[\u201c\u201d\u2018\u2019\u00ab\u00bb]$/s.test(value)
    )
      report("FS2057", range(node), { value: value.slice(0, 60), inner: value.slice(1, -1).slice(0, 60) }, state);
    if (replace === undefined || !value.startsWith("= ") || !(isPlain || /^= params\.[\w-]+$/.test(value)))
      return value;
    const replaced = replace(value, place(...range(node)), path);
    if ("code" in replaced) {
      state.findings.push(replaced);
      state.spoilt.push(pointer(path));
      return null;
    }
    if (replaced.text !== undefined) state.texts.set(pointer(path), replaced.text);
    return replaced.value;
  }
  if (typeof value === "number") state.texts.set(pointer(path), source);
  return typeof value === "number" || typeof value === "boolean" ? value : null;
}

function convertMap(pairs: readonly Pair<Node, Node | null>[], path: OptionPath, state: State): Json {
  const result = new Map<string, Json>();
  for (const { key, value } of pairs) {
    const name = keyName(key);
    refuseProperties(key, state);
    if (isAlias(key)) report("FS2052", range(key), {}, state);
    else if (name === null) report("FS2055", range(key), {}, state);
    else if (result.has(name)) report("FS2051", range(key), { key: name }, state);
    else result.set(name, value === null ? null : convert(value, [...path, name], state));
  }
  return Object.fromEntries(result);
}

/** A key is the text as written: `20: x` is named `20`. */
function keyName(key: Node | null): string | null {
  if (!isScalar(key)) return null;
  if (typeof key.value === "string") return key.value;
  return key.source === undefined || key.source === "" ? null : key.source;
}

function refuseProperties(node: Node | null, state: State): void {
  if (node === null || isAlias(node)) return;
  const anchor = "anchor" in node ? node.anchor : undefined;
  const [start] = range(node);
  if (anchor !== undefined && anchor !== "") {
    const at = state.source.lastIndexOf(`&${anchor}`, start);
    report("FS2052", [at, at + anchor.length + 1], {}, state);
  }
  if (node.tag !== undefined) {
    const at = Math.max(0, state.source.lastIndexOf("!", start));
    const begin = beginOfTag(state.source, at);
    const tag = /[^\s,[\]{}]+/y;
    tag.lastIndex = begin;
    const written = tag.exec(state.source)?.[0] ?? "!";
    report("FS2053", [begin, begin + written.length], { tag: written }, state);
  }
}

/** Back from the last `!` of a tag to its first: `!!map`, `!e!map`. */
function beginOfTag(source: string, last: number): number {
  let begin = last;
  for (let at = last - 1; at >= 0 && !/[\s,[\]{}]/.test(source[at]); at--) if (source[at] === "!") begin = at;
  return begin;
}

function report(
  code: string,
  [start, end]: [number, number],
  facts: { [name: string]: string },
  { context, findings }: State,
): void {
  findings.push(finding(code, context.place(start, end), facts, context.about));
}

function range(node: Node | null): [number, number] {
  const [start, end] = node?.range ?? [0, 0];
  return [start, end];
}

/** Walks down as far as the path is written, and answers with the last thing met. */
function position(root: Node | null, path: OptionPath, part: "key" | "value", state: State): Position | null {
  let node: Node | null = root;
  let place: [number, number] | null = null;
  for (const [depth, step] of path.entries()) {
    if (isMap(node)) {
      const pair = namedPairs(node, state).get(String(step));
      if (pair === undefined) break;
      const last = depth === path.length - 1;
      place = last && part === "value" ? valuePlace(pair, state.source) : range(pair.key);
      node = pair.value;
    } else if (isSeq(node) && typeof step === "number" && node.items[step] !== undefined) {
      node = node.items[step] as Node | null;
      place = firstLine(range(node), state.source);
    } else break;
  }
  return place === null ? null : state.context.place(...place);
}

/** Of names that stand twice the first. */
function namedPairs(map: YAMLMap, { named }: State): ReadonlyMap<string, Pair<Node, Node | null>> {
  const known = named.get(map);
  if (known !== undefined) return known;
  const pairs = new Map<string, Pair<Node, Node | null>>();
  for (const pair of map.items as Pair<Node, Node | null>[]) {
    const name = keyName(pair.key);
    if (name !== null && !pairs.has(name)) pairs.set(name, pair);
  }
  named.set(map, pairs);
  return pairs;
}

/** A value where it stands in one line, else the key above it. */
function valuePlace({ key, value }: Pair<Node, Node | null>, source: string): [number, number] {
  const [start, end] = range(value);
  const isOneLine = end > start && !/[\r\n]/.test(source.slice(start, end).trimEnd());
  return value !== null && isOneLine ? firstLine([start, end], source) : range(key);
}

function firstLine([start, end]: [number, number], source: string): [number, number] {
  const line = /^[^\r\n]*/.exec(source.slice(start, end))?.[0].trimEnd() ?? "";
  return [start, start + Math.max(1, line.length)];
}
