/** Package: the program as a new user installs it, one `.tgz`, the same bytes each time: what is bundled is no dependency any more. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const root = resolve(import.meta.dirname, "..");

/** What of the checkout is packed, beside package.json. */
export const packed = ["dist", "schemas/json", "templates", "verify.py", "README.md", "CHANGELOG.md", "LICENSE"];

/** Packages the bundle starts or reads beside itself: they stay packages. */
const besides = ["playwright-core"];

const keywords = ["spectroscopy", "chemometrics", "Raman", "FTIR", "NIR", "food", "reproducible", "report", "PLS"];

/**
 * The package.json of the package: no scripts, no packages of development, and of the others only those that are not bundled.
 *
 * @throws Error where one that stays is not in the checkout's
 */
export function packedManifest(manifest) {
  const { scripts: _, devDependencies: __, optionalDependencies: ___, knip: ____, dependencies, ...rest } = manifest;
  const left = besides.map((name) => {
    if (dependencies[name] === undefined) throw new Error(`package.json has no dependency ${name}`);
    return [name, dependencies[name]];
  });
  return { ...rest, keywords, files: [...packed, "THIRD-PARTY.md"], dependencies: Object.fromEntries(left) };
}

/**
 * Writes `foodspec-‹version›.tgz` into a folder, from what was built. npm gives every entry one time and one owner, so the same files
 * are the same bytes.
 *
 * @returns its path
 * @throws Error, a sentence, where nothing was built or npm cannot pack
 */
export function makePackage(out) {
  if (!existsSync(join(root, "dist/build.json"))) throw new Error("nothing is built: npm run build");
  const stage = mkdtempSync(join(tmpdir(), "foodspec-package-"));
  try {
    // What a link leads to, not the link: npm packs none.
    for (const path of packed) cpSync(join(root, path), join(stage, path), { recursive: true, dereference: true });
    // It tells of the build and holds no part of the program.
    rmSync(join(stage, "dist/metafile.json"));
    renameSync(join(stage, "dist/THIRD-PARTY.md"), join(stage, "THIRD-PARTY.md"));
    cpSync(join(stage, "THIRD-PARTY.md"), join(stage, "dist/THIRD-PARTY.md"));
    const manifest = packedManifest(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
    writeFileSync(join(stage, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
    mkdirSync(out, { recursive: true });
    const { status, stderr } = spawnSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", out], {
      cwd: stage,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`npm could not pack: ${stderr.trim().split("\n")[0]}`);
    return join(out, `${manifest.name}-${manifest.version}.tgz`);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

function main(words) {
  const at = words.indexOf("--out");
  const out = resolve(at === -1 ? join(root, "package") : (words[at + 1] ?? ""));
  try {
    process.stdout.write(`${relative(process.cwd(), makePackage(out))}\n`);
  } catch (error) {
    process.stderr.write(`the package was not made: ${error.message}\n`);
    process.exitCode = 1;
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  main(process.argv.slice(2));
