/** The package: what a new user installs. It is made from what was built, twice the same, and runs in an empty folder. */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
// @ts-expect-error: a script of the build, without types.
import { makePackage, packedManifest } from "../../compiler/package.mjs";
import { root } from "./sources.ts";

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

describe("its package.json", () => {
  it("names only packages that are not bundled, and nothing of the checkout", () => {
    const made = packedManifest(manifest);
    expect(Object.keys(made.dependencies)).toEqual(["playwright-core"]);
    for (const field of ["scripts", "devDependencies", "optionalDependencies", "knip"])
      expect(made).not.toHaveProperty(field);
    expect(made).toMatchObject({ name: "foodspec", bin: { foodspec: "dist/foodspec.js" }, types: "./dist/index.d.ts" });
  });
  it("is refused where a package that stays is none of the checkout's", () => {
    expect(() => packedManifest({ dependencies: {} })).toThrow("no dependency playwright-core");
  });
});

describe("the package", () => {
  let folder: string;
  let tarball: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "foodspec-packed-"));
    tarball = makePackage(join(folder, "one"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("is the same bytes each time, and small", { tags: "slow" }, () => {
    const digest = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");
    expect(digest(makePackage(join(folder, "two")))).toBe(digest(tarball));
    expect(statSync(tarball).size).toBeLessThan(30e6);
  });
  it("checks and compiles a starter in an empty folder, without the checkout", { tags: "slow" }, () => {
    const modules = join(folder, "empty/node_modules");
    mkdirSync(modules, { recursive: true });
    execFileSync("tar", ["-xzf", tarball, "-C", modules]);
    execFileSync("mv", [join(modules, "package"), join(modules, "foodspec")]);
    symlinkSync(join(root, "node_modules/playwright-core"), join(modules, "playwright-core"));
    const foodspec = (...words: readonly string[]) =>
      spawnSync(process.execPath, [join(modules, "foodspec/dist/foodspec.js"), ...words], {
        cwd: join(folder, "empty"),
        encoding: "utf8",
        env: { ...process.env, FOODSPEC_STATE: join(folder, "state") },
      });
    expect(foodspec("init", "research-simple", "--dir", "oils").status).toBe(0);
    expect(foodspec("check", "oils/protocol.md")).toMatchObject({ status: 0 });
    expect(foodspec("compile", "oils/protocol.md").status).toBe(0);
    expect(foodspec("verify", "oils/protocol.md").stdout).toContain("verified");
    expect(foodspec("explain", "snv").stdout).toContain("Standard normal variate");
  });
});

describe("an old Node", () => {
  it("is told which one is needed, in one sentence", () => {
    const folder = mkdtempSync(join(tmpdir(), "foodspec-old-node-"));
    writeFileSync(join(folder, "old.mjs"), 'Object.defineProperty(process.versions, "node", { value: "18.20.4" });\n');
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      ["--import", join(folder, "old.mjs"), join(root, "dist/foodspec.js"), "--version"],
      { encoding: "utf8" },
    );
    rmSync(folder, { recursive: true });
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toBe(
      "foodspec needs Node 20.19 or newer, and this is 18.20.4: install one from https://nodejs.org\n",
    );
  });
});
