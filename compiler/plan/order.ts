/** Order: what runs next is the ready block of the highest lane that stands first in the document. */
import { lanes } from "../../blocks/contract/kind.ts";
import type { ProtocolBlock } from "../document/protocol.ts";
import { inCircles } from "./circles.ts";
import type { Node } from "./node.ts";

/** How ready blocks are sorted; it never changes a byte, only when a block runs. */
export const orchestratorModes = ["two_lane_strict", "document_order"] as const;
export type OrchestratorMode = (typeof orchestratorModes)[number];

/** Sorted nodes; what stands in a cycle is named instead, and left out with all that waits for it. */
export function laneOrder(
  nodes: readonly Node[],
  mode: OrchestratorMode,
): { order: readonly Node[]; cycle: readonly ProtocolBlock[] } {
  const priority = (node: Node) => (mode === "two_lane_strict" ? lanes.indexOf(node.block.kind.lane) : 0);
  const sorted = [...nodes].sort((a, b) => priority(a) - priority(b) || a.block.index - b.block.index);
  const waiting = sorted.map(before);
  const left = waiting.map(({ length }) => length);
  const users = usersOf(sorted, waiting);
  // Places in `sorted` of what may run, ascending.
  const ready = left.flatMap((count, place) => (count === 0 ? [place] : []));
  const order: Node[] = [];
  for (let place = ready.shift(); place !== undefined; place = ready.shift()) {
    order.push(sorted[place]);
    for (const user of users[place]) if (--left[user] === 0) insert(ready, user);
  }
  if (order.length === sorted.length) return { order, cycle: [] };
  const circles = inCircles(new Map(sorted.map(({ block }, place) => [block.id, waiting[place]])));
  return { order, cycle: sorted.map((node) => node.block).filter(({ id }) => circles.has(id)) };
}

/** For each block the places in `sorted` of what waits for it. */
function usersOf(sorted: readonly Node[], waiting: readonly (readonly string[])[]): readonly (readonly number[])[] {
  const users = sorted.map((): number[] => []);
  const byId = new Map(sorted.map(({ block }, place) => [block.id, users[place]]));
  for (const [place, ids] of waiting.entries()) for (const id of ids) byId.get(id)?.push(place);
  return users;
}

/** Puts a number among ascending ones. */
function insert(ascending: number[], value: number): void {
  let from = 0;
  for (let to = ascending.length; from < to; ) {
    const middle = (from + to) >>> 1;
    if (ascending[middle] < value) from = middle + 1;
    else to = middle;
  }
  ascending.splice(from, 0, value);
}

/** Every block that must have ended before this one may begin. */
export function before(node: Node): readonly string[] {
  return [...new Set([...node.inputs.map((input) => input.block), ...node.shows, ...node.gates])];
}
