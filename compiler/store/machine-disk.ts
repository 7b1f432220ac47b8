/** Machine disk: the files of this machine. */
import {
  accessSync,
  closeSync,
  constants,
  type Dirent,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statfsSync,
  statSync,
  symlinkSync,
  writeSync,
} from "node:fs";
import type { Appending, Disk, Kind } from "./disk.ts";
import { makeFolder, syncFile, syncFolder, writeAtomic, writeSynced, writeUnsynced } from "./files.ts";

export const machineDisk: Disk = {
  read: (path) => readFileSync(path),
  list: (folder) =>
    readdirSync(folder, { withFileTypes: true }).map((entry) => ({ name: entry.name, kind: kindOf(entry) })),
  stands(path) {
    const kind = looked(() => statSync(path, { throwIfNoEntry: false }));
    return kind === "link" ? "other" : kind;
  },
  standsThere: (path) => looked(() => lstatSync(path, { throwIfNoEntry: false })),
  realPath: (path) => realpathSync(path),
  write: (path, bytes, isSynced = true) => writeAtomic(path, bytes, isSynced ? writeSynced : writeUnsynced),
  writeInPlace: (path, bytes) => writeSynced(path, bytes),
  writeUnsynced,
  syncFile,
  appending,
  makeFolder,
  syncFolder,
  rename: renameSync,
  hardLink(from, to) {
    try {
      linkSync(from, to);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
      throw error;
    }
  },
  symbolicLink: (target, path) => symlinkSync(target, path),
  remove: (path) => rmSync(path, { recursive: true, force: true }),
  isWritable(folder) {
    try {
      accessSync(folder, constants.W_OK);
      return true;
    } catch {
      return false;
    }
  },
  room: (path) => statfsSync(path).bavail,
};

const kindOf = (entry: Dirent | Stats): Kind =>
  entry.isFile() ? "file" : entry.isDirectory() ? "folder" : entry.isSymbolicLink() ? "link" : "other";

function looked(look: () => Stats | undefined): Kind | null {
  try {
    const found = look();
    return found === undefined ? null : kindOf(found);
  } catch {
    return null;
  }
}

function appending(path: string): Appending {
  const file = openSync(path, "a");
  return {
    append(text) {
      writeSync(file, text);
      fsyncSync(file);
    },
    close: () => closeSync(file),
  };
}
