/** Opened inside: a file read by one handle, which must lie in the root. */
import type { Disk } from "../store/disk.ts";
import { isInside } from "./root.ts";

/**
 * The bytes of a regular file and where it lies, both of the file that was opened; null where that one lies outside the root.
 * Throws what the file system throws, `ENOTFILE` of a pipe or a device.
 *
 * @param root null where it may lie anywhere
 */
export function openedInside(
  disk: Disk,
  path: string,
  root: string | null,
): { readonly bytes: Uint8Array; readonly place: string } | null {
  const file = disk.open(path);
  try {
    const place = file.place();
    return root === null || isInside(disk, root, place) ? { bytes: file.read(), place } : null;
  } finally {
    file.close();
  }
}
