/** Protocol: what protocol.md asks for, read by the verifier itself: its settings, and its blocks with their options. */
import { parse } from "yaml";
import { isRecord } from "../../schemas/is-record.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { digestOf } from "../store/digest.ts";
import { contradiction, differences } from "./differ.ts";
import type { RunFolder } from "./run-folder.ts";
import { linesWithParts } from "./sources.ts";
import { type Rule, rulesOf } from "./thresholds.ts";

type Fields = Readonly<Record<string, unknown>>;

export interface AskedBlock {
  readonly id: string;
  readonly kind: string;
  readonly options: Fields;
}

export interface Protocol {
  readonly settings: Fields;
  readonly blocks: readonly AskedBlock[];
}

/**
 * Its parts in place, with what its project gave. Null where the run holds no document, or one that is not read here.
 */
export function protocolOf(folder: RunFolder, manifest: Pick<Manifest, "protocol_file" | "config">): Protocol | null {
  const read = writtenIn(folder, manifest.protocol_file);
  const { axis, qc_policy = {}, inputs: _, ...fields } = manifest.config?.gave ?? {};
  if (read === null) return null;
  const own = read.settings.qc_policy;
  const policy = { ...qc_policy, ...(isRecord(own) ? own : {}) };
  const isOfData = ({ kind, options }: AskedBlock): boolean => kind === "data" && options.axis === undefined;
  return {
    settings: { ...fields, ...read.settings, ...(Object.keys(policy).length === 0 ? {} : { qc_policy: policy }) },
    blocks: read.blocks.map((block) =>
      axis !== undefined && isOfData(block) ? { ...block, options: { ...block.options, axis } } : block,
    ),
  };
}

function writtenIn(folder: RunFolder, file: string): Protocol | null {
  const bytes = folder.read("protocol.md");
  if (bytes === null) return null;
  const lines = new TextDecoder().decode(bytes).split(/\r?\n/);
  const end = lines[0] === "---" ? lines.indexOf("---", 1) : -1;
  const settings = fieldsOf(lines.slice(1, Math.max(1, end)));
  const whole = linesWithParts(folder, file, lines.slice(end + 1));
  const blocks = fencesOf(whole ?? []);
  return settings === null || whole === null || blocks.some(({ options }) => options === null)
    ? null
    : { settings, blocks: blocks as readonly AskedBlock[] };
}

/** The fence of a block; of several targets those of each are of one: `pls.fat` of `pls`. */
export const askedBlock = (protocol: Protocol | null, block: string): AskedBlock | undefined =>
  protocol?.blocks.find(({ id }) => id === block) ?? protocol?.blocks.find(({ id }) => block.startsWith(`${id}.`));

function fieldsOf(lines: readonly string[]): Fields | null {
  try {
    const read: unknown = parse(lines.join("\n"), { maxAliasCount: 0 }) ?? {};
    return isRecord(read) ? read : null;
  } catch {
    return null;
  }
}

/** Fences that stand at the margin; what stands in a fence of another sort is not one. */
function fencesOf(
  lines: readonly string[],
): readonly { readonly id: string; readonly kind: string; readonly options: Fields | null }[] {
  const found: { id: string; kind: string; options: Fields | null }[] = [];
  for (let at = 0; at < lines.length; at++) {
    const [, mark, info] = /^ {0,3}(`{3,}|~{3,})\s*(.*)$/.exec(lines[at]) ?? [];
    if (mark === undefined) continue;
    const isEnd = (line: string) => line.trim().startsWith(mark) && /^(`+|~+)$/.test(line.trim());
    const length = lines.slice(at + 1).findIndex(isEnd);
    const body = lines.slice(at + 1, length < 0 ? lines.length : at + 1 + length);
    const [, kind, id] = /^foodspec\s+(\S+)(?:\s+#(\S+))?\s*$/.exec(info) ?? [];
    if (kind !== undefined) found.push({ id: id ?? kind, kind, options: fieldsOf(body) });
    at += body.length + 1;
  }
  return found;
}

/** What the manifest says of the document: its digest, its blocks, its mode, and the policy that it asks for. */
export function protocolFindings(folder: RunFolder, manifest: Manifest, protocol: Protocol): readonly Finding[] {
  const bytes = folder.read("protocol.md");
  const ids = protocol.blocks.map(({ id }) => id).sort();
  const listed = manifest.blocks.flatMap(({ id, added }) => (added === undefined ? [id] : [])).sort();
  const { mode = "research", qc_policy } = protocol.settings;
  const isTyped = manifest.cli_overrides.some(({ key }) => key === "mode");
  const wanted = {
    protocol_hash: bytes === null ? undefined : digestOf(bytes),
    mode: isTyped ? undefined : String(mode).toLowerCase(),
    policy: policyOf(isRecord(qc_policy) ? qc_policy : {}, manifest.mode),
  };
  const { effective, loosened } = manifest.policy;
  const fields = loosened.filter((line) => !line.startsWith("design.accept:"));
  const found = { protocol_hash: manifest.protocol_hash, mode: manifest.mode, policy: { effective, loosened: fields } };
  const isSame = ids.join("\n") === listed.join("\n");
  return [
    ...(isSame ? [] : [contradiction("manifest.json", "lists other blocks than protocol.md holds")]),
    ...differences("manifest.json", found, wanted),
  ];
}

/** Every field of the table: what the document says, else the default; and those it chose looser. */
function policyOf(asked: Fields, mode: Manifest["mode"]) {
  const given = new Map(Object.entries(asked));
  const fields = rulesOf(1).flatMap(thresholdsOf);
  const isSwitch = (field: string) => field.endsWith("_test");
  const preset = ({ follows, usual }: Threshold) => {
    const led = given.get(follows ?? "");
    return typeof led === "number" ? led : usual;
  };
  const value = (one: Threshold) => {
    const said = given.get(one.field);
    const byTarget = said ?? given.get(one.follows ?? "");
    if (isRecord(byTarget)) return byTarget;
    return isSwitch(one.field) ? said === true : typeof said === "number" ? said : preset(one);
  };
  const required = mode !== "research" || given.get("required") === true;
  const looser = fields.flatMap((one) =>
    looserThan(one, given.get(one.field), preset(one), given.get(one.follows ?? "")),
  );
  return {
    effective: { required, ...Object.fromEntries(fields.map((one) => [one.field, value(one)])) },
    loosened: looser,
  };
}

/** The field where it is looser than what holds without it; by target `field.target`. */
function looserThan(
  { field, limit }: Threshold,
  said: unknown,
  preset: number | null,
  led: unknown,
): readonly string[] {
  const is = (value: unknown, than: unknown) =>
    typeof value === "number" && typeof than === "number" && isLooser(limit, value, than);
  const targets = [said, led].flatMap((one) => (isRecord(one) ? Object.keys(one) : []));
  const of = (value: unknown, target: string) => (isRecord(value) ? new Map(Object.entries(value)).get(target) : value);
  const byTarget = [...new Set(targets)].filter((target) => is(of(said, target), of(led, target) ?? preset));
  if (targets.length > 0) return byTarget.map((target) => `${field}.${target}`);
  return is(said, preset) ? [field] : [];
}

/** The fields a rule is moved by. */
const thresholdsOf = ({ field, usual, follows, limit, lower }: Rule): readonly Threshold[] => [
  ...(field === null ? [] : [{ field, usual, follows, limit }]),
  ...(lower === null ? [] : [{ field: lower.field, usual: lower.usual, follows: null, limit: "min" as const }]),
];

type Threshold = { readonly field: string } & Pick<Rule, "usual" | "follows" | "limit">;

const isLooser = (limit: "min" | "max", value: number, than: number): boolean =>
  limit === "min" ? value < than : value > than;

/** What holds for a gate's block and a target: the policy, tightened by the block's own options. */
export function tightened(
  protocol: Protocol | null,
  block: string,
  policy: Manifest["policy"]["effective"],
  target: string | null,
): ReadonlyMap<string, unknown> {
  const held = (value: unknown) =>
    isRecord(value) ? (new Map(Object.entries(value)).get(target ?? "") ?? null) : value;
  const found = new Map<string, unknown>(Object.entries(policy).map(([field, value]) => [field, held(value)]));
  const own = askedBlock(protocol, block)?.options ?? {};
  for (const rule of rulesOf(1))
    for (const { field, limit } of thresholdsOf(rule)) {
      const said = new Map(Object.entries(own)).get(field);
      const held = found.get(field);
      if (said === true) found.set(field, true);
      if (typeof said === "number" && (typeof held !== "number" || !isLooser(limit, said, held)))
        found.set(field, said);
    }
  const asked = protocol?.settings.qc_policy;
  const saying = new Set([...Object.keys(own), ...Object.keys(isRecord(asked) ? asked : {})]);
  for (const { field, follows } of rulesOf(1).flatMap(thresholdsOf))
    if (follows !== null && !saying.has(field)) found.set(field, found.get(follows));
  return found;
}

/** The positive class, where the document has one block that reads data; null: none; undefined: nobody can tell. */
export function positiveOf(protocol: Protocol | null): string | null | undefined {
  const reading = protocol?.blocks.filter(({ options }) => options.label !== undefined) ?? [];
  const [only] = reading;
  if (only === undefined || reading.length > 1) return undefined;
  return typeof only.options.positive === "string" ? only.options.positive : null;
}
