/** Expectation: what a schema wants and what was found instead, said in words for a reader who does not program. */
import type { Json } from "../../schemas/plain-json.ts";
import { taggedBranches } from "../../schemas/tagged.ts";
import { listed } from "../diagnostics/listed.ts";
import { alternatives, defOf, outerOfValue, type Schema, unwrap } from "./schema-walk.ts";

/** A noun phrase: "a whole number from 1 to 20", "text", "a list of numbers or one of `a` or `b`". */
export function expectation(schema: Schema): string {
  return listed([...new Set(alternatives(schema).map(one))], "or");
}

function one(schema: Schema): string {
  const branches = taggedBranches(schema);
  if (branches !== null) return choice(Object.keys(branches));
  const def = defOf(schema);
  switch (def.type) {
    case "string":
    case "template_literal":
      return "text";
    case "number":
      return numberPhrase(schema);
    case "boolean":
      return "`true` or `false`";
    case "null":
      return "nothing";
    case "enum":
      return choice(Object.values(def.entries).map(String));
    case "literal":
      return choice(def.values.map(String));
    case "array": {
      // A long choice is listed where an entry is wrong; where the list itself is, three show what is meant.
      const branches = taggedBranches(unwrap(def.element));
      const names = branches === null ? [] : Object.keys(branches);
      if (names.length > 8) return `a list of entries such as ${listed(names.slice(0, 3).map(quoted), "or")}`;
      return `a list of ${plural(expectation(def.element))}`;
    }
    case "tuple":
      return `a list of ${def.items.length} entries, ${listed(def.items.map(expectation), "and")}`;
    case "object":
      return Object.keys(def.shape).length === 0
        ? "an empty mapping"
        : `a mapping with ${listed(Object.keys(def.shape).map(quoted), "and")}`;
    case "record":
      return `a mapping of names to ${plural(expectation(def.valueType))}`;
    case "intersection":
      return expectation(def.left);
    default:
      return "another value";
  }
}

function numberPhrase(schema: Schema): string {
  const noun = isWhole(schema) ? "a whole number" : "a number";
  const range = numberRange(schema);
  return range === null ? noun : `${noun} ${range}`;
}

/** "from 1 to 20", "of at least 1", "above 0 and below 1"; null without bounds. */
export function numberRange(schema: Schema): string | null {
  const bounds = checksOf(schema).flatMap(({ check, value, inclusive }) =>
    typeof value === "number" ? [{ check, value, inclusive: inclusive === true }] : [],
  );
  // Of two checks the tighter one holds, of two equal ones the later.
  const least = bounds
    .filter(({ check }) => check === "greater_than")
    .reduce<Bound | null>((a, b) => (a === null || b.value >= a.value ? b : a), null);
  const most = bounds
    .filter(({ check }) => check === "less_than")
    .reduce<Bound | null>((a, b) => (a === null || b.value <= a.value ? b : a), null);
  const to = most === null ? null : `${most.inclusive ? "at most" : "below"} ${most.value}`;
  if (least === null) return most?.inclusive === true ? `of ${to}` : to;
  const from = `${least.inclusive ? "of at least" : "above"} ${least.value}`;
  if (most === null) return from;
  return least.inclusive && most.inclusive ? `from ${least.value} to ${most.value}` : `${from} and ${to}`;
}

interface Bound {
  readonly value: number;
  readonly inclusive: boolean;
}

interface Check {
  readonly check?: string;
  readonly value?: unknown;
  readonly inclusive?: boolean;
  readonly format?: string;
}

/** The checks of a schema, its own form (`z.int()` is one) among them. */
function checksOf(schema: Schema): readonly Check[] {
  const own = unwrap(schema)._zod.def as Check & {
    readonly checks?: readonly { readonly _zod: { readonly def: Check } }[];
  };
  return [own, ...(own.checks ?? []).map((check) => check._zod.def)];
}

const isWhole = (schema: Schema) =>
  checksOf(schema).some(({ check, format }) => check === "number_format" && /int/.test(format ?? ""));

const quoted = (name: string) => `\`${name}\``;
const choice = (names: readonly string[]) =>
  names.length === 1 ? quoted(names[0]) : `one of ${listed(names.map(quoted), "or")}`;

/** "a number from 1 to 2" → "numbers from 1 to 2"; what has no article stays. */
function plural(phrase: string): string {
  const words: { readonly [noun: string]: string } = {
    "a whole number": "whole numbers",
    "a number": "numbers",
    "a mapping": "mappings",
    text: "texts",
  };
  for (const [noun, many] of Object.entries(words)) {
    if (!phrase.includes(" or ") && (phrase === noun || phrase.startsWith(`${noun} `)))
      return many + phrase.slice(noun.length);
  }
  return `entries, each ${phrase}`;
}

/** "the text `abc`", "the number 3", "a list". */
export function found(value: Json | undefined): string {
  const outer = outerOfValue(value);
  switch (outer) {
    case "text":
    case "number":
      return outer === "text" ? `the text \`${shown(value)}\`` : `the number ${shown(value)}`;
    case "boolean":
      return `\`${value}\``;
    default:
      return outer === "nothing" ? "empty" : `a ${outer}`;
  }
}

const longest = 60;

/** A value as a sentence may quote it. */
export function shown(value: Json | undefined): string {
  const text =
    typeof value === "string" || typeof value === "number" ? String(value) : (JSON.stringify(value) ?? "nothing");
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
