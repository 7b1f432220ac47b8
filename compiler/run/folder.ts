/** Run folder: written under a name nobody reads, and renamed when it is whole. */
import { dirname, join } from "node:path";
import { type Disk, namesIn, readText } from "../store/disk.ts";
import { type Holder, isAlive, self } from "../store/process.ts";

export interface OpenFolder {
  readonly path: string;
  /** Safe on the disk once `finish` has come back. */
  write(path: string, bytes: Uint8Array | string): void;
  /** Renames to `<out>/<name>`, points `latest` at it, returns the name. Throws where it is taken. */
  finish(name: string): string;
  /** `name`, or `name-2`, `name-3` … where it is taken. */
  freeName(name: string): string;
  /** Removes it: nothing half-written is left. */
  discard(): void;
}

const holderFile = ".holder.json";
const openPattern = /^\.open-[0-9a-f]+-(\d+)$/;

/** Makes `<out>/.open-<digest>-<pid>/`. Throws what the file system throws where `out` cannot be written. */
export function openRunFolder(disk: Disk, out: string, digest: string): OpenFolder {
  const path = join(out, `.open-${digest}-${self().pid}`);
  disk.remove(path);
  disk.makeFolder(path);
  disk.writeInPlace(join(path, holderFile), JSON.stringify(self()));
  const files = new Set<string>();
  const folders = new Set<string>();
  const freeName = (name: string) => {
    for (let k = 1; ; k++) {
      const free = k === 1 ? name : `${name}-${k}`;
      if (disk.stands(join(out, free)) === null) return free;
    }
  };
  return {
    path,
    write(file, bytes) {
      const full = join(path, file);
      const folder = dirname(full);
      if (!folders.has(folder)) disk.makeFolder(folder);
      disk.writeUnsynced(full, bytes);
      files.add(full);
      folders.add(folder);
    },
    finish(name) {
      // Nobody reads the folder before it has its name, so nothing has to be safe before all is.
      for (const file of files) disk.syncFile(file);
      disk.remove(join(path, holderFile));
      for (const folder of folders) disk.syncFolder(folder);
      disk.rename(path, join(out, name));
      disk.syncFolder(out);
      pointLatest(disk, out, name);
      return name;
    },
    freeName,
    discard: () => disk.remove(path),
  };
}

/** `latest` is a relative link, replaced in one step; where links are not to be had, there is none. */
function pointLatest(disk: Disk, out: string, name: string): void {
  const temporary = join(out, `.latest-${self().pid}`);
  try {
    disk.remove(temporary);
    disk.symbolicLink(name, temporary);
    disk.rename(temporary, join(out, "latest"));
  } catch {
    disk.remove(temporary);
  }
}

/** Removes open folders of processes that are gone. Returns their names. */
export function sweepOpenFolders(disk: Disk, out: string): readonly string[] {
  const swept: string[] = [];
  for (const name of namesIn(disk, out)) {
    const pid = openPattern.exec(name)?.[1];
    if (pid === undefined) continue;
    // Just made or about to be renamed, a folder has no holder file; its name still tells whose it is.
    if (isAlive(holderOf(disk, join(out, name)) ?? { host: self().host, pid: Number(pid), start: null })) continue;
    disk.remove(join(out, name));
    swept.push(name);
  }
  return swept;
}

function holderOf(disk: Disk, folder: string): Holder | null {
  try {
    return JSON.parse(readText(disk, join(folder, holderFile))) as Holder;
  } catch {
    return null;
  }
}
