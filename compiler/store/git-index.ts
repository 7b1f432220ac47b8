/** Git index: which paths git tracks, read from `.git/index` itself, so that no program of a stranger's repository has to run. */
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { type Disk, readText } from "./disk.ts";

/** Paths below a repository, or the word of an index that holds them elsewhere (a split or a sparse one). */
export type Tracked = { readonly paths: readonly string[]; readonly isWhole: boolean };

/**
 * Paths that git tracks in a folder or at its name, below the repository; `isWhole` is false where the index does not hold all.
 * Nothing where no repository is.
 *
 * @param folder absolute, without links
 */
export function trackedIn(disk: Disk, folder: string): Tracked {
  for (let above = dirname(folder); ; above = dirname(above)) {
    const git = gitFolder(disk, above);
    if (git !== null) {
      const way = relative(above, folder).split(sep).join("/");
      return pathsOf(bytesOrNull(disk, join(git, "index")), way);
    }
    if (above === dirname(above)) return nothing;
  }
}

const nothing: Tracked = { paths: [], isWhole: true };

/** The folder of a repository's own files: `.git`, or the one that a worktree's or submodule's file of that name says. */
function gitFolder(disk: Disk, folder: string): string | null {
  const path = join(folder, ".git");
  const stands = disk.stands(path);
  if (stands === "folder") return path;
  if (stands !== "file") return null;
  const [, to] = /^gitdir: (.+?)\s*$/.exec(readText(disk, path)) ?? [];
  return to === undefined ? null : isAbsolute(to) ? to : resolve(folder, to);
}

function bytesOrNull(disk: Disk, path: string): Uint8Array | null {
  try {
    return disk.read(path);
  } catch {
    return null;
  }
}

const fixedPart = 62;

/**
 * Entries at or below a path, letters compared without case, as file systems may take them for the same.
 *
 * @param bytes an index of version 2, 3 or 4
 * @see https://git-scm.com/docs/index-format
 * @internal
 */
export function pathsOf(bytes: Uint8Array | null, way: string): Tracked {
  if (bytes === null || bytes.length < 12) return nothing;
  const index = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = index.readUInt32BE(4);
  if (index.toString("latin1", 0, 4) !== "DIRC" || version < 2 || version > 4) return { paths: [], isWhole: false };
  // SHA-256 repositories have names of 32 bytes; the index does not say so, its entries do not line up otherwise.
  return entriesOf(index, version, way, 20) ?? entriesOf(index, version, way, 32) ?? { paths: [], isWhole: false };
}

/** Null where the entries do not line up: digests are of another length. */
function entriesOf(index: Buffer, version: number, way: string, digest: number): Tracked | null {
  const isWanted = atOrBelow(way);
  const found: string[] = [];
  const count = index.readUInt32BE(8);
  const head = fixedPart - 20 + digest;
  let at = 12;
  let name: Uint8Array = new Uint8Array(0);
  for (let entry = 0; entry < count; entry++) {
    if (at + head > index.length) return null;
    const mode = index.readUInt32BE(at + 24) >>> 12;
    if (!modes.has(mode)) return null;
    const isLong = version > 2 && (index.readUInt16BE(at + head - 2) & 0x4000) !== 0;
    const start = at + head + (isLong ? 2 : 0);
    const { kept, from } = version === 4 ? prefixOf(index, start, name.length) : { kept: 0, from: start };
    const end = index.indexOf(0, from);
    if (end < 0 || kept < 0) return null;
    const rest = index.subarray(from, end);
    name = kept === 0 ? rest : Buffer.concat([name.subarray(0, kept), rest]);
    const path = isWanted(name, mode === sparseFolder);
    if (path !== null) found.push(path);
    at = version === 4 ? end + 1 : at + ((end - at + 8) & ~7);
  }
  const isSplit = splitBehind(index, at, digest);
  if (isSplit === null) return null;
  const paths = found.filter((path) => !path.endsWith("/"));
  return { paths, isWhole: !isSplit && paths.length === found.length };
}

/** Whether an extension says that entries stand in another file (`link`); null where the extensions do not end where the checksum begins. */
function splitBehind(index: Buffer, from: number, digest: number): boolean | null {
  let isSplit = false;
  let at = from;
  while (at + 8 <= index.length - digest) {
    if (index.toString("latin1", at, at + 4) === "link") isSplit = true;
    at += 8 + index.readUInt32BE(at + 4);
  }
  return at === index.length - digest ? isSplit : null;
}

const sparseFolder = 0o04;
/** First digits of a mode: a folder of a sparse index, a file, a link, a submodule. */
const modes: ReadonlySet<number> = new Set([sparseFolder, 0o10, 0o12, 0o16]);

/** Version 4 says how many bytes of the name before are dropped, in the way of offsets in packs. */
function prefixOf(index: Buffer, start: number, before: number): { readonly kept: number; readonly from: number } {
  let at = start;
  let dropped = index[at] & 0x7f;
  while ((index[at] & 0x80) !== 0) {
    at++;
    dropped = (dropped + 1) * 128 + (index[at] & 0x7f);
  }
  return { kept: before - dropped, from: at + 1 };
}

/** Asks of each name whether it is the path, lies below it, or is a folder of a sparse index in which the path lies; null where not. */
function atOrBelow(way: string): (name: Uint8Array, isFolder: boolean) => string | null {
  const wanted = way.toLowerCase();
  const first = Buffer.from(wanted)[0];
  return (name, isFolder) => {
    // Most names differ in their first letter; those beyond ASCII are compared as text.
    if (first < 0x80 && name[0] < 0x80 && (name[0] | 0x20) !== (first | 0x20)) return null;
    const path = Buffer.from(name).toString("utf8");
    const low = path.toLowerCase();
    return low === wanted || low.startsWith(`${wanted}/`) || (isFolder && wanted.startsWith(low)) ? path : null;
  };
}
