/** Reading: files of a job as bytes and as JSON; through a link nothing is read. */
import type { Disk } from "../store/disk.ts";

/** Null where there is no such file. */
export function bytesAt(disk: Disk, path: string): Uint8Array | null {
  return disk.standsThere(path) === "file" ? disk.read(path) : null;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });
/** A byte order mark is a byte of the file as others are. */
const everyByte = new TextDecoder("utf-8", { ignoreBOM: true });

/** Null of what is no JSON. */
export function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    return null;
  }
}

/** Whether a file holds this text, byte for byte. */
export const holds = (bytes: Uint8Array, text: string): boolean => everyByte.decode(bytes) === text;
