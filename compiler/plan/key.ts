/** Key: the digest of everything a block's outcome may hang on. Two blocks with one key give the same bytes. */
import { type InputFile, readsOf } from "../../blocks/contract/kind.ts";
import type { Json } from "../../blocks/contract/values.ts";
import type { BlockRecord, Preimage } from "../../schemas/records.ts";
import type { Protocol } from "../document/protocol.ts";
import { digestOfJson } from "../store/digest.ts";
import type { Edge, Node } from "./node.ts";

/** Digest of each kind's implementation, made at build; nobody raises a version by hand. */
export type Implementations = { readonly [kind: string]: string };

/** Input files by the front matter's name, read and digested once. */
export type InputFiles = { readonly [name: string]: readonly InputFile[] };

/** Digest of what a block gave as a whole: what a figure or table of it hangs on. */
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
    implementation: implementations[kind.kind],
    options,
    settings: Object.fromEntries(
      readsOf(kind, options).map((field) => [
        field,
        field === "id" ? id : (protocol.settings[field] as unknown as Json),
      ]),
    ),
    ...(kind.draws ? { seed: protocol.seed } : {}),
    inputs: [
      ...node.inputs.map((input) => loaded(input, recordOf(input.block))),
      ...node.shows.map((block) => ({ value: "outcome", block, parts: { outcome: outcomeDigest(recordOf(block)) } })),
    ],
    files: Object.fromEntries(
      [...new Set(kind.inputs(options))]
        .sort()
        .map((name) => [name, files[name].map(({ path, digest }) => ({ path, sha256: digest }))]),
    ),
  };
}

function loaded(input: Edge, record: BlockRecord): Preimage["inputs"][number] {
  const parts = Object.fromEntries([...input.parts].sort().map((part) => [part, record.value?.parts[part] ?? ""]));
  return input.named ? { value: input.value, block: input.block, parts } : { value: input.value, parts };
}
