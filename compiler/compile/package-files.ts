/** Package files: what was built and shipped with the program, found beside it wherever it was installed. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Assets } from "../render/assets.ts";
import { digestOf, digestOfJson } from "../store/digest.ts";
import { type Disk, namesIn, readText } from "../store/disk.ts";

export interface BuildInfo {
  readonly version: string;
  /** Digest of each implementation, as `kind:model` and `step:snv`. */
  readonly implementations: { readonly [id: string]: string };
  /** Digest of everything that makes and draws figures. */
  readonly drawing: string;
  readonly packages: { readonly [name: string]: string };
  readonly lock_digest: string;
  /** Digest of the program that runs: of the RFC 8785 JSON of the digest of each file of dist/, by name. Read when first asked for. */
  readonly program: () => string;
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
  const dist = join(packageRoot(disk), "dist");
  const built = JSON.parse(readText(disk, join(dist, "build.json"))) as Omit<BuildInfo, "program">;
  let program: string | null = null;
  return {
    ...built,
    program() {
      program ??= digestOfJson(
        Object.fromEntries(namesIn(disk, dist).map((name) => [name, digestOf(disk.read(join(dist, name)))])),
      );
      return program;
    },
  };
}

/** A generated JSON Schema by its name below schemas/json/; null where there is none. */
export function jsonSchema(disk: Disk, name: string): { readonly [keyword: string]: unknown } | null {
  const path = join(packageRoot(disk), "schemas", "json", `${name}.schema.json`);
  return disk.stands(path) !== null ? (JSON.parse(readText(disk, path)) as { [keyword: string]: unknown }) : null;
}

/** Pages of methods by their path below blocks/methods, as they were when the program was built. */
export const methodPages = (disk: Disk): { readonly [path: string]: string } =>
  JSON.parse(readText(disk, join(packageRoot(disk), "dist", "pages.json"))) as { [path: string]: string };

/** Templates, read when they are used. */
export const assetsOn = (disk: Disk): Assets => ({
  text: (path) => readText(disk, join(packageRoot(disk), "templates", path)),
  bytes: (path) => disk.read(join(packageRoot(disk), "templates", path)),
});
