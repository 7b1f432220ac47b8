/** Scratch: one folder for all that a run of the tests writes; in memory where that has room, since files are synced there in no time. */
import { accessSync, constants, mkdtempSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const memory = "/dev/shm";
/** Bytes: many times what the tests have on disk at once. */
const room = 2 * 1024 * 1024 * 1024;

/** A new folder, to be removed by who asked for it, and the environment that lets tests and programs write into it. */
export function scratchFolder() {
  const folder = mkdtempSync(join(hasRoom() ? memory : tmpdir(), "foodspec-test-"));
  return { folder, env: { TMPDIR: folder, FOODSPEC_STATE: join(folder, "state") } };
}

function hasRoom() {
  try {
    accessSync(memory, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= room;
  } catch {
    return false;
  }
}
