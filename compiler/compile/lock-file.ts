/** The lock file beside a document: read, compared, written. */

import { basename } from "node:path";
import { parse, stringify } from "yaml";
import { asked } from "../../schemas/asked.ts";
import { runLimits } from "../../schemas/limits.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { type LockFile, lockDifferences, lockFileSchema } from "../run/lock-file.ts";
import type { Run } from "../run/types.ts";
import type { Disk } from "../store/disk.ts";
import { BeyondSize, openedInside } from "./opened-inside.ts";
import type { CompileOptions } from "./options.ts";
import type { Prepared } from "./prepare.ts";

const lockPath = (prepared: Prepared): string => `${prepared.path}.lock.yaml`;

/** What differs from the committed lock file. A run that failed is not compared: it has said what is wrong. */
export function checkLockFile(
  disk: Disk,
  prepared: Prepared,
  options: CompileOptions,
  now: LockFile,
  run: Run,
): readonly Finding[] {
  const path = lockPath(prepared);
  const lock = basename(path);
  if (options.record === true || run.exitCode !== 0) return [];
  if (disk.stands(path) === null) return options.locked === true ? [finding("FS9012", null, { lock })] : [];
  let read: unknown;
  try {
    const file = openedInside(disk, path, null, runLimits.lockBytes);
    read = parse(new TextDecoder().decode(file?.bytes));
  } catch (error) {
    if (error instanceof BeyondSize)
      return [finding("FS9130", null, { path: lock, found: error.size, things: "bytes", limit: error.limit })];
    return [finding("FS9013", null, { lock, problem: "it is not YAML" })];
  }
  const committed = asked(lockFileSchema, read);
  if (!committed.success) return [finding("FS9013", null, { lock, problem: "it does not have the form of one" })];
  return lockDifferences(committed.data, now, lock, options.locked === true);
}

export function writeLockFile(disk: Disk, prepared: Prepared, lock: LockFile): void {
  const head = "# Written by `foodspec compile --record`. Commit it: a change of numbers shows in the diff.\n";
  disk.write(lockPath(prepared), head + stringify(lock, { lineWidth: 0 }));
}
