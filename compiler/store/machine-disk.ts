/** Machine disk: the files of this machine. */
import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statfsSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Appending, Disk, Kind } from "./disk.ts";
import {
  makeFolder,
  syncFile,
  syncFolder,
  temporaryName,
  writeAll,
  writeAtomic,
  writeSynced,
  writeUnsynced,
} from "./files.ts";
import { holdFolder, kindOf, openFile } from "./handles.ts";

export const machineDisk: Disk = {
  read(path) {
    const file = openFile(path);
    try {
      return file.read();
    } finally {
      file.close();
    }
  },
  open: openFile,
  hold: holdFolder,
  list: (folder) =>
    readdirSync(folder, { withFileTypes: true }).map((entry) => ({ name: entry.name, kind: kindOf(entry) })),
  stands(path) {
    const kind = looked(() => statSync(path, { throwIfNoEntry: false }));
    return kind === "link" ? "other" : kind;
  },
  standsThere: (path) => looked(() => lstatSync(path, { throwIfNoEntry: false })),
  realPath: (path) => realpathSync(path),
  write: (path, bytes, isSynced = true) => writeAtomic(path, bytes, isSynced ? writeSynced : writeUnsynced),
  writePrivate(path, bytes) {
    makeFolder(dirname(path), 0o700);
    const temporary = join(dirname(path), temporaryName(process.pid));
    try {
      writeSynced(temporary, bytes, 0o600);
      return hardLink(temporary, path);
    } finally {
      rmSync(temporary, { force: true });
    }
  },
  writeInPlace: (path, bytes) => writeSynced(path, bytes),
  writeUnsynced,
  syncFile,
  appending,
  makeFolder,
  syncFolder,
  rename: renameSync,
  hardLink,
  symbolicLink(target, path) {
    try {
      symlinkSync(target, path);
    } catch {
      // Where links ask for a privilege, a junction does not; it takes an absolute path. Elsewhere this fails as the first did.
      symlinkSync(join(dirname(path), target), path, "junction");
    }
  },
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

function hardLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function looked(look: () => Stats | undefined): Kind | null {
  try {
    const found = look();
    return found === undefined ? null : kindOf(found);
  } catch {
    return null;
  }
}

const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW = 0 } = constants;

/** Through a link that bears the name nothing is written: it is refused with ELOOP. */
function appending(path: string): Appending {
  const file = openSync(path, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW, 0o666);
  return {
    append(text) {
      writeAll(file, text);
      fsyncSync(file);
    },
    close: () => closeSync(file),
  };
}
