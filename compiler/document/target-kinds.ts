/** Target kinds: the blocks that a document of several targets will have, by id, before anybody knows what starts from what. */
import type { Kind } from "../../blocks/contract/kind.ts";
import type { KindsById } from "./prose.ts";
import type { ProtocolBlock } from "./protocol.ts";

/** Kinds by id with those of each target, and in the place of what has one a target the kind that sums up. */
export function withTargetKinds(
  kinds: KindsById,
  blocks: readonly ProtocolBlock[],
  summary: Kind | undefined,
): KindsById {
  const variants = blocks.flatMap(({ kind, options }) => kind.variants?.(options) ?? []);
  if (variants.length === 0 || summary === undefined) return kinds;
  const spread = blocks.filter((block) => isSpread(block, blocks));
  const own = new Map(spread.map((block) => [block.id, block.kind]));
  const result = new Map<string, Kind | null>();
  for (const [id, kind] of kinds) {
    const ofOne = own.get(id);
    result.set(id, ofOne === undefined ? kind : summary);
    if (ofOne !== undefined) for (const { key } of variants) result.set(`${id}.${key}`, ofOne);
  }
  return result;
}

/** As the plan will see it: a block follows the one it names, else the last above it that gives a model. */
function isSpread({ kind, options, from, index }: ProtocolBlock, blocks: readonly ProtocolBlock[]): boolean {
  if (kind.follows !== true) return kind.varies?.(options) === true;
  const above = blocks.filter((other) => other.index < index && other.kind.gives === "model");
  const starts = from === null ? above.slice(-1) : blocks.filter(({ id }) => from.includes(id));
  return starts.some((one) => isSpread(one, blocks));
}
