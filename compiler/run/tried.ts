/** Tried: how often a document tried at the same, as the kinds of its blocks say what the same is. */
import type { Tried, Tries } from "../../blocks/contract/tries.ts";
import { own } from "../../schemas/dictionary.ts";
import type { Json } from "../../schemas/plain-json.ts";
import type { BlockRecord } from "../../schemas/records.ts";
import { primariesOf } from "../document/primary.ts";
import type { Protocol } from "../document/protocol.ts";
import type { Node } from "../plan/node.ts";
import type { RunBlock } from "./types.ts";

/** What a block tries at: the digests of the parts that its kind names, and what else it says; null where it tries nothing, or they are not known. */
export function aimOf(
  { block, inputs }: Node,
  recordOf: (id: string) => BlockRecord | null | undefined,
): readonly string[] | null {
  const { tries } = block.kind;
  const from = inputs.find(({ value }) => value === tries?.at.value);
  const parts = from === undefined ? null : recordOf(from.block)?.value?.parts;
  return tries === undefined || parts == null ? null : aimIn(tries, block.options, parts);
}

/** The same from the digests of the parts by name; null where one is not among them. */
export function aimIn(
  { at, of }: Pick<Tries<Json, Json>, "at" | "of">,
  options: Json,
  parts: { readonly [part: string]: string },
): readonly string[] | null {
  const digests = at.parts.flatMap((part) => own(parts, part) ?? []);
  return digests.length < at.parts.length ? null : [...digests, of(options)];
}

/** How often the document tried at what this block tries at; null where that is not known, or it tries nothing. */
export function triedOf({ aim, block, results }: RunBlock, all: readonly RunBlock[]): Tried | null {
  if (aim === null || block.kind.tries === undefined) return null;
  const alike = all.filter((other) => other.block.kind.kind === block.kind.kind);
  const models = alike.filter((other) => other.aim?.join() === aim.join()).length;
  return { models, all: alike.length, tuningValues: results === null ? null : block.kind.tries.tuningValues(results) };
}

/** The block whose tries the manifest tells: the primary model, else the first that tries something; null where there is none. */
export function headOf(protocol: Protocol, blocks: readonly RunBlock[]): RunBlock | null {
  const trying = blocks.filter(({ aim }) => aim !== null);
  const primaries = primariesOf(protocol);
  return trying.find(({ block }) => primaries.includes(block.id)) ?? trying[0] ?? null;
}
