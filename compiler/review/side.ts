/** Side: one of the two runs that are compared, read once: its manifest, what its document asks, its models. */
import { own } from "../../schemas/dictionary.ts";
import { isRecord } from "../../schemas/is-record.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { type Model, modelsOf } from "../verify/models.ts";
import { type Protocol, protocolOf } from "../verify/protocol.ts";
import { jsonOf, manifestOf, type RunFolder, readOnce } from "../verify/run-folder.ts";

export interface Side {
  readonly folder: RunFolder;
  readonly manifest: Manifest;
  /** Null where protocol.md is not there or cannot be read. */
  readonly protocol: Protocol | null;
  readonly models: readonly Model[];
  /** Of a document at a git revision; null of a run that stands. */
  readonly revision: string | null;
}

/** FS1159 of a folder without a manifest that can be read: an interrupted run, or one that its document's check ended. */
export function sideOf(folder: RunFolder, revision: string | null = null): Side | Finding {
  const read = readOnce(folder);
  const manifest = manifestOf(read);
  if (manifest === null) return finding("FS1159", null, { run: folder.name });
  return {
    folder: read,
    manifest,
    protocol: protocolOf(read, manifest),
    models: modelsOf(read, manifest),
    revision,
  };
}

/** A member of a JSON file of the run, by names; undefined where it is not there. */
export function memberOf({ folder }: Side, path: string, ...names: readonly string[]): unknown {
  let value = jsonOf(folder, path);
  for (const name of names) value = isRecord(value) ? own(value, name) : undefined;
  return value;
}
