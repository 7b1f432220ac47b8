/** Packaged: the browser and fonts that npm brings, unpacked into the store by ourselves and never used unless their bytes are the right ones. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { digestOf, digestOfJson, hexOf } from "../store/digest.ts";
import { syncFolder, temporaryName, writeSynced } from "../store/files.ts";
import { untar } from "./untar.ts";

/** The package whose archives are read; none of its code runs, since that would trust any file at /tmp/chromium. */
export const packageName = "@sparticuz/chromium";

interface Tree {
  readonly archives: readonly string[];
  /** What version 147.0.0 of the package comes to, file by file: whoever can write to the store cannot give us another. */
  readonly digest: string;
}

const browser: Tree = {
  archives: ["chromium.br", "al2023.tar.br"],
  digest: "sha256:1458b79a35288d7967e038ee4081ce6e9d6c7cb4ec0c9769ab7f694545ed96ea",
};
const fonts: Tree = {
  archives: ["fonts.tar.br"],
  digest: "sha256:a2ef888d758323b6b42bd0937aac9b9d12806cb93e236afe843802ab6580c475",
};

/**
 * The unpacked browser and, for machines without NSS, its libraries.
 *
 * @param archives folder with the package's archives
 * @param browsers folder where browsers are unpacked
 * @param onUnpack called before work of a second or two begins
 * @throws Error where what was unpacked is not what the package's pinned version holds; what the file system throws
 */
export function packagedBrowser(archives: string, browsers: string, onUnpack: () => void) {
  const folder = unpacked(browser, archives, browsers, onUnpack);
  return { executable: join(folder, "chromium"), libraries: join(folder, "lib") };
}

/** Folder of the package's fonts; arguments and exceptions as for the browser. */
export const packagedFonts = (archives: string, browsers: string): string =>
  join(
    unpacked(fonts, archives, browsers, () => undefined),
    "fonts",
  );

/** Finds a tree in the store under its digest or puts it there. Two processes may do so at once. */
function unpacked(tree: Tree, archives: string, browsers: string, onUnpack: () => void): string {
  const folder = join(browsers, hexOf(tree.digest).slice(0, 16));
  if (treeDigest(folder) === tree.digest) return folder;
  onUnpack();
  const fresh = join(browsers, temporaryName(process.pid));
  try {
    for (const name of tree.archives) unpack(name, readFileSync(join(archives, name)), fresh);
    if (treeDigest(fresh) !== tree.digest) throw new Error("its bytes are not those of the version that was tested");
    install(fresh, folder, tree);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return folder;
}

function unpack(name: string, archive: Uint8Array, into: string): void {
  const bytes = brotliDecompressSync(archive);
  const files = name.endsWith(".tar.br") ? untar(bytes) : [{ path: name.slice(0, -".br".length), bytes }];
  for (const { path, bytes } of files) {
    mkdirSync(dirname(join(into, path)), { recursive: true });
    writeSynced(join(into, path), bytes, name.endsWith(".tar.br") ? 0o644 : 0o755);
  }
}

/** Takes the place of a damaged one; where another process was quicker, its work is as good. */
function install(fresh: string, folder: string, tree: Tree): void {
  const aside = join(dirname(folder), temporaryName(process.pid));
  try {
    if (existsSync(folder)) renameSync(folder, aside);
    renameSync(fresh, folder);
    syncFolder(dirname(folder));
  } catch (error) {
    if (treeDigest(folder) !== tree.digest) throw error;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** One digest over every file below a folder, by path; null where there is no folder. @internal */
export function treeDigest(folder: string): string | null {
  if (!existsSync(folder)) return null;
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
  return digestOfJson(paths.map((path) => [path, digestOf(readFileSync(join(folder, path)))]));
}
