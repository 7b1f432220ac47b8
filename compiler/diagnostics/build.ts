/** Builds findings: the catalogue holds the sentence, the caller the facts and the place. */

import { jsonPointer } from "../../blocks/contract/brief.ts";
import type { Stage } from "../../blocks/contract/kind.ts";
import { significant } from "../../blocks/contract/number-text.ts";
import type { DataPlace, Fact, Facts, OptionPath, Remark } from "../../blocks/contract/refusal.ts";
import { entryOf } from "./catalogue.ts";
import type { Finding, Fix, Position, Related } from "./finding.ts";
import { listed } from "./listed.ts";
import { visible } from "./visible.ts";

/** What a finding is about, besides its place. */
export interface About {
  readonly block?: string | null;
  /** JSON pointer, or the path it is made from. */
  readonly pointer?: string | OptionPath | null;
  /** Printed under the caret instead of the catalogue's own remark. */
  readonly mark?: string | null;
  readonly related?: readonly Related[];
  readonly fix?: Fix | null;
}

/** A finding of the catalogue. Throws for an unknown code: an internal error. */
export function finding(code: string, position: Position | null, facts: Facts = {}, about: About = {}): Finding {
  const entry = entryOf(code);
  const help = entry.help.map((help) => firstOf(help, facts)).filter((sentence) => sentence !== null);
  return {
    code,
    severity: entry.severity,
    message: fill(entry.sentence, facts),
    help: help.length > 0 ? help : [`see \`foodspec explain ${code}\``],
    stage: entry.stage,
    exit: entry.exit,
    position,
    block: about.block ?? null,
    pointer: about.pointer === undefined || about.pointer === null ? null : pointer(about.pointer),
    mark: about.mark ?? (entry.mark === undefined ? null : fillIn(entry.mark, facts)),
    facts,
    related: about.related ?? [],
    count: 1,
    fix: about.fix ?? null,
  };
}

/** What is needed of a block to place a finding in it; a ProtocolBlock has it. */
export interface Placed {
  readonly id: string;
  readonly kind?: { told?(code: string, facts: Facts): Facts };
  readonly position: Position;
  at(path: OptionPath): Position;
}

/**
 * The finding of a remark a block made. A place in the data goes before one in the front matter, that before one in the body.
 *
 * @param dataPosition knows which file an input is, and answers null where it does not
 * @param settingPosition where a front-matter field stands
 */
export function fromRemark(
  { code, facts, data, option, setting, isError, again }: Remark,
  block: Placed,
  dataPosition: (place: DataPlace) => Position | null = () => null,
  settingPosition: (path: OptionPath) => Position | null = () => null,
): Finding {
  const inData = data === undefined ? null : dataPosition(data);
  const inFront = setting === undefined ? null : settingPosition(setting);
  const inBody = option === undefined ? block.position : block.at(option);
  const told = block.kind?.told?.(code, facts) ?? {};
  const place = inData ?? inFront ?? inBody;
  const made = finding(code, place, { ...facts, ...told }, { block: block.id, pointer: option ?? null });
  const severity = isError === true ? "error" : made.severity;
  if (again === undefined) return { ...made, severity };
  const last = dataPosition(again.last);
  return { ...made, severity, count: again.count, related: last === null ? [] : [lastOf(last, again.count)] };
}

/** The place of the last of several equal findings. */
export const lastOf = (position: Position, count: number): Related => ({ position, message: `the last of ${count}` });

/** Where a data error stands: the line as an editor counts it, the column the number of the field. */
export function dataPosition(file: string, place: DataPlace): Position {
  const line = place.line ?? 1;
  const column = place.field ?? 1;
  return { file, line, column, endLine: line, endColumn: column + 1 };
}

const exitOfStage: { readonly [S in Stage]: number } = {
  cli: 2,
  protocol: 4,
  validation: 3,
  preprocessing: 3,
  features: 5,
  modeling: 5,
  trust: 6,
  qc: 7,
  reporting: 8,
  artifact: 9,
};

/** A mistake of our own, under the stage in which it happened: exit code of the stage, error_type InternalError. */
export function internalError(stage: Stage, what: string, block: string | null = null): Finding {
  return { ...finding("FS0001", null, { what }, { block }), stage, exit: exitOfStage[stage] };
}

/** RFC 6901. */
export function pointer(path: string | OptionPath): string {
  if (typeof path === "string") return path;
  return jsonPointer(path);
}

/** The sentence with its facts; what was not given prints as `?`. @internal */
export function fill(sentence: string, facts: Facts): string {
  return sentence.replace(placeholder, (_, name: string, style: string | undefined) => {
    const fact = Object.hasOwn(facts, name) ? facts[name] : null;
    return fact === null || fact === undefined ? "?" : printed(fact, style);
  });
}

const placeholder = /\{([A-Za-z_][A-Za-z0-9_]*)(?:\|(and|plain|[a-z ]+\/{1,2}[a-z ]+))?\}/g;

/** As `fill`, but null where a fact is missing: the sentence would say nothing. */
function fillIn(sentence: string, facts: Facts): string | null {
  for (const [, name] of sentence.matchAll(placeholder)) {
    const fact = Object.hasOwn(facts, name) ? facts[name] : null;
    if (fact === null || fact === undefined || (Array.isArray(fact) && fact.length === 0)) return null;
  }
  return fill(sentence, facts);
}

/** The first of the alternatives whose facts are all there, or null. */
function firstOf(help: string, facts: Facts): string | null {
  for (const sentence of alternatives(help)) {
    const filled = fillIn(sentence, facts);
    if (filled !== null) return filled;
  }
  return null;
}

/** A sentence of the catalogue for who has no finding at hand: placeholders as words between angle brackets. */
export const readable = (sentence: string, mark = (name: string): string => `<${name}>`): string =>
  sentence.replaceAll(placeholder, (_, name: string, style: string | undefined) => {
    const words = inNumber(style);
    if (words === null) return mark(name);
    return words.counted ? `${mark(name)} ${words.many}` : words.many;
  });

/** A help's alternatives, as written in the catalogue. */
export const alternatives = (help: string): readonly string[] => help.split(" || ");

const longestList = 20;

function printed(fact: NonNullable<Fact>, style: string | undefined): string {
  if (typeof fact === "string") return visible(fact);
  const words = inNumber(style);
  if (words !== null) {
    const word = fact === 1 ? words.one : words.many;
    return words.counted ? `${printed(fact, undefined)} ${word}` : word;
  }
  if (typeof fact === "number") return number(fact);
  if (typeof fact === "boolean") return String(fact);
  const all: readonly (string | number)[] = fact;
  const items = all
    .slice(0, longestList)
    .map((item) =>
      typeof item === "number" ? number(item) : style === "plain" ? visible(item) : `\`${visible(item)}\``,
    );
  if (all.length > longestList) return `${items.join(", ")} and ${all.length - longestList} more`;
  return style === "plain" ? items.join(", ") : listed(items, style === "and" ? "and" : "or");
}

/** `spectrum/spectra` prints the number with the word that fits it, `has//have` the word alone. */
function inNumber(
  style: string | undefined,
): { readonly one: string; readonly many: string; readonly counted: boolean } | null {
  const [, one, slashes, many] = style?.match(/^([^/]+)(\/{1,2})(.+)$/) ?? [];
  return one === undefined ? null : { one, many, counted: slashes === "/" };
}

/** Whole numbers in full, others to six significant digits: a sentence is read, not computed with. */
const number = (value: number): string =>
  Number.isInteger(value) || !Number.isFinite(value) ? String(value) : significant(value, 6, "-");
