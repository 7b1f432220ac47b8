/** Setting of: what a block is handed under the name of a setting, its own where it is no document's. */

import { policyFor } from "../../blocks/contract/by-target.ts";
import type { Settings } from "../../blocks/contract/running.ts";
import { primariesOf } from "./primary.ts";
import type { Protocol, ProtocolBlock } from "./protocol.ts";

/** What is looked for once a document, however many of its blocks ask. */
interface Looked {
  readonly byId: ReadonlyMap<string, ProtocolBlock>;
  readonly primaries: ReadonlySet<string>;
}
const looked = new WeakMap<Protocol, Looked>();

function lookedThrough(protocol: Protocol): Looked {
  const known = looked.get(protocol);
  if (known !== undefined) return known;
  const byId = new Map(protocol.blocks.map((block) => [block.id, block]));
  const made = { byId, primaries: new Set(primariesOf(protocol)) };
  looked.set(protocol, made);
  return made;
}

export function settingOf(protocol: Protocol, block: string, field: keyof Settings): Settings[keyof Settings] {
  const { settings } = protocol;
  // What is drawn for a target is what a document with this target alone draws.
  const { byId, primaries } = lookedThrough(protocol);
  const { variant } = byId.get(block) ?? {};
  if (field === "id") return variant?.of ?? block;
  if (field === "judged") return settings.mode === "regulatory" && primaries.has(block);
  // Thresholds of other targets are none of its business.
  if (field === "qc_policy" && variant !== undefined) return policyFor(settings.qc_policy, variant.name);
  return settings[field];
}
