/** `foodspec plan` and `why`: what compile would do, decided by the same function, without writing anything. */

import type { CompileOptions } from "../../compile/options.ts";
import { type BuildInfo, buildInfo } from "../../compile/package-files.ts";
import { doGatesBlock, type Prepared, prepare } from "../../compile/prepare.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { exitCode } from "../../diagnostics/exit-code.ts";
import { isError } from "../../diagnostics/finding.ts";
import { noSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";
import { type Decision, decide, lastPreimages, type Upstream } from "../../plan/decide.ts";
import type { Node } from "../../plan/node.ts";
import { partLoader } from "../../run/parts.ts";
import { type FormatName, printFindings } from "../report-results.ts";

export async function planCommand(options: CompileOptions, format: FormatName, world: World): Promise<number> {
  const prepared = await prepare(options.documents[0], options, world);
  printFindings(prepared.findings, prepared, format === "json" ? "text" : format, false, world);
  if (prepared.findings.some(isError)) return exitCode(prepared.findings);
  const decisions = decideAll(prepared, options, buildInfo(world.disk));
  if (format === "json") {
    const blocks = [...decisions].map(([id, { action, why }]) => {
      const added = addedWhy(prepared, id);
      return { id, action, why, ...(added === null ? {} : { added }) };
    });
    world.out(`${JSON.stringify({ document: prepared.shown, blocks }, null, 2)}\n`);
  } else {
    const widest = Math.max(...[...decisions.keys()].map((id) => id.length));
    for (const [id, { action, why }] of decisions) {
      const added = addedWhy(prepared, id);
      const note = added === null ? "" : ` (added because ${added})`;
      world.out(`${action.padEnd(7)}  ${id.padEnd(widest)}  ${why}${note}\n`);
    }
  }
  return 0;
}

export async function whyCommand(options: CompileOptions, block: string, world: World): Promise<number> {
  const prepared = await prepare(options.documents[0], options, world);
  printFindings(prepared.findings, prepared, "text", false, world);
  if (prepared.findings.some(isError)) return exitCode(prepared.findings);
  const decision = decideAll(prepared, options, buildInfo(world.disk)).get(block);
  if (decision === undefined) {
    const allowed = prepared.protocol?.blocks.map(({ id }) => id) ?? [];
    world.err(text([finding("FS1121", null, { id: block, allowed })], noSources, { colour: world.colour }));
    return 2;
  }
  const added = addedWhy(prepared, block);
  if (added !== null) world.out(`${block} is not in the document: added because ${added}\n`);
  world.out(`${block}: ${decision.action}\n  ${decision.why.replaceAll("; ", "\n  ")}\n`);
  if (decision.key !== null)
    world.out(`key ${decision.key}\nis the digest of\n${JSON.stringify(decision.preimage, null, 2)}\n`);
  return 0;
}

/** Why a block is there that the document does not have; null where it was written. */
const addedWhy = ({ protocol }: Prepared, id: string): string | null =>
  protocol?.blocks.find((block) => block.id === id)?.added ?? null;

/** Every block's decision in order; below a block that will run it is `depends`. */
function decideAll(prepared: Prepared, options: CompileOptions, build: BuildInfo): ReadonlyMap<string, Decision> {
  const { protocol, graph, files } = prepared;
  if (protocol === null || graph === null) throw new Error("a document with errors has no plan");
  const { implementations } = build;
  const store = prepared.objects;
  const load = partLoader(store);
  const closedGates = new Set<string>();
  const upstream = new Map<string, Upstream>();
  const decisions = new Map<string, Decision>();
  for (const node of graph.nodes) {
    const decision = decide(node, upstream, {
      protocol,
      files,
      implementations,
      store,
      load,
      isForced: (id) => options.force === true || options.forceBlocks?.includes(id) === true,
      closedGates,
      last: lastPreimages(store, prepared.path),
    });
    decisions.set(node.block.id, decision);
    upstream.set(node.block.id, standing(decision));
    if (doGatesBlock(protocol, options) && isShut(node, decision, load)) closedGates.add(node.block.id);
  }
  return decisions;
}

function standing({ action, record }: Decision): Upstream {
  if (record !== null) return { state: "ended", record };
  return { state: action === "blocked" ? "blocked" : "will_run" };
}

/** True of a gate that is known not to let through: it was blocked itself, or its stored verdict says so. */
function isShut({ block }: Node, { action, record }: Decision, load: ReturnType<typeof partLoader>): boolean {
  if (block.kind.role !== "gate") return false;
  const verdict = record?.value?.parts.verdict;
  if (verdict === undefined) return action === "blocked";
  return (load("gate", "verdict", verdict) as { readonly passed: boolean }).passed === false;
}
