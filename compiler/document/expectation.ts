/** Expectation: what a schema wants, said in words for a reader who does not program. */
import type { z } from "zod";
import { taggedBranches } from "../../schemas/tagged.ts";
import { listed } from "../diagnostics/listed.ts";
import { alternatives, unwrap } from "./schema-walk.ts";

type Schema = z.core.$ZodType;

/** A noun phrase: "a whole number from 1 to 20", "text", "a list of numbers or one of `a` or `b`". */
export function expectation(schema: Schema): string {
  return listed([...new Set(alternatives(schema).map(one))], "or");
}

function one(schema: Schema): string {
  const branches = taggedBranches(schema);
  if (branches !== null) return choice(Object.keys(branches));
  const def = (schema as z.core.$ZodTypes)._zod.def;
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

export interface Bounds {
  readonly least: number | null;
  readonly most: number | null;
  readonly leastInclusive: boolean;
  readonly mostInclusive: boolean;
}

/** "from 1 to 20", "of at least 1", "above 0 and below 1"; null without bounds. */
export function numberRange(schema: Schema): string | null {
  const { least, most, leastInclusive, mostInclusive } = boundsOf(schema);
  const from = least === null ? null : leastInclusive ? `of at least ${least}` : `above ${least}`;
  const to = most === null ? null : mostInclusive ? `at most ${most}` : `below ${most}`;
  if (from === null) return to === null ? null : to.startsWith("at") ? `of ${to}` : to;
  if (to === null) return from;
  return leastInclusive && mostInclusive ? `from ${least} to ${most}` : `${from} and ${to}`;
}

interface Checked {
  readonly checks?: readonly {
    readonly _zod: {
      readonly def: {
        readonly check: string;
        readonly value?: unknown;
        readonly inclusive?: boolean;
        readonly format?: string;
      };
    };
  }[];
  readonly check?: string;
  readonly format?: string;
}
const checksOf = (schema: Schema) => {
  const def = unwrap(schema)._zod.def as unknown as Checked;
  return { own: def, all: (def.checks ?? []).map((check) => check._zod.def) };
};

function boundsOf(schema: Schema): Bounds {
  let bounds: Bounds = { least: null, most: null, leastInclusive: true, mostInclusive: true };
  for (const { check, value, inclusive } of checksOf(schema).all) {
    if (typeof value !== "number") continue;
    if (check === "greater_than" && (bounds.least === null || value >= bounds.least)) {
      bounds = { ...bounds, least: value, leastInclusive: inclusive === true };
    }
    if (check === "less_than" && (bounds.most === null || value <= bounds.most)) {
      bounds = { ...bounds, most: value, mostInclusive: inclusive === true };
    }
  }
  return bounds;
}

function isWhole(schema: Schema): boolean {
  const { own, all } = checksOf(schema);
  return [own, ...all].some(({ check, format }) => check === "number_format" && /int/.test(format ?? ""));
}

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
