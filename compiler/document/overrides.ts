/** Overrides: what the command line says instead of the front matter, applied where the document allows it. */

import { closest } from "../../blocks/contract/closest.ts";
import type { OptionPath } from "../../blocks/contract/refusal.ts";
import { own } from "../../schemas/dictionary.ts";
import { frontMatterSchema, type Mode } from "../../schemas/front-matter.ts";
import { isRecord } from "../../schemas/is-record.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding, Position } from "../diagnostics/finding.ts";
import type { ProjectGives } from "./project.ts";
import { parseYaml, type Yaml } from "./yaml.ts";

/** What was typed. Values are texts as typed, or plain values. */
export interface Overrides {
  readonly mode?: string;
  readonly seed?: number | string;
  readonly scheme?: Json;
  readonly set?: readonly { readonly key: string; readonly value: string }[];
  /** Files by input name; the name "" is a path given without one. */
  readonly inputs?: { readonly [name: string]: string };
  readonly trust?: boolean;
  /** What the project says of documents that do not say it: no override, and never recorded as one. */
  readonly project?: ProjectGives;
}

/** One override as it is recorded. */
export interface Override {
  readonly key: string;
  readonly original: Json;
  readonly override: Json;
}

export interface Applied {
  readonly value: Json;
  readonly texts: ReadonlyMap<string, string>;
  readonly overrides: readonly Override[];
  /** The option that gave a field, by JSON pointer: `/params/lv` → `--set params.lv`. */
  readonly options: ReadonlyMap<string, string>;
  /** Pointers of what the document may not say, and was reported. */
  readonly spoilt: readonly string[];
  readonly findings: readonly Finding[];
}

interface Change {
  readonly option: string;
  readonly path: readonly string[];
  readonly value: Json;
  /** Taken where text is wanted. */
  readonly text: string | null;
}

type Mapping = { readonly [key: string]: Json };
type Place = (path: OptionPath) => Position;

/** Applies the overrides to the front matter as read; a refused one is a finding and changes nothing. */
export function applyOverrides(yaml: Yaml, overrides: Overrides, at: Place): Applied {
  const document = yaml.value as Mapping;
  const findings: Finding[] = [];
  const texts = new Map(yaml.texts);
  const options = new Map<string, string>();
  const made: Override[] = [];
  let value: Mapping = document;
  if (document.allow_cli_override === false) {
    for (const option of typed(overrides))
      findings.push(finding("FS1001", at(["allow_cli_override"]), { option }, { pointer: ["allow_cli_override"] }));
    return { value, texts, overrides: [], options, spoilt: yaml.spoilt, findings };
  }
  for (const change of changes(overrides, findings)) {
    const refused = refusal(change, document, at);
    if (refused !== null) {
      findings.push(refused);
      continue;
    }
    const pointer = change.path.map((step) => `/${step}`).join("");
    for (const known of [...texts.keys()])
      if (known === pointer || known.startsWith(`${pointer}/`)) texts.delete(known);
    if (change.text !== null && typeof change.value === "number") texts.set(pointer, change.text);
    made.push({ key: change.path.join("."), original: originalOf(document, change.path), override: change.value });
    options.set(pointer, change.option);
    value = withValue(value, change.path, change.value) as Mapping;
  }
  return { value, texts, overrides: made, options, spoilt: yaml.spoilt, findings };
}

/** The options the document may refuse, as typed. */
function typed({ mode, seed, scheme, set, trust }: Overrides): string[] {
  const single = { "--mode": mode, "--seed": seed, "--scheme": scheme, "--trust": trust === true ? true : undefined };
  const names = Object.entries(single).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  return [...names, ...(set ?? []).map(({ key }) => `--set ${key}`)];
}

function changes({ mode, seed, scheme, set }: Overrides, findings: Finding[]): Change[] {
  const all: Change[] = [];
  if (mode !== undefined) all.push({ option: "--mode", path: ["mode"], value: mode, text: null });
  if (seed !== undefined)
    all.push({
      option: "--seed",
      path: ["seed"],
      ...(typeof seed === "string" ? typedValue(seed) : { value: seed, text: null }),
    });
  if (scheme !== undefined)
    all.push({
      option: "--scheme",
      path: ["scheme"],
      ...(typeof scheme === "string" ? typedValue(scheme) : { value: scheme, text: null }),
    });
  for (const { key, value } of set ?? []) {
    const isKey = /^[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z_][A-Za-z0-9_-]*)*$/.test(key);
    if (isKey) all.push({ option: `--set ${key}`, path: key.split("."), ...typedValue(value) });
    else findings.push(finding("FS1005", null, { key }));
  }
  return all;
}

/** A value as YAML reads it; what is no YAML, or a mapping that a colon made by chance, is text. */
function typedValue(source: string): { value: Json; text: string } {
  const nowhere = { file: "", line: 1, column: 1, endLine: 1, endColumn: 1 };
  const { yaml, findings } = parseYaml(source, { place: () => nowhere, about: {} });
  if (yaml === null || findings.length > 0) return { value: source, text: source };
  const isChance = typeof yaml.value === "object" && yaml.value !== null && !/^\s*[[{]/.test(source);
  return { value: isChance ? source : yaml.value, text: source };
}

const guarded = new Set(["qc_policy", "approved_models", "claims", "allow_cli_override", "drift_policy", "study"]);
const strictness: readonly Mode[] = ["research", "monitoring", "regulatory"];

function refusal(change: Change, document: Mapping, at: Place): Finding | null {
  const [field, name, ...deeper] = change.path;
  const key = change.path.join(".");
  if (guarded.has(field))
    return finding(
      "FS1003",
      own(document, field) === undefined ? null : at([field]),
      { key, field },
      { pointer: [field] },
    );
  if (field === "mode") return leavesMode(change, document, at);
  const allowed = Object.keys(frontMatterSchema.shape).filter((other) => !guarded.has(other));
  if (!allowed.includes(field)) {
    const advice =
      "options of blocks are set through a parameter: write `= params.NAME` in the block and `--set params.NAME=VALUE`";
    return finding("FS1004", null, { key, allowed, suggestion: closest(field, allowed), advice });
  }
  if (field !== "params" || name === undefined) return null;
  const params = isRecord(document.params) ? Object.keys(document.params) : [];
  if (params.includes(name) && deeper.length === 0) return null;
  const near = closest(name, params);
  return finding("FS1004", null, {
    key,
    allowed: params.map((param) => `params.${param}`),
    suggestion: near === null ? null : `params.${near}`,
    advice: params.length === 0 ? "the document declares no parameters" : null,
  });
}

function leavesMode(change: Change, document: Mapping, at: Place): Finding | null {
  const from = String(document.mode ?? "research")
    .trim()
    .toLowerCase();
  const to = String(change.value).trim().toLowerCase();
  const [before, after] = [from, to].map((mode) => strictness.indexOf(mode as Mode));
  if (after < 0 || after >= before) return null;
  return finding("FS1002", at(["mode"]), { option: change.option, from, to }, { pointer: ["mode"] });
}

/** Why `--set KEY=VALUE` would be refused for a document; null where it would not. */
export function refusedSetting(
  key: string,
  value: string,
  document: { readonly [field: string]: Json },
): Finding | null {
  const nowhere: Position = { file: "", line: 1, column: 1, endLine: 1, endColumn: 1 };
  const { findings } = applyOverrides(
    { value: document, texts: new Map(), spoilt: [], at: () => nowhere },
    { set: [{ key, value }] },
    () => nowhere,
  );
  return findings[0] ?? null;
}

/** What a document says there; of what it leaves out the default. */
function originalOf(document: Mapping, path: readonly string[]): Json {
  const written = valueAt(document, path);
  if (written !== undefined) return written;
  const [field, ...rest] = path;
  const byDefault = own(frontMatterSchema.shape, field)?.safeParse(undefined).data;
  return valueAt(byDefault as Json | undefined, rest) ?? null;
}

function valueAt(value: Json | undefined, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>(
    (now, step) => (isRecord(now) && Object.hasOwn(now, step) ? now[step] : undefined),
    value,
  );
}

function withValue(value: Json | undefined, path: readonly string[], put: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return put;
  const holder = isRecord(value) ? value : {};
  return { ...holder, [step]: withValue(Object.hasOwn(holder, step) ? holder[step] : undefined, rest, put) };
}
