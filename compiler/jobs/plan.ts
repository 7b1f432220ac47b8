/** Plan of a job: what determines every number of its run, and what would be done with each block now. Only the first is approved. */
import { registry } from "../../blocks/registry.ts";
import { own } from "../../schemas/dictionary.ts";
import { isRecord } from "../../schemas/is-record.ts";
import type { JobSpec } from "../../schemas/job.ts";
import type { Json } from "../../schemas/plain-json.ts";
import type { Preimage } from "../../schemas/records.ts";
import { decisionsOf } from "../compile/decisions.ts";
import type { CompileOptions } from "../compile/options.ts";
import type { BuildInfo } from "../compile/package-files.ts";
import type { Prepared } from "../compile/prepare.ts";
import type { Protocol } from "../document/protocol.ts";
import type { Graph } from "../plan/graph.ts";
import { type OpenPreimage, openPreimage } from "../plan/key.ts";
import { canonicalJson } from "../store/canonical.ts";
import { digestOfJson } from "../store/digest.ts";

export type Ready = Prepared & { readonly protocol: Protocol; readonly graph: Graph };

export interface Determines {
  readonly schema_version: 1;
  readonly protocol: string;
  readonly snapshot: string;
  readonly policy: string | null;
  readonly settings: JobSpec["settings"];
  /** In document order. */
  readonly blocks: readonly OpenPreimage[];
}

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

export const planDigest = (determines: Determines): string => digestOfJson(determines);

/** plan.json: what is approved stands on one line as it is digested, so that anybody can digest it again. */
export function planText(determines: Determines, prepared: Ready, options: CompileOptions, build: BuildInfo): string {
  const outlook = [...decisionsOf(prepared, options, build)].map(([id, { action, why }]) => ({
    id,
    action: action === "blocked" ? "depends" : action,
    why,
  }));
  return `{\n"determines": ${canonicalJson(determines)},\n"outlook": ${canonicalJson(outlook)}\n}\n`;
}

/** What plan.json determines; null where the text is none. */
export function determinesIn(plan: unknown): Determines | null {
  if (!isRecord(plan) || !isRecord(plan.determines) || !Array.isArray(plan.determines.blocks)) return null;
  return plan.determines as unknown as Determines;
}

/** Why a block of a run is not one that the plan determines, as half a sentence; null where it is. */
export function whyNotDetermined({ blocks }: Determines, id: string, preimage: Preimage): string | null {
  const planned = blocks.find((one) => one.id === id);
  if (planned === undefined) return "is no block of the plan";
  const fields = ["kind", "implementation", "options", "settings", "seed", "files"] as const;
  const other = fields.find((field) => !isSame(preimage[field], planned[field]));
  if (other !== undefined) return `has another ${other} than the plan`;
  const started = preimage.inputs.map(({ value, parts }) => [value, Object.keys(parts).sort()]);
  if (!isSame(started as Json, planned.inputs.map(({ value, parts }) => [value, parts]) as unknown as Json))
    return "starts from other values than the plan";
  const digests = new Map(blocks.flatMap(({ methods }) => Object.entries(methods)));
  const method = Object.keys(preimage.methods).find((name) => digests.get(name) !== own(preimage.methods, name));
  return method === undefined ? null : `computes with ${method}, which the plan has not, or otherwise`;
}

const isSame = (one: unknown, other: unknown): boolean =>
  one === undefined || other === undefined ? one === other : canonicalJson(one) === canonicalJson(other);
