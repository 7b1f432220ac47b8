/** Issues: what zod found, said as findings of the catalogue at the place where it stands. */
import type { z } from "zod";
import { closest } from "../../blocks/contract/closest.ts";
import type { Facts, OptionPath } from "../../blocks/contract/refusal.ts";
import type { Json } from "../../blocks/contract/values.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { expectation } from "./expectation.ts";
import { custom } from "./issue-custom.ts";
import { formOf, keyFacts, outOfRange } from "./issue-limits.ts";
import { below, fits, keysOf, oneLevelDown, outerTypes, wordsOf } from "./schema-walk.ts";
import { found, ownerOf, resolve, type Subject, shown, whatIs } from "./subject.ts";

type Schema = z.core.$ZodType;
type Issue = z.core.$ZodIssue;

/**
 * One finding an issue, some (unknown keys) several; in the order of the issues. Of what stands at a `spoilt` pointer
 * nothing is said: it was refused before.
 */
export function translate(issues: readonly Issue[], subject: Subject, spoilt: readonly string[] = []): Finding[] {
  const findings = issues.flatMap((issue) => translateOne(issue, [], subject));
  return withoutMisspelt(findings.filter((found) => !spoilt.some((pointer) => isEcho(found, pointer))));
}

/** A misspelt option is said once: not as unknown and as missing too. */
export function withoutMisspelt(findings: readonly Finding[]): Finding[] {
  const meant = new Set(
    findings.flatMap(({ code, pointer, facts }) =>
      code === "FS2107" ? [`${pointer?.slice(0, pointer.lastIndexOf("/"))} ${facts.suggestion}`] : [],
    ),
  );
  return findings.filter(({ code, pointer, facts }) => code !== "FS2104" || !meant.has(`${pointer} ${facts.key}`));
}

/** A missing option is news, whatever else was refused beside it. */
const isEcho = (found: Finding, spoilt: string) =>
  spoilt === found.pointer || (found.code !== "FS2104" && spoilt.startsWith(`${found.pointer}/`));

function translateOne(issue: Issue, base: OptionPath, subject: Subject): Finding[] {
  const path = [...base, ...(issue.path as (string | number)[])];
  const { schema, value } = resolve(subject, path);
  const is = (code: string, facts: Facts, part: "key" | "value" = "value", at: OptionPath = path) =>
    finding(code, subject.at(at, part), facts, { block: subject.block, pointer: at });
  if (value === undefined && path.length > 0 && issue.code !== "unrecognized_keys")
    return [missing(path, schema, subject)];
  const what = whatIs(path, subject);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(key, path, schema, value, subject));
    case "invalid_union": {
      const words = issue.errors.length === 0 ? decisive(path, subject) : [];
      if (words.length > 0 && typeof value !== "object") return [is("FS2103", choiceFacts(what, value, words))];
      return union(issue, path, schema, value, subject);
    }
    case "invalid_value":
      if (typeof value === "object") return [is("FS2101", typeFacts(what, value, schema))];
      return [is("FS2103", choiceFacts(what, value, issue.values.map(String)))];
    case "too_small":
    case "too_big":
      return [outOfRange(issue, what, value, schema, is)];
    case "not_multiple_of":
      return [is("FS2102", { what, value: shown(value), range: `a multiple of ${issue.divisor}` })];
    case "invalid_format":
      return [is("FS2106", { what, value: shown(value), form: formOf(issue) })];
    case "invalid_key":
      return [is("FS2106", keyFacts(issue, path), "key")];
    case "custom":
      return custom(issue, path, what, value, subject, is);
    default:
      return [is("FS2101", typeFacts(what, value, schema))];
  }
}

/** The words a key may be, where it decides between forms of the mapping it stands in. */
function decisive(path: OptionPath, subject: Subject): readonly string[] {
  const key = path[path.length - 1];
  const { schema } = resolve(subject, path.slice(0, -1));
  return schema === null || typeof key !== "string" ? [] : wordsOf(schema, key);
}

function unknownKey(
  key: string,
  path: OptionPath,
  schema: Schema | null,
  value: Json | undefined,
  subject: Subject,
): Finding {
  const allowed = schema === null ? [] : (keysOf(schema, value) ?? []);
  const { owner, name } = ownerOf(path, subject);
  const full = [...path, key];
  const inside = schema === null ? null : oneLevelDown(schema, key, value);
  const facts = { key, owner, name, allowed, inside, suggestion: inside === null ? closest(key, allowed) : null };
  return finding("FS2107", subject.at(full, "key"), facts, { block: subject.block, pointer: full });
}

function missing(path: OptionPath, schema: Schema | null, subject: Subject): Finding {
  const container = path.slice(0, -1);
  const key = String(path[path.length - 1]);
  const about = { block: subject.block, pointer: container };
  const position = subject.at(container, "key");
  if (subject.block === null && path.length === 1 && key === "title") return finding("FS2015", position, {}, about);
  const expected = schema === null ? null : expectation(schema);
  return finding("FS2104", position, { owner: ownerOf(container, subject).owner, key, expected }, about);
}

function typeFacts(what: string, value: Json | undefined, schema: Schema | null): Facts {
  return {
    what,
    found: found(value),
    expected: schema === null ? "another value" : expectation(schema),
    advice: adviceFor(value, schema),
  };
}

/** Slips that are common enough to be named. */
function adviceFor(value: Json | undefined, schema: Schema | null): string | null {
  if (schema === null) return null;
  const wanted = outerTypes(schema);
  const entry = wanted?.has("list") === true ? below(schema, 0) : null;
  if (entry !== null && value !== undefined && value !== null && fits(entry, value))
    return `write it as a list: [${shown(value)}]`;
  if (typeof value !== "string") return null;
  if (wanted?.has("mapping")) return asMapping(value, schema);
  if (wanted?.has("number") && /^[+-]?\d+,\d+$/.test(value))
    return `write decimals with a point: ${value.replace(",", ".")}`;
  if (wanted?.has("boolean") && /^(yes|on|no|off)$/i.test(value)) return `write \`${/^(yes|on)$/i.test(value)}\``;
  if (wanted?.has("number") && /^[+-]?[\d.]+\s*%$/.test(value)) return "write a share as a number: 5 % is 0.05";
  return null;
}

/** Where a mapping is wanted, the text may be the value of one of its keys: `{path: d.csv}`. */
function asMapping(value: string, schema: Schema): string | null {
  const keys = keysOf(schema) ?? [];
  const takes = (key: string, tried: unknown) =>
    (below(schema, key) as z.ZodType | null)?.safeParse(tried).success === true;
  const key = keys.find((each) => takes(each, value));
  if (key === undefined) return null;
  const others = keys.filter((each) => each !== key && !takes(each, undefined)).map((each) => `${each}: …`);
  return `write it as a mapping: {${[`${key}: ${shown(value)}`, ...others].join(", ")}}`;
}

function choiceFacts(what: string, value: Json | undefined, allowed: readonly string[]): Facts {
  const written = allowed.map((word) => (word === "\t" ? '"\\t"' : word));
  return { what, value: shown(value), allowed: written, suggestion: closest(shown(value), allowed) };
}

/** The alternative whose outer form fits is the one that was meant; where none fits, all are named. */
function union(
  issue: z.core.$ZodIssueInvalidUnion,
  path: OptionPath,
  schema: Schema | null,
  value: Json | undefined,
  subject: Subject,
): Finding[] {
  const options = schema === null ? [] : optionsOf(schema);
  const candidates = issue.errors.map((issues, i) => ({ issues, option: options[i] as Schema | undefined }));
  const fitting = candidates.filter(
    ({ issues, option }) => (option === undefined ? true : fits(option, value as Json)) && issues.length > 0,
  );
  const meant = fitting.toSorted((a, b) => cost(a.issues) - cost(b.issues))[0];
  if (meant === undefined || (fitting.length > 1 && fitting.every(({ issues }) => issues.every(isAtRoot)))) {
    return [noAlternative(path, schema, value, fitting, subject)];
  }
  const narrowed =
    meant.option === undefined
      ? subject
      : { ...subject, meant: [...(subject.meant ?? []), { path, schema: meant.option }] };
  return meant.issues.flatMap((inner) => translateOne(inner, path, narrowed));
}

const optionsOf = (schema: Schema): readonly Schema[] => {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  return def.type === "union" ? def.options : [];
};
const isAtRoot = (issue: Issue) => issue.path.length === 0 && issue.code !== "unrecognized_keys";
/** Unknown and missing keys at the root weigh more than a wrong value below. */
const cost = (issues: readonly Issue[]) => issues.reduce((sum, issue) => sum + (issue.path.length === 0 ? 3 : 1), 0);

function noAlternative(
  path: OptionPath,
  schema: Schema | null,
  value: Json | undefined,
  fitting: readonly { readonly issues: readonly Issue[] }[],
  subject: Subject,
): Finding {
  const what = whatIs(path, subject);
  const about = { block: subject.block, pointer: path };
  const position = subject.at(path, "value");
  // Choices of one form are one list of choices: `best`, `one-standard-error`.
  const choices = fitting.flatMap(({ issues }) =>
    issues.flatMap((issue) => (issue.code === "invalid_value" ? issue.values.map(String) : [])),
  );
  if (choices.length > 0 && fitting.every(({ issues }) => issues.every((issue) => issue.code === "invalid_value"))) {
    return finding("FS2103", position, choiceFacts(what, value, choices), about);
  }
  const expected = schema === null ? "another value" : expectation(schema);
  return finding("FS2113", position, { what, found: found(value), expected }, about);
}

/** Length of a list that has one entry for each place. */
/** What a refinement said; zod's own words are never shown. */
/** Refinements: those of `tagged`, those that name a code of the catalogue, and those with a sentence of their own. */
/** A mapping with several keys is the usual slip: two steps below one dash. */
