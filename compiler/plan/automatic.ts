/** Automatic blocks: gates and trust that a mode asks for and nobody wrote, added behind the document's own blocks. */
import type { Automatic, Kind } from "../../blocks/contract/kind.ts";
import type { ValueName } from "../../blocks/contract/values.ts";
import type { Json } from "../../schemas/plain-json.ts";
import type { ProtocolBlock } from "../document/protocol.ts";
import { canonicalJson } from "../store/canonical.ts";
import { addAncestors } from "./ends-above.ts";
import { type Graph, judgedBy } from "./graph.ts";
import type { Node } from "./node.ts";

/** What is asked for and by whom, as the beginning of a sentence: "regulatory mode requires"; null where nobody asks. */
export interface Asked {
  readonly gates: string | null;
  /** What gates would look at, where none are asked for. */
  readonly advice: string | null;
  readonly trust: string | null;
  /** Id of the model that is judged; null where none is named. */
  readonly primary: string | null;
}

/**
 * The blocks of a document with those its kinds declare automatic and nobody wrote, in the order in which they are
 * declared. A block serves where it is of the kind, agrees in the options that matter and judges the value; what is added
 * stands behind all others, starts from what it judges by name, and has its place at the fence of that.
 *
 * @param graph of these blocks; unchanged blocks are returned where it has findings, for then nothing is certain
 */
export function withAutomatic(
  blocks: readonly ProtocolBlock[],
  graph: Graph,
  kinds: { readonly [kind: string]: Kind },
  asked: Asked,
): readonly ProtocolBlock[] {
  if (graph.findings.length > 0) return blocks;
  const all = [...blocks];
  const taken = new Set(blocks.map(({ id }) => id.toLowerCase()));
  for (const kind of Object.values(kinds)) {
    for (const one of kind.automatic ?? []) {
      const why = asked[one.when];
      if (why === null) continue;
      const served = servedBy(one, kind, graph);
      const missing = wanted(one, graph, asked.primary).filter(({ id }) => !served.has(id));
      for (const judged of portions(one, missing)) {
        const id = freeId(one.id, judged[0].id, taken);
        taken.add(id.toLowerCase());
        all.push(added(kind, one, judged, { id, index: all.length, why }));
      }
    }
  }
  return all;
}

/**
 * Blocks whose value must be judged, in document order: of each model those in its line that give the first of the values which any of
 * them gives. Each block is looked at once a value, however many models descend from it.
 */
function wanted(one: Automatic, { nodes }: Graph, primary: string | null): readonly ProtocolBlock[] {
  const inputs = new Map(nodes.map((node) => [node.block.id, node.inputs]));
  let models = nodes.filter(
    ({ block }) => block.kind.gives === "model" && (one.for !== "primary" || block.id === primary),
  );
  if (models.length === 0 && one.withoutModel === true) return lastOf(nodes, one.values);
  const found: ProtocolBlock[] = [];
  for (const value of one.values) {
    const has = inLineOf(nodes, value);
    const line = new Set<string>();
    for (const { block } of models.filter((model) => has.has(model.block.id))) {
      addAncestors(block.id, inputs, line);
      line.add(block.id);
    }
    found.push(...nodes.map(({ block }) => block).filter(({ id, kind }) => line.has(id) && kind.gives === value));
    models = models.filter((model) => !has.has(model.block.id));
  }
  return found.sort((a, b) => a.index - b.index);
}

/** Blocks that give one of the values, but those from which another of them descends. */
function lastOf(nodes: readonly Node[], values: readonly ValueName[]): readonly ProtocolBlock[] {
  const giving = nodes.filter(({ block }) => values.some((value) => block.kind.gives === value));
  const inputs = new Map(nodes.map((node) => [node.block.id, node.inputs]));
  const above = new Set<string>();
  for (const { block } of giving) addAncestors(block.id, inputs, above);
  return giving.map(({ block }) => block).filter(({ id }) => !above.has(id));
}

/** Ids of the blocks that give a value or descend from one that does; what a block loads stands before it. */
function inLineOf(nodes: readonly Node[], value: ValueName): ReadonlySet<string> {
  const has = new Set<string>();
  for (const { block, inputs } of nodes)
    if (block.kind.gives === value || inputs.some((input) => has.has(input.block))) has.add(block.id);
  return has;
}

/** Ids of the blocks that a written block of the kind, with the options that matter, judges. */
function servedBy({ agrees, options }: Automatic, kind: Kind, { nodes }: Graph): ReadonlySet<string> {
  const serves = (node: Node): boolean => {
    const own = node.block.options as { readonly [option: string]: Json };
    return (
      node.block.kind.kind === kind.kind &&
      agrees.every((option) => canonicalJson(own[option] ?? null) === canonicalJson(options[option] ?? null))
    );
  };
  return new Set(nodes.filter(serves).flatMap((node) => judgedBy(node).map((input) => input.block)));
}

const portions = (one: Automatic, missing: readonly ProtocolBlock[]): readonly (readonly ProtocolBlock[])[] =>
  missing.length === 0 ? [] : one.for === "together" ? [missing] : missing.map((block) => [block]);

function added(
  kind: Kind,
  one: Automatic,
  judged: readonly ProtocolBlock[],
  { id, index, why }: { readonly id: string; readonly index: number; readonly why: string },
): ProtocolBlock {
  const ids = judged.map(({ id }) => id);
  return {
    id,
    kind,
    index,
    options: kind.options.parse(one.options) as ProtocolBlock["options"],
    presentation: kind.presentation.parse({}) as ProtocolBlock["presentation"],
    from: ids,
    source: "",
    written: null,
    position: judged[0].position,
    line: judged[0].line,
    at: () => judged[0].at([]),
    added: `${why} ${one.what} for ${ids.map((id) => `\`${id}\``).join(" and ")}`,
  };
}

/** The plain name for the first; with what it judges for another, so that one that comes later renames none. */
function freeId(id: string, judged: string, taken: ReadonlySet<string>): string {
  const isTaken = (name: string) => taken.has(name.toLowerCase());
  if (!isTaken(id)) return id;
  for (let k = 1; ; k++) {
    const name = k === 1 ? `${id}-${judged}` : `${id}-${judged}-${k}`;
    if (!isTaken(name)) return name;
  }
}
