/** A build that fails says one sentence, leaves what was built before, and nothing else. */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { root } from "./sources.ts";

const gone = spawnSync(process.execPath, ["-e", ""]).pid;
let folder: string;
/** A project as small as the build allows. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "foodspec-build-"));
  for (const name of ["build.mjs", "drawing.mjs", "implementations.mjs", "third-party.mjs"])
    cpSync(join(root, "compiler", name), join(folder, "compiler", name));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  for (const path of [
    "compiler/cli/foodspec.ts",
    "compiler/cli/api.ts",
    "compiler/workers/worker.ts",
    "compiler/workers/alone-thread.ts",
    "compiler/engines/unit-thread.ts",
    "compiler/draw/draw.ts",
    "compiler/render/exhibit.ts",
  ])
    write(path, "export const one = 1;\n");
  write("compiler/cli/index.d.ts", "export const one: number;\n");
  write("package.json", '{"version": "1.0.0", "type": "module", "dependencies": {}}');
  write("package-lock.json", '{"packages": {"node_modules/zod": {"integrity": "sha512"}}}');
  write("blocks/methods/features/step.ts", "export const features = 1;\n");
  write("templates/fonts/OFL.txt", "SIL Open Font License\n");
  for (const table of ["steps", "estimators"])
    write(`blocks/methods/${table}/table.ts`, `export const ${table} = {\n};\n`);
  write("dist/foodspec.js", "// what was built before\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
const built = () => spawnSync(process.execPath, ["compiler/build.mjs"], { cwd: folder, encoding: "utf8" });
const names = () => readdirSync(folder).filter((name) => name.startsWith("dist"));
const standing = () =>
  existsSync(join(folder, "dist/foodspec.js")) && readFileSync(join(folder, "dist/foodspec.js"), "utf8");

describe("a build", () => {
  it("takes the place of the one before, and sweeps what a killed one left", () => {
    mkdirSync(join(folder, `dist.tmp-${gone}`));
    const { status, stdout, stderr } = built();
    expect([status, stdout, stderr]).toEqual([0, "", ""]);
    expect(names()).toEqual(["dist"]);
    expect(standing()).not.toContain("what was built before");
    expect(readdirSync(join(folder, "dist"))).toEqual(
      expect.arrayContaining(
        [
          "THIRD-PARTY.md",
          "bom.cdx.json",
          "build.json",
          "foodspec.js",
          "index.d.ts",
          "index.js",
          "metafile.json",
          "pages.json",
        ].concat("alone.js", "unit.js", "worker.js"),
      ),
    );
  });
  it.each<[string, () => void, RegExp]>([
    [
      "a source that cannot be read",
      () => write("compiler/cli/api.ts", "export const = 1;\n"),
      /^the build failed: compiler\/cli\/api\.ts:1:14: .*\n$/,
    ],
    [
      "two of them",
      () => {
        write("compiler/cli/api.ts", 'import "./nowhere.ts";\n');
        write("compiler/workers/worker.ts", 'import "./nowhere.ts";\n');
      },
      /^the build failed: .*nowhere.* \(and 1 more\)\n$/,
    ],
    [
      "a method that cannot be digested",
      () => write("blocks/methods/features/step.ts", "export const = 1;\n"),
      /^the build failed: blocks\/methods\/features\/step\.ts:1:14: [^\n]+\n$/,
    ],
    ["a lock file that is none", () => write("package-lock.json", "{"), /^the build failed: [^\n]+\n$/],
    [
      "types that are missing",
      () => rmSync(join(folder, "compiler/cli/index.d.ts")),
      /^the build failed: ENOENT[^\n]+\n$/,
    ],
  ])("that fails at %s says one sentence and leaves nothing behind", (_, spoil, says) => {
    spoil();
    const { status, stdout, stderr } = built();
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(says);
    expect(names()).toEqual(["dist"]);
    expect(standing()).toBe("// what was built before\n");
  });
});
