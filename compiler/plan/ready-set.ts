/** Ready set: which nodes may begin, as those before them end. */
import { before, type Node } from "./node.ts";

export interface ReadySet {
  /** The first of the places whose nodes may begin and were not taken; `after` a place: the next. Undefined where there is none. */
  first(after?: number): number | undefined;
  /** The node of a place begins: it is ready no more. */
  take(place: number): void;
  /** The node of a place has ended: who waited for it alone is ready. */
  ended(place: number): void;
}

/** In steps that grow with the nodes and with what they wait for. Of nodes in a circle none is ever ready. */
export function readySet(nodes: readonly Node[]): ReadySet {
  const places = new Map(nodes.map(({ block }, place) => [block.id, place]));
  const users = nodes.map((): number[] => []);
  const left = nodes.map((node, place) => {
    const known = before(node).flatMap((id) => places.get(id) ?? []);
    for (const one of known) users[one].push(place);
    return known.length;
  });
  const ready = left.flatMap((count, place) => (count === 0 ? [place] : []));
  return {
    first: (after = -1) => ready[placeOf(ready, after + 1)],
    take: (place) => void ready.splice(placeOf(ready, place), 1),
    ended(place) {
      for (const user of users[place]) if (--left[user] === 0) ready.splice(placeOf(ready, user), 0, user);
    },
  };
}

/** Where a number stands, or would stand, among ascending ones. */
function placeOf(ascending: readonly number[], value: number): number {
  let from = 0;
  for (let to = ascending.length; from < to; ) {
    const middle = (from + to) >>> 1;
    if (ascending[middle] < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
