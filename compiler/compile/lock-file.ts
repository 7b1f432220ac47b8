/** The lock file beside a document: read, compared, written. */

import { basename } from "node:path";
import { Document, parse, visit } from "yaml";
import { asked } from "../../schemas/asked.ts";
import { isRecord } from "../../schemas/is-record.ts";
import { runLimits } from "../../schemas/limits.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { type Against, lockDifferences } from "../run/lock-differences.ts";
import { type LockFile, lockFileSchema } from "../run/lock-file.ts";
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
  const { lock: said } = prepared.config;
  const isLocked = options.locked ?? said === "require";
  if (options.record === true || run.exitCode !== 0 || (said === "off" && !isLocked)) return [];
  if (disk.stands(path) === null) return isLocked ? [finding("FS9012", null, { lock })] : [];
  try {
    const file = openedInside(disk, path, null, runLimits.lockBytes);
    return comparedWith(new TextDecoder().decode(file?.bytes), now, run, { lock, isLocked });
  } catch (error) {
    if (error instanceof BeyondSize)
      return [finding("FS9130", null, { path: lock, found: error.size, things: "bytes", limit: error.limit })];
    throw error;
  }
}

/** What the text of a lock file says beside a run; marks of a merge and a stale one count as differences do. @internal */
export function comparedWith(text: string, now: LockFile, run: Run, against: Against): readonly Finding[] {
  const { lock, isLocked } = against;
  const counted = (found: Finding): Finding => (isLocked ? found : { ...found, severity: "warning" });
  const mark = text.split("\n").findIndex((line) => /^(<{7}|={7}|>{7}|\|{7})(?: |\r?$)/.test(line));
  if (mark >= 0) return [counted(finding("FS9014", null, { lock, line: mark + 1 }))];
  const read = readYaml(text);
  if (read === undefined) return [finding("FS9013", null, { lock, problem: "it is not YAML" })];
  const committed = asked(lockFileSchema, read);
  if (!committed.success) return [finding("FS9013", null, { lock, problem: misfit(read) })];
  return [
    ...(committed.data.stale === true ? [counted(finding("FS9015", null, { lock }))] : []),
    ...lockDifferences(committed.data, now, run.blocks, against),
  ];
}

function readYaml(text: string): unknown {
  try {
    return parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const misfit = (read: unknown): string =>
  isRecord(read) && read.foodspec_lock === 1
    ? "it has the form of an earlier version (`foodspec_lock: 1`)"
    : "it does not have the form of one";

export function writeLockFile(disk: Disk, prepared: Prepared, lock: LockFile): void {
  disk.write(lockPath(prepared), lockText(lock));
}

/** A number, and an interval, is one line: a changed option shows in few. @internal */
export function lockText(lock: LockFile): string {
  const head = "# Written by `foodspec compile --record`. Commit it: a change of numbers shows in the diff.\n";
  const document = new Document(lock);
  visit(document, {
    Seq(_, node) {
      node.flow = true;
    },
  });
  return head + document.toString({ lineWidth: 0, flowCollectionPadding: false });
}
