/** Reading: files of a job as bytes and as JSON; through a link nothing is read. */
import type { Disk } from "../store/disk.ts";

/** Null where there is no such file. */
export function bytesAt(disk: Disk, path: string): Uint8Array | null {
  return disk.standsThere(path) === "file" ? disk.read(path) : null;
}

/** Null of what is no JSON. */
export function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}
