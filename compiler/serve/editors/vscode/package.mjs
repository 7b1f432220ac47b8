/** Package of the extension for VS Code: its files put together in a folder, and packed as `foodspec-‹version›.vsix` by vsce. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { thirdParty, thirdPartyText } from "../../../third-party.mjs";

const own = import.meta.dirname;
const root = resolve(own, "../../../..");

/** The last that runs on Node 20. Loaded by npx: 202 packages, 139 MB, that nothing but this needs. */
const vsce = "@vscode/vsce@3.9.2";

/** Writes all files of the extension into an empty folder. */
export async function stageExtension(folder) {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const extension = JSON.parse(readFileSync(join(own, "extension.json"), "utf8"));
  writeFileSync(join(folder, "package.json"), `${JSON.stringify({ ...extension, version }, null, 2)}\n`);
  for (const name of ["README.md", "foodspec.tmLanguage.json"]) cpSync(join(own, name), join(folder, name));
  cpSync(join(root, "LICENSE"), join(folder, "LICENSE"));
  const { metafile } = await build({
    entryPoints: [join(own, "client.ts")],
    absWorkingDir: root,
    outfile: join(folder, "client.cjs"),
    bundle: true,
    minify: true,
    metafile: true,
    format: "cjs",
    platform: "node",
    target: "node20",
    // The editor hands it in.
    external: ["vscode"],
    legalComments: "none",
    logLevel: "silent",
  });
  writeFileSync(join(folder, "THIRD-PARTY.md"), thirdPartyText(thirdParty(metafile, root, [])));
}

/** @returns the path of the .vsix @throws Error, a sentence, where vsce cannot be had or refuses */
export async function makeExtension(out) {
  const stage = mkdtempSync(join(tmpdir(), "foodspec-vscode-"));
  try {
    await stageExtension(stage);
    mkdirSync(out, { recursive: true });
    const { version } = JSON.parse(readFileSync(join(stage, "package.json"), "utf8"));
    const path = join(out, `foodspec-${version}.vsix`);
    const words = ["--yes", vsce, "package", "--no-dependencies", "--allow-missing-repository", "--out", path];
    const { status, stderr, error } = spawnSync("npx", words, { cwd: stage, encoding: "utf8" });
    if (status !== 0) throw new Error(`vsce could not pack: ${error?.message ?? stderr.trim().split("\n").at(-1)}`);
    return path;
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const at = process.argv.indexOf("--out");
  const out = resolve(at === -1 ? join(root, "package") : (process.argv[at + 1] ?? ""));
  try {
    process.stdout.write(`${relative(process.cwd(), await makeExtension(out))}\n`);
  } catch (error) {
    process.stderr.write(`the extension was not made: ${error.message}\n`);
    process.exitCode = 1;
  }
}
