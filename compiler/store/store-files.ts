/** Store files: what is read, written and removed below the store's folder, and never through a link that somebody put there. */
import { basename, dirname, join } from "node:path";
import { type Appending, type Disk, type Entry, namesIn } from "./disk.ts";

/** Names below the store, with forward slashes, as in `keys/ab/cd.json`. Throws what the file system throws, unless it says otherwise. */
export interface StoreFiles {
  /** Bytes of a regular file; null where there is none, or none that can be read. */
  read(way: string): Uint8Array | null;
  has(way: string): boolean;
  /** True where anything bears the name. */
  stands(way: string): boolean;
  /** What is in a folder, in no order; nothing where there is none. */
  list(way: string): readonly Entry[];
  /** Names in a folder, in code-unit order. */
  names(way: string): readonly string[];
  write(way: string, bytes: Uint8Array | string, isSynced?: boolean): void;
  appending(way: string): Appending;
  remove(way: string): void;
  /**
   * Does something in a folder, which is made where it is not there: `at` leads to that folder and no other, whatever its name
   * leads to meanwhile. Throws `ELINK` where one of its names is a link.
   */
  within<T>(folder: string, work: (at: string) => T): T;
}

/**
 * @param disk where it lies
 * @param folder absolute, without links but perhaps in its last name
 * @param beforeWriting called before each change; makes the folder and throws where nothing may be written
 */
export function storeFiles(disk: Disk, folder: string, beforeWriting: () => void = () => undefined): StoreFiles {
  const path = (way: string): string => join(folder, way);
  function within<T>(way: string, work: (at: string) => T): T {
    beforeWriting();
    disk.makeFolder(folder);
    return descend(disk, folder, way === "" || way === "." ? [] : way.split("/"), true, work) as T;
  }
  return {
    read(way) {
      try {
        return disk.read(path(way));
      } catch (error) {
        if (isAbsence(error)) return null;
        throw error;
      }
    },
    stands: (way) => disk.standsThere(path(way)) !== null,
    has: (way) => disk.stands(path(way)) === "file",
    list: (way) => (disk.stands(path(way)) === "folder" ? disk.list(path(way)) : []),
    names: (way) => (disk.stands(path(way)) === "folder" ? namesIn(disk, path(way)) : []),
    write: (way, bytes, isSynced) =>
      within(dirname(way), (at) => disk.write(join(at, basename(way)), bytes, isSynced ?? true)),
    appending: (way) => within(dirname(way), (at) => disk.appending(join(at, basename(way)))),
    remove(way) {
      if (disk.standsThere(path(way)) === null) return;
      beforeWriting();
      descend(disk, folder, dirname(way) === "." ? [] : dirname(way).split("/"), false, (at) =>
        disk.remove(join(at, basename(way))),
      );
    },
    within,
  };
}

/** Of a folder, of a pipe and of a link in a circle there is nothing to be had: it is as absent. */
const isAbsence = (error: unknown): boolean =>
  ["ENOENT", "EISDIR", "ENOTFILE", "ELOOP"].includes((error as NodeJS.ErrnoException).code ?? "");

/** Holds a folder, then the next one in it, and so on: each name is looked up in the folder that is held. Undefined where one is not there. */
function descend<T>(
  disk: Disk,
  folder: string,
  ways: readonly string[],
  isMade: boolean,
  work: (at: string) => T,
  shown = folder,
): T | undefined {
  const held = holding(disk, folder, shown);
  try {
    const [next, ...rest] = ways;
    if (next === undefined) return work(held.at);
    const below = join(held.at, next);
    if (disk.standsThere(below) === null) {
      if (!isMade) return undefined;
      disk.makeFolder(below);
    }
    return descend(disk, below, rest, isMade, work, join(shown, next));
  } catch (error) {
    throw renamed(error, held.at, shown);
  } finally {
    held.close();
  }
}

function holding(disk: Disk, folder: string, shown: string) {
  try {
    return disk.hold(folder);
  } catch (error) {
    throw renamed(error, folder, shown);
  }
}

/** An error that names a file by its handle's path names it by the path people know. */
function renamed(error: unknown, at: string, shown: string): unknown {
  const { path } = error as { path?: unknown };
  if (at !== shown && typeof path === "string" && path.startsWith(at))
    Object.assign(error as object, { path: `${shown}${path.slice(at.length)}` });
  return error;
}
