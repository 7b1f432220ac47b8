/** Store: bytes by digest, and for every key what a block with that key gave. Reading verifies; writing is atomic. */
import { join } from "node:path";
import type { Json } from "../../blocks/contract/values.ts";
import { type BlockRecord, blockRecordSchema } from "../../schemas/records.ts";
import { digestOf, digestOfJson, hexOf } from "./digest.ts";
import type { Disk } from "./disk.ts";
import { temporaryPattern } from "./files.ts";
import { isAlive } from "./process.ts";

export interface Store {
  /** Keeps bytes; returns their digest. */
  put(bytes: Uint8Array | string): string;
  /** Bytes of a digest, verified against it; null where they are absent or no longer what they were. */
  get(digest: string): Uint8Array | null;
  /** What a block with this key gave; null where nothing did or the record is not sound. */
  record(key: string): BlockRecord | null;
  /** Written last, when every object it names is in the store. */
  keep(record: BlockRecord): void;
  /** A small named note (which keys a document's blocks had last); null where there is none. */
  note(name: string): Json;
  leave(name: string, value: Json): void;
}

/** A store in a folder, `<root>/.foodspec` or FOODSPEC_CACHE. Nothing is made before something is written. */
export function diskStore(disk: Disk, folder: string): Store {
  const objectPath = (digest: string) => join(folder, "objects", hexOf(digest).slice(0, 2), hexOf(digest).slice(2));
  const keyPath = (key: string) => join(folder, "keys", hexOf(key).slice(0, 2), `${hexOf(key).slice(2)}.json`);
  const notePath = (name: string) => join(folder, "notes", `${hexOf(digestOf(name))}.json`);
  const write = (path: string, bytes: Uint8Array | string) => {
    ignoreInGit(disk, folder);
    disk.write(path, bytes);
  };
  return {
    put(bytes) {
      const digest = digestOf(bytes);
      const path = objectPath(digest);
      if (disk.stands(path) === null || this.get(digest) === null) write(path, bytes);
      return digest;
    },
    get(digest) {
      const bytes = readOrNull(disk, objectPath(digest));
      return bytes !== null && digestOf(bytes) === digest ? bytes : null;
    },
    record(key) {
      return soundRecord(key, readOrNull(disk, keyPath(key)));
    },
    keep(record) {
      write(keyPath(record.key), JSON.stringify(record));
    },
    note(name) {
      return parseOrNull(readOrNull(disk, notePath(name)));
    },
    leave(name, value) {
      write(notePath(name), JSON.stringify(value));
    },
  };
}

/** A store in memory: for tests and for work that leaves nothing behind. @internal */
export function memoryStore(): Store {
  const objects = new Map<string, Uint8Array>();
  const records = new Map<string, BlockRecord>();
  const notes = new Map<string, Json>();
  return {
    put(bytes) {
      const digest = digestOf(bytes);
      objects.set(digest, typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes);
      return digest;
    },
    get: (digest) => objects.get(digest) ?? null,
    record: (key) => records.get(key) ?? null,
    keep: (record) => void records.set(record.key, record),
    note: (name) => notes.get(name) ?? null,
    leave: (name, value) => void notes.set(name, value),
  };
}

/** Removes temporary files and folders of processes that are gone. Returns how many. */
export function sweepTemporary(disk: Disk, folder: string, host: string): number {
  let swept = 0;
  const visit = (path: string, depth: number) => {
    for (const entry of disk.stands(path) === null ? [] : disk.list(path)) {
      const pid = temporaryPattern.exec(entry.name)?.[1];
      if (pid === undefined && entry.kind === "folder" && depth > 0) visit(join(path, entry.name), depth - 1);
      if (pid === undefined || isAlive({ host, pid: Number(pid), start: null })) continue;
      disk.remove(join(path, entry.name));
      swept++;
    }
  };
  visit(folder, 2);
  return swept;
}

/** A record that says what it is: its key is the digest of its pre-image. */
function soundRecord(key: string, bytes: Uint8Array | null): BlockRecord | null {
  const parsed = blockRecordSchema.safeParse(parseOrNull(bytes));
  if (!parsed.success || parsed.data.key !== key) return null;
  return digestOfJson(parsed.data.preimage) === key ? parsed.data : null;
}

function parseOrNull(bytes: Uint8Array | null): Json {
  if (bytes === null) return null;
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Json;
  } catch {
    return null;
  }
}

function readOrNull(disk: Disk, path: string): Uint8Array | null {
  try {
    return disk.read(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** The store never reaches a commit: its folder ignores itself. */
export function ignoreInGit(disk: Disk, folder: string): void {
  const path = join(folder, ".gitignore");
  if (disk.stands(path) === null) disk.write(path, "*\n");
}
