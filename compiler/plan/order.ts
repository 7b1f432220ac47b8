/** Order: what runs next is the ready block of the highest lane that stands first in the document. */
import { lanes } from "../../blocks/contract/kind.ts";
import type { ProtocolBlock } from "../document/protocol.ts";
import { inCircles } from "./circles.ts";
import { before, type Node } from "./node.ts";
import { readySet } from "./ready-set.ts";

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
  const ready = readySet(sorted);
  const order: Node[] = [];
  for (let next = ready.first(); next !== undefined; next = ready.first()) {
    ready.take(next);
    order.push(sorted[next]);
    ready.ended(next);
  }
  if (order.length === sorted.length) return { order, cycle: [] };
  const circles = inCircles(new Map(sorted.map((node) => [node.block.id, before(node)])));
  return { order, cycle: sorted.map((node) => node.block).filter(({ id }) => circles.has(id)) };
}
