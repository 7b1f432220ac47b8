import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { diskAnswers } from "../../../compiler/store/answers.ts";
import { digestOf } from "../../../compiler/store/digest.ts";
import { filesIn, testSeal } from "../../fixtures/store-in.ts";

let store: string;
beforeEach(() => {
  store = mkdtempSync(join(tmpdir(), "foodspec-answers-"));
});
afterEach(() => rmSync(store, { recursive: true, force: true }));

const [block, other, ask] = ["block", "other block", "ask"].map(digestOf);
const bytes = Uint8Array.from([1, 2, 3]);
const files = () =>
  readdirSync(store, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  );

describe("an answer that is kept", () => {
  it("is read back under the keys of its block and its ask, and under no other", () => {
    const answers = diskAnswers(filesIn(store), testSeal, "protocol.md");
    expect([answers.has(block, ask), answers.get(block, ask)]).toEqual([false, null]);
    answers.keep(block, ask, bytes);
    expect([...(answers.get(block, ask) ?? [])]).toEqual([1, 2, 3]);
    expect([answers.has(block, ask), answers.has(other, ask), answers.has(block, other)]).toEqual([true, false, false]);
    expect([answers.get(other, ask), diskAnswers(filesIn(store), testSeal, "other.md").get(block, ask)]).toEqual([
      null,
      null,
    ]);
  });

  it.each<[string, (path: string) => void]>([
    ["a byte of it changed", (path) => writeFileSync(path, readFileSync(path).fill(9, 34))],
    ["it was cut off", (path) => writeFileSync(path, readFileSync(path).subarray(0, -1))],
    ["nothing of it was written", (path) => writeFileSync(path, "")],
    ["it is another ask's", (path) => renameSync(path, join(path, "..", ask.slice("sha256:".length)))],
  ])("is not taken where %s", (_, harm) => {
    const answers = diskAnswers(filesIn(store), testSeal, "protocol.md");
    answers.keep(block, other, bytes);
    const [path] = files();
    harm(path);
    expect([answers.get(block, other), answers.get(block, ask)]).toEqual([null, null]);
  });

  it("goes with its block, and all of a document at once; those of other documents stay", () => {
    const [own, foreign] = [
      diskAnswers(filesIn(store), testSeal, "protocol.md"),
      diskAnswers(filesIn(store), testSeal, "other.md"),
    ];
    for (const of of [own, foreign]) for (const key of [block, other]) of.keep(key, ask, bytes);
    own.sweep(block);
    expect([own.has(block, ask), own.has(other, ask)]).toEqual([false, true]);
    own.sweep();
    expect([own.has(other, ask), foreign.has(block, ask)]).toEqual([false, true]);
    foreign.sweep();
    expect(files()).toEqual([]);
    foreign.sweep();
    expect(existsSync(store)).toBe(true);
  });
});
