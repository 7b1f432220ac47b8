/** Memory disk: files and folders in memory, with the codes of a file system. For work that leaves nothing behind, and for tests. */
import { dirname, join, resolve } from "node:path";
import type { Disk, Kind } from "./disk.ts";

type Stored =
  | { readonly kind: "file"; readonly bytes: Uint8Array }
  | { readonly kind: "folder" }
  | { readonly kind: "link"; readonly target: string };

/** As many links as a path may lead through. */
const mostLinks = 40;

/** @param files contents by absolute path, with the folders they need */
export function memoryDisk(files: { readonly [path: string]: Uint8Array | string } = {}): Disk {
  const names = new Map<string, Stored>([[resolve("/"), { kind: "folder" }]]);

  /** The path with every link in it followed; of what is not there, the path at which it would be. */
  function followed(path: string, left = mostLinks): string {
    if (left === 0) throw problem("ELOOP", path);
    const above = dirname(path);
    if (above === path) return path;
    const own = join(followed(above, left), path.slice(above.length).replace(/^[\\/]/, ""));
    const found = names.get(own);
    return found?.kind === "link" ? followed(resolve(dirname(own), found.target), left - 1) : own;
  }
  /** The path of a name itself: its folder's links are followed, not its own. */
  const placed = (path: string): string => {
    const above = dirname(resolve(path));
    return above === resolve(path) ? above : join(followed(above), resolve(path).slice(above.length));
  };
  const found = (path: string): Stored => {
    const there = names.get(followed(resolve(path)));
    if (there !== undefined) return there;
    for (let above = dirname(followed(resolve(path))); above !== dirname(above); above = dirname(above))
      if (names.get(above)?.kind === "file") throw problem("ENOTDIR", path);
    throw problem("ENOENT", path);
  };
  const below = (folder: string): readonly string[] => {
    const start = folder === dirname(folder) ? folder : join(folder, "/");
    return [...names.keys()].filter((name) => name !== folder && name.startsWith(start));
  };
  const put = (path: string, stored: Stored): void => {
    const place = placed(path);
    if (found(dirname(place)).kind !== "folder") throw problem("ENOTDIR", path);
    names.set(place, stored);
  };
  function writeInPlace(path: string, bytes: Uint8Array | string): void {
    const place = followed(resolve(path));
    if (names.get(place)?.kind === "folder") throw problem("EISDIR", path);
    put(place, { kind: "file", bytes: typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes.slice() });
  }
  function makeFolder(path: string, taken = "EEXIST"): void {
    const place = followed(resolve(path));
    const there = names.get(place);
    if (there?.kind === "folder") return;
    if (there !== undefined) throw problem(taken, path);
    makeFolder(dirname(place), "ENOTDIR");
    names.set(place, { kind: "folder" });
  }
  function remove(path: string): void {
    let place: string;
    try {
      place = placed(path);
    } catch {
      return;
    }
    if (names.get(place)?.kind === "folder") for (const name of below(place)) names.delete(name);
    names.delete(place);
  }

  const disk: Disk = {
    read(path) {
      const there = found(path);
      if (there.kind === "folder") throw problem("EISDIR", path);
      return there.kind === "file" ? there.bytes.slice() : new Uint8Array();
    },
    list(folder) {
      if (found(folder).kind !== "folder") throw problem("ENOTDIR", folder);
      const place = followed(resolve(folder));
      return below(place)
        .filter((name) => dirname(name) === place)
        .map((name) => ({ name: name.slice(join(place, "/").length), kind: names.get(name)?.kind as Kind }));
    },
    stands(path) {
      try {
        const { kind } = found(path);
        return kind === "link" ? "other" : kind;
      } catch {
        return null;
      }
    },
    standsThere(path) {
      try {
        return names.get(placed(path))?.kind ?? null;
      } catch {
        return null;
      }
    },
    realPath(path) {
      found(path);
      return followed(resolve(path));
    },
    write(path, bytes) {
      makeFolder(dirname(resolve(path)));
      // A link in the way is replaced, not followed, as a rename does.
      if (names.get(placed(path))?.kind === "link") names.delete(placed(path));
      writeInPlace(path, bytes);
    },
    writeInPlace,
    writeUnsynced: writeInPlace,
    syncFile: (path) => void found(path),
    appending(path) {
      if (disk.stands(path) === null) writeInPlace(path, "");
      return {
        append(text) {
          const before = disk.read(path);
          const added = new TextEncoder().encode(text);
          const whole = new Uint8Array(before.length + added.length);
          whole.set(before);
          whole.set(added, before.length);
          writeInPlace(path, whole);
        },
        close: () => undefined,
      };
    },
    makeFolder: (path) => makeFolder(path),
    syncFolder: () => undefined,
    rename(from, to) {
      const [old, fresh] = [placed(from), placed(to)];
      const there = names.get(old);
      if (there === undefined) throw problem("ENOENT", from);
      const taken = names.get(fresh);
      if (taken?.kind === "folder" && (there.kind !== "folder" || below(fresh).length > 0))
        throw problem(there.kind === "folder" ? "ENOTEMPTY" : "EISDIR", to);
      if (taken !== undefined && taken.kind !== "folder" && there.kind === "folder") throw problem("ENOTDIR", to);
      const moved = there.kind === "folder" ? below(old).map((name) => [name, names.get(name) as Stored] as const) : [];
      put(fresh, there);
      names.delete(old);
      for (const [name, stored] of moved) {
        names.delete(name);
        names.set(join(fresh, name.slice(old.length)), stored);
      }
    },
    hardLink(from, to) {
      const there = found(from);
      if (names.has(placed(to))) return false;
      put(to, there);
      return true;
    },
    symbolicLink(target, path) {
      if (names.has(placed(path))) throw problem("EEXIST", path);
      put(path, { kind: "link", target });
    },
    remove,
    isWritable: (folder) => disk.stands(folder) === "folder",
    room: () => Number.POSITIVE_INFINITY,
  };
  for (const path of Object.keys(files)) disk.write(path, files[path]);
  return disk;
}

const problem = (code: string, path: string): Error => Object.assign(new Error(`${code}: ${path}`), { code, path });
