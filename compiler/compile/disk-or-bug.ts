/** Disk or bug: what ended a run that no document caused, as a finding. */
import { finding, internalError } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { Disk } from "../store/disk.ts";
import { StoreRefused } from "../store/open-store.ts";
import { diskFinding } from "./disk-finding.ts";
import { LockLost } from "./finish.ts";
import type { Prepared } from "./prepare.ts";
import { belowRoot, problemFinding } from "./store-findings.ts";
import { LockTaken } from "./waiting-for.ts";

/** Errors of the file system are told as such; what remains is a mistake of ours. */
export function diskOrBug(error: unknown, prepared: Prepared, disk: Disk): Finding {
  const { root, out, store } = prepared;
  if (error instanceof StoreRefused) return problemFinding(error.problem, root);
  if (error instanceof LockTaken) return finding("FS9510", null, { holder: error.holder, file: error.file });
  if (error instanceof LockLost) return finding("FS9511", null, { file: belowRoot(error.file, root) });
  const { path } = (error as NodeJS.ErrnoException | null) ?? {};
  return (
    diskFinding(error, belowRoot(known(path) ?? out, root), belowRoot(fullest(disk, out, store.folder), root)) ??
    internalError("artifact", error instanceof Error ? error.message : String(error))
  );
}

/** A path that people know; null of one below a folder that is held. */
const known = (path: string | undefined): string | null =>
  path === undefined || path.startsWith("/proc/self/fd/") ? null : path;

/** Of two folders the one on the disk with less room; the system does not say which write it refused. */
function fullest(disk: Disk, first: string, second: string): string {
  try {
    return disk.room(second) < disk.room(first) ? second : first;
  } catch {
    return first;
  }
}
