/** Root: the folder a document may read below. Never the working directory. */
import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** Nearest folder upwards from the document with `foodspec.config.yaml` or `.git`, else the document's own. */
export const rootOf = (document: string): string => rootAbove(dirname(realpathSync(document)));

/** The same for a folder. */
export function rootAbove(own: string): string {
  for (let folder = own; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "foodspec.config.yaml")) || existsSync(join(folder, ".git"))) return folder;
    if (folder === dirname(folder)) return own;
  }
}

/** True where `path`, links followed, lies in `root` or below. */
export function isInside(root: string, path: string): boolean {
  const way = relative(realpathSync(root), path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !/^([A-Za-z]:|[\\/])/.test(way);
}

/** What stands at a path; null where nothing does, or nothing that can be looked at. */
export function standsAt(path: string): "file" | "folder" | "other" | null {
  try {
    const stat = statSync(path);
    return stat.isFile() ? "file" : stat.isDirectory() ? "folder" : "other";
  } catch {
    return null;
  }
}

/** With forward slashes, whatever the machine writes. */
export const slashes = (path: string): string => (sep === "/" ? path : path.replaceAll(sep, "/"));

/** Where results are stored; FOODSPEC_CACHE names a store that projects share. */
export const storeFolder = (root: string, env: { readonly [name: string]: string | undefined }): string =>
  env.FOODSPEC_CACHE !== undefined && env.FOODSPEC_CACHE !== "" ? env.FOODSPEC_CACHE : join(root, ".foodspec");
