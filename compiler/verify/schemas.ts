/** Schemas: every JSON file of a run against the schema it was written by. */
import { z } from "zod";
import { schemaNameOf } from "../../schemas/contract.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { jsonOf, listed, type RunFolder, type Schemas } from "./run-folder.ts";
import { isSource } from "./sources.ts";

export interface SchemaResult {
  readonly checked: number;
  readonly findings: readonly Finding[];
}

/** Schemas from the JSON Schemas that `read` finds, each made once: that takes longer than to check a file by it. */
export function schemasFrom(read: (name: string) => { readonly [keyword: string]: unknown } | null): Schemas {
  const known = new Map<string, z.ZodType | null>();
  return (name) => {
    const one = known.get(name);
    if (one !== undefined) return one;
    const json = read(name);
    const made = json === null ? null : z.fromJSONSchema(json as Parameters<typeof z.fromJSONSchema>[0]);
    known.set(name, made);
    return made;
  };
}

/** Checks those of the files that are there; a file of a sort this program does not know is a finding too. */
export function schemaFindings(folder: RunFolder, manifest: Manifest, schemas: Schemas): SchemaResult {
  const files = [...listed(manifest)].filter(
    ([path]) => path.endsWith(".json") && !isSource(path) && folder.paths.includes(path),
  );
  const findings = files.flatMap(([path, { kind }]) => {
    const name = schemaNameOf(path, kind);
    const schema = name === null ? null : schemas(name);
    if (schema === null)
      return [finding("FS9114", null, { path, problem: "is of a sort this program has no schema for" })];
    const value = jsonOf(folder, path);
    if (value === undefined) return [finding("FS9114", null, { path, problem: "is not JSON" })];
    // Most schemas check one file: to have code made for each takes longer than to go without.
    const parsed = schema.safeParse(value, { jitless: true });
    if (parsed.success) return [];
    const at = deepest(parsed.error.issues)
      .map((step) => `/${String(step)}`)
      .join("");
    return [
      finding("FS9114", null, { path, problem: `does not fit the schema ${name} at ${at === "" ? "its top" : at}` }),
    ];
  });
  return { checked: files.length, findings };
}

/** Where the first issue stands; of alternatives the one that came furthest. */
function deepest([first]: readonly z.core.$ZodIssue[]): readonly PropertyKey[] {
  if (first.code !== "invalid_union") return first.path;
  const inner = first.errors.filter((issues) => issues.length > 0).map(deepest);
  const furthest = inner.reduce<readonly PropertyKey[]>((best, path) => (path.length > best.length ? path : best), []);
  return [...first.path, ...furthest];
}
