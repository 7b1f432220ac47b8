/** Setting of: what a block is handed under the name of a setting, its own where it is no document's. */

import { policyFor } from "../../blocks/contract/by-target.ts";
import type { Settings } from "../../blocks/contract/running.ts";
import { primariesOf } from "./primary.ts";
import type { Protocol } from "./protocol.ts";

export function settingOf(protocol: Protocol, block: string, field: keyof Settings): Settings[keyof Settings] {
  const { settings } = protocol;
  // What is drawn for a target is what a document with this target alone draws.
  const { variant } = protocol.blocks.find(({ id }) => id === block) ?? {};
  if (field === "id") return variant?.of ?? block;
  if (field === "judged") return settings.mode === "regulatory" && primariesOf(protocol).includes(block);
  // Thresholds of other targets are none of its business.
  if (field === "qc_policy" && variant !== undefined) return policyFor(settings.qc_policy, variant.name);
  return settings[field];
}
