/** Side by side: nodes are taken up as soon as those before them have ended, so many at a time, the first of the order first. */
import type { Node } from "../plan/node.ts";
import { readySet } from "../plan/ready-set.ts";

/** What is done with the nodes, by their places. */
export interface Turns<End> {
  /** Begins a node whose time has come; null: not while those are under way that are. */
  begin(place: number): Promise<End> | null;
  /** Told of an end as it comes. False: nothing more is begun. */
  ended(place: number, end: End): boolean;
}

/**
 * Returns when nothing is under way and nothing more may begin.
 *
 * @param nodes in an order in which each stands behind those it waits for
 * @param atOnce how many are under way at most
 * @throws what the first node threw that did, once all others under way have ended
 */
export async function sideBySide<End>(nodes: readonly Node[], atOnce: number, turns: Turns<End>): Promise<void> {
  const ready = readySet(nodes);
  const underWay = new Map<number, Promise<void>>();
  const thrown: unknown[] = [];
  let isOpen = true;
  function take(place: number): void {
    const work = turns.begin(place);
    if (work === null) return;
    ready.take(place);
    const settled = work.then(
      (end) => {
        ready.ended(place);
        isOpen = turns.ended(place, end) && isOpen;
      },
      (error: unknown) => {
        thrown.push(error);
        isOpen = false;
      },
    );
    underWay.set(
      place,
      settled.finally(() => underWay.delete(place)),
    );
  }
  for (;;) {
    for (let at = ready.first(); isOpen && at !== undefined && underWay.size < atOnce; at = ready.first(at)) take(at);
    if (underWay.size === 0) break;
    await Promise.race(underWay.values());
  }
  if (thrown.length > 0) throw thrown[0];
}
