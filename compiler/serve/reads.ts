/** Reads: the files that reading a document asked the disk for, there or not: who watches them knows when to look again. */
import { join } from "node:path";
import type { Disk } from "../store/disk.ts";

export interface Reads {
  /** Absolute paths. */
  readonly files: ReadonlySet<string>;
  /** Folders of which the names were read: what comes there or goes may be meant, too. */
  readonly folders: ReadonlySet<string>;
}

/** A disk that notes what it is asked for. */
export function noting(disk: Disk): { readonly disk: Disk; readonly reads: Reads } {
  const reads = { files: new Set<string>(), folders: new Set<string>() };
  return {
    reads,
    disk: {
      ...disk,
      open(path) {
        reads.files.add(path);
        return disk.open(path);
      },
      read(path) {
        reads.files.add(path);
        return disk.read(path);
      },
      stands(path) {
        reads.files.add(path);
        return disk.stands(path);
      },
      list(folder) {
        reads.folders.add(folder);
        return disk.list(folder);
      },
    },
  };
}

/** Those below the root; nothing of its dot folders, nor of the folder in which runs stand: what a compile writes is no reason to look again. */
export function readsBelow({ files, folders }: Reads, root: string, out: string): Reads {
  const start = join(root, "/");
  const isMeant = (path: string): boolean =>
    (path === root || path.startsWith(start)) &&
    path !== out &&
    !path.startsWith(join(out, "/")) &&
    !/(?:^|[\\/])(?:\.[^\\/]|node_modules(?:[\\/]|$))/.test(path.slice(start.length));
  return {
    files: new Set([...files].filter((path) => path !== root && isMeant(path))),
    folders: new Set([...folders].filter(isMeant)),
  };
}
