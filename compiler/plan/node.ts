/** Node: a block with its place in the graph. */
import type { ValueName } from "../../blocks/contract/values.ts";
import type { ProtocolBlock } from "../document/protocol.ts";

/** A value a block loads: parts of what another block gives. */
export interface Edge {
  readonly block: string;
  readonly value: ValueName;
  readonly parts: readonly string[];
  /** True where the id itself is part of what the block reads (one of many). */
  readonly named: boolean;
  /** Of one of several that were found from others: ids of those that descend from it. */
  readonly of?: readonly string[];
}

/** A block with its place in the graph. */
export interface Node {
  readonly block: ProtocolBlock;
  readonly inputs: readonly Edge[];
  /** Ids whose views or tables it shows: their outcome is what it hangs on. */
  readonly shows: readonly string[];
  /** Gates it waits for: they decide whether it runs and enter no key. */
  readonly gates: readonly string[];
}

/** Every block that must have ended before this one may begin. */
export function before(node: Node): readonly string[] {
  return [...new Set([...node.inputs.map((input) => input.block), ...node.shows, ...node.gates])];
}
