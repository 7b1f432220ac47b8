/** Ends above: of the blocks above one that give a value, those from which none of the others descends. */
import type { Need } from "../../blocks/contract/kind.ts";
import type { ProtocolBlock } from "../document/protocol.ts";
import type { Edge } from "./node.ts";

type Accepted = Need["accepts"][number];
type Resolved = ReadonlyMap<string, readonly Edge[]>;

/** What is known of the first blocks of a document. */
interface Known {
  /** How many they are. */
  count: number;
  /** Those that give the value and from which no other of them descends, in document order. */
  readonly ends: Set<ProtocolBlock>;
  /** Ids of what any of them descends from. */
  readonly inner: Set<string>;
}

/**
 * Asks for the ends above a block. What was found for one is gone on with for the next, so that each block and each edge is looked
 * at once; only where something met on the way was not resolved yet is all of it looked at anew.
 *
 * @param resolved filled while this is asked: what stands above but waits for the block is not in it yet, and no start for it
 */
export function endsAbove(
  blocks: readonly ProtocolBlock[],
  resolved: Resolved,
): (block: ProtocolBlock, accepted: Accepted) => readonly ProtocolBlock[] {
  const byId = new Map(blocks.map((block) => [block.id, block]));
  const all = new Map<string, Known>();
  return (block, accepted) => {
    const key = [accepted.value, ...(accepted.kinds ?? ["any kind"])].join(" ");
    const last = all.get(key);
    const known =
      last !== undefined && last.count <= block.index
        ? last
        : { count: 0, ends: new Set<ProtocolBlock>(), inner: new Set<string>() };
    let isFinal = true;
    for (; known.count < block.index; known.count++) {
      const candidate = blocks[known.count];
      if (candidate.kind.gives !== accepted.value || accepted.kinds?.includes(candidate.kind.kind) === false) continue;
      if (!add(candidate, known, byId, resolved)) isFinal = false;
    }
    if (isFinal) all.set(key, known);
    else all.delete(key);
    return [...known.ends];
  };
}

/** Adds a block that gives the value; false where it, or what it descends from, is not resolved yet. */
function add(
  candidate: ProtocolBlock,
  { ends, inner }: Known,
  byId: ReadonlyMap<string, ProtocolBlock>,
  resolved: Resolved,
): boolean {
  if (!resolved.has(candidate.id)) return false;
  const found = addAncestors(candidate.id, resolved, inner);
  for (const id of found) ends.delete(byId.get(id) as ProtocolBlock);
  if (!inner.has(candidate.id)) ends.add(candidate);
  return found.every((id) => resolved.has(id));
}

/**
 * Adds to `found` every block that a block loads from, straight or by way of others, and gives those that were not in it.
 *
 * @param found with each block holds all that it descends from
 */
export function addAncestors(id: string, resolved: Resolved, found: Set<string>): readonly string[] {
  const added: string[] = [];
  const open = [id];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const { block } of resolved.get(at) ?? []) {
      if (found.has(block)) continue;
      found.add(block);
      added.push(block);
      open.push(block);
    }
  return added;
}
