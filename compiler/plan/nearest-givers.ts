/** Nearest givers: the first block on the way up from another that gives a value. */
import type { ValueName } from "../../blocks/contract/values.ts";
import type { ProtocolBlock } from "../document/protocol.ts";
import type { Edge } from "./node.ts";

/**
 * Asks for the nearest block that gives a value, from a block upwards by what each loads first, itself included; undefined where
 * there is none, or only a circle. What was found is kept for all that were passed, so that each is passed once.
 *
 * @param resolved filled while this is asked
 */
export function nearestGivers(
  byId: ReadonlyMap<string, ProtocolBlock>,
  resolved: ReadonlyMap<string, readonly Edge[]>,
): (start: string, value: ValueName) => ProtocolBlock | undefined {
  const kept = new Map<ValueName, Map<string, ProtocolBlock>>();
  return (start, value) => {
    const known = kept.get(value) ?? new Map<string, ProtocolBlock>();
    kept.set(value, known);
    const passed = new Set<string>();
    for (let id: string | undefined = start; id !== undefined && !passed.has(id); id = resolved.get(id)?.[0]?.block) {
      passed.add(id);
      const block = byId.get(id);
      const found = block?.kind.gives === value ? block : known.get(id);
      if (found === undefined) continue;
      for (const one of passed) known.set(one, found);
      return found;
    }
    return undefined;
  };
}
