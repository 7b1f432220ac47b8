/** Lock: one compile at a time for a document and its output; the next waits and says for whom. */
import { join } from "node:path";
import { digestOf, hexOf } from "./digest.ts";
import type { Disk } from "./disk.ts";
import { temporaryName } from "./files.ts";
import { type Holder, isAlive, self } from "./process.ts";
import type { StoreFiles } from "./store-files.ts";

export interface Lock {
  release(): void;
}

/** What waiting needs: somebody to tell, and a way to pass time. */
export interface Waiting {
  onWait(holder: Holder): void;
  pause(milliseconds: number): Promise<void>;
}

/** Takes the lock of a name in the store, waiting while its holder lives. A dead holder's lock is taken over. */
export async function takeLock(disk: Disk, files: StoreFiles, name: string, waiting: Waiting): Promise<Lock> {
  const file = `${hexOf(digestOf(name)).slice(0, 32)}.json`;
  const inLocks = <T>(work: (locks: string) => T): T => files.within("locks", work);
  let told = false;
  for (;;) {
    if (inLocks((locks) => tryTake(disk, locks, join(locks, file))))
      return { release: () => files.remove(`locks/${file}`) };
    const holder = holderIn(files.read(`locks/${file}`));
    if (holder !== null && !isAlive(holder)) {
      inLocks((locks) => takeOver(disk, join(locks, file)));
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
  const holder = holderIn(readOrNull(disk, aside));
  try {
    if (holder !== null && isAlive(holder)) disk.hardLink(aside, path);
  } finally {
    disk.remove(aside);
  }
}

function readOrNull(disk: Disk, path: string): Uint8Array | null {
  try {
    return disk.read(path);
  } catch {
    return null;
  }
}

function holderIn(bytes: Uint8Array | null): Holder | null {
  try {
    return bytes === null ? null : (JSON.parse(new TextDecoder().decode(bytes)) as Holder);
  } catch {
    return null;
  }
}
