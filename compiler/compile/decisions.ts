/** Decisions: what compile would do with each block, decided by the function it decides with, without writing anything. */
import { isGate } from "../../blocks/contract/kind.ts";
import { registry } from "../../blocks/registry.ts";
import { type Deciding, type Decision, decide, lastPreimages, type Upstream } from "../plan/decide.ts";
import type { Node } from "../plan/node.ts";
import { partLoader } from "../run/parts.ts";
import type { CompileOptions } from "./options.ts";
import type { BuildInfo } from "./package-files.ts";
import { doGatesBlock, type Prepared } from "./prepare.ts";
import type { Session } from "./session.ts";

/** What every block of a document is decided with, but for the gates, which close as they are judged. */
export function decidingWith(
  { protocol, files, objects, path }: Session["prepared"],
  { force, resume, forceBlocks }: CompileOptions,
  { implementations }: BuildInfo,
): Omit<Deciding, "closedGates"> {
  return {
    protocol,
    files,
    implementations,
    store: objects,
    load: partLoader(objects),
    methods: registry.methods,
    isForced: (id) => force === true || resume === false || forceBlocks?.includes(id) === true,
    last: lastPreimages(objects, path),
  };
}

/**
 * Every block's decision in order; below a block that will run it is `depends`.
 *
 * @throws Error for a document with errors: who calls shows the findings instead
 */
export function decisionsOf(
  prepared: Prepared,
  options: CompileOptions,
  build: BuildInfo,
): ReadonlyMap<string, Decision> {
  const { protocol, graph } = prepared;
  if (protocol === null || graph === null) throw new Error("a document with errors has no plan");
  const deciding = decidingWith({ ...prepared, protocol, graph }, options, build);
  const closedGates = new Set<string>();
  const upstream = new Map<string, Upstream>();
  const decisions = new Map<string, Decision>();
  for (const node of graph.nodes) {
    const decision = decide(node, upstream, { ...deciding, closedGates });
    decisions.set(node.block.id, decision);
    upstream.set(node.block.id, standing(decision));
    if (doGatesBlock(protocol, options) && isShut(node, decision, deciding.load)) closedGates.add(node.block.id);
  }
  return decisions;
}

/** Why a block is there that the document does not have; null where it was written. */
export const addedWhy = ({ protocol }: Prepared, id: string): string | null =>
  protocol?.blocks.find((block) => block.id === id)?.added ?? null;

function standing({ action, record }: Decision): Upstream {
  if (record !== null) return { state: "ended", record };
  return { state: action === "blocked" ? "blocked" : "will_run" };
}

/** True of a gate that is known not to let through: it was blocked itself, or its stored verdict says so. */
function isShut({ block }: Node, { action, record }: Decision, load: Deciding["load"]): boolean {
  if (!isGate(block)) return false;
  const verdict = record?.value?.parts.verdict;
  if (verdict === undefined) return action === "blocked";
  return (load("gate", "verdict", verdict) as { readonly passed: boolean }).passed === false;
}
