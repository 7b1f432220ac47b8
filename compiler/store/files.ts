/** Files: writing so that a reader meets the whole file or none, whatever happens to the writer. */
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";

let counter = 0;

/** Temporary names carry the writer's process, so that the next run knows whose leftovers they are. */
export const temporaryName = (pid: number): string => `.tmp-${pid}-${counter++}`;
export const temporaryPattern = /^\.tmp-(\d+)-\d+$/;

/** Writes under a temporary name, syncs, renames. Makes the folder. Throws what the file system throws. */
export function writeAtomic(path: string, bytes: Uint8Array | string): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  const temporary = join(folder, temporaryName(process.pid));
  try {
    writeSynced(temporary, bytes);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Writes a file and waits until it is on the disk. */
export function writeSynced(path: string, bytes: Uint8Array | string, mode = 0o644): void {
  const content = typeof bytes === "string" ? Buffer.from(bytes, "utf8") : bytes;
  const file = openSync(path, "w", mode);
  try {
    for (let at = 0; at < content.length; ) at += writeSync(file, content, at, content.length - at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
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
