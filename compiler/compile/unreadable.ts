/** Unreadable: why there is no document where one was named. */

import { basename, dirname } from "node:path";
import { closest } from "../../blocks/contract/closest.ts";
import { documentLimits } from "../../schemas/limits.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { type Disk, namesIn } from "../store/disk.ts";
import { diskWords } from "./disk-words.ts";
import { BeyondSize, openedInside } from "./opened-inside.ts";

/** The bytes of a document and its path without links, or null. */
export function readOrNull(disk: Disk, path: string): { readonly bytes: Uint8Array; readonly place: string } | null {
  try {
    return openedInside(disk, path, null, documentLimits.bytes);
  } catch {
    return null;
  }
}

export function whyUnreadable(disk: Disk, path: string, shown: string): Finding {
  const documents = readableNames(disk, folderOf(disk, path)).filter((name) => name.endsWith(".md"));
  const stands = disk.stands(path);
  if (stands === "folder") return finding("FS2008", null, { path: shown, problem: "it is a folder", documents });
  const beyond = beyondSize(disk, path);
  if (beyond !== null) return finding("FS2001", null, { size: beyond.size, limit: beyond.limit });
  const others = documents.filter((name) => name !== basename(path));
  if (stands === null && disk.standsThere(path) === null)
    return finding("FS1156", null, { path: shown, suggestion: closest(basename(path), others) });
  return finding("FS2008", null, { path: shown, problem: problemOf(disk, path), suggestion: null });
}

/** Why it was not read, where that is its size. */
function beyondSize(disk: Disk, path: string): BeyondSize | null {
  try {
    openedInside(disk, path, null, documentLimits.bytes);
    return null;
  } catch (error) {
    return error instanceof BeyondSize ? error : null;
  }
}

/** The folder of a document; a folder given in its place is its own. */
export const folderOf = (disk: Disk, path: string): string => (disk.stands(path) === "folder" ? path : dirname(path));

function problemOf(disk: Disk, path: string): string {
  if (disk.stands(path) === "other") return "it is no file, but a pipe or a device";
  try {
    disk.read(path);
    return "it has changed meanwhile";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : diskWords(error);
  }
}

function readableNames(disk: Disk, folder: string): readonly string[] {
  try {
    return namesIn(disk, folder);
  } catch {
    return [];
  }
}
