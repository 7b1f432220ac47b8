/** Setting of: what a block is handed under the name of a setting, its own where it is no document's. */

import type { Settings } from "../../blocks/contract/running.ts";
import { primaryOf } from "./primary.ts";
import type { Protocol } from "./protocol.ts";

export function settingOf(protocol: Protocol, block: string, field: keyof Settings): Settings[keyof Settings] {
  const { settings } = protocol;
  // What is drawn for a target is what a document with this target alone draws.
  if (field === "id") return protocol.blocks.find(({ id }) => id === block)?.variant?.of ?? block;
  if (field === "judged") return settings.mode === "regulatory" && primaryOf(protocol) === block;
  return settings[field];
}
