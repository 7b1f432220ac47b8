/** Order: what runs next is the ready block of the highest lane that stands first in the document. */
import { lanes } from "../../blocks/contract/kind.ts";
import type { ProtocolBlock } from "../document/protocol.ts";
import type { Node } from "./node.ts";

/** How ready blocks are sorted; it never changes a byte, only when a block runs. */
export const orchestratorModes = ["two_lane_strict", "document_order"] as const;
export type OrchestratorMode = (typeof orchestratorModes)[number];

/** Sorted nodes; what stands in a cycle is named instead, and left out with all that waits for it. */
export function laneOrder(
  nodes: readonly Node[],
  mode: OrchestratorMode,
): { order: readonly Node[]; cycle: readonly ProtocolBlock[] } {
  const waiting = new Map(nodes.map((node) => [node.block.id, before(node)]));
  const priority = (node: Node) => (mode === "two_lane_strict" ? lanes.indexOf(node.block.kind.lane) : 0);
  const sorted = [...nodes].sort((a, b) => priority(a) - priority(b) || a.block.index - b.block.index);
  const order: Node[] = [];
  const done = new Set<string>();
  while (order.length < sorted.length) {
    const next = sorted.find(
      (node) =>
        !done.has(node.block.id) && (waiting.get(node.block.id) as readonly string[]).every((id) => done.has(id)),
    );
    if (next === undefined) break;
    done.add(next.block.id);
    order.push(next);
  }
  const left = sorted.map((node) => node.block).filter(({ id }) => !done.has(id));
  return { order, cycle: left.filter(({ id }) => waitsForItself(id, waiting)) };
}

/** False of a block that only waits for others which wait for one another. */
function waitsForItself(id: string, waiting: ReadonlyMap<string, readonly string[]>): boolean {
  const passed = new Set<string>();
  const visit = (at: string): boolean =>
    (waiting.get(at) as readonly string[]).some((next) => {
      if (next === id) return true;
      if (passed.has(next)) return false;
      passed.add(next);
      return visit(next);
    });
  return visit(id);
}

/** Every block that must have ended before this one may begin. */
export function before(node: Node): readonly string[] {
  return [...new Set([...node.inputs.map((input) => input.block), ...node.shows, ...node.gates])];
}
