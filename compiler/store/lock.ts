/** Lock: one compile at a time for a document and its output; the next waits and says for whom. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { digestOf, hexOf } from "./digest.ts";
import { temporaryName, writeSynced } from "./files.ts";
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
export async function takeLock(folder: string, name: string, waiting: Waiting): Promise<Lock> {
  const locks = join(folder, "locks");
  mkdirSync(locks, { recursive: true });
  const path = join(locks, `${hexOf(digestOf(name)).slice(0, 32)}.json`);
  let told = false;
  for (;;) {
    if (tryTake(locks, path)) return { release: () => rmSync(path, { force: true }) };
    const holder = readHolder(path);
    if (holder !== null && !isAlive(holder)) {
      takeOver(path);
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
function tryTake(folder: string, path: string): boolean {
  const temporary = join(folder, temporaryName(process.pid));
  writeSynced(temporary, JSON.stringify(self()));
  try {
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Moves a dead holder's lock away; a lock that somebody took in between is put back. */
function takeOver(path: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const holder = readHolder(aside);
  try {
    if (holder !== null && isAlive(holder)) linkSync(aside, path);
  } finally {
    rmSync(aside, { force: true });
  }
}

function readHolder(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
  } catch {
    return null;
  }
}
