/** Tried in store: how many recipes a store keeps for what the head of a run tries at, whichever document they were tried in. */
import type { Json } from "../../schemas/plain-json.ts";
import type { Preimage } from "../../schemas/records.ts";
import { aimIn, headOf } from "../run/tried.ts";
import type { Circumstances, RunBlock } from "../run/types.ts";
import { digestOfJson } from "../store/digest.ts";
import { sourceDateEpoch } from "./clock.ts";
import type { Session } from "./session.ts";

/**
 * Counted from the pre-images of keys, so that the same recipe under another release of the program counts once. Null where the
 * bytes of a run must be the same everywhere, where nothing tries at anything, and where the store keeps none.
 */
export function triedInStore(
  { prepared, world }: Pick<Session, "prepared" | "world">,
  blocks: readonly RunBlock[],
): Circumstances["triedInStore"] {
  const head = sourceDateEpoch(world.env) === null ? headOf(prepared.protocol, blocks) : null;
  if (head === null || head.aim === null) return null;
  const { kind, tries } = head.block.kind;
  if (tries === undefined) return null;
  const { aim } = head;
  const isAtTheSame = (preimage: Preimage): boolean =>
    preimage.kind === kind &&
    preimage.inputs.some(
      ({ value, parts }) => value === tries.at.value && aimIn(tries, preimage.options, parts)?.join() === aim.join(),
    );
  const recipes = (prepared.store.preimagesNaming([...aim.slice(0, tries.at.parts.length), JSON.stringify(kind)]) ?? [])
    .filter(isAtTheSame)
    .map(({ options, settings, inputs, seed = null }) =>
      digestOfJson({ recipe: tries.recipe(options, settings), inputs, seed } as Json),
    );
  const atLeast = new Set(recipes).size;
  return atLeast === 0 ? null : { atLeast, words: tries.keptWords(atLeast) };
}
