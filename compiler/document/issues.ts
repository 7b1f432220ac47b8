/** Issues: what zod found, said as findings of the catalogue at the place where it stands. */
import type { z } from "zod";
import { closest } from "../../blocks/contract/closest.ts";
import type { Facts } from "../../blocks/contract/refusal.ts";
import { isRecord } from "../../schemas/is-record.ts";
import { type TaggedParams, taggedBranches } from "../../schemas/tagged.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { adviceFor, adviceOnCall, adviceOnComma, adviceOnRule, shapeFacts } from "./advice.ts";
import { expectation, found, numberRange, shown } from "./expectation.ts";
import { mended, renamed } from "./fixes.ts";
import { defOf, fits, keysOf, oneLevelDown, type Schema, unwrap, wordsOf } from "./schema-walk.ts";
import { adviceOnWord } from "./synonyms/advice-on-word.ts";
import { down, nounOf, ownerOf, type Place, type Subject, top, whatIs } from "./validate.ts";

type Issue = z.core.$ZodIssue;

/**
 * One finding an issue, some (unknown keys) several; in the order of the issues. Of what stands at a `spoilt` pointer
 * nothing is said: it was refused before.
 */
export function translate(issues: readonly Issue[], subject: Subject, spoilt: readonly string[] = []): Finding[] {
  const findings = issues.flatMap((issue) => translateOne(issue, top(subject)));
  const above = new Set(spoilt.flatMap(pointersAbove));
  const itself = new Set(spoilt);
  const isEcho = ({ code, pointer }: Finding) =>
    pointer !== null && (itself.has(pointer) || (code !== "FS2104" && above.has(pointer)));
  return withoutMisspelt(findings.filter((found) => !isEcho(found)));
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

/** `/steps/1/snv` → "", /steps, /steps/1. A missing option there is news, whatever else was refused beside it. */
const pointersAbove = (pointer: string): readonly string[] =>
  [...pointer.matchAll(/\//g)].map(({ index }) => pointer.slice(0, index));

function say({ subject, path }: Place, code: string, facts: Facts, part: "key" | "value" = "value"): Finding {
  return finding(code, subject.at(path, part), facts, { block: subject.block, pointer: path });
}

/** Walks from a place to where the issue is, and says it there. */
function translateOne(issue: Issue, from: Place): Finding[] {
  const place = (issue.path as (string | number)[]).reduce(down, from);
  const { value, above } = place;
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(place, key));
  if (value === undefined && above !== null) return [missing(place, above)];
  const what = whatIs(place);
  switch (issue.code) {
    case "invalid_union":
      return union(issue, place);
    case "invalid_value":
      return [typeof value === "object" ? wrongType(place) : noChoice(place, issue.values.map(String))];
    case "too_small":
    case "too_big":
      return [outOfRange(issue, place)];
    case "not_multiple_of":
      return [say(place, "FS2102", { what, value: shown(value), range: `a multiple of ${issue.divisor}` })];
    case "invalid_format":
      return [say(place, "FS2106", { what, value: shown(value), form: formOf(issue) })];
    case "invalid_key":
      return [wrongKey(issue, place)];
    case "custom":
      return [custom(issue, place)];
    default:
      return [wrongType(place)];
  }
}

function unknownKey(place: Place, key: string): Finding {
  const { schema, value } = place;
  const allowed = schema === null ? [] : (keysOf(schema, value) ?? []);
  const inside = schema === null ? null : oneLevelDown(schema, key, value);
  const instead = adviceOnWord(wordsPlace(place), key) ?? adviceOnComma(key, value);
  const suggestion = inside === null && instead === null ? closest(key, allowed) : null;
  const found = say(
    down(place, key),
    "FS2107",
    { key, ...ownerOf(place), allowed, inside, instead, suggestion },
    "key",
  );
  return renamed(found, key, suggestion, allowed, isRecord(value) ? Object.keys(value) : []);
}

/** Where words of other programs are looked up: `step savgol`, `block model`, `front matter`. */
function wordsPlace(place: Place): string {
  const { owner, name } = ownerOf(place);
  if (place.above !== null) return owner.replaceAll("`", "");
  return place.subject.block === null ? "front matter" : `block ${name.replaceAll("`", "")}`;
}

function missing({ path, schema, subject }: Place, above: Place): Finding {
  const key = String(path[path.length - 1]);
  if (subject.block === null && above.above === null && key === "title") return say(above, "FS2015", {}, "key");
  const expected = schema === null ? null : expectation(schema);
  return say(above, "FS2104", { owner: ownerOf(above).owner, key, expected }, "key");
}

const wanted = ({ schema }: Place) => (schema === null ? "another value" : expectation(schema));

function wrongType(place: Place): Finding {
  const advice = adviceFor(place);
  const facts = {
    what: whatIs(place),
    found: found(place.value),
    expected: wanted(place),
    advice: advice?.says ?? null,
  };
  return mended(say(place, "FS2101", facts), advice?.text, true);
}

function noChoice(place: Place, choices: readonly string[]): Finding {
  const allowed = choices.map((word) => (word === "\t" ? '"\\t"' : word));
  const value = shown(place.value);
  const instead = adviceOnWord(`value ${place.path[place.path.length - 1]}`, value);
  const suggestion = instead === null ? closest(value, choices) : null;
  const found = say(place, "FS2103", { what: whatIs(place), value, allowed, instead, suggestion });
  return renamed(found, value, suggestion, choices);
}

/** The alternative whose outer form fits is the one that was meant; where none fits, all are named. */
function union(issue: z.core.$ZodIssueInvalidUnion, place: Place): Finding[] {
  const { path, schema, value, above } = place;
  // A word that decides between forms of the mapping it stands in.
  const last = path[path.length - 1];
  const decides = issue.errors.length === 0 && typeof last === "string" && above !== null && above.schema !== null;
  const words = decides ? wordsOf(above.schema, last) : [];
  if (words.length > 0 && typeof value !== "object") return [noChoice(place, words)];
  const def = schema === null ? null : defOf(schema);
  const options: readonly (Schema | undefined)[] = def?.type === "union" ? def.options : [];
  const fitting = issue.errors
    .map((issues, i) => ({ issues, option: options[i] }))
    .filter(({ issues, option }) => issues.length > 0 && (option === undefined || fits(option, value)));
  const meant = fitting.toSorted((a, b) => cost(a.issues) - cost(b.issues))[0];
  if (meant === undefined || (fitting.length > 1 && fitting.every(({ issues }) => issues.every(isAtRoot))))
    return [
      noAlternative(
        place,
        fitting.flatMap(({ issues }) => issues),
      ),
    ];
  const narrowed = meant.option === undefined ? place : { ...place, schema: unwrap(meant.option) };
  return meant.issues.flatMap((inner) => translateOne(inner, narrowed));
}

const isAtRoot = (issue: Issue) => issue.path.length === 0 && issue.code !== "unrecognized_keys";
/** Unknown and missing keys at the root weigh more than a wrong value below. */
const cost = (issues: readonly Issue[]) => issues.reduce((sum, issue) => sum + (issue.path.length === 0 ? 3 : 1), 0);

function noAlternative(place: Place, issues: readonly Issue[]): Finding {
  // Choices of one form are one list of choices: `best`, `one-standard-error`.
  const choices = issues.flatMap((issue) => (issue.code === "invalid_value" ? issue.values.map(String) : []));
  if (choices.length > 0 && issues.every(({ code }) => code === "invalid_value")) return noChoice(place, choices);
  return say(place, "FS2113", { what: whatIs(place), found: found(place.value), expected: wanted(place) });
}

function outOfRange(issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall, place: Place): Finding {
  const { schema, value } = place;
  const what = whatIs(place);
  const isSmall = issue.code === "too_small";
  const limit = Number(isSmall ? issue.minimum : issue.maximum);
  const bound = issue.exact === true ? `exactly ${limit}` : isSmall ? `at least ${limit}` : `at most ${limit}`;
  if (issue.origin === "string") {
    const count = value === "" ? "no text" : `${String(value).length} characters`;
    return say(place, "FS2105", { what, count, range: limit === 1 && isSmall ? "some text" : `${bound} characters` });
  }
  if (Array.isArray(value)) {
    const def = schema === null ? null : defOf(schema);
    const range =
      def?.type === "tuple" && def.rest === null
        ? `exactly ${entries(def.items.length)}`
        : `${bound} ${limit === 1 ? "entry" : "entries"}`;
    return say(place, "FS2105", { what, count: entries(value.length), range });
  }
  const open = issue.inclusive === false ? (isSmall ? `above ${limit}` : `below ${limit}`) : bound;
  const range = (schema === null ? null : numberRange(schema)?.replace(/^of /, "")) ?? open;
  return say(place, "FS2102", { what, value: shown(value), range });
}

const entries = (count: number) => (count === 0 ? "no entries" : count === 1 ? "1 entry" : `${count} entries`);

function wrongKey({ issues }: z.core.$ZodIssueInvalidKey, place: Place): Finding {
  const [inner] = issues;
  const form =
    inner?.code === "invalid_format"
      ? formOf(inner)
      : inner?.code === "invalid_value"
        ? inner.values.join(", ")
        : "a plain name";
  const [name, above = ""] = place.path.toReversed();
  return say(place, "FS2106", { what: `a name below \`${above}\``, value: String(name), form }, "key");
}

/** What a refinement said; zod's own words are never shown. */
const ownWords = (issue: Issue): string | null =>
  /^(Invalid|Too |Unrecognized|Expected)/.test(issue.message) ? null : issue.message;

const forms: { readonly [format: string]: string } = {
  email: "an e-mail address",
  url: "an address beginning with https:",
  date: "a date such as 2026-01-31",
  datetime: "a date with time",
  uuid: "a UUID",
};

function formOf(issue: z.core.$ZodIssueInvalidStringFormat): string {
  const { prefix, suffix, includes } = issue as { prefix?: string; suffix?: string; includes?: string };
  if (prefix !== undefined) return `it begins with ${prefix}`;
  if (suffix !== undefined) return `it ends with ${suffix}`;
  if (includes !== undefined) return `it contains ${includes}`;
  return ownWords(issue) ?? forms[issue.format] ?? `it matches ${issue.pattern ?? issue.format}`;
}

/** Refinements: those of `tagged`, those that name a code of the catalogue, and those with a sentence of their own. */
function custom(issue: z.core.$ZodIssueCustom, place: Place): Finding {
  const params = issue.params as
    | TaggedParams
    | { readonly finding?: { readonly code: string; readonly facts?: Facts } }
    | undefined;
  if (params !== undefined && "tagged" in params) return noBranch(params, place);
  const what = whatIs(place);
  if (params?.finding !== undefined)
    return say(place, params.finding.code, { what, value: shown(place.value), ...params.finding.facts });
  const reason = ownWords(issue);
  const advice = adviceOnRule(reason, place.value);
  return say(place, "FS2110", { what, reason: reason ?? "the value is not possible here", advice });
}

function noBranch(params: TaggedParams, place: Place): Finding {
  const { schema, value } = place;
  const noun = nounOf(place);
  if (params.tagged === "shape") {
    return say(place, "FS2109", { what: whatIs(place), ...shapeFacts(place, params.allowed) });
  }
  const { name } = params;
  if (params.tagged === "bare") {
    const branch = schema === null ? undefined : taggedBranches(schema)?.[name];
    return say(place, "FS2115", { noun, name, expected: branch === undefined ? "its options" : expectation(branch) });
  }
  const call = adviceOnCall(name, params.allowed);
  const instead = adviceOnWord(noun, name) ?? call?.says ?? null;
  const suggestion = instead === null ? closest(name, params.allowed) : null;
  const facts = { noun, name, allowed: params.allowed, instead, suggestion };
  const isBare = typeof value === "string";
  const found = isBare ? say(place, "FS2108", facts) : say(down(place, name), "FS2108", facts, "key");
  if (instead !== null) return mended(found, isBare ? call?.text : undefined, true);
  return renamed(found, name, suggestion, params.allowed);
}
