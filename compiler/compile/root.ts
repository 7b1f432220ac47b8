/** Root: the folder a document may read below. Never the working directory. */
import { dirname, join, relative, sep } from "node:path";
import type { Disk } from "../store/disk.ts";

/** Nearest folder upwards from the document with `foodspec.config.yaml` or `.git`, else the document's own. */
export const rootOf = (disk: Disk, document: string): string => rootAbove(disk, dirname(disk.realPath(document)));

/** The same for a folder. */
export function rootAbove(disk: Disk, own: string): string {
  for (let folder = own; ; folder = dirname(folder)) {
    if (["foodspec.config.yaml", ".git"].some((name) => disk.stands(join(folder, name)) !== null)) return folder;
    if (folder === dirname(folder)) return own;
  }
}

/** The folders in which a path stands, the nearest first. */
export function foldersAbove(path: string): readonly string[] {
  const above = dirname(path);
  return above === path ? [] : [above, ...foldersAbove(above)];
}

/** True where `path`, links followed, lies in `root` or below. */
export const isInside = (disk: Disk, root: string, path: string): boolean => isBelow(disk.realPath(root), path);

/** The same of the words of two absolute paths. */
export function isBelow(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !/^([A-Za-z]:|[\\/])/.test(way);
}

/** With forward slashes, whatever the machine writes. */
export const slashes = (path: string): string => (sep === "/" ? path : path.replaceAll(sep, "/"));
