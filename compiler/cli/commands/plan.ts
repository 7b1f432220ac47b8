/** `foodspec plan` and `why`: what compile would do, decided by the same function, without writing anything. */

import { finding } from "../../diagnostics/build.ts";
import { exitCode } from "../../diagnostics/exit-code.ts";
import { isError } from "../../diagnostics/finding.ts";
import { noSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";
import { type Decision, decide, lastPreimages, type Upstream } from "../../plan/decide.ts";
import { diskStore } from "../../store/store.ts";
import type { Effects } from "../effects.ts";
import type { CompileOptions } from "../options.ts";
import { buildInfo } from "../package-files.ts";
import { type Prepared, prepare } from "../prepare.ts";
import { type FormatName, printFindings } from "../report-results.ts";

export async function planCommand(options: CompileOptions, format: FormatName, effects: Effects): Promise<number> {
  const prepared = await prepare(options.documents[0], options, effects);
  printFindings(prepared.findings, prepared, format === "json" ? "text" : format, false, effects);
  if (prepared.findings.some(isError)) return exitCode(prepared.findings);
  const decisions = decideAll(prepared, options);
  if (format === "json") {
    const blocks = [...decisions].map(([id, { action, why }]) => ({ id, action, why }));
    effects.out(`${JSON.stringify({ document: prepared.shown, blocks }, null, 2)}\n`);
  } else {
    const widest = Math.max(...[...decisions.keys()].map((id) => id.length));
    for (const [id, { action, why }] of decisions) effects.out(`${action.padEnd(7)}  ${id.padEnd(widest)}  ${why}\n`);
  }
  return 0;
}

export async function whyCommand(options: CompileOptions, block: string, effects: Effects): Promise<number> {
  const prepared = await prepare(options.documents[0], options, effects);
  printFindings(prepared.findings, prepared, "text", false, effects);
  if (prepared.findings.some(isError)) return exitCode(prepared.findings);
  const decision = decideAll(prepared, options).get(block);
  if (decision === undefined) {
    const allowed = prepared.protocol?.blocks.map(({ id }) => id) ?? [];
    effects.err(text([finding("FS1121", null, { id: block, allowed })], noSources, { colour: effects.colour }));
    return 2;
  }
  effects.out(`${block}: ${decision.action}\n  ${decision.why.replaceAll("; ", "\n  ")}\n`);
  if (decision.key !== null)
    effects.out(`key ${decision.key}\nis the digest of\n${JSON.stringify(decision.preimage, null, 2)}\n`);
  return 0;
}

/** Every block's decision in order; below a block that will run it is `depends`. */
function decideAll(prepared: Prepared, options: CompileOptions): ReadonlyMap<string, Decision> {
  const { protocol, graph, files } = prepared;
  if (protocol === null || graph === null) throw new Error("a document with errors has no plan");
  const store = diskStore(prepared.store);
  const upstream = new Map<string, Upstream>();
  const decisions = new Map<string, Decision>();
  for (const node of graph.nodes) {
    const decision = decide(node, upstream, {
      protocol,
      files,
      implementations: buildInfo().implementations,
      store,
      isForced: (id) => options.force === true || options.forceBlocks?.includes(id) === true,
      closedGates: new Set(),
      last: lastPreimages(store, prepared.path),
    });
    decisions.set(node.block.id, decision);
    upstream.set(
      node.block.id,
      decision.record === null ? { state: "will_run" } : { state: "ended", record: decision.record },
    );
  }
  return decisions;
}
