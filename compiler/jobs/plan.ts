/** Plan of a job: what determines every number of its run, and what would be done with each block now. Only the first is approved. */
import { registry } from "../../blocks/registry.ts";
import type { JobSpec } from "../../schemas/job.ts";
import { decisionsOf } from "../compile/decisions.ts";
import type { CompileOptions } from "../compile/options.ts";
import type { BuildInfo } from "../compile/package-files.ts";
import type { Prepared } from "../compile/prepare.ts";
import type { Protocol } from "../document/protocol.ts";
import type { Graph } from "../plan/graph.ts";
import { openPreimage } from "../plan/key.ts";
import { canonicalJson } from "../store/canonical.ts";
import type { Determines } from "./determines.ts";

export type Ready = Prepared & { readonly protocol: Protocol; readonly graph: Graph };

/** The same whatever a store holds; another where a kind or a method of it is built otherwise. */
export function determinesOf({ protocol, graph, files }: Ready, spec: JobSpec, build: BuildInfo): Determines {
  const { implementations } = build;
  const nodes = [...graph.nodes].sort((a, b) => a.block.index - b.block.index);
  return {
    schema_version: 1,
    protocol: spec.document.sha256,
    snapshot: spec.snapshot_id,
    policy: spec.policy_id,
    settings: spec.settings,
    blocks: nodes.map((node) => openPreimage(node, protocol, files, implementations, registry.methods)),
  };
}

/** plan.json: what is approved stands on one line as it is digested, so that anybody can digest it again. */
export function planText(determines: Determines, prepared: Ready, options: CompileOptions, build: BuildInfo): string {
  const outlook = [...decisionsOf(prepared, options, build)].map(([id, { action, why }]) => ({
    id,
    action: action === "blocked" ? "depends" : action,
    why,
  }));
  return `{\n"determines": ${canonicalJson(determines)},\n"outlook": ${canonicalJson(outlook)}\n}\n`;
}
