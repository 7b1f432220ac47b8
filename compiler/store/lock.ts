/** Lock: one compile at a time for a document and its output; the next waits and says for whom. */
import { join } from "node:path";
import { digestOf, hexOf } from "./digest.ts";
import type { Disk } from "./disk.ts";
import { temporaryName } from "./files.ts";
import { type Holder, holderIn, isAlive, isSame, self } from "./process.ts";
import type { StoreFiles } from "./store-files.ts";

export interface Lock {
  /** Its file. */
  readonly file: string;
  /** False where somebody took it over, because this process had not touched it for long. */
  isHeld(): boolean;
  /** Gives it back, where it is still held. */
  release(): void;
}

/** Why somebody waits. `holder`: null where the file does not name one. */
export interface Wait {
  readonly holder: Holder | null;
  readonly file: string;
}

/** What taking a lock needs: somebody to tell, a way to pass time, and somebody who touches it while it is held. */
export interface Waiting {
  /** Told once. Throws where there is to be no waiting. */
  onWait(wait: Wait): void;
  /** Told where a lock was taken over of which nobody can say that its process is gone. */
  onTaken(wait: Wait): void;
  /** Throws where waiting was cancelled. */
  pause(milliseconds: number): Promise<void>;
  /** Milliseconds of a clock that nobody sets. */
  ticks(): number;
  /** ISO 8601. */
  now(): string;
  /** Writes the time into the lock every now and then, while this process lives and the file is its own. */
  touching(path: string, text: string): { end(): void };
}

/** How long somebody may leave a lock untouched: a process of another host, or one that hangs. Milliseconds. */
const mostUntouched = 60_000;
/** The same of a file that names nobody: it is written in one step, so nobody writes it. */
const mostUnreadable = 5_000;

/**
 * Takes the lock of a name in the store, waiting while its holder lives. It is taken over at once where the process is gone for certain
 * (same host and boot), after a minute in which nobody touched it, or after five seconds in which it named nobody and did not change.
 */
export async function takeLock(disk: Disk, files: StoreFiles, name: string, waiting: Waiting): Promise<Lock> {
  const file = `${hexOf(digestOf(name)).slice(0, 32)}.json`;
  const way = `locks/${file}`;
  const inLocks = <T>(work: (locks: string) => T): T => files.within("locks", work);
  const seen = { text: "", since: 0, isTold: false };
  for (;;) {
    const text = textOf(waiting.now());
    if (inLocks((locks) => tryTake(disk, locks, join(locks, file), text))) {
      const touching = waiting.touching(way, text);
      return lockOf(files, way, touching);
    }
    const bytes = files.read(way);
    if (bytes === null && !files.stands(way)) continue;
    const holder = holderIn(bytes);
    const now = waiting.ticks();
    const found = Buffer.from(bytes ?? new Uint8Array(0)).toString("latin1");
    if (found !== seen.text) Object.assign(seen, { text: found, since: now });
    const isGone = holder !== null && !isAlive(holder);
    const isStale = now - seen.since >= (holder === null ? mostUnreadable : mostUntouched);
    if (isGone || isStale) {
      const isTaken = inLocks((locks) => takeOver(disk, join(locks, file), found));
      if (isTaken && !isGone) waiting.onTaken({ holder, file: way });
      if (isTaken) continue;
      // Somebody was quicker, or the file may not be moved: that is waited for as any other.
    }
    if (!seen.isTold) {
      waiting.onWait({ holder, file: way });
      seen.isTold = true;
    }
    await waiting.pause(100);
  }
}

const textOf = (time: string): string => JSON.stringify({ ...self(), time });

function lockOf(files: StoreFiles, way: string, touching: { end(): void }): Lock {
  const isHeld = (): boolean => {
    const holder = holderIn(files.read(way));
    return holder !== null && isSame(holder, self());
  };
  return {
    file: way,
    isHeld,
    release() {
      touching.end();
      if (isHeld()) files.remove(way);
    },
  };
}

/** A hard link is made whole or not at all, so a lock file always names its holder. */
function tryTake(disk: Disk, folder: string, path: string, text: string): boolean {
  const temporary = join(folder, temporaryName(process.pid));
  disk.writeInPlace(temporary, text);
  try {
    return disk.hardLink(temporary, path);
  } finally {
    disk.remove(temporary);
  }
}

/** Moves a lock away that says what was seen; one that somebody took or touched in between is put back. True where it is gone. */
function takeOver(disk: Disk, path: string, seen: string): boolean {
  const aside = `${path}.${process.pid}`;
  try {
    disk.rename(path, aside);
  } catch {
    return false;
  }
  try {
    const isSeen = Buffer.from(readOrNothing(disk, aside)).toString("latin1") === seen;
    if (!isSeen) disk.hardLink(aside, path);
    return isSeen;
  } finally {
    disk.remove(aside);
  }
}

function readOrNothing(disk: Disk, path: string): Uint8Array {
  try {
    return disk.read(path);
  } catch {
    return new Uint8Array(0);
  }
}
