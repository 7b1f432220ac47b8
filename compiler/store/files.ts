/** Files: writing so that a reader meets the whole file or none, whatever happens to the writer. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";

let counter = 0;

/** Temporary names carry the writer's process, so that the next run knows whose leftovers they are. */
export const temporaryName = (pid: number): string => `.tmp-${pid}-${counter++}`;
export const temporaryPattern = /^\.tmp-(\d+)-\d+$/;

/**
 * Writes under a temporary name, syncs, renames. Makes the folder. Throws what the file system throws.
 * @param write syncs, where it is not one that need not
 */
export function writeAtomic(
  path: string,
  bytes: Uint8Array | string,
  write: (path: string, bytes: Uint8Array | string) => void = writeSynced,
): void {
  const folder = dirname(path);
  makeFolder(folder);
  const temporary = join(folder, temporaryName(process.pid));
  try {
    write(temporary, bytes);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/**
 * Makes a folder and those above it, one after the other: `mkdirSync`'s own `recursive` never comes back where a file
 * system says ENOENT of a name whose folder is there, as /proc does.
 */
export function makeFolder(path: string, mode = 0o777): void {
  const missing: string[] = [];
  for (let folder = path; !existsSync(folder); folder = dirname(folder)) missing.push(folder);
  if (missing.length === 0 && !statSync(path).isDirectory())
    throw Object.assign(new Error(`EEXIST: ${path}`), { code: "EEXIST", path });
  for (const folder of missing.reverse()) {
    try {
      mkdirSync(folder, mode);
    } catch (error) {
      // Somebody else made it meanwhile.
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || !existsSync(folder)) throw error;
    }
  }
}

/** Writes a file and waits until it is on the disk. */
export function writeSynced(path: string, bytes: Uint8Array | string, mode = 0o644): void {
  const file = openSync(path, "w", mode);
  try {
    writeAll(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Writes a file that `syncFile` makes safe later, together with others: the disk then has one thing to wait for. */
export function writeUnsynced(path: string, bytes: Uint8Array | string): void {
  const file = openSync(path, "w", 0o644);
  try {
    writeAll(file, bytes);
  } finally {
    closeSync(file);
  }
}

/** Waits until a file that stands is on the disk. Throws what the file system throws. */
export function syncFile(path: string): void {
  // Windows syncs what was opened for writing only.
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Writes all of it, however little the system takes at a time. */
export function writeAll(file: number, bytes: Uint8Array | string): void {
  const content = typeof bytes === "string" ? Buffer.from(bytes, "utf8") : bytes;
  for (let at = 0; at < content.length; ) at += writeSync(file, content, at, content.length - at);
}

/** Waits until a folder's names are on the disk; where a system cannot, the names are as safe as it makes them. */
export function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, "r");
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // Windows cannot open a folder; there is nothing to wait for.
  }
}
