/** Schema at: the schemas of what may stand at a place of a block or the front matter, and what they say of it. */
import { registry } from "../../../blocks/registry.ts";
import { own } from "../../../schemas/dictionary.ts";
import { frontMatterSchema } from "../../../schemas/front-matter.ts";
import type { Json } from "../../../schemas/plain-json.ts";
import { tagged, taggedBranches } from "../../../schemas/tagged.ts";
import { alternatives, belowAll, defOf, type Schema, unwrap } from "../../document/schema-walk.ts";
import type { Section } from "../editor/outline.ts";

/** What a whole section may hold: options and words of its kind, in each of its forms; none of a kind that is not known. */
export function schemasOf({ kind }: Pick<Section, "kind">): readonly Schema[] {
  if (kind === null) return [frontMatterSchema.extend({ scheme: tagged(registry.schemes).optional() })];
  const found = own(registry.kinds, kind);
  return found === undefined
    ? []
    : [found, ...Object.values(found.forms ?? {})].flatMap((one) => [one.options, one.presentation]);
}

/** @param value of the whole section: it decides between branches */
export function schemasAt(top: readonly Schema[], path: readonly (string | number)[], value: Json): readonly Schema[] {
  let [schemas, here]: [readonly Schema[], Json | undefined] = [top.flatMap(alternatives), value];
  for (const name of path) {
    const at = here;
    schemas = schemas.flatMap((one) => belowAll([one], name, at ?? undefined)).flatMap(alternatives);
    here = inside(here, name);
  }
  return schemas;
}

function inside(value: Json | undefined, name: string | number): Json | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.hasOwn(value, name) ? (value as { readonly [key: string]: Json })[name] : undefined;
}

/** What a schema says of what it takes; nothing where it says nothing. */
export function sentenceOf(schema: Schema): string {
  const own = (schema as { readonly description?: string }).description;
  if (own !== undefined) return own;
  const inner = unwrap(schema);
  return inner === schema ? "" : sentenceOf(inner);
}

/** Words that may stand there as they are; of a tagged choice those that need no options, too. */
export function wordsAt(schema: Schema): readonly string[] {
  const branches = taggedBranches(schema);
  if (branches !== null) return Object.keys(branches);
  const def = defOf(schema);
  if (def.type === "enum") return Object.values(def.entries).map(String);
  if (def.type === "literal") return def.values.map(String);
  return def.type === "boolean" ? ["true", "false"] : [];
}

/** Names of options that a schema cannot do without, in its order. */
export function requiredIn(schema: Schema): readonly string[] {
  const [first] = alternatives(schema);
  const def = defOf(first);
  if (def.type !== "object") return [];
  return Object.entries(def.shape).flatMap(([name, option]) => (isNeeded(option) ? [name] : []));
}

const isNeeded = (schema: Schema): boolean => !schema._zod.optin;
