/** Walking a zod schema without data: what is below a key, what form a value must have, in words. */
import type { z } from "zod";
import type { Json } from "../../schemas/plain-json.ts";
import { taggedBranches } from "../../schemas/tagged.ts";

export type Schema = z.core.$ZodType;

export const defOf = (schema: Schema) => (schema as z.core.$ZodTypes)._zod.def;

/** The schema inside of optional, nullable, default, readonly, lazy, pipe and their like. A tagged choice stays as it is. */
export function unwrap(schema: Schema): Schema {
  if (taggedBranches(schema) !== null) return schema;
  const def = defOf(schema);
  switch (def.type) {
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "nonoptional":
    case "readonly":
    case "catch":
    case "success":
      return unwrap(def.innerType);
    case "lazy":
      return unwrap(def.getter());
    case "pipe":
      return unwrap(defOf(def.in).type === "transform" ? def.out : def.in);
    default:
      return schema;
  }
}

/** Options of a union, else the schema itself; unions in unions are taken apart. */
export function alternatives(schema: Schema): readonly Schema[] {
  const inner = unwrap(schema);
  const def = defOf(inner);
  return def.type === "union" && taggedBranches(inner) === null ? def.options.flatMap(alternatives) : [inner];
}

export type Outer = "text" | "number" | "boolean" | "list" | "mapping" | "nothing";

/** The forms a value of this schema may have from outside; null is any. */
export function outerTypes(schema: Schema): ReadonlySet<Outer> | null {
  const all = new Set<Outer>();
  for (const option of alternatives(schema)) {
    const outer = outerOf(option);
    if (outer === null) return null;
    for (const one of outer) all.add(one);
  }
  return all;
}

function outerOf(schema: Schema): readonly Outer[] | null {
  if (taggedBranches(schema) !== null) return ["text", "mapping"];
  const def = defOf(schema);
  switch (def.type) {
    case "string":
    case "template_literal":
      return ["text"];
    case "number":
      return ["number"];
    case "boolean":
      return ["boolean"];
    case "array":
    case "tuple":
      return ["list"];
    case "object":
    case "record":
      return ["mapping"];
    case "null":
      return ["nothing"];
    case "enum":
      return Object.values(def.entries).map(outerOfValue);
    case "literal":
      return def.values.map(outerOfValue);
    case "intersection":
      return outerOf(unwrap(def.left));
    default:
      return null;
  }
}

/** The form of a plain value. */
export function outerOfValue(value: unknown): Outer {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "list";
  const type = typeof value;
  return type === "string" ? "text" : type === "number" ? "number" : type === "boolean" ? "boolean" : "mapping";
}

/** Whether a value has the outer form a schema wants. */
export function fits(schema: Schema, value: Json | undefined): boolean {
  const outer = outerTypes(schema);
  return outer === null || outer.has(outerOfValue(value));
}

/** Whether these alternatives want a number's text and not the number: `version: 1.10`. */
export function wantsText(options: readonly Schema[], text: string): boolean {
  if (options.some((option) => outerOf(option)?.includes("number") ?? true)) return false;
  return options.some((option) => {
    const def = defOf(option);
    if (def.type === "enum") return Object.values(def.entries).includes(text);
    if (def.type === "literal") return def.values.includes(text);
    return def.type === "string" || def.type === "template_literal";
  });
}

/**
 * The schema of what stands below a key, or null where nothing can be known. The value decides between branches of a union;
 * a tagged choice written as a bare name has its branch's keys directly below it.
 */
export const below = (schema: Schema, key: string | number, value?: Json): Schema | null =>
  belowAll(alternatives(schema), key, value)[0] ?? null;

/** The same for all alternatives that the value leaves possible. */
export function belowAll(options: readonly Schema[], key: string | number, value?: Json): readonly Schema[] {
  const fitting = notContradicted(
    options.filter((option) => value === undefined || fits(option, value)),
    value,
  );
  return (fitting.length > 0 ? fitting : options).flatMap((option) => step(option, key, value) ?? []);
}

function step(schema: Schema, key: string | number, value: Json | undefined): Schema | null {
  const branches = taggedBranches(schema);
  if (branches !== null) {
    if (typeof value === "string") return Object.hasOwn(branches, value) ? below(branches[value], key) : null;
    return Object.hasOwn(branches, key) ? branches[key] : null;
  }
  const def = defOf(schema);
  switch (def.type) {
    case "object":
      if (Object.hasOwn(def.shape, key)) return def.shape[key];
      return def.catchall === undefined || defOf(def.catchall).type === "never" ? null : def.catchall;
    case "record":
      return (ownKeys(schema)?.includes(String(key)) ?? true) ? def.valueType : null;
    case "array":
      return isIndex(key) ? def.element : null;
    case "tuple":
      return def.items[Number(key)] ?? def.rest;
    case "intersection":
      return below(def.left, key, value) ?? below(def.right, key, value);
    default:
      return null;
  }
}

const isIndex = (key: string | number) => /^\d+$/.test(String(key));

/** Names that may stand in a mapping of this schema, or null where any may (or none is known). */
export function keysOf(schema: Schema, value?: Json): readonly string[] | null {
  const options = notContradicted(alternatives(schema), value);
  const named = options.map(ownKeys).filter((keys) => keys !== null);
  if (named.length === 0) return null;
  if (value === undefined || named.length === 1) return [...new Set(named.flat())];
  const written = outerOfValue(value) === "mapping" ? Object.keys(value as object) : [];
  // The alternative that knows most of the keys written is the one that was meant.
  const known = (keys: readonly string[]) => written.filter((key) => keys.includes(key)).length;
  return named.reduce((best, keys) => (known(keys) > known(best) ? keys : best));
}

/** Without the alternatives that say another word than the value where they say one: `method: snip` is not asls. */
function notContradicted(options: readonly Schema[], value: Json | undefined): readonly Schema[] {
  if (options.length < 2 || outerOfValue(value) !== "mapping") return options;
  const written = value as { readonly [key: string]: Json };
  const left = options.filter((option) => {
    const def = defOf(option);
    if (def.type !== "object") return true;
    return Object.entries(def.shape).every(([key, own]) => {
      const word = defOf(unwrap(own));
      return word.type !== "literal" || !Object.hasOwn(written, key) || word.values.includes(written[key] as never);
    });
  });
  return left.length > 0 ? left : options;
}

/** Values between which the named key of a mapping decides; none where it does not decide. */
export function wordsOf(schema: Schema, key: string): readonly string[] {
  return alternatives(schema).flatMap((option) => {
    const def = defOf(option);
    const own = def.type === "object" && Object.hasOwn(def.shape, key) ? defOf(unwrap(def.shape[key])) : null;
    return own?.type === "literal" ? own.values.map(String) : [];
  });
}

/** How an option of this name is written where it belongs: `estimator: {pls-da: {components: …}}`; null where none has it. */
export function oneLevelDown(schema: Schema, key: string, value: Json | undefined): string | null {
  const way = wayDown(schema, key, value);
  return way === null ? null : `${way.join(": {")}: {${key}: …}${"}".repeat(way.length - 1)}`;
}

/** The way to an option of this name one level down: `["estimator", "pls-da"]`. */
function wayDown(schema: Schema, key: string, value: Json | undefined): readonly string[] | null {
  const written = outerOfValue(value) === "mapping" ? (value as { readonly [name: string]: Json }) : {};
  for (const name of keysOf(schema, value) ?? []) {
    const inner = below(schema, name, value);
    for (const option of inner === null ? [] : alternatives(inner)) {
      const branches = taggedBranches(option);
      if (branches === null) {
        if (defOf(option).type === "object" && ownKeys(option)?.includes(key)) return [name];
        continue;
      }
      const meant = written[name];
      const own = typeof meant === "string" ? [meant] : Object.keys(branches);
      const branch = own.find((each) => Object.hasOwn(branches, each) && keysOf(branches[each])?.includes(key));
      if (branch !== undefined) return [name, branch];
    }
  }
  return null;
}

function ownKeys(schema: Schema): readonly string[] | null {
  const branches = taggedBranches(schema);
  if (branches !== null) return Object.keys(branches);
  const def = defOf(schema);
  if (def.type === "object") return Object.keys(def.shape);
  if (def.type !== "record") return null;
  const names = defOf(unwrap(def.keyType));
  return names.type === "enum" ? Object.values(names.entries).map(String) : null;
}
