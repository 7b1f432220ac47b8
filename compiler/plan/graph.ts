/** Graph: which block starts from which, who waits for whom, and in which order they run. Knows no options but `needs`. */

import { closest } from "../../blocks/contract/closest.ts";
import { isGate, type Need } from "../../blocks/contract/kind.ts";
import type { ValueName } from "../../blocks/contract/values.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { ProtocolBlock } from "../document/protocol.ts";
import { endsAbove } from "./ends-above.ts";
import { nearestGivers } from "./nearest-givers.ts";
import type { Edge, Node } from "./node.ts";
import { laneOrder, type OrchestratorMode } from "./order.ts";

export interface Graph {
  /** In the order of execution. */
  readonly nodes: readonly Node[];
  readonly findings: readonly Finding[];
}

/** Resolves every need, adds the gates' edges and sorts: each in steps that grow with the blocks and with what they load. */
export function buildGraph(blocks: readonly ProtocolBlock[], mode: OrchestratorMode): Graph {
  const resolver = resolverOf(blocks);
  for (const block of inNeedOrder(blocks, resolver.byId))
    resolver.resolved.set(block.id, resolveNeeds(block, resolver));
  const { resolved, byId, findings } = resolver;
  const nodes = blocks.map((block) => ({
    block,
    inputs: resolved.get(block.id) as readonly Edge[],
    shows: shown(block, byId),
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

/** What is known while needs are resolved, one block after another. */
interface Resolver {
  readonly blocks: readonly ProtocolBlock[];
  readonly byId: ReadonlyMap<string, ProtocolBlock>;
  readonly resolved: Map<string, readonly Edge[]>;
  readonly findings: Finding[];
  readonly endsAbove: ReturnType<typeof endsAbove>;
  readonly nearestGiver: ReturnType<typeof nearestGivers>;
}

function resolverOf(blocks: readonly ProtocolBlock[]): Resolver {
  const byId = new Map(blocks.map((block) => [block.id, block]));
  const resolved = new Map<string, readonly Edge[]>();
  return {
    blocks,
    byId,
    resolved,
    findings: [],
    endsAbove: endsAbove(blocks, resolved),
    nearestGiver: nearestGivers(byId, resolved),
  };
}

/** Blocks above come before who looks among them; what `from` or an option names, wherever it stands. */
function inNeedOrder(
  blocks: readonly ProtocolBlock[],
  byId: ReadonlyMap<string, ProtocolBlock>,
): readonly ProtocolBlock[] {
  const done = new Set<string>();
  const result: ProtocolBlock[] = [];
  // How many from the top were visited because something below looks among them.
  let swept = 0;
  const visit = (block: ProtocolBlock) => {
    if (done.has(block.id)) return;
    done.add(block.id);
    const listed = block.kind
      .needs(block.options)
      .flatMap(({ found }) => (typeof found === "object" ? found.named : []));
    inDocumentOrder([...(block.from ?? []), ...listed].map((id) => byId.get(id))).forEach(visit);
    if (block.from === null) while (swept < block.index) visit(blocks[swept++]);
    result.push(block);
  };
  blocks.forEach(visit);
  return result;
}

const inDocumentOrder = (blocks: readonly (ProtocolBlock | undefined)[]): readonly ProtocolBlock[] =>
  [...new Set(blocks)].filter((block) => block !== undefined).sort((a, b) => a.index - b.index);

function resolveNeeds(block: ProtocolBlock, resolver: Resolver): readonly Edge[] {
  const edges: Edge[] = [];
  for (const need of block.kind.needs(block.options)) {
    if (need.found === "via") edges.push(...via(block, need, edges, resolver));
    else if (need.found === "chain") edges.push(...chain(block, need, resolver));
    else edges.push(...named(block, need, need.found.named, resolver));
  }
  return merged(edges);
}

/** Two needs met by one block are one edge with the parts of both. */
function merged(edges: readonly Edge[]): readonly Edge[] {
  const result: Edge[] = [];
  const places = new Map<string, number>();
  for (const one of edges) {
    const key = `${one.value} ${one.block}`;
    const same = places.get(key);
    if (same === undefined) places.set(key, result.push(one) - 1);
    else result[same] = { ...result[same], parts: [...new Set([...result[same].parts, ...one.parts])] };
  }
  return result;
}

function chain(block: ProtocolBlock, need: Need, resolver: Resolver): readonly Edge[] {
  const { findings } = resolver;
  if (block.from !== null) return named(block, need, block.from, resolver);
  for (const accepted of need.accepts) {
    const ends = resolver.endsAbove(block, accepted);
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

/** The value from which what was found first descends, or the values of a need of many; that itself where it already is one. */
function via(block: ProtocolBlock, need: Need, starts: readonly Edge[], resolver: Resolver): readonly Edge[] {
  const [accepted] = need.accepts;
  if (starts[0]?.value === accepted.value) return starts.map((start) => ({ ...start, parts: accepted.parts }));
  const giver = (start: Edge) => resolver.nearestGiver(start.block, accepted.value);
  const found = inDocumentOrder(starts.map(giver));
  if (found.length < 2) return found.map((origin) => edge(origin, accepted, false));
  if (need.many === true)
    return found.map((origin) => {
      const of = starts.filter((start) => giver(start) === origin).map((start) => start.block);
      return { ...edge(origin, accepted, true), of };
    });
  const facts = { id: block.id, value: accepted.value, candidates: found.map(({ id }) => id) };
  resolver.findings.push(finding("FS2602", block.position, facts, { block: block.id }));
  return [];
}

function named(block: ProtocolBlock, need: Need, ids: readonly string[], resolver: Resolver): readonly Edge[] {
  const { blocks, byId, findings } = resolver;
  return ids.flatMap((id) => {
    const origin = byId.get(id);
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

function shown(block: ProtocolBlock, byId: ReadonlyMap<string, ProtocolBlock>): readonly string[] {
  const ids = (block.kind.shows?.(block.options, block.presentation) ?? []).map(({ address }) =>
    address.slice(0, address.lastIndexOf(".")),
  );
  return [...new Set(ids)].filter((id) => byId.has(id));
}

/** All that descends from a judged value waits for the gate that judges it, wherever the gate's fence stands. */
function withGates(nodes: readonly Node[]): readonly Node[] {
  const gates = nodes.filter((node) => isGate(node.block));
  if (gates.length === 0) return nodes;
  const users = usersOf(nodes);
  const waiting = new Map(nodes.map((node) => [node.block.id, [] as string[]]));
  for (const gate of gates) {
    const judged = judgedBy(gate).map((input) => input.block);
    for (const id of descendants(judged, users)) waiting.get(id)?.push(gate.block.id);
  }
  return nodes.map((node) =>
    node.block.kind.role === "decision_capable" ? { ...node, gates: waiting.get(node.block.id) as string[] } : node,
  );
}

/** Ids of the blocks that load from each. */
function usersOf(nodes: readonly Node[]): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>();
  for (const { block, inputs } of nodes)
    for (const input of inputs) {
      const known = users.get(input.block);
      if (known === undefined) users.set(input.block, [block.id]);
      else known.push(block.id);
    }
  return users;
}

/** Every block that loads from one of these, straight or by way of others. */
function descendants(ids: readonly string[], users: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...ids];
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const user of users.get(id) ?? []) {
      if (found.has(user)) continue;
      found.add(user);
      open.push(user);
    }
  return found;
}

/** The first need of a gate, or of trust, is what it judges; what else it loads only helps. */
export const judgedBy = (gate: Node): readonly Edge[] =>
  gate.inputs.filter((input) => input.value === gate.inputs[0].value);
