/** State lock: what one process of this user does at a time, where it has no store of its own. */
import { join } from "node:path";
import type { Disk } from "./disk.ts";
import { takeLock, type Waiting } from "./lock.ts";
import { stateFolder } from "./state.ts";
import { storeFiles } from "./store-files.ts";

/** Waits until nobody else holds the name. Where the environment names no state folder nothing is held. */
export async function stateLock(
  disk: Disk,
  env: { readonly [name: string]: string | undefined },
  name: string,
  waiting: Waiting,
): Promise<{ release(): void }> {
  const state = stateFolder(env);
  if (state === null) return { release: () => undefined };
  const folder = join(state, "registers");
  const placed = <T extends { readonly file: string }>(wait: T): T => ({ ...wait, file: join(folder, wait.file) });
  return takeLock(disk, storeFiles(disk, folder), name, {
    ...waiting,
    onWait: (wait) => waiting.onWait(placed(wait)),
    onTaken: (wait) => waiting.onTaken(placed(wait)),
    touching: (way, text) => waiting.touching(join(folder, way), text),
  });
}
