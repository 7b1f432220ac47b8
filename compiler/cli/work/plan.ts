/** `foodspec plan` and `why`: what compile would do, decided by the same function, without writing anything. */

import { addedWhy, decisionsOf } from "../../compile/decisions.ts";
import type { CompileOptions } from "../../compile/options.ts";
import { buildInfo } from "../../compile/package-files.ts";
import { prepare } from "../../compile/prepare.ts";
import { sizeOf } from "../../compile/size.ts";
import { storeProblem } from "../../compile/store-findings.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { exitCode } from "../../diagnostics/exit-code.ts";
import { isError } from "../../diagnostics/finding.ts";
import { noSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";
import { type FormatName, printFindings } from "../report-results.ts";

export async function planCommand(options: CompileOptions, format: FormatName, world: World): Promise<number> {
  const prepared = await prepare(options.documents[0], options, world);
  const findings = [...prepared.findings, ...storeProblem(prepared.store, prepared.root)];
  printFindings(findings, prepared, format === "json" ? "text" : format, {}, world);
  if (findings.some(isError)) return exitCode(findings);
  const build = world.build ?? buildInfo(world.disk);
  const decisions = decisionsOf(prepared, options, build);
  if (format === "json") {
    const blocks = [...decisions].map(([id, { action, why }]) => {
      const added = addedWhy(prepared, id);
      return { id, action, why, ...(added === null ? {} : { added }) };
    });
    const { protocol, graph } = prepared;
    if (protocol === null || graph === null) throw new Error("a document without errors has a plan");
    const reading = { prepared: { ...prepared, protocol, graph }, options, build, world };
    world.out(`${JSON.stringify({ document: prepared.shown, blocks, size: await sizeOf(reading) }, null, 2)}\n`);
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
  const findings = [...prepared.findings, ...storeProblem(prepared.store, prepared.root)];
  printFindings(findings, prepared, "text", {}, world);
  if (findings.some(isError)) return exitCode(findings);
  const decision = decisionsOf(prepared, options, world.build ?? buildInfo(world.disk)).get(block);
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
