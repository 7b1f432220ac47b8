import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { digestOf } from "../../../compiler/store/digest.ts";
import { syncFolder, temporaryName, temporaryPattern, writeAtomic } from "../../../compiler/store/files.ts";
import { closeInterrupted, openJournal, readJournals } from "../../../compiler/store/journal.ts";
import { self } from "../../../compiler/store/process.ts";
import { diskStore, sweepTemporary } from "../../../compiler/store/store.ts";
import { filesIn, testSeal } from "../../fixtures/store-in.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "foodspec-files-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a file that is written whole or not at all", () => {
  it("stands under its name, in a folder made for it, and nothing beside it", () => {
    writeAtomic(join(folder, "a/b/c.json"), "ä");
    writeAtomic(join(folder, "a/b/c.json"), Uint8Array.from([1, 2]));
    expect([...readFileSync(join(folder, "a/b/c.json"))]).toEqual([1, 2]);
    expect(readdirSync(join(folder, "a/b"))).toEqual(["c.json"]);
  });

  it("leaves nothing behind where it cannot be put in its place", () => {
    mkdirSync(join(folder, "taken/inner"), { recursive: true });
    expect(() => writeAtomic(join(folder, "taken"), "x")).toThrow();
    expect(readdirSync(folder)).toEqual(["taken"]);
  });

  it("has a temporary name of its own that says which process writes it", () => {
    const [first, second] = [temporaryName(123), temporaryName(123)];
    expect(first).not.toBe(second);
    expect([first, second].map((name) => temporaryPattern.exec(name)?.[1])).toEqual(["123", "123"]);
  });

  it("is waited for as far as the system lets it: a folder that is not there is no error", () => {
    expect(() => syncFolder(join(folder, "nowhere"))).not.toThrow();
  });
});

describe("a store whose folder cannot be read", () => {
  it("says so instead of taking it for an empty one", () => {
    writeFileSync(join(folder, "file"), "");
    const store = diskStore(filesIn(join(folder, "file")), testSeal);
    expect(() => store.get(digestOf("x"))).toThrow(/ENOTDIR/);
    expect(() => store.record(digestOf("x"))).toThrow(/ENOTDIR/);
    expect(() => store.put("x")).toThrow();
  });

  it("has nothing to sweep where it is not there yet", () => {
    expect(sweepTemporary(filesIn(join(folder, "nowhere")), "host")).toBe(0);
  });

  it("is never swept through a link to another place", () => {
    mkdirSync(join(folder, "elsewhere"));
    mkdirSync(join(folder, "store"));
    writeFileSync(join(folder, "elsewhere/.tmp-999999999-0"), "");
    symlinkSync("../elsewhere", join(folder, "store/objects"));
    expect(sweepTemporary(filesIn(join(folder, "store")), self().host)).toBe(0);
    expect(readdirSync(join(folder, "elsewhere"))).toHaveLength(1);
  });
});

describe("journals", () => {
  const start = {
    event: "run_started",
    document: "a.md",
    folder: "runs/.open",
    time: "2026-01-01T00:00:00.000Z",
  } as const;

  it("are none before the first run", () => expect(readJournals(filesIn(folder), testSeal)).toEqual([]));

  it("of another sort of file are none", () => {
    openJournal(filesIn(folder), testSeal, "a").close();
    writeFileSync(join(folder, "journal/notes.txt"), "{}");
    expect(readJournals(filesIn(folder), testSeal)).toEqual([{ name: "a.jsonl", lines: [] }]);
  });

  it("of a run that has ended, or never said that it began, are left as they are", () => {
    const ended = openJournal(filesIn(folder), testSeal, "a");
    ended.write({ ...start, holder: { ...self(), start: "1" } });
    ended.write({ event: "run_ended", status: "success", run_id: "x", exit_code: 0 });
    ended.close();
    openJournal(filesIn(folder), testSeal, "b").close();
    expect(closeInterrupted(filesIn(folder), testSeal)).toEqual([]);
  });

  it.skipIf(self().start === null)(
    "of a process whose number is now ours are closed: in a container every run may have the same",
    () => {
      const dead = openJournal(filesIn(folder), testSeal, "a");
      dead.write({ ...start, holder: { ...self(), start: "1" } });
      dead.close();
      const ours = openJournal(filesIn(folder), testSeal, "b");
      ours.write({ ...start, holder: self() });
      ours.close();
      expect(closeInterrupted(filesIn(folder), testSeal).map(({ name }) => name)).toEqual(["a.jsonl"]);
    },
  );
});
