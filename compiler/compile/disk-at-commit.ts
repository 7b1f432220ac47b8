/** Disk at commit: a repository's files as one of its commits has them, in memory, so that what is compiled of them leaves nothing behind. */
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Disk } from "../store/disk.ts";
import { memoryDisk } from "../store/memory-disk.ts";
import { routedDisk } from "../store/routed-disk.ts";
import { packageRoot } from "./package-files.ts";
import { isBelow, slashes } from "./root.ts";
import type { GitCommit } from "./world.ts";

export interface DiskAtCommit {
  readonly disk: Disk;
  /** Files that the commit does not hold and git does not track, and that were read as they lie there now; below the repository. */
  readonly borrowed: () => readonly string[];
}

/**
 * A file is read from git when somebody asks for it. Data that nobody gives to git are read as they lie there now: without them hardly
 * a document could be compiled at any revision.
 *
 * @param kept places that stay the machine's: the store, its key, the state folder
 * @param tracked files that git tracks now, below the repository
 */
export function diskAtCommit(
  machine: Disk,
  commit: GitCommit,
  kept: readonly string[],
  tracked: readonly string[],
): DiskAtCommit {
  const memory = memoryDisk();
  const { top } = commit;
  const waiting = new Set(commit.paths.map((path) => join(top, path)));
  const known = new Set([...commit.paths, ...tracked]);
  const borrowed = new Set<string>();
  for (const path of waiting) memory.makeFolder(dirname(path));
  // What marks the root: in a commit it does not stand.
  memory.makeFolder(join(top, ".git"));
  const places = new Set([packageRoot(machine), ...kept]);
  const isKept = (path: string): boolean => [...places].some((place) => path === place || path.startsWith(place + sep));
  const untracked = (path: string): boolean =>
    isBelow(top, path) &&
    !isBelow(join(top, ".git"), path) &&
    memory.standsThere(path) === null &&
    !known.has(slashes(relative(top, path))) &&
    machine.standsThere(path) === "file";
  /** Which disk answers for a path; a file of the commit is brought in. */
  const of = (typed: string): Disk => {
    const path = resolve(typed);
    if (isKept(path)) return machine;
    if (waiting.delete(path)) memory.write(path, commit.read(slashes(relative(top, path))));
    return memory;
  };
  const reading = (typed: string): Disk => {
    const path = resolve(typed);
    if (isKept(path) || !untracked(path) || waiting.has(path)) return of(path);
    borrowed.add(slashes(relative(top, path)));
    return machine;
  };
  const looking = (path: string): Disk =>
    untracked(resolve(path)) && !waiting.has(resolve(path)) ? machine : of(path);
  const disk: Disk = {
    ...routedDisk(of),
    read: (path) => reading(path).read(path),
    open: (path) => reading(path).open(path),
    hold(folder) {
      const by = of(folder);
      const held = by.hold(folder);
      // A folder of the machine that is held has another name meanwhile.
      if (by !== machine) return held;
      places.add(held.at);
      return {
        at: held.at,
        close() {
          places.delete(held.at);
          held.close();
        },
      };
    },
    list(folder) {
      const place = resolve(folder);
      const there = of(place).list(place);
      const more = [...waiting].filter((path) => dirname(path) === place);
      return [...there, ...more.map((path) => ({ name: path.slice(place.length + 1), kind: "file" as const }))];
    },
    stands: (path) => looking(path).stands(path),
    standsThere: (path) => looking(path).standsThere(path),
    realPath: (path) => looking(path).realPath(path),
    hardLink: (from, to) => linked(of(from), of(to), from, to),
  };
  return { disk, borrowed: () => [...borrowed].sort() };
}

/** From the store into a run folder there is no second name: the bytes are copied. */
function linked(from: Disk, to: Disk, path: string, name: string): boolean {
  if (from === to) return from.hardLink(path, name);
  if (to.standsThere(name) !== null) return false;
  to.write(name, from.read(path), false);
  return true;
}
