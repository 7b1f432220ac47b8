/** Determines: what of a plan is approved, as it is digested, read and compared. Neither compiler nor kinds are needed for it. */
import { own } from "../../schemas/dictionary.ts";
import { isRecord } from "../../schemas/is-record.ts";
import type { JobSpec } from "../../schemas/job.ts";
import type { Json } from "../../schemas/plain-json.ts";
import type { Preimage } from "../../schemas/records.ts";
import type { OpenPreimage } from "../plan/key.ts";
import { canonicalJson } from "../store/canonical.ts";
import { digestOfJson } from "../store/digest.ts";

export interface Determines {
  readonly schema_version: 1;
  readonly protocol: string;
  readonly snapshot: string;
  readonly policy: string | null;
  readonly settings: JobSpec["settings"];
  /** In document order. */
  readonly blocks: readonly OpenPreimage[];
}

export const planDigest = (determines: Determines): string => digestOfJson(determines);

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
