/** Blocks: each fence's body read against its kind: options, presentation and `from`, with the way back to the file. */

import { closest } from "../../blocks/contract/closest.ts";
import type { Kind } from "../../blocks/contract/kind.ts";
import type { OptionPath } from "../../blocks/contract/refusal.ts";
import { own as ownOf } from "../../schemas/dictionary.ts";
import { isRecord } from "../../schemas/is-record.ts";
import { documentLimits } from "../../schemas/limits.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { finding, pointer } from "../diagnostics/build.ts";
import { type Finding, isError, type Position } from "../diagnostics/finding.ts";
import { openChoices } from "./choices.ts";
import { found } from "./expectation.ts";
import type { Fence } from "./fences.ts";
import { renamed } from "./fixes.ts";
import type { Named } from "./identifiers.ts";
import { translate, withoutMisspelt } from "./issues.ts";
import { type Params, replaceParams } from "./params.ts";
import type { ProtocolBlock } from "./protocol.ts";
import { oneLevelDown } from "./schema-walk.ts";
import { adviceOnWord } from "./synonyms/advice-on-word.ts";
import { validate } from "./validate.ts";
import { parseYaml, type Yaml } from "./yaml.ts";

export interface Kinds {
  readonly [kind: string]: Kind;
}

export interface ReadBlocks {
  /** Those without errors. */
  readonly blocks: readonly ProtocolBlock[];
  /** Kind of every block by id, also of one whose body has errors; null where the kind is unknown. */
  readonly kinds: ReadonlyMap<string, Kind | null>;
  readonly findings: readonly Finding[];
}

/** Options that a project gives blocks whose kind takes them and whose body does not say them. */
export interface Given {
  readonly [option: string]: Json;
}

/** Reads the blocks in order; all their findings are collected. */
export function readBlocks(named: readonly Named[], kinds: Kinds, params: Params, given: Given = {}): ReadBlocks {
  const findings: Finding[] = [];
  const blocks: ProtocolBlock[] = [];
  const known = new Map<string, Kind | null>();
  const ids = new Set(named.map(({ id }) => id));
  for (const [index, { fence, id }] of named.entries()) {
    const kind = Object.hasOwn(kinds, fence.kind) ? kinds[fence.kind] : null;
    if (fence.isUnread === true) {
      if (!known.has(id)) known.set(id, null);
      continue;
    }
    if (kind === null) {
      if (!known.has(id)) known.set(id, kind);
      findings.push(unknownKind(fence, Object.keys(kinds)));
      continue;
    }
    const read = readBlock(fence, id, index, kind, params, ids, given);
    if (!known.has(id)) known.set(id, read.kind);
    findings.push(...read.findings);
    if (read.block !== null) blocks.push(read.block);
  }
  return { blocks, kinds: known, findings };
}

const unknownKind = ({ kind, kindPosition }: Fence, allowed: readonly string[]) =>
  renamed(
    finding("FS2061", kindPosition, { kind, allowed, suggestion: closest(kind, allowed) }),
    kind,
    closest(kind, allowed),
    allowed,
  );

interface Read {
  readonly block: ProtocolBlock | null;
  /** The form that was written. */
  readonly kind: Kind;
  readonly findings: readonly Finding[];
}

function readBlock(
  fence: Fence,
  id: string,
  index: number,
  first: Kind,
  params: Params,
  ids: ReadonlySet<string>,
  given: Given,
): Read {
  const about = { block: id };
  const open = openChoices(fence, id);
  const isGuarded = first.guarded === true;
  const replace = replaceParams(params, about, isGuarded ? first.kind : null);
  const { yaml, findings } = parseYaml(fence.body, {
    place: fence.place,
    about,
    replace,
    longest: documentLimits.list,
  });
  // What an undecided block lacks is not said twice.
  if (open.length > 0) return { block: null, kind: first, findings: [...findings, ...open] };
  if (yaml === null || yaml.spoilt.includes("")) return { block: null, kind: first, findings };
  const at = (path: OptionPath, part: "key" | "value" = "value"): Position =>
    (path.length === 0 ? null : yaml.at(path, part)) ?? firstLine(fence);
  const own = yaml.value ?? {};
  const taken = takenBy(first, own, given);
  const body =
    taken.length === 0
      ? own
      : { ...(own as Mapping), ...Object.fromEntries(taken.map((option) => [option, ownOf(given, option)])) };
  if (typeof body !== "object" || Array.isArray(body)) {
    return {
      block: null,
      kind: first,
      findings: [...findings, finding("FS2068", fence.place(0, bodyLength(fence)), { found: found(body) }, about)],
    };
  }
  const key = Object.keys(first.forms ?? {}).find((name) => Object.hasOwn(body, name)) ?? null;
  const kind = key === null ? first : (first.forms as Kinds)[key];
  const checked = checkBody(body as Mapping, yaml, { kind, first, key, id, at, ids });
  const all = [...findings, ...checked.findings];
  if (all.some(isError)) return { block: null, kind, findings: all };
  const { options, written, presentation, from } = checked;
  const block = {
    id,
    kind,
    index,
    options,
    presentation,
    from: from === null ? null : [from],
    source: fence.body,
    written,
    position: fence.position,
    line: fence.line,
    at,
    added: null,
    ...(taken.length === 0 ? {} : { given: taken }),
  };
  return { block, kind, findings: all };
}

/** Options of a project that a body does not say. What is no mapping is refused as it stands. */
const takenBy = ({ ofProject = [] }: Kind, body: Json, given: Given): readonly string[] =>
  isRecord(body) ? ofProject.filter((option) => Object.hasOwn(given, option) && !Object.hasOwn(body, option)) : [];

type Mapping = { readonly [key: string]: Json };
type At = (path: OptionPath, part?: "key" | "value") => Position;

interface Checked {
  readonly options: Json;
  readonly written: Json;
  readonly presentation: Json;
  readonly from: string | null;
  readonly findings: readonly Finding[];
}

interface Target {
  readonly kind: Kind;
  /** The form the word of the fence stands for, and the key that asked for another; null where none did. */
  readonly first: Kind;
  readonly key: string | null;
  readonly id: string;
  readonly at: At;
  readonly ids: ReadonlySet<string>;
}

function checkBody(body: Mapping, yaml: Yaml, { kind, first, key: asking, id, at, ids }: Target): Checked {
  const own = [...Object.keys(kind.options.shape), ...Object.keys(kind.presentation.shape), "from"];
  const allowed = [...new Set([...own, ...Object.keys(kind.forms ?? {})])];
  const owner = `block \`${id}\``;
  const word = `\`${first.kind}\``;
  const unknown = Object.keys(body)
    .filter((key) => !allowed.includes(key))
    .map((key) => {
      const about = { block: id, pointer: [key] };
      if (asking !== null && Object.hasOwn(first.options.shape, key))
        return finding("FS5601", at([key], "key"), { id, key, form: asking }, about);
      const inside = oneLevelDown(kind.options, key, body);
      const instead = adviceOnWord(`block ${first.kind}`, key);
      const suggestion = inside === null && instead === null ? closest(key, allowed) : null;
      const facts = { key, owner, name: word, allowed, inside, instead, suggestion };
      return renamed(finding("FS2107", at([key], "key"), facts, about), key, suggestion, allowed, Object.keys(body));
    });
  const part = (schema: Kind["options"]) => {
    const { data, issues, value } = validate(schema, picked(body, schema), yaml.texts);
    return {
      data,
      value,
      findings: translate(issues, { schema, value, owner, name: word, at, block: id }, yaml.spoilt),
    };
  };
  const options = part(kind.options);
  const presentation = part(kind.presentation);
  const from = checkFrom(body.from, yaml, id, at, ids);
  return {
    options: options.data,
    written: { ...(options.value as Mapping), ...(from.id === null ? {} : { from: from.id }) },
    presentation: presentation.data,
    from: from.id,
    findings: withoutMisspelt(
      inOrder([...unknown, ...options.findings, ...presentation.findings, ...from.findings], at([]).file),
    ),
  };
}

const picked = (body: Mapping, schema: Kind["options"]): Json =>
  Object.fromEntries(Object.entries(body).filter(([key]) => key !== "from" && Object.hasOwn(schema.shape, key)));

function checkFrom(
  value: Json | undefined,
  yaml: Yaml,
  id: string,
  at: At,
  ids: ReadonlySet<string>,
): { id: string | null; findings: Finding[] } {
  if (value === undefined) return { id: null, findings: [] };
  const about = { block: id, pointer: ["from"] };
  const name = typeof value === "number" ? (yaml.texts.get(pointer(["from"])) ?? String(value)) : value;
  if (typeof name !== "string") {
    const facts = { what: "`from`", found: found(value), expected: "the name of a block" };
    return { id: null, findings: [finding("FS2101", at(["from"]), facts, about)] };
  }
  if (name !== id && ids.has(name)) return { id: name, findings: [] };
  const allowed = [...ids].filter((other) => other !== id);
  return {
    id: null,
    findings: [finding("FS2114", at(["from"]), { name, allowed, suggestion: closest(name, allowed) }, about)],
  };
}

/** By place, so that a reader goes through the file once. */
export function inOrder(findings: readonly Finding[], own: string): Finding[] {
  const line = ({ position }: Finding) => position?.line ?? 0;
  const column = ({ position }: Finding) => position?.column ?? 0;
  const file = ({ position }: Finding) => position?.file ?? "";
  // Those of one part stand together, behind those of the document.
  const parts = [...new Set(findings.map(file))].filter((one) => one !== "" && one !== own).sort();
  const rank = (one: Finding) => parts.indexOf(file(one));
  return findings.toSorted((a, b) => rank(a) - rank(b) || line(a) - line(b) || column(a) - column(b));
}

/** The fence's first line, from its start to the end of the kind or the name. */
const firstLine = ({ position, idPosition }: Fence): Position => ({
  ...position,
  endLine: idPosition.endLine,
  endColumn: idPosition.endColumn,
});

const bodyLength = ({ body }: Fence) => Math.max(1, /^[^\r\n]*/.exec(body)?.[0].length ?? 1);
