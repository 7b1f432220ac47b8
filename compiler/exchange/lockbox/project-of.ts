/** Project of a run: the root at which its ledger lies. */
import { join } from "node:path";
import { foldersAbove, rootOf } from "../../compile/root.ts";
import type { Disk } from "../../store/disk.ts";

/** The nearest folder above a run that is the root of its document; null where no such document stands there. */
export function projectOf(disk: Disk, run: string, document: string): string | null {
  if (/^([A-Za-z]:|[\\/])|(^|[\\/])\.\.([\\/]|$)/.test(document)) return null;
  const found = foldersAbove(disk.realPath(run)).find((root) => {
    const path = join(root, document);
    return disk.stands(path) === "file" && rootOf(disk, path) === root;
  });
  return found ?? null;
}
