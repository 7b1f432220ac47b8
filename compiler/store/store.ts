/** Store: bytes by digest, and for every key what a block with that key gave. Reading verifies digest and seal; writing is atomic. */

import { asked } from "../../schemas/asked.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { type BlockRecord, blockRecordSchema } from "../../schemas/records.ts";
import { digestOf, digestOfJson, hexOf } from "./digest.ts";
import { temporaryPattern } from "./files.ts";
import { isAlive } from "./process.ts";
import type { Seal } from "./seal.ts";
import type { StoreFiles } from "./store-files.ts";

export interface Store {
  /** Keeps bytes; returns their digest. */
  put(bytes: Uint8Array | string): string;
  /** Keeps bytes whose digest is known. They are not waited for until they are on the disk: half-written ones are not sound, and are absent. */
  lay(digest: string, bytes: Uint8Array): void;
  /** Bytes of a digest, verified against it; null where they are absent or no longer what they were. */
  get(digest: string): Uint8Array | null;
  /** What a block with this key gave; null where nothing did or the record is not sound. */
  record(key: string): BlockRecord | null;
  /**
   * Written last, when every object it names is in the store. One that says something else than the sound record that stands is kept
   * beside it, and what stands stays: of two that computed one key differently nobody here can say which is right.
   */
  keep(record: BlockRecord): void;
  /** Names of the records of a key that say something else than the one that stands. */
  others(key: string): readonly string[];
  /** A small named note (which keys a document's blocks had last); null where there is none. */
  note(name: string): Json;
  leave(name: string, value: Json): void;
}

/**
 * A store in a folder. Nothing is made before something is written.
 *
 * @param seal what it does not open is as absent
 * @param onStranger told, by its name, of each record and note that stands and was not opened
 */
export function diskStore(files: StoreFiles, seal: Seal, onStranger: (way: string) => void = () => undefined): Store {
  const objectWay = (digest: string) => `objects/${hexOf(digest).slice(0, 2)}/${hexOf(digest).slice(2)}`;
  const keyFolder = (key: string) => `keys/${hexOf(key).slice(0, 2)}`;
  const keyWay = (key: string) => `${keyFolder(key)}/${hexOf(key).slice(2)}.json`;
  const noteWay = (name: string) => `notes/${hexOf(digestOf(name))}.json`;
  const opened = (way: string) => {
    const bytes = files.read(way);
    if (bytes === null) return null;
    const found = seal.opened(way, parseOrNull(bytes));
    if (found === null) onStranger(way);
    return found;
  };
  return {
    put(bytes) {
      const digest = digestOf(bytes);
      const way = objectWay(digest);
      if (!files.has(way) || this.get(digest) === null) files.write(way, bytes);
      return digest;
    },
    lay(digest, bytes) {
      const way = objectWay(digest);
      if (!files.has(way) || this.get(digest) === null) files.write(way, bytes, false);
    },
    get(digest) {
      const bytes = files.read(objectWay(digest));
      return bytes !== null && digestOf(bytes) === digest ? bytes : null;
    },
    record: (key) => soundRecord(key, opened(keyWay(key))),
    keep(record) {
      const there = this.record(record.key);
      const isOther = there !== null && saidBy(there) !== saidBy(record);
      const way = isOther ? otherWay(keyWay(record.key), record) : keyWay(record.key);
      files.write(way, JSON.stringify(seal.sealed(way, record)));
    },
    others(key) {
      const own = hexOf(key).slice(2);
      return files.names(keyFolder(key)).filter((name) => name.startsWith(`${own}.`) && name !== `${own}.json`);
    },
    note: (name) => opened(noteWay(name))?.note ?? null,
    leave(name, note) {
      const way = noteWay(name);
      files.write(way, JSON.stringify(seal.sealed(way, { note })));
    },
  };
}

/** What a record says a block gave; how it came about is told by its events, and changes no number. */
function saidBy({ value, results, artifacts, remarks, na }: BlockRecord): string {
  return digestOfJson({ value, results, artifacts, remarks, na });
}

const otherWay = (way: string, record: BlockRecord): string =>
  way.replace(/\.json$/, `.${hexOf(saidBy(record)).slice(0, 12)}.json`);

/** A store in memory: for work that leaves nothing behind. */
export function memoryStore(): Store {
  const objects = new Map<string, Uint8Array>();
  const records = new Map<string, BlockRecord>();
  const notes = new Map<string, Json>();
  const others = new Map<string, Set<string>>();
  return {
    put(bytes) {
      const digest = digestOf(bytes);
      objects.set(digest, typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes);
      return digest;
    },
    lay: (digest, bytes) => void objects.set(digest, bytes),
    get: (digest) => objects.get(digest) ?? null,
    record: (key) => records.get(key) ?? null,
    keep(record) {
      const there = records.get(record.key);
      const isOther = there !== undefined && saidBy(there) !== saidBy(record);
      if (isOther) others.set(record.key, new Set([...(others.get(record.key) ?? []), saidBy(record)]));
      else records.set(record.key, record);
    },
    others: (key) => [...(others.get(key) ?? [])],
    note: (name) => notes.get(name) ?? null,
    leave: (name, value) => void notes.set(name, value),
  };
}

/** Removes temporary files and folders of processes that are gone. Returns how many. */
export function sweepTemporary(files: StoreFiles, host: string): number {
  let swept = 0;
  const visit = (way: string, depth: number) => {
    for (const { name, kind } of files.list(way)) {
      const pid = temporaryPattern.exec(name)?.[1];
      const below = way === "" ? name : `${way}/${name}`;
      if (pid === undefined && kind === "folder" && depth > 0) visit(below, depth - 1);
      if (pid === undefined || isAlive({ host, pid: Number(pid), start: null })) continue;
      files.remove(below);
      swept++;
    }
  };
  visit("", 2);
  return swept;
}

/** A record that says what it is: its key is the digest of its pre-image. */
function soundRecord(key: string, opened: unknown): BlockRecord | null {
  const parsed = asked(blockRecordSchema, opened);
  if (!parsed.success || parsed.data.key !== key) return null;
  return digestOfJson(parsed.data.preimage) === key ? parsed.data : null;
}

/** JSON in bytes; null where they hold none. */
export function parseOrNull(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
