/** Two branches that each recorded other results, merged by git itself with the driver. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { mergedLock } from "../../../compiler/cli/work/merge-lock.ts";

const folder = mkdtempSync(join(tmpdir(), "foodspec-merge-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("of three lock files", () => {
  it.each([
    ["neither side changed it", "a", "a", "a", "a"],
    ["ours changed it", "a", "b", "a", "b"],
    ["theirs changed it", "a", "a", "b", "b"],
    ["both changed it alike", "a", "b", "b", "b"],
    ["both changed it", "a", "b", "c", "stale: true\nb"],
    ["both changed it, and ours is stale already", "a", "stale: true\nb", "c", "stale: true\nb"],
  ])("%s", (_, base, ours, theirs, merged) => expect(mergedLock(base, ours, theirs)).toBe(merged));
});

it("git merges two branches that both recorded, and leaves ours, marked as stale", () => {
  const program = join(import.meta.dirname, "../../../dist/foodspec.js");
  const git = (...words: string[]) => execFileSync("git", words, { cwd: folder, encoding: "utf8", stdio: "pipe" });
  const commit = (text: string) => {
    writeFileSync(join(folder, "p.md.lock.yaml"), text);
    git("add", ".");
    git("-c", "user.name=A", "-c", "user.email=a@b", "commit", "-qm", text.trim());
  };
  git("init", "-q", "-b", "main");
  writeFileSync(join(folder, ".gitattributes"), "*.lock.yaml merge=foodspec-lock\n");
  git("config", "merge.foodspec-lock.driver", `"${process.execPath}" "${program}" merge-lock %O %A %B`);
  commit("foodspec_lock: 2\na: 1\n");
  git("checkout", "-qb", "other");
  commit("foodspec_lock: 2\na: 2\n");
  git("checkout", "-q", "main");
  commit("foodspec_lock: 2\na: 3\n");
  git("-c", "user.name=A", "-c", "user.email=a@b", "merge", "-q", "-m", "merge", "other");
  expect(readFileSync(join(folder, "p.md.lock.yaml"), "utf8")).toBe("stale: true\nfoodspec_lock: 2\na: 3\n");
  expect(git("status", "--short")).toBe("");
});
