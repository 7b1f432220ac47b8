/** State lock: what one process of this user does at a time, where it has no store of its own. */
import { join } from "node:path";
import type { Disk } from "./disk.ts";
import { folderLock } from "./folder-lock.ts";
import type { Waiting } from "./lock.ts";
import { stateFolder } from "./state.ts";

/** Waits until nobody else holds the name. Where the environment names no state folder nothing is held. */
export async function stateLock(
  disk: Disk,
  env: { readonly [name: string]: string | undefined },
  name: string,
  waiting: Waiting,
): Promise<{ release(): void }> {
  const state = stateFolder(env);
  if (state === null) return { release: () => undefined };
  return folderLock(disk, join(state, "registers"), name, waiting);
}
