/** Package files: what was built and shipped with the program, found beside it wherever it was installed. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Assets } from "../render/assets.ts";
import { type Disk, readText } from "../store/disk.ts";

export interface BuildInfo {
  readonly version: string;
  /** Digest of each implementation, as `kind:model` and `step:snv`. */
  readonly implementations: { readonly [id: string]: string };
  /** Digest of everything that makes and draws figures. */
  readonly drawing: string;
  readonly packages: { readonly [name: string]: string };
  readonly lock_digest: string;
}

/** The folder that holds the program's package.json. Throws where the program was taken out of its package. */
export function packageRoot(disk: Disk): string {
  const own = dirname(fileURLToPath(import.meta.url));
  for (let folder = own; ; folder = dirname(folder)) {
    if (disk.stands(join(folder, "package.json")) !== null) return folder;
    if (folder === dirname(folder))
      throw new Error(`the program stands without its package: there is no package.json in ${own} or above it`);
  }
}

/** Folder of an installed package, beside the program or further up; null where it is not installed. */
export function packageFolder(disk: Disk, name: string): string | null {
  for (let folder = packageRoot(disk); ; folder = dirname(folder)) {
    const found = join(folder, "node_modules", name);
    if (disk.stands(join(found, "package.json")) !== null) return found;
    if (folder === dirname(folder)) return null;
  }
}

/** Throws where the program was not built. */
export function buildInfo(disk: Disk): BuildInfo {
  return JSON.parse(readText(disk, join(packageRoot(disk), "dist", "build.json"))) as BuildInfo;
}

/** A generated JSON Schema by its name below schemas/json/; null where there is none. */
export function jsonSchema(disk: Disk, name: string): { readonly [keyword: string]: unknown } | null {
  const path = join(packageRoot(disk), "schemas", "json", `${name}.schema.json`);
  return disk.stands(path) !== null ? (JSON.parse(readText(disk, path)) as { [keyword: string]: unknown }) : null;
}

/** Templates, read when they are used. */
export const assetsOn = (disk: Disk): Assets => ({
  text: (path) => readText(disk, join(packageRoot(disk), "templates", path)),
  bytes: (path) => disk.read(join(packageRoot(disk), "templates", path)),
});
