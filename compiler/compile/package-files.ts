/** Package files: what was built and shipped with the program, found beside it wherever it was installed. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export interface BuildInfo {
  readonly version: string;
  /** Digest of each implementation, as `kind:model` and `step:snv`. */
  readonly implementations: { readonly [id: string]: string };
  readonly packages: { readonly [name: string]: string };
  readonly lock_digest: string;
}

/** The folder that holds the program's package.json. Throws where the program was taken out of its package. */
export function packageRoot(): string {
  const own = dirname(fileURLToPath(import.meta.url));
  for (let folder = own; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (folder === dirname(folder))
      throw new Error(`the program stands without its package: there is no package.json in ${own} or above it`);
  }
}

/** Folder of an installed package, beside the program or further up; null where it is not installed. */
export function packageFolder(name: string): string | null {
  for (let folder = packageRoot(); ; folder = dirname(folder)) {
    const found = join(folder, "node_modules", name);
    if (existsSync(join(found, "package.json"))) return found;
    if (folder === dirname(folder)) return null;
  }
}

/** Throws where the program was not built. */
export function buildInfo(): BuildInfo {
  return JSON.parse(readFileSync(join(packageRoot(), "dist", "build.json"), "utf8")) as BuildInfo;
}

/** A generated JSON Schema by its name below schemas/json/; null where there is none. */
export function jsonSchema(name: string): { readonly [keyword: string]: unknown } | null {
  const path = join(packageRoot(), "schemas", "json", `${name}.schema.json`);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as { [keyword: string]: unknown }) : null;
}

/** Templates, read when they are used. */
export const assets = {
  text: (path: string): string => readFileSync(join(packageRoot(), "templates", path), "utf8"),
  bytes: (path: string): Uint8Array => readFileSync(join(packageRoot(), "templates", path)),
};
