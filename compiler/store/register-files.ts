/** Register files: the register beside a document and its copy in the state folder, read together and only added to. */
import { basename, dirname, join } from "node:path";
import { isRecord } from "../../schemas/is-record.ts";
import { runLimits } from "../../schemas/limits.ts";
import { ledgerName } from "../../schemas/lockbox.ts";
import { type Chain, extended, isPlain, readChain, readPlain } from "../../schemas/register-chain.ts";
import { digestOf, hexOf } from "./digest.ts";
import type { Disk } from "./disk.ts";
import { takeLock, type Waiting } from "./lock.ts";
import { type Holder, holderIn, isAlive, self } from "./process.ts";
import { stateFolder } from "./state.ts";
import { parseOrNull } from "./store.ts";
import { type StoreFiles, storeFiles } from "./store-files.ts";

export interface RegisterFiles {
  /** Absolute: the one beside the document. */
  readonly path: string;
  /** Name of the copy among the copies of this user. */
  readonly name: string;
  /** False where the environment names no place for a copy. */
  readonly hasCopy: boolean;
  /** Both, as they stand. Throws what the file system throws, `ELINK` where a link bears the name, and RegisterTooLarge. */
  read(): BothRegisters;
  /** Adds lines to what was read last; returns when they are on the disk. A line that was cut off before stays a line of its own. Throws as `read`. */
  append(to: "beside" | "copy", lines: readonly string[]): void;
  /** Does something while no other process of this user changes this register. */
  alone<T>(waiting: Waiting, work: () => T | Promise<T>): Promise<T>;
  /** Runs of this machine that have begun and not ended, as far as their processes live. */
  readonly running: {
    begin(run: string): void;
    end(run: string): void;
    /** False where its process is gone, or nobody knows of one. */
    isAlive(run: string): boolean;
  };
  /** Notes that a run used these inputs, by their digests. */
  noteInputs(run: string, digests: readonly string[]): void;
  /** Runs of this user's other registers with one of these inputs; those that `own` names are not counted. */
  runsElsewhere(digests: readonly string[], own: ReadonlySet<string>): number;
}

export interface BothRegisters {
  /** Null where there is no file. */
  readonly beside: Chain | null;
  /** Empty where there is none. */
  readonly copy: Chain;
}

/** Thrown where a register has, or would have, more bytes than are read. */
export class RegisterTooLarge extends Error {
  readonly size: number;
  readonly limit = runLimits.registerBytes;
  constructor(size: number) {
    super(`a register of ${size} bytes; at most ${runLimits.registerBytes} are read`);
    this.size = size;
  }
}

/** The register of a document, by its name beside it. */
export const registerName = (document: string): string => `${document}.register.jsonl`;

type Env = { readonly [name: string]: string | undefined };

/**
 * @param document absolute, without links
 * @param file the same relative to `root`, with forward slashes
 */
export const registerFiles = (disk: Disk, env: Env, root: string, document: string, file: string): RegisterFiles =>
  chainFiles(disk, env, registerName(document), `${root}\0${file}`, "register");

/** The ledger of a project's lockboxes, kept as a register is: at the root, which is without links, and in the state folder. */
export const ledgerFiles = (disk: Disk, env: Env, root: string): RegisterFiles =>
  chainFiles(disk, env, join(root, ledgerName), `${root}\0${ledgerName}`, "lockbox");

/** @param about tells this chain from all others of this user */
function chainFiles(disk: Disk, env: Env, path: string, about: string, sort: "register" | "lockbox"): RegisterFiles {
  const state = stateFolder(env);
  const folder = state === null ? null : join(state, "registers");
  const files = folder === null ? null : storeFiles(disk, folder);
  const name = hexOf(digestOf(about)).slice(0, 32);
  const copy = `${name}.${sort}.jsonl`;
  const plain = plainBeginning(files, `${name}.${sort}.plain.json`);
  const beside = reader(() => bytesBeside(disk, path), plain);
  const inState = reader(() => (files === null ? null : sized(files.read(copy))), plain);
  return {
    path,
    name,
    hasCopy: files !== null,
    read() {
      const own = beside.read();
      return { beside: own, copy: inState.read(own === null ? null : beside) ?? nothing };
    },
    append(to, lines) {
      if (lines.length === 0) return;
      const text = lines.map((line) => `${line}\n`).join("");
      if (to === "beside") {
        const before = beside.last?.bytes ?? null;
        const held = disk.hold(dirname(path));
        try {
          addTo(disk, join(held.at, basename(path)), before, text);
        } finally {
          held.close();
        }
      } else if (files !== null && folder !== null) {
        // For this user alone, as all of the state folder.
        if (!files.has(copy)) disk.writePrivate(join(folder, copy), new Uint8Array());
        const before = inState.last?.bytes ?? new Uint8Array();
        files.within("", (at) => addTo(disk, join(at, copy), before, text));
        plain.note(inState.last);
      }
    },
    async alone(waiting, work) {
      if (files === null || folder === null) return work();
      const lock = await takeLock(disk, files, name, {
        ...waiting,
        onWait: (wait) => waiting.onWait({ ...wait, file: join(folder, wait.file) }),
        onTaken: (wait) => waiting.onTaken({ ...wait, file: join(folder, wait.file) }),
      });
      try {
        return await work();
      } finally {
        lock.release();
      }
    },
    running: runningIn(files),
    noteInputs(run, digests) {
      if (files === null) return;
      for (const digest of new Set(digests)) {
        const index = files.appending(indexOf(digest));
        try {
          index.append(`${run} ${name}\n`);
        } finally {
          index.close();
        }
      }
    },
    runsElsewhere(digests, own) {
      const runs = new Set<string>();
      for (const digest of new Set(digests)) {
        const text = new TextDecoder().decode(files?.read(indexOf(digest)) ?? new Uint8Array());
        for (const [, run, of] of text.matchAll(/^([0-9a-f]{32}) ([0-9a-f]{32})$/gm))
          if (of !== name && !own.has(run)) runs.add(run);
      }
      return runs.size;
    },
  };
}

const nothing: Chain = readChain("", digestOf);
const indexOf = (digest: string): string => `inputs/${hexOf(digest).slice(0, 32)}`;

function addTo(disk: Disk, path: string, before: Uint8Array | null, text: string): void {
  const size = (before?.length ?? 0) + Buffer.byteLength(text);
  if (size > runLimits.registerBytes) throw new RegisterTooLarge(size);
  const file = disk.appending(path);
  try {
    const isCut = before !== null && before.length > 0 && before.at(-1) !== lineEnd;
    file.append(isCut ? `\n${text}` : text);
  } finally {
    file.close();
  }
  if (before === null) disk.syncFolder(dirname(path));
}

const lineEnd = 10;

/** Of the file that was opened; through a link nothing is read. */
function bytesBeside(disk: Disk, path: string): Uint8Array | null {
  const stands = disk.standsThere(path);
  if (stands === null) return null;
  if (stands === "link") throw Object.assign(new Error(`ELINK: ${path}`), { code: "ELINK", path });
  const file = disk.open(path);
  try {
    if (file.size > runLimits.registerBytes) throw new RegisterTooLarge(file.size);
    return file.read();
  } finally {
    file.close();
  }
}

function sized(bytes: Uint8Array | null): Uint8Array | null {
  if (bytes !== null && bytes.length > runLimits.registerBytes) throw new RegisterTooLarge(bytes.length);
  return bytes;
}

interface Reader {
  /** `other` may have read the same bytes. */
  read(other?: Reader | null): Chain | null;
  readonly last: { readonly bytes: Uint8Array; readonly chain: Chain } | null;
}

interface PlainBeginning {
  /** The chain of the bytes that were noted and begin these, and how many they are; null where none do. */
  of(bytes: Uint8Array): Reader["last"];
  /** Notes what was read, where it is plain and much more than was noted before. */
  note(read: Reader["last"]): void;
}

/** From so many bytes on that were not noted, they are. */
const noteFrom = 262_144;

/**
 * How far this user's copy of a register was found to be plain (see `isPlain`), by the digest of these bytes: thousands of lines are
 * not parsed by each compile. What is noted says nothing of a line; who could write another note could write the copy.
 */
function plainBeginning(files: StoreFiles | null, file: string): PlainBeginning {
  const noted = () => {
    const bytes = files?.read(file) ?? null;
    const value: unknown = bytes === null ? null : parseOrNull(bytes);
    return isRecord(value) && typeof value.bytes === "number" && typeof value.sha256 === "string" ? value : null;
  };
  return {
    of(bytes) {
      // Of a small register the note is not even looked for.
      const note = bytes.length < noteFrom ? null : noted();
      if (note === null || !((note.bytes as number) <= bytes.length)) return null;
      const part = bytes.subarray(0, note.bytes as number);
      if (part.at(-1) !== lineEnd || digestOf(part) !== note.sha256) return null;
      return { bytes: part, chain: readPlain(new TextDecoder().decode(part), digestOf) };
    },
    note(read) {
      if (files === null || read === null || read.bytes.length < noteFrom || read.bytes.at(-1) !== lineEnd) return;
      if (read.bytes.length - Number(noted()?.bytes ?? 0) < noteFrom || !isPlain(read.chain)) return;
      try {
        files.write(file, JSON.stringify({ bytes: read.bytes.length, sha256: digestOf(read.bytes) }), false);
      } catch {
        // The lines stand; without the note the next compile reads them again.
      }
    },
  };
}

/** Reads what is new of a file that only grows: thousands of lines are not parsed twice. */
function reader(bytesNow: () => Uint8Array | null, plain: PlainBeginning): Reader {
  let last: Reader["last"] = null;
  return {
    get last() {
      return last;
    },
    read(other = null) {
      const bytes = bytesNow();
      const isKnown = (one: Reader["last"]) => one !== null && bytes !== null && begins(bytes, one.bytes);
      // What has as many bytes is the same chain.
      const both = [last, other?.last ?? null].filter(isKnown);
      const known = both.find((one) => one?.bytes.length === bytes?.length) ?? both[0];
      last = bytes === null ? null : { bytes, chain: continued(bytes, known ?? plain.of(bytes)) };
      return last?.chain ?? null;
    },
  };
}

const begins = (bytes: Uint8Array, by: Uint8Array): boolean =>
  by.length <= bytes.length &&
  (by.length === bytes.length || by.at(-1) === lineEnd) &&
  Buffer.compare(bytes.subarray(0, by.length), by) === 0;

function continued(bytes: Uint8Array, known: Reader["last"]): Chain {
  const text = new TextDecoder().decode(known === null ? bytes : bytes.subarray(known.bytes.length));
  if (known === null) return readChain(text, digestOf);
  return text === "" ? known.chain : extended(known.chain, readChain(text, digestOf));
}

function runningIn(files: StoreFiles | null): RegisterFiles["running"] {
  const wayOf = (run: string): string => `running/${run}.json`;
  const holderOf = (run: string): Holder | null => holderIn(files?.read(wayOf(run)) ?? null);
  return {
    begin(run) {
      // Of processes that were ended before their run had its first line.
      for (const name of files?.names("running") ?? []) {
        const holder = holderOf(name.replace(/\.json$/, ""));
        if (holder !== null && !isAlive(holder)) files?.remove(`running/${name}`);
      }
      files?.write(wayOf(run), JSON.stringify(self()), false);
    },
    end: (run) => files?.remove(wayOf(run)),
    isAlive(run) {
      const holder = holderOf(run);
      return holder !== null && isAlive(holder);
    },
  };
}
