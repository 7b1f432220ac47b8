/** Graph: which block starts from which, who waits for whom, and in which order they run. Knows no options but `needs`. */

import { closest } from "../../blocks/contract/closest.ts";
import type { Need } from "../../blocks/contract/kind.ts";
import type { ValueName } from "../../blocks/contract/values.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { ProtocolBlock } from "../document/protocol.ts";
import type { Edge, Node } from "./node.ts";
import { laneOrder, type OrchestratorMode } from "./order.ts";

export interface Graph {
  /** In the order of execution. */
  readonly nodes: readonly Node[];
  readonly findings: readonly Finding[];
}

/** Resolves every need, adds the gates' edges and sorts. */
export function buildGraph(blocks: readonly ProtocolBlock[], mode: OrchestratorMode): Graph {
  const findings: Finding[] = [];
  const resolved = new Map<string, readonly Edge[]>();
  for (const block of inNeedOrder(blocks)) resolved.set(block.id, resolveNeeds(block, blocks, resolved, findings));
  const nodes = blocks.map((block) => ({
    block,
    inputs: resolved.get(block.id) as readonly Edge[],
    shows: shown(block, blocks),
    gates: [] as readonly string[],
  }));
  const gated = withGates(nodes);
  const { order, cycle } = laneOrder(gated, mode);
  if (cycle.length > 0) {
    const [first] = cycle;
    findings.push(finding("FS2604", first.position, { blocks: cycle.map(({ id }) => id) }, { block: first.id }));
  }
  return { nodes: order, findings };
}

/** Blocks above come before who looks among them; what `from` or an option names, wherever it stands. */
function inNeedOrder(blocks: readonly ProtocolBlock[]): readonly ProtocolBlock[] {
  const done = new Set<string>();
  const result: ProtocolBlock[] = [];
  const visit = (block: ProtocolBlock) => {
    if (done.has(block.id)) return;
    done.add(block.id);
    const listed = block.kind
      .needs(block.options)
      .flatMap(({ found }) => (typeof found === "object" ? found.named : []));
    blocks.filter((other) => block.from?.includes(other.id) === true || listed.includes(other.id)).forEach(visit);
    if (block.from === null) blocks.filter((other) => other.index < block.index).forEach(visit);
    result.push(block);
  };
  blocks.forEach(visit);
  return result;
}

function resolveNeeds(
  block: ProtocolBlock,
  blocks: readonly ProtocolBlock[],
  resolved: ReadonlyMap<string, readonly Edge[]>,
  findings: Finding[],
): readonly Edge[] {
  const edges: Edge[] = [];
  for (const need of block.kind.needs(block.options)) {
    if (need.found === "via") edges.push(...via(block, need, edges, blocks, resolved, findings));
    else if (need.found === "chain") edges.push(...chain(block, need, blocks, resolved, findings));
    else edges.push(...named(block, need, need.found.named, blocks, findings));
  }
  return merged(edges);
}

/** Two needs met by one block are one edge with the parts of both. */
function merged(edges: readonly Edge[]): readonly Edge[] {
  const result: Edge[] = [];
  for (const one of edges) {
    const same = result.findIndex(({ block, value }) => block === one.block && value === one.value);
    if (same === -1) result.push(one);
    else result[same] = { ...result[same], parts: [...new Set([...result[same].parts, ...one.parts])] };
  }
  return result;
}

function chain(
  block: ProtocolBlock,
  need: Need,
  blocks: readonly ProtocolBlock[],
  resolved: ReadonlyMap<string, readonly Edge[]>,
  findings: Finding[],
): readonly Edge[] {
  if (block.from !== null) return named(block, need, block.from, blocks, findings);
  for (const accepted of need.accepts) {
    // What stands above but waits for this block is not resolved yet, and no start for it.
    const above = blocks.filter(
      (other) =>
        other.index < block.index &&
        other.kind.gives === accepted.value &&
        accepted.kinds?.includes(other.kind.kind) !== false &&
        resolved.has(other.id),
    );
    const ends = endsOf(above, resolved);
    if (ends.length === 0) continue;
    if (ends.length > 1 && need.many !== true) {
      const facts = { id: block.id, value: accepted.value, candidates: ends.map((end) => end.id) };
      findings.push(finding("FS2602", block.position, facts, { block: block.id }));
      return [];
    }
    return ends.map((end) => edge(end, accepted, need.many === true));
  }
  const wanted = need.accepts[0].value;
  findings.push(
    finding("FS2601", block.position, { id: block.id, value: wanted, kinds: givers[wanted] }, { block: block.id }),
  );
  return [];
}

/** Blocks none of whose descendants give the same thing. */
function endsOf(
  candidates: readonly ProtocolBlock[],
  resolved: ReadonlyMap<string, readonly Edge[]>,
): readonly ProtocolBlock[] {
  const inner = new Set(candidates.flatMap((block) => [...ancestors(block.id, resolved)]));
  return candidates.filter((block) => !inner.has(block.id));
}

/** Every block a block loads from, straight or by way of others. */
export function ancestors(
  id: string,
  resolved: ReadonlyMap<string, readonly Edge[]>,
  found = new Set<string>(),
): Set<string> {
  for (const input of resolved.get(id) ?? []) {
    if (found.has(input.block)) continue;
    found.add(input.block);
    ancestors(input.block, resolved, found);
  }
  return found;
}

/** The value from which what was found first descends; that itself where it already is one. */
function via(
  block: ProtocolBlock,
  need: Need,
  starts: readonly Edge[],
  blocks: readonly ProtocolBlock[],
  resolved: ReadonlyMap<string, readonly Edge[]>,
  findings: Finding[],
): readonly Edge[] {
  const [accepted] = need.accepts;
  if (starts[0]?.value === accepted.value) return starts.map((start) => ({ ...start, parts: accepted.parts }));
  const origins = new Set(starts.map((start) => originOf(start.block, accepted.value, blocks, resolved)));
  const found = blocks.filter((other) => origins.has(other));
  if (found.length < 2) return found.map((origin) => edge(origin, accepted, false));
  const facts = { id: block.id, value: accepted.value, candidates: found.map(({ id }) => id) };
  findings.push(finding("FS2602", block.position, facts, { block: block.id }));
  return [];
}

/** The nearest block above that gives a value; none where there is none, or only a circle. */
function originOf(
  start: string,
  value: ValueName,
  blocks: readonly ProtocolBlock[],
  resolved: ReadonlyMap<string, readonly Edge[]>,
): ProtocolBlock | undefined {
  const passed = new Set<string>();
  for (let id: string | undefined = start; id !== undefined && !passed.has(id); id = resolved.get(id)?.[0]?.block) {
    passed.add(id);
    const block = blocks.find((other) => other.id === id);
    if (block?.kind.gives === value) return block;
  }
  return undefined;
}

function named(
  block: ProtocolBlock,
  need: Need,
  ids: readonly string[],
  blocks: readonly ProtocolBlock[],
  findings: Finding[],
): readonly Edge[] {
  return ids.flatMap((id) => {
    const origin = blocks.find((other) => other.id === id);
    const accepted = need.accepts.find((one) => one.value === origin?.kind.gives);
    if (origin !== undefined && accepted !== undefined && origin !== block) {
      return [edge(origin, accepted, need.many === true)];
    }
    const allowed = blocks
      .filter((other) => other !== block && need.accepts.some((one) => one.value === other.kind.gives))
      .map((other) => other.id);
    const facts = { id: block.id, from: id, allowed, value: need.accepts[0].value, suggestion: closest(id, allowed) };
    // A `from` that names no block at all was found when the document was checked.
    if (need.found === "chain" && origin !== undefined)
      findings.push(finding("FS2603", block.at(["from"]), facts, { block: block.id }));
    if (typeof need.found === "object") {
      findings.push(
        finding("FS2606", block.at([need.found.option]), facts, { block: block.id, pointer: [need.found.option] }),
      );
    }
    return [];
  });
}

const edge = (origin: ProtocolBlock, accepted: Need["accepts"][number], isNamed: boolean): Edge => ({
  block: origin.id,
  value: accepted.value,
  parts: accepted.parts,
  named: isNamed,
});

/** The kind an author would write to have a value. */
const givers: Readonly<Record<ValueName, string>> = {
  dataset: "data",
  variables: "preprocess",
  model: "model",
  gate: "qc",
  trust: "trust",
  monitoring: "model",
};

function shown(block: ProtocolBlock, blocks: readonly ProtocolBlock[]): readonly string[] {
  const ids = (block.kind.shows?.(block.options, block.presentation) ?? []).map(({ address }) => address.split(".")[0]);
  return [...new Set(ids)].filter((id) => blocks.some((other) => other.id === id));
}

/** All that descends from a judged value waits for the gate that judges it, wherever the gate's fence stands. */
function withGates(nodes: readonly Node[]): readonly Node[] {
  const inputs = new Map(nodes.map((node) => [node.block.id, node.inputs]));
  const gates = nodes.filter((node) => node.block.kind.role === "gate");
  return nodes.map((node) => {
    if (node.block.kind.role !== "decision_capable") return node;
    const above = ancestors(node.block.id, inputs);
    const waiting = gates.filter((gate) => judgedBy(gate).some((input) => above.has(input.block)));
    return { ...node, gates: waiting.map((gate) => gate.block.id) };
  });
}

/** The first need of a gate, or of trust, is what it judges; what else it loads only helps. */
export const judgedBy = (gate: Node): readonly Edge[] =>
  gate.inputs.filter((input) => input.value === gate.inputs[0].value);
