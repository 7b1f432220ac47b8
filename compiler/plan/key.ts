/** Key: the digest of everything a block's outcome may hang on. Two blocks with one key give the same bytes. */
import { readsOf } from "../../blocks/contract/kind.ts";
import { type Methods, only } from "../../blocks/contract/methods.ts";
import type { Found, InputFile } from "../../blocks/contract/running.ts";
import type { ValueName, Values } from "../../blocks/contract/values.ts";
import { own } from "../../schemas/dictionary.ts";
import type { Json } from "../../schemas/plain-json.ts";
import type { BlockRecord, Preimage } from "../../schemas/records.ts";
import type { Protocol } from "../document/protocol.ts";
import { settingOf } from "../document/setting-of.ts";
import { digestOf, digestOfJson } from "../store/digest.ts";
import type { Edge, Node } from "./node.ts";

/** Digest of each implementation (`kind:model`, `step:snv`), made at build; nobody raises a version by hand. */
export type Implementations = { readonly [id: string]: string };

/** Loads a stored part by its digest. */
export type Load = (value: string, part: string, digest: string) => unknown;

/** Input files by the front matter's name, read and digested once. */
export type InputFiles = { readonly [name: string]: readonly InputFile[] };

/** Digest of what a block gave as a whole: what a figure or table of it hangs on. @internal */
export function outcomeDigest(record: BlockRecord): string {
  const { value, results, artifacts, na } = record;
  return digestOfJson({ value, results, artifacts, na });
}

/** The pre-image of a block's key, from the records of the blocks it hangs on. Throws where one is missing: a bug. */
export function preimageOf(
  node: Node,
  protocol: Protocol,
  files: InputFiles,
  implementations: Implementations,
  records: ReadonlyMap<string, BlockRecord>,
  load: Load,
  methods: Methods,
): Preimage {
  const { kind, options, id } = node.block;
  const recordOf = (block: string): BlockRecord => {
    const record = records.get(block);
    if (record === undefined) throw new Error(`${id} was keyed before ${block} had ended`);
    return record;
  };
  return {
    schema_version: 1,
    kind: kind.kind,
    implementation: digestFrom(implementations, `kind:${kind.kind}`),
    methods: usedBy(node, files, implementations, recordOf, load, methods),
    options,
    ...known(node, protocol, files),
    inputs: [
      ...node.inputs.map((input) => loaded(input, recordOf(input.block))),
      ...node.shows.map((block) => ({ value: "outcome", block, parts: { outcome: outcomeDigest(recordOf(block)) } })),
    ],
  };
}

/** A pre-image before anything ran: of the values it starts from it names the blocks that give them, not their digests. */
export interface OpenPreimage extends Omit<Preimage, "inputs"> {
  readonly id: string;
  readonly inputs: readonly { readonly value: string; readonly block: string; readonly parts: readonly string[] }[];
}

/**
 * What of a block's pre-image is known before anything runs, whatever a store holds. Methods that only what it starts from asks for
 * stand with the blocks above it.
 */
export function openPreimage(
  node: Node,
  protocol: Protocol,
  files: InputFiles,
  implementations: Implementations,
  methods: Methods,
): OpenPreimage {
  const { kind, options, id } = node.block;
  return {
    id,
    schema_version: 1,
    kind: kind.kind,
    implementation: digestFrom(implementations, `kind:${kind.kind}`),
    methods: methodsOf(node, files, implementations, methods, () => []),
    options,
    ...known(node, protocol, files),
    inputs: [
      ...node.inputs.map(({ value, block, parts }) => ({ value, block, parts: [...parts].sort() })),
      ...node.shows.map((block) => ({ value: "outcome", block, parts: ["outcome"] })),
    ],
  };
}

/** Settings, seed and files. */
const known = (
  { block: { kind, options, id } }: Node,
  protocol: Protocol,
  files: InputFiles,
): Pick<Preimage, "settings" | "order" | "seed" | "files"> => {
  const settings = Object.fromEntries(
    readsOf(kind, options).map((field) => [field, settingOf(protocol, id, field) as Json]),
  );
  return {
    settings,
    // Canonical JSON, of which the key is made, forgets it.
    order: digestOf(JSON.stringify([options, settings])),
    ...(kind.draws ? { seed: protocol.seed } : {}),
    files: Object.fromEntries(
      [...new Set(kind.inputs(options))]
        .sort()
        .map((name) => [name, files[name].map(({ path, digest }) => ({ path, sha256: digest }))]),
    ),
  };
};

/** Digests of the methods a block computes with, by name in code-unit order. */
function usedBy(
  node: Node,
  files: InputFiles,
  implementations: Implementations,
  recordOf: (block: string) => BlockRecord,
  load: Load,
  methods: Methods,
): Preimage["methods"] {
  return methodsOf(node, files, implementations, methods, (value, part) =>
    node.inputs.flatMap((input) => {
      const digest = input.value === value ? recordOf(input.block).value?.parts[part] : undefined;
      return digest === undefined ? [] : [load(value, part, digest)];
    }),
  );
}

/** @param parts what is known of a part of the values it starts from */
function methodsOf(
  { block }: Node,
  files: InputFiles,
  implementations: Implementations,
  methods: Methods,
  parts: (value: string, part: string) => readonly unknown[],
): Preimage["methods"] {
  const found: Found = {
    parts: <V extends ValueName, P extends keyof Values[V]>(value: V, part: P) =>
      parts(value, part as string) as readonly Values[V][P][],
    files: (name) => own(files, name) ?? [],
    methods: only(methods, [], `what the kind ${block.kind.kind} says it uses`),
  };
  const names = [...new Set(block.kind.uses?.(block.options, found) ?? [])].sort();
  return Object.fromEntries(names.map((name) => [name, digestFrom(implementations, name)]));
}

function digestFrom(implementations: Implementations, id: string): string {
  const digest = implementations[id];
  if (digest === undefined) throw new Error(`the build knows no digest of ${id}`);
  return digest;
}

function loaded(input: Edge, record: BlockRecord): Preimage["inputs"][number] {
  const parts = Object.fromEntries([...input.parts].sort().map((part) => [part, record.value?.parts[part] ?? ""]));
  const { value, block, of, named } = input;
  return named ? { value, block, ...(of === undefined ? {} : { of: [...of] }), parts } : { value, parts };
}
