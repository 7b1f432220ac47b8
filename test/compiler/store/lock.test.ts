import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { digestOf, hexOf } from "../../../compiler/store/digest.ts";
import { closeInterrupted, openJournal, readJournals } from "../../../compiler/store/journal.ts";
import { takeLock } from "../../../compiler/store/lock.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { isAlive, self } from "../../../compiler/store/process.ts";
import { filesIn, testSeal } from "../../fixtures/store-in.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "foodspec-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const impatient = { onWait: () => undefined, pause: () => new Promise<void>((resolve) => setImmediate(resolve)) };
const gone = () => ({ host: hostname(), pid: spawnSync(process.execPath, ["-e", ""]).pid, start: "1" });

describe("a lock", () => {
  it("makes the next one wait until it is released, and says who holds it", async () => {
    const first = await takeLock(machineDisk, filesIn(folder), "protocol.md", impatient);
    const holders: number[] = [];
    let hasSecond = false;
    const second = takeLock(machineDisk, filesIn(folder), "protocol.md", {
      ...impatient,
      onWait: ({ pid }) => void holders.push(pid),
    }).then((lock) => {
      hasSecond = true;
      return lock;
    });
    await impatient.pause();
    await impatient.pause();
    expect([hasSecond, holders]).toEqual([false, [process.pid]]);
    first.release();
    (await second).release();
    expect(readdirSync(join(folder, "locks"))).toEqual([]);
  });

  it("of a process that is gone is taken over", async () => {
    mkdirSync(join(folder, "locks"));
    writeFileSync(join(folder, "locks", `${hexOf(digestOf("protocol.md")).slice(0, 32)}.json`), JSON.stringify(gone()));
    (await takeLock(machineDisk, filesIn(folder), "protocol.md", impatient)).release();
    expect(readdirSync(join(folder, "locks"))).toEqual([]);
  });

  it("of one document does not hold up another", async () => {
    const [one, other] = [
      await takeLock(machineDisk, filesIn(folder), "a.md", impatient),
      await takeLock(machineDisk, filesIn(folder), "b.md", impatient),
    ];
    one.release();
    other.release();
  });
});

describe("a process", () => {
  it("is alive as long as it runs, and gone when its number is used again", () => {
    expect(isAlive(self())).toBe(true);
    expect(isAlive(gone())).toBe(false);
    if (self().start !== null) expect(isAlive({ ...self(), start: "1" })).toBe(false);
    expect(isAlive({ ...gone(), host: "another machine" })).toBe(true);
  });
});

describe("the journal", () => {
  const start = {
    event: "run_started",
    document: "protocol.md",
    folder: "runs/.open",
    time: "2026-01-01T00:00:00.000Z",
  } as const;

  it("closes what a process that is gone had begun as cancelled: interrupted, once", () => {
    const journal = openJournal(filesIn(folder), testSeal, "a");
    journal.write({ ...start, holder: gone() });
    journal.write({ event: "block_started", id: "data", key: null });
    journal.write({ event: "block_ended", id: "data", execution: "ran", result: "ok", reason: null });
    journal.write({ event: "block_started", id: "prep", key: null });
    journal.close();
    expect(closeInterrupted(filesIn(folder), testSeal)).toEqual([
      { name: "a.jsonl", folder: "runs/.open", blocks: ["prep"] },
    ]);
    const [{ lines }] = readJournals(filesIn(folder), testSeal);
    expect(lines.slice(-2)).toEqual([
      { event: "block_ended", id: "prep", execution: "cancelled", result: "na", reason: "interrupted" },
      { event: "run_ended", status: "cancelled", run_id: null, exit_code: null },
    ]);
    expect(closeInterrupted(filesIn(folder), testSeal)).toEqual([]);
  });

  it("leaves a run that goes on, and reads past a line that a crash cut off", () => {
    const journal = openJournal(filesIn(folder), testSeal, "a");
    journal.write({ ...start, holder: self() });
    journal.close();
    writeFileSync(
      join(folder, "journal", "b.jsonl"),
      `${JSON.stringify(testSeal.sealed("journal/b.jsonl", { ...start, holder: gone() }))}\n{"event":"block_st`,
    );
    expect(closeInterrupted(filesIn(folder), testSeal).map(({ name }) => name)).toEqual(["b.jsonl"]);
    expect(readJournals(filesIn(folder), testSeal)[1].lines.at(-1)).toMatchObject({
      event: "run_ended",
      status: "cancelled",
    });
  });
});
