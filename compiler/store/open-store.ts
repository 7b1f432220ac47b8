/** Open store: the one place where a store is opened. It looks at links, marker, tracked files and key before anything is written. */
import { join } from "node:path";
import type { Preimage } from "../../schemas/records.ts";
import { type Answers, diskAnswers, noAnswers } from "./answers.ts";
import type { Disk } from "./disk.ts";
import { temporaryPattern } from "./files.ts";
import { trackedIn } from "./git-index.ts";
import { closeInterrupted, type Journal, type JournalledRun, noJournal, openJournal, readJournals } from "./journal.ts";
import { type Lock, takeLock, type Wait, type Waiting } from "./lock.ts";
import { preimagesNaming } from "./preimages-naming.ts";
import { self } from "./process.ts";
import { remembering } from "./remembering.ts";
import { noSeal } from "./seal.ts";
import { findKey, type KeyFound } from "./state.ts";
import { diskStore, memoryStore, type Store, sweepTemporary } from "./store.ts";
import { storeFiles } from "./store-files.ts";

/** Why nothing is read from a store or written to it. */
export type StoreProblem =
  | { readonly why: "link" | "foreign"; readonly path: string }
  | { readonly why: "tracked"; readonly path: string; readonly count: number }
  | { readonly why: "shared_key"; readonly path: string };

export interface OpenStore {
  /** Absolute: for sentences about its disk, never to build a path with. */
  readonly folder: string;
  /** Objects, records and notes, each object read once. */
  readonly objects: Store;
  /** Why nothing is read or written; null where all is well. Looked at once. */
  problem(): StoreProblem | null;
  /** Why nothing is kept or reused, where no key is to be had; makes the key where there is none yet. */
  withoutKey(): string | null;
  /** How many records, notes, answers and lines stood there that no key at hand had sealed, of those that were asked for. */
  strangers(): number;
  /** Pre-images of sealed records that hold all of these texts, of the first so many that are looked at; null where the store may not be read. */
  preimagesNaming(texts: readonly string[]): readonly Preimage[] | null;
  lock(name: string, waiting: Waiting): Promise<Lock>;
  journal(name: string): Journal;
  journals(): readonly JournalledRun[];
  /** Closes what processes that are gone began, and removes what they left half-written. */
  sweep(): void;
  answers(document: string): Answers;
  /** Removes what was stored. Returns the names of what lies there and is not the store's; null where nothing was there. */
  clean(): readonly string[] | null;
  /** Folder where a browser may be unpacked, made where it is not there; null where nothing may be written. */
  browser(): string | null;
}

/** What opening a store needs of the outside. */
export interface StoreOutside {
  readonly disk: Disk;
  readonly env: { readonly [name: string]: string | undefined };
  /** Asks git which files below a folder it tracks; null where it cannot be asked. */
  readonly tracked: (folder: string) => readonly string[] | null;
}

const marker = "foodspec-store";
const markerText = "A store of FoodSpec: results to be used again. `foodspec clean` empties it.\n";
/** What `clean` removes. */
const stored = ["objects", "keys", "notes", "answers", "browser"] as const;
/** All names of a store. */
const own: ReadonlySet<string> = new Set([...stored, "journal", "locks", ".gitignore", marker]);
const isOwn = (name: string): boolean => own.has(name) || temporaryPattern.test(name);

/**
 * Opens the store of a root: `<root>/.foodspec`, or the folder FOODSPEC_CACHE names. Nothing is read, made or written before it is asked for.
 *
 * @param root absolute, without links
 * @param isShared false: FOODSPEC_CACHE is not used
 */
export function openStore(root: string, outside: StoreOutside, isShared = true): OpenStore {
  const { disk, env } = outside;
  const named = isShared ? (env.FOODSPEC_CACHE ?? "") : "";
  const place = { folder: named === "" ? join(root, ".foodspec") : named, isNamed: named !== "" };
  // What FOODSPEC_CACHE names may lie behind links.
  const folder = place.isNamed ? realOrSame(disk, place.folder) : place.folder;
  const strangers = new Set<string>();
  let lines = 0;
  let key: KeyFound | null = null;
  const keyFor = (isMade: boolean): KeyFound => {
    if (key === null || (key.seal === null && isMade)) key = findKey(disk, env, isMade);
    return key;
  };
  let looked: { readonly problem: StoreProblem | null } | null = null;
  const problem = (): StoreProblem | null => {
    looked ??= { problem: problemOf(disk, folder, place.isNamed, outside.tracked) ?? keyProblem(keyFor(false)) };
    return looked.problem;
  };
  let isMarked = false;
  const files = storeFiles(disk, folder, () => {
    const found = problem();
    if (found !== null) throw new StoreRefused(found);
    if (isMarked) return;
    isMarked = true;
    files.within("", (at) => {
      if (disk.standsThere(join(at, ".gitignore")) === null) disk.write(join(at, ".gitignore"), "*\n");
      if (disk.standsThere(join(at, marker)) === null) disk.write(join(at, marker), markerText);
    });
  });
  const seal = () => keyFor(false).seal ?? noSeal;
  const onStranger = (way: string) => void strangers.add(way);
  const onDisk = (isWritten: boolean): Store | null => {
    if (problem() !== null) return null;
    const { seal } = keyFor(isWritten);
    return seal === null ? null : diskStore(files, seal, onStranger);
  };
  return {
    folder,
    objects: remembering(lazily(onDisk)),
    problem,
    withoutKey() {
      const found = keyFor(true);
      return found.seal === null ? found.problem : null;
    },
    strangers: () => strangers.size + lines,
    preimagesNaming: (texts) => (problem() === null ? preimagesNaming(files, seal(), texts) : null),
    async lock(name, waiting) {
      const placed = (wait: Wait): Wait => ({ ...wait, file: join(folder, wait.file) });
      const lock = await takeLock(disk, files, name, {
        ...waiting,
        onWait: (wait) => waiting.onWait(placed(wait)),
        onTaken: (wait) => waiting.onTaken(placed(wait)),
        touching: (way, text) => waiting.touching(join(folder, way), text),
      });
      return { ...lock, file: join(folder, lock.file) };
    },
    journal(name) {
      const found = keyFor(true);
      return found.seal === null ? noJournal : openJournal(files, found.seal, name);
    },
    journals() {
      if (problem() !== null) return [];
      lines = 0;
      return readJournals(files, seal(), () => void lines++);
    },
    sweep() {
      closeInterrupted(files, seal());
      sweepTemporary(files, self().host);
    },
    answers(document) {
      const found = keyFor(true);
      return found.seal === null ? noAnswers : diskAnswers(files, found.seal, document, onStranger);
    },
    clean() {
      if (disk.stands(folder) === null) return null;
      for (const name of stored) files.remove(name);
      return files.names("").filter((name) => !isOwn(name));
    },
    browser() {
      if (problem() !== null) return null;
      try {
        files.within("browser", () => undefined);
      } catch {
        // Who prints meets the same and says it.
      }
      return join(folder, "browser");
    },
  };
}

/** Thrown where something is written to a store that must not be used. */
export class StoreRefused extends Error {
  readonly problem: StoreProblem;
  constructor(problem: StoreProblem) {
    super(`the store may not be used: ${problem.why}`);
    this.name = "StoreRefused";
    this.problem = problem;
  }
}

/** Without a key nothing is kept: what a run needs of itself lies in memory. */
function lazily(onDisk: (isWritten: boolean) => Store | null): Store {
  let store: Store | null = null;
  const reading = (): Store | null => store ?? onDisk(false);
  const writing = (): Store => {
    store ??= onDisk(true) ?? memoryStore();
    return store;
  };
  return {
    put: (bytes) => writing().put(bytes),
    lay: (digest, bytes) => writing().lay(digest, bytes),
    get: (digest) => reading()?.get(digest) ?? null,
    record: (key) => reading()?.record(key) ?? null,
    keep: (record) => writing().keep(record),
    others: (key) => reading()?.others(key) ?? [],
    note: (name) => reading()?.note(name) ?? null,
    leave: (name, value) => writing().leave(name, value),
  };
}

const realOrSame = (disk: Disk, path: string): string => (disk.stands(path) === null ? path : disk.realPath(path));

function keyProblem(key: KeyFound): StoreProblem | null {
  return key.seal === null && key.why === "shared" ? { why: "shared_key", path: key.path } : null;
}

function problemOf(
  disk: Disk,
  folder: string,
  isNamed: boolean,
  tracked: StoreOutside["tracked"],
): StoreProblem | null {
  if (!isNamed && disk.standsThere(folder) === "link") return { why: "link", path: folder };
  const byGit = trackedIn(disk, folder);
  const paths = byGit.isWhole ? byGit.paths : (tracked(folder) ?? byGit.paths);
  if (paths.length > 0) return { why: "tracked", path: folder, count: paths.length };
  if (disk.stands(folder) !== "folder") return null;
  const entries = disk.list(folder);
  const linked = linkIn(disk, folder, entries);
  if (linked !== null) return { why: "link", path: linked };
  const foreign = entries.map(({ name }) => name).find((name) => !isOwn(name));
  const isMarked = entries.some(({ name, kind }) => name === marker && kind === "file");
  return foreign === undefined || isMarked ? null : { why: "foreign", path: join(folder, foreign) };
}

/** The first link in a store, or in one of its folders; deeper ones are met by who opens them, and not followed. */
function linkIn(disk: Disk, folder: string, entries: ReturnType<Disk["list"]>): string | null {
  for (const { name, kind } of entries) {
    if (kind === "link") return join(folder, name);
    if (kind !== "folder" || !own.has(name) || name === "browser") continue;
    const link = disk.list(join(folder, name)).find((below) => below.kind === "link");
    if (link !== undefined) return join(folder, name, link.name);
  }
  return null;
}

/** A store that is forgotten with the process: for what is counted before anything is kept. */
export const forgottenStore = (): Store => memoryStore();
