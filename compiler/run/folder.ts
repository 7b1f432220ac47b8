/** Run folder: written under a name nobody reads, and renamed when it is whole. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { syncFolder, writeSynced } from "../store/files.ts";
import { type Holder, isAlive, self } from "../store/process.ts";

export interface OpenFolder {
  readonly path: string;
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
export function openRunFolder(out: string, digest: string): OpenFolder {
  const path = join(out, `.open-${digest}-${process.pid}`);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  writeSynced(join(path, holderFile), JSON.stringify(self()));
  const folders = new Set<string>();
  const freeName = (name: string) => {
    for (let k = 1; ; k++) {
      const free = k === 1 ? name : `${name}-${k}`;
      if (!existsSync(join(out, free))) return free;
    }
  };
  return {
    path,
    write(file, bytes) {
      const full = join(path, file);
      mkdirSync(dirname(full), { recursive: true });
      writeSynced(full, bytes);
      folders.add(dirname(full));
    },
    finish(name) {
      rmSync(join(path, holderFile), { force: true });
      for (const folder of folders) syncFolder(folder);
      renameSync(path, join(out, name));
      syncFolder(out);
      pointLatest(out, name);
      return name;
    },
    freeName,
    discard: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** `latest` is a relative link, replaced in one step; where links are not to be had, there is none. */
function pointLatest(out: string, name: string): void {
  const temporary = join(out, `.latest-${process.pid}`);
  try {
    rmSync(temporary, { force: true });
    symlinkSync(name, temporary);
    renameSync(temporary, join(out, "latest"));
  } catch {
    rmSync(temporary, { force: true });
  }
}

/** Removes open folders of processes that are gone. Returns their names. */
export function sweepOpenFolders(out: string): readonly string[] {
  if (!existsSync(out)) return [];
  const swept: string[] = [];
  for (const name of readdirSync(out)) {
    const pid = openPattern.exec(name)?.[1];
    if (pid === undefined) continue;
    // Just made or about to be renamed, a folder has no holder file; its name still tells whose it is.
    if (isAlive(holderOf(join(out, name)) ?? { host: self().host, pid: Number(pid), start: null })) continue;
    rmSync(join(out, name), { recursive: true, force: true });
    swept.push(name);
  }
  return swept;
}

function holderOf(folder: string): Holder | null {
  try {
    return JSON.parse(readFileSync(join(folder, holderFile), "utf8")) as Holder;
  } catch {
    return null;
  }
}
