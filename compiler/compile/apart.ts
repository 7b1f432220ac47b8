/** Apart: a World whose disk lies in memory, so that a compile leaves nothing behind and meets no stored result. */
import { resolve, sep } from "node:path";
import type { Disk } from "../store/disk.ts";
import { memoryDisk } from "../store/memory-disk.ts";
import { packageRoot } from "./package-files.ts";
import type { World } from "./world.ts";

/** A disk in memory that has the program's own files beside it, to be read. @internal */
export function withProgram(disk: Disk, machine: Disk): Disk {
  const program = packageRoot(machine);
  const of = (path: string): Disk => (path === program || path.startsWith(program + sep) ? machine : disk);
  return {
    ...disk,
    read: (path) => of(path).read(path),
    list: (path) => of(path).list(path),
    stands: (path) => of(path).stands(path),
    standsThere: (path) => of(path).standsThere(path),
    realPath: (path) => of(path).realPath(path),
  };
}

/**
 * The same clock, signal and workers; an empty disk, an environment that names no store, key or register of anybody, and nobody who
 * listens. Nothing is drawn or printed: neither is in the content digest.
 *
 * @param printer stands for a browser that printed, or did not
 */
export function worldApart(world: World, printer: World["printer"]): World {
  return {
    ...world,
    disk: withProgram(memoryDisk(), world.disk),
    env: { FOODSPEC_STATE: resolve("/state") },
    cwd: resolve("/apart"),
    touching: () => ({ end: () => undefined }),
    out: () => undefined,
    err: () => undefined,
    isTerminal: false,
    ask: async () => null,
    command: [],
    machine: { ...world.machine, git: () => null, tracked: () => null },
    draw: async (_, id) => ({
      svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><desc>${id}</desc></svg>`,
      narrow: "",
      note: null,
    }),
    printer,
  };
}
