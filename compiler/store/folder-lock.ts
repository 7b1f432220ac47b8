/** Folder lock: a lock that lies in a folder of its own, not in a store. */
import { join } from "node:path";
import type { Disk } from "./disk.ts";
import { type Lock, takeLock, type Wait, type Waiting } from "./lock.ts";
import { storeFiles } from "./store-files.ts";

/** Waits until nobody else holds the name. @param folder absolute; made where it is not there */
export function folderLock(disk: Disk, folder: string, name: string, waiting: Waiting): Promise<Lock> {
  const placed = (wait: Wait): Wait => ({ ...wait, file: join(folder, wait.file) });
  return takeLock(disk, storeFiles(disk, folder), name, {
    ...waiting,
    onWait: (wait) => waiting.onWait(placed(wait)),
    onTaken: (wait) => waiting.onTaken(placed(wait)),
    touching: (way, text) => waiting.touching(join(folder, way), text),
  });
}
