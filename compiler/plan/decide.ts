/** Decide: run, reuse, depends or blocked, and why. `plan` and `compile` ask the same function. */

import type { Methods } from "../../blocks/contract/methods.ts";
import { own } from "../../schemas/dictionary.ts";
import type { Json } from "../../schemas/plain-json.ts";
import type { BlockRecord, Preimage } from "../../schemas/records.ts";
import type { Protocol } from "../document/protocol.ts";
import { digestOfJson } from "../store/digest.ts";
import type { Store } from "../store/store.ts";
import { type Implementations, type InputFiles, type Load, preimageOf } from "./key.ts";
import { before, type Node } from "./node.ts";
import { differences } from "./why.ts";

export type Action = "run" | "reuse" | "depends" | "blocked";

/** What is known of a block that stands above. */
export type Upstream =
  | { readonly state: "ended"; readonly record: BlockRecord }
  | { readonly state: "will_run" }
  | { readonly state: "failed" }
  | { readonly state: "blocked" };

export interface Decision {
  readonly action: Action;
  /** One sentence for people. */
  readonly why: string;
  readonly key: string | null;
  readonly preimage: Preimage | null;
  /** The record that is reused. */
  readonly record: BlockRecord | null;
  /** Where blocked: `needs_failed:<id>`, `needs_na:<id>` or `gate_failed:<id>`. */
  readonly reason: string | null;
}

export interface Deciding {
  readonly protocol: Protocol;
  readonly files: InputFiles;
  readonly implementations: Implementations;
  readonly store: Store;
  readonly load: Load;
  /** Every method there is. */
  readonly methods: Methods;
  /** Blocks that run whatever the store holds. */
  readonly isForced: (id: string) => boolean;
  /** Gates that block and did not pass. */
  readonly closedGates: ReadonlySet<string>;
  /** The pre-image each block had when this document last ended. */
  readonly last: (id: string) => Preimage | null;
}

/** What happens to a block, given what is known of the blocks it hangs on. Writes nothing. */
export function decide(node: Node, upstream: ReadonlyMap<string, Upstream>, deciding: Deciding): Decision {
  const nothing = { key: null, preimage: null, record: null, reason: null };
  const hangsOn = before(node);
  const closed = node.gates.find((id) => deciding.closedGates.has(id));
  if (closed !== undefined) {
    const gate = upstream.get(closed);
    const isMute = gate?.state === "blocked" || (gate?.state === "ended" && gate.record.value === null);
    const end = isMute ? "could not judge" : "failed";
    return { ...nothing, action: "blocked", why: `gate \`${closed}\` ${end}`, reason: `gate_failed:${closed}` };
  }
  const lost = hangsOn.find(
    (id) => ["failed", "blocked"].includes(upstream.get(id)?.state ?? "") && !node.gates.includes(id),
  );
  if (lost !== undefined) {
    return { ...nothing, action: "blocked", why: `\`${lost}\` has nothing to give`, reason: `needs_failed:${lost}` };
  }
  const open = hangsOn.filter((id) => upstream.get(id)?.state === "will_run" && !node.gates.includes(id));
  if (open.length > 0) {
    return { ...nothing, action: "depends", why: `depends on ${open.map((id) => `\`${id}\``).join(", ")}` };
  }
  const records = new Map(
    [...upstream].flatMap(([id, known]) => (known.state === "ended" ? [[id, known.record] as const] : [])),
  );
  const empty = node.inputs.find((input) => records.get(input.block)?.value === null);
  if (empty !== undefined) {
    return {
      ...nothing,
      action: "blocked",
      why: `\`${empty.block}\` has nothing to give`,
      reason: `needs_na:${empty.block}`,
    };
  }
  const preimage = preimageOf(
    node,
    deciding.protocol,
    deciding.files,
    deciding.implementations,
    records,
    deciding.load,
    deciding.methods,
  );
  const key = digestOfJson(preimage);
  if (deciding.isForced(node.block.id)) return { ...nothing, action: "run", why: "forced", key, preimage };
  const record = deciding.store.record(key);
  if (record === null) {
    return {
      ...nothing,
      action: "run",
      why: differences(deciding.last(node.block.id), preimage).join("; "),
      key,
      preimage,
    };
  }
  const broken = brokenObject(record, deciding.store);
  if (broken !== null) {
    return {
      ...nothing,
      action: "run",
      why: `its stored ${broken} is missing or no longer what it was`,
      key,
      preimage,
    };
  }
  return { ...nothing, action: "reuse", why: "nothing it reads has changed", key, preimage, record };
}

/** The first stored object of a record that cannot be read back as it was written. */
function brokenObject(record: BlockRecord, store: Store): string | null {
  const objects = { ...record.artifacts, ...record.value?.parts };
  return Object.keys(objects).find((name) => store.get(objects[name]) === null) ?? null;
}

/** Pre-images of the keys a document's blocks had when it last ended, from the store's note. */
export function lastPreimages(store: Store, note: string): (id: string) => Preimage | null {
  const keys = store.note(note) as { readonly [id: string]: Json } | null;
  return (id) => {
    const key = own(keys ?? {}, id);
    return typeof key === "string" ? (store.record(key)?.preimage ?? null) : null;
  };
}
