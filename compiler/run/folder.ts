/** Run folder: written under a name nobody reads, and renamed when it is whole. */
import { dirname, join } from "node:path";
import { type Disk, type HeldFolder, namesIn } from "../store/disk.ts";
import { type Holder, holderIn, isAlive, self } from "../store/process.ts";

export interface OpenFolder {
  readonly path: string;
  /** Safe on the disk once `finish` has come back. */
  write(path: string, bytes: Uint8Array | string): void;
  /** Renames to `<out>/<name>`, points `latest` at it where it has results, returns the name. Throws where it is taken. */
  finish(name: string): string;
  /** `name`, or `name-2`, `name-3` … where it is taken. */
  freeName(name: string): string;
  /** Removes it: nothing half-written is left. */
  discard(): void;
}

const holderFile = ".holder.json";
const openPattern = /^\.open-[0-9a-f]+-(\d+)$/;

/**
 * Makes `<out>/.open-<digest>-<pid>/`. The folder for runs is held while it is open, so that all goes where it was looked at. Throws
 * what the file system throws where `out` cannot be written, `ELINK` where it is a link and must not be.
 *
 * @param mayBeLink true where somebody named `out`
 */
export function openRunFolder(disk: Disk, out: string, digest: string, mayBeLink: boolean): OpenFolder {
  const unsafe = missingAbove(disk, out);
  const own = `.open-${digest}-${self().pid}`;
  const held = holdOut(disk, out, mayBeLink);
  const path = join(held.at, own);
  disk.remove(path);
  disk.makeFolder(path);
  disk.writeInPlace(join(path, holderFile), JSON.stringify(self()));
  let isWhole = false;
  const files = new Set<string>();
  const folders = new Set<string>();
  const freeName = (name: string) => {
    for (let k = 1; ; k++) {
      const free = k === 1 ? name : `${name}-${k}`;
      if (disk.standsThere(join(held.at, free)) === null) return free;
    }
  };
  return {
    path: join(out, own),
    write(file, bytes) {
      const full = join(path, file);
      const folder = dirname(full);
      if (!folders.has(folder)) disk.makeFolder(folder);
      // A folder of folders alone is made on the way, and its names are to be safe as well.
      for (let above = folder; above !== path && !folders.has(above); above = dirname(above)) folders.add(above);
      disk.writeUnsynced(full, bytes);
      files.add(full);
    },
    finish(name) {
      // Nobody reads the folder before it has its name, so nothing has to be safe before all is.
      for (const file of files) disk.syncFile(file);
      disk.remove(join(path, holderFile));
      for (const folder of folders) disk.syncFolder(folder);
      disk.syncFolder(path);
      disk.rename(path, join(held.at, name));
      disk.syncFolder(held.at);
      for (const folder of unsafe) disk.syncFolder(folder);
      const has = (file: string): boolean => files.has(join(path, file));
      if (has("manifest.json") && has("report/index.html")) pointLatest(disk, held.at, name);
      isWhole = true;
      held.close();
      return name;
    },
    freeName,
    discard() {
      // Behind a handle that was closed another folder may stand.
      if (isWhole) return;
      isWhole = true;
      disk.remove(path);
      held.close();
    },
  };
}

/** Folders that hold a name which is about to be made: that of the folder for runs, and those above it that are not there. */
function missingAbove(disk: Disk, out: string): readonly string[] {
  const holding: string[] = [];
  for (let folder = out; disk.standsThere(folder) === null && dirname(folder) !== folder; folder = dirname(folder))
    holding.push(dirname(folder));
  return holding;
}

/** Holds the folder for runs, which is made where it is not there. */
export function holdOut(disk: Disk, out: string, mayBeLink: boolean): HeldFolder {
  disk.makeFolder(out);
  return disk.hold(mayBeLink ? disk.realPath(out) : out);
}

/** `latest` is a relative link, replaced in one step; where links are not to be had, `latest.txt` holds the name. */
function pointLatest(disk: Disk, out: string, name: string): void {
  const temporary = join(out, `.latest-${self().pid}`);
  try {
    disk.remove(temporary);
    disk.symbolicLink(name, temporary);
    disk.rename(temporary, join(out, "latest"));
    disk.remove(join(out, "latest.txt"));
  } catch {
    disk.remove(temporary);
    // A folder of that name is somebody's, and is left alone.
    if (disk.standsThere(join(out, "latest")) === "folder") return;
    disk.remove(join(out, "latest"));
    disk.write(join(out, "latest.txt"), `${name}\n`, false);
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
    return holderIn(disk.read(join(folder, holderFile)));
  } catch {
    return null;
  }
}
