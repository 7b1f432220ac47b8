/** Lock: one compile at a time for a document and its output; the next waits and says for whom. */
import { join } from "node:path";
import { digestOf, hexOf } from "./digest.ts";
import { type Disk, readText } from "./disk.ts";
import { temporaryName } from "./files.ts";
import { type Holder, isAlive, self } from "./process.ts";

export interface Lock {
  release(): void;
}

/** What waiting needs: somebody to tell, and a way to pass time. */
export interface Waiting {
  onWait(holder: Holder): void;
  pause(milliseconds: number): Promise<void>;
}

/** Takes the lock of a name in the store's folder, waiting while its holder lives. A dead holder's lock is taken over. */
export async function takeLock(disk: Disk, folder: string, name: string, waiting: Waiting): Promise<Lock> {
  const locks = join(folder, "locks");
  disk.makeFolder(locks);
  const path = join(locks, `${hexOf(digestOf(name)).slice(0, 32)}.json`);
  let told = false;
  for (;;) {
    if (tryTake(disk, locks, path)) return { release: () => disk.remove(path) };
    const holder = readHolder(disk, path);
    if (holder !== null && !isAlive(holder)) {
      takeOver(disk, path);
      continue;
    }
    if (holder !== null && !told) {
      waiting.onWait(holder);
      told = true;
    }
    await waiting.pause(100);
  }
}

/** A hard link is made whole or not at all, so a lock file always names its holder. */
function tryTake(disk: Disk, folder: string, path: string): boolean {
  const temporary = join(folder, temporaryName(process.pid));
  disk.writeInPlace(temporary, JSON.stringify(self()));
  try {
    return disk.hardLink(temporary, path);
  } finally {
    disk.remove(temporary);
  }
}

/** Moves a dead holder's lock away; a lock that somebody took in between is put back. */
function takeOver(disk: Disk, path: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    disk.rename(path, aside);
  } catch {
    return;
  }
  const holder = readHolder(disk, aside);
  try {
    if (holder !== null && isAlive(holder)) disk.hardLink(aside, path);
  } finally {
    disk.remove(aside);
  }
}

function readHolder(disk: Disk, path: string): Holder | null {
  try {
    return JSON.parse(readText(disk, path)) as Holder;
  } catch {
    return null;
  }
}
