/** Opened inside: a file read by one handle, which must lie in the root. */
import type { Disk, OpenFile } from "../store/disk.ts";
import { isInside } from "./root.ts";

export interface ReadFile {
  readonly bytes: Uint8Array;
  readonly size: number;
  readonly place: string;
}

/**
 * The bytes of a regular file, its size and where it lies, all of the file that was opened; null where that one lies outside the root.
 * Throws what the file system throws, `ENOTFILE` of a pipe or a device.
 *
 * @param root null where it may lie anywhere
 * @param read what is read of it: all, unless something else is said
 */
export function openedInside(
  disk: Disk,
  path: string,
  root: string | null,
  most: number,
  read: (file: OpenFile) => Uint8Array = (file) => file.read(),
): ReadFile | null {
  const file = disk.open(path);
  try {
    const place = placeInside(disk, file, root, most);
    return place === null ? null : { bytes: read(file), size: file.size, place };
  } finally {
    file.close();
  }
}

/** Where a file lies that was opened; null outside the root. @throws BeyondSize */
export function placeInside(disk: Disk, file: OpenFile, root: string | null, most: number): string | null {
  if (file.kind === "file" && file.size > most) throw new BeyondSize(file.size, most);
  const place = file.place();
  return root === null || isInside(disk, root, place) ? place : null;
}

/** A file of more bytes than are read. */
export class BeyondSize extends Error {
  readonly size: number;
  readonly limit: number;
  constructor(size: number, limit: number) {
    super(`it has ${size} bytes; at most ${limit} are read`);
    this.size = size;
    this.limit = limit;
  }
}
