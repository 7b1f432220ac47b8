/** What git tracks, read without git: held to what git itself says. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pathsOf, trackedIn } from "../../../compiler/store/git-index.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "foodspec-git-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const git = (...words: readonly string[]) =>
  spawnSync("git", ["-C", folder, "-c", "user.name=a", "-c", "user.email=a@b", ...words], { encoding: "utf8" });
function write(path: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), path);
}
const found = (below = ".foodspec") => trackedIn(machineDisk, join(folder, below));
const hasGit = spawnSync("git", ["--version"]).status === 0;

describe.skipIf(!hasGit)("an index", () => {
  const files = [".foodspec/keys/ab/cd.json", ".foodspec/objects/x", ".foodspecs", "a", "ä/b", "z/.foodspec/y"];
  it.each([
    ["of version 2", [], []],
    ["of version 3", [], ["add -N new", "update-index --index-version 3"]],
    ["of version 4", [], ["update-index --index-version 4"]],
    ["of SHA-256", ["--object-format=sha256"], []],
  ])("%s names what is tracked at the store or below, and nothing else", (_, how, then) => {
    git("init", "-q", ...how);
    for (const path of files) write(path);
    git("add", "-f", ...files);
    write("new");
    for (const line of then) expect(git(...line.split(" ")).status, line).toBe(0);
    expect(found()).toEqual({ paths: files.slice(0, 2), isWhole: true });
    expect(found("z/.foodspec").paths).toEqual(["z/.foodspec/y"]);
    expect(found("ä").paths).toEqual(["ä/b"]);
    expect(found("b")).toEqual({ paths: [], isWhole: true });
  });

  it("names a store that is tracked as a link, or in other letters", () => {
    git("init", "-q");
    symlinkSync("a", join(folder, ".foodspec"));
    write(".FoodSpec/x");
    git("add", "-f", ".foodspec", ".FoodSpec");
    expect([...found().paths].sort()).toEqual([".FoodSpec/x", ".foodspec"]);
  });

  it("is found from a worktree", { tags: "slow" }, () => {
    git("init", "-q");
    write(".foodspec/x");
    git("add", "-f", ".foodspec/x");
    git("commit", "-qm", "a");
    expect(git("worktree", "add", "-q", "tree").status).toBe(0);
    expect(found("tree/.foodspec").paths).toEqual([".foodspec/x"]);
  });

  it("that is split says that it does not hold all", () => {
    git("init", "-q");
    write(".foodspec/x");
    git("add", "-f", ".foodspec/x");
    git("update-index", "--split-index");
    expect(found().isWhole).toBe(false);
  });

  it("that is cut off, or none at all, is not taken for an empty one", () => {
    git("init", "-q");
    for (const path of files) write(path);
    git("add", "-f", ...files);
    const bytes = readFileSync(join(folder, ".git/index"));
    for (const length of [20, 70, bytes.length - 30])
      expect(pathsOf(bytes.subarray(0, length), "a").isWhole).toBe(false);
    expect(pathsOf(Buffer.from("no index at all"), "a").isWhole).toBe(false);
  });
});

it("nothing is tracked where no repository is", () => expect(found()).toEqual({ paths: [], isWhole: true }));
