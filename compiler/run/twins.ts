/** Twins: blocks that may turn out to have one key. The first of the order runs, the others find what it left, whoever was ready first. */
import type { Node } from "../plan/node.ts";
import { digestOfJson } from "../store/digest.ts";

export interface Twins {
  /** Whether a block must wait for one that stands before it; notes its key where it need not, for it begins now. */
  mustWait(place: number, key: string | null): boolean;
  ended(place: number): void;
}

/**
 * Blocks of one kind with the same options may have one key; of one that has not begun the key is not known yet.
 *
 * @param nodes in the order of the graph
 * @param atOnce 1: one after another, so nobody waits
 */
export function twinsOf(nodes: readonly Node[], atOnce: number): Twins {
  if (atOnce === 1) return { mustWait: () => false, ended: () => undefined };
  const alike = new Map<string, number[]>();
  const groups = nodes.map(({ block: { kind, options } }, place) => {
    const likeness = digestOfJson({ kind: kind.kind, options });
    const group = alike.get(likeness) ?? [];
    alike.set(likeness, group);
    group.push(place);
    return group;
  });
  const keys = new Map<number, string | null>();
  const over = new Set<number>();
  const mayBeOne = (other: number, key: string): boolean =>
    !over.has(other) && (!keys.has(other) || keys.get(other) === key);
  return {
    mustWait(place, key) {
      if (key !== null && groups[place].some((other) => other < place && mayBeOne(other, key))) return true;
      keys.set(place, key);
      return false;
    },
    ended: (place) => void over.add(place),
  };
}
