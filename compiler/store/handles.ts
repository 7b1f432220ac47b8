/** Handles: files and folders that were opened, of which everything is said by the handle and nothing by the name. */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  readSync,
  realpathSync,
  type Stats,
} from "node:fs";
import { sep } from "node:path";
import type { HeldFolder, Kind, OpenFile } from "./disk.ts";

const { O_RDONLY, O_DIRECTORY = 0, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

export const kindOf = (entry: Pick<Stats, "isFile" | "isDirectory" | "isSymbolicLink">): Kind =>
  entry.isFile() ? "file" : entry.isDirectory() ? "folder" : entry.isSymbolicLink() ? "link" : "other";

/** An error as the file system throws them, for what it has no code of its own. */
const diskError = (code: string, path: string, syscall = "open"): Error =>
  Object.assign(new Error(`${code}: ${path}`), { code, path, syscall });

/** Opens a file once. A pipe is opened too, and not waited for. */
export function openFile(path: string): OpenFile {
  const handle = openSync(path, O_RDONLY | O_NONBLOCK);
  try {
    const stats = fstatSync(handle);
    const kind = kindOf(stats);
    return {
      kind: kind === "link" ? "other" : kind,
      size: stats.size,
      // Windows has no such bits and says 0666 of every file.
      isShared: sep === "/" && (stats.mode & 0o077) !== 0,
      place: () => placeOf(handle, path, stats),
      read(isForThreads = false) {
        refuseNoFile(kind, path);
        return wholeOf(handle, stats.size, isForThreads);
      },
      head(most) {
        refuseNoFile(kind, path);
        return bytesAt(handle, 0, Math.min(most, stats.size));
      },
      *pieces() {
        refuseNoFile(kind, path);
        for (let at = 0; ; ) {
          const piece = bytesAt(handle, at, pieceSize);
          if (piece.length === 0) return;
          yield piece;
          at += piece.length;
        }
      },
      close: () => closeSync(handle),
    };
  } catch (error) {
    closeSync(handle);
    throw error;
  }
}

function refuseNoFile(kind: Kind, path: string): void {
  if (kind === "folder") throw diskError("EISDIR", path, "read");
  if (kind !== "file") throw diskError("ENOTFILE", path, "read");
}

const pieceSize = 1 << 20;

/** So many bytes from a place on, fewer where it ends before. */
function bytesAt(handle: number, from: number, size: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(size);
  let length = 0;
  for (let read = -1; read !== 0 && length < size; length += read)
    read = readSync(handle, bytes, length, size - length, from + length);
  return bytes.subarray(0, length);
}

/** Smaller files are copied to a thread as quickly as they are shared. */
const leastShared = 1 << 20;

/** All that a handle gives; a file that grows or shrinks meanwhile, and one of /proc that says 0, is read to its end. */
function wholeOf(handle: number, size: number, isForThreads: boolean): Uint8Array {
  const first =
    isForThreads && size >= leastShared ? Buffer.from(new SharedArrayBuffer(size + 1)) : Buffer.allocUnsafe(size + 1);
  let length = 0;
  for (let read = -1; read !== 0 && length < first.length; length += read)
    read = readSync(handle, first, length, first.length - length, null);
  const parts = [first.subarray(0, length)];
  for (let read = length === first.length ? -1 : 0; read !== 0; ) {
    const next = Buffer.allocUnsafe(65_536);
    read = readSync(handle, next, 0, next.length, null);
    parts.push(next.subarray(0, read));
  }
  return parts.length === 1 ? parts[0] : Buffer.concat(parts);
}

/** Where the system tells, the handle's own path; elsewhere the name's, which must lead to the same file. */
function placeOf(handle: number, path: string, stats: Stats): string {
  const own = ownPath(handle);
  if (own !== null) return own;
  const place = realpathSync(path);
  const there = lstatSync(place);
  if (there.ino !== stats.ino || there.dev !== stats.dev) throw diskError("ESTALE", path);
  return place;
}

function ownPath(handle: number): string | null {
  try {
    return readlinkSync(`/proc/self/fd/${handle}`);
  } catch {
    return null;
  }
}

/** Holds a folder; see `Disk.hold`. */
export function holdFolder(folder: string): HeldFolder {
  let handle: number;
  try {
    handle = openSync(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  } catch (error) {
    const found = lstatSync(folder, { throwIfNoEntry: false });
    throw found?.isSymbolicLink() === true ? diskError("ELINK", folder) : error;
  }
  try {
    const isNamed = ownPath(handle) !== null;
    // Windows knows no O_NOFOLLOW: what was opened must be what bears the name.
    const [held, named] = [fstatSync(handle), lstatSync(folder)];
    if (!isNamed && (named.isSymbolicLink() || held.ino !== named.ino)) throw diskError("ELINK", folder);
    return { at: isNamed ? `/proc/self/fd/${handle}` : folder, close: () => closeSync(handle) };
  } catch (error) {
    closeSync(handle);
    throw error;
  }
}
