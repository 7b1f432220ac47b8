/** Lock file: what a document gave when somebody looked, to be committed beside it; a change of numbers shows in the diff. */
import { z } from "zod";
import { dictionary, own } from "../../schemas/dictionary.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { digest, json } from "../../schemas/records.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { canonicalJson } from "../store/canonical.ts";
import type { Executed } from "./execute.ts";
import type { Run } from "./types.ts";

export const lockFileSchema = z.strictObject({
  foodspec_lock: z.literal(1),
  inputs: z.record(z.string(), z.record(z.string(), digest)).describe("digest of every input file, by input and path"),
  blocks: z.record(
    z.string(),
    z.strictObject({
      key: digest,
      added: z.string().optional().describe("why the block is there, where the document does not have it"),
      headline: z.record(z.string(), json),
      artifacts: z.record(z.string(), digest),
    }),
  ),
});
export type LockFile = z.output<typeof lockFileSchema>;

/** The lock file of a run in which every block ended. */
export function lockFileOf(run: Run, executed: readonly Executed[]): LockFile {
  const inputs = dictionary<{ [path: string]: string }>();
  for (const { name, path, sha256 } of run.content.inputs) inputs[name] = { ...inputs[name], [path]: sha256 };
  const logged = new Map(executed.map((one) => [one.node.block.id, one.record?.logged ?? {}]));
  return {
    foodspec_lock: 1,
    inputs,
    blocks: Object.fromEntries(
      run.blocks.flatMap(({ block, key, artifacts }) =>
        key === null
          ? []
          : [
              [
                block.id,
                {
                  key,
                  ...(block.added === null ? {} : { added: block.added }),
                  headline: headlineOf(logged.get(block.id) ?? {}),
                  artifacts,
                },
              ],
            ],
      ),
    ),
  };
}

/** What a reviewer reads in a diff: single values and intervals; tables stand in the artifacts. */
const headlineOf = (logged: { readonly [name: string]: Json }): { [name: string]: Json } =>
  Object.fromEntries(Object.entries(logged).filter(([, value]) => isShort(value)));

const isShort = (value: Json): boolean =>
  Array.isArray(value)
    ? value.length <= 8 && value.every((item) => isShort(item) && !Array.isArray(item))
    : typeof value !== "object" || value === null;

/** What differs between a committed lock file and a run; errors where `locked`, else warnings. Keys alone do not count. */
export function lockDifferences(committed: LockFile, now: LockFile, lock: string, locked: boolean): readonly Finding[] {
  const found: Finding[] = [];
  const compare = (what: string, before: unknown, after: unknown, block: string | null) => {
    if (canonicalJson(before ?? null) === canonicalJson(after ?? null)) return;
    const facts = { what, lock, before: show(before), now: show(after) };
    found.push(finding(locked ? "FS9010" : "FS9011", null, facts, { block }));
  };
  each(committed.inputs, now.inputs, (name, before, after) => {
    each(before ?? {}, after ?? {}, (path, old, fresh) => compare(`input \`${name}\` (${path})`, old, fresh, null));
  });
  each(committed.blocks, now.blocks, (id, before, after) => {
    each(before?.headline ?? {}, after?.headline ?? {}, (name, old, fresh) =>
      compare(`\`${id}\`: ${name}`, old, fresh, id),
    );
    const changed: string[] = [];
    each(before?.artifacts ?? {}, after?.artifacts ?? {}, (path, old, fresh) => {
      if (old !== fresh) changed.push(path);
    });
    if (changed.length > 0) {
      const facts = {
        what: `\`${id}\`: ${changed.length} of its files`,
        lock,
        before: "other bytes",
        now: changed.join(", "),
      };
      found.push(finding(locked ? "FS9010" : "FS9011", null, facts, { block: id }));
    }
  });
  return found;
}

function each<T>(
  before: { readonly [name: string]: T },
  after: { readonly [name: string]: T },
  visit: (name: string, old: T | undefined, fresh: T | undefined) => void,
): void {
  for (const name of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort())
    visit(name, own(before, name), own(after, name));
}

function show(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
