/** Open run: the run folder at a path, read from a disk when it is asked. */
import { join } from "node:path";
import type { Disk, Entry } from "../store/disk.ts";
import type { RunFolder } from "./run-folder.ts";

/** Links are listed and not followed: a run is what stands in its folder. */
export function openRun(disk: Disk, name: string, path: string): RunFolder {
  const known = new Map(below(disk, path, "").map(({ name, kind }) => [name, kind]));
  return {
    name,
    paths: [...known.keys()].sort(),
    read: (file) => (known.get(file) === "file" ? disk.read(join(path, file)) : null),
  };
}

/** All but folders, by their path below the run. */
const below = (disk: Disk, folder: string, way: string): readonly Entry[] =>
  disk
    .list(folder)
    .flatMap(({ name, kind }) =>
      kind === "folder" ? below(disk, join(folder, name), `${way}${name}/`) : [{ name: way + name, kind }],
    );
