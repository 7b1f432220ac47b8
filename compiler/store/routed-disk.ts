/** Routed disk: several disks as one; each call is of the disk on which its path lies. */
import type { Disk } from "./disk.ts";

/** @param of which disk has a path */
export function routedDisk(of: (path: string) => Disk): Disk {
  return {
    read: (path) => of(path).read(path),
    open: (path) => of(path).open(path),
    hold: (folder) => of(folder).hold(folder),
    list: (folder) => of(folder).list(folder),
    stands: (path) => of(path).stands(path),
    standsThere: (path) => of(path).standsThere(path),
    realPath: (path) => of(path).realPath(path),
    write: (path, bytes, isSynced) => of(path).write(path, bytes, isSynced),
    writePrivate: (path, bytes) => of(path).writePrivate(path, bytes),
    writeInPlace: (path, bytes) => of(path).writeInPlace(path, bytes),
    writeUnsynced: (path, bytes) => of(path).writeUnsynced(path, bytes),
    syncFile: (path) => of(path).syncFile(path),
    appending: (path) => of(path).appending(path),
    makeFolder: (path) => of(path).makeFolder(path),
    syncFolder: (folder) => of(folder).syncFolder(folder),
    rename: (from, to) => of(from).rename(from, to),
    hardLink: (from, to) => of(from).hardLink(from, to),
    symbolicLink: (target, path) => of(path).symbolicLink(target, path),
    remove: (path) => of(path).remove(path),
    isWritable: (folder) => of(folder).isWritable(folder),
    room: (path) => of(path).room(path),
  };
}
