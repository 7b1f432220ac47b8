/** Results paths: whether what an inline value names can exist, judged by the kind's results schema before anything runs. */
import { alternatives, belowAll, defOf, keysOf, type Schema, unwrap } from "./schema-walk.ts";

export type PathProblem =
  /** `at` is the index of the unknown name in the path; `allowed` what stands there instead, empty below a single value. */
  | { readonly problem: "unknown"; readonly at: number; readonly allowed: readonly string[]; readonly isList: boolean }
  /** The path ends at a mapping or a list of mappings. */
  | { readonly problem: "group"; readonly allowed: readonly string[] };

/** `names` are those after the block's id. Records take any name, lists an index. */
export function checkResultsPath(results: Schema, names: readonly string[]): PathProblem | null {
  let options: readonly Schema[] = alternatives(results);
  for (const [at, name] of names.entries()) {
    if (options.some(isAnything)) return null;
    const next = belowAll(options, name);
    if (next.length === 0) return { problem: "unknown", at, allowed: namesOf(options), isList: options.some(isList) };
    options = next.flatMap(alternatives);
  }
  return options.every(isGroup) ? { problem: "group", allowed: namesOf(options) } : null;
}

const isList = (schema: Schema) => ["array", "tuple"].includes(typeOf(schema).type);

const typeOf = (schema: Schema) => defOf(unwrap(schema));

function isAnything(schema: Schema): boolean {
  const { type } = typeOf(schema);
  return type === "any" || type === "unknown" || type === "custom" || type === "transform";
}

/** An interval (two numbers) and a list of values can be printed; what holds names cannot. */
function isGroup(schema: Schema): boolean {
  const def = typeOf(schema);
  if (def.type === "array") return alternatives(def.element).every(isGroup);
  return def.type === "object" || def.type === "record";
}

const namesOf = (options: readonly Schema[]): readonly string[] => [
  ...new Set(options.flatMap((option) => keysOf(option) ?? [])),
];
