import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { digestOf, hexOf } from "../../../compiler/store/digest.ts";
import { closeInterrupted, openJournal, readJournals } from "../../../compiler/store/journal.ts";
import { takeLock, type Waiting } from "../../../compiler/store/lock.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { isAlive, self } from "../../../compiler/store/process.ts";
import { filesIn, testSeal } from "../../fixtures/store-in.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "foodspec-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Waits without passing time, on a clock that each pause turns on by a second. */
const impatient = patience();
function patience(more: Partial<Waiting> = {}): Waiting {
  let seconds = 0;
  return {
    onWait: () => undefined,
    onTaken: () => undefined,
    pause() {
      seconds++;
      return new Promise((resolve) => setImmediate(resolve));
    },
    ticks: () => seconds * 1000,
    now: () => "2026-01-01T00:00:00.000Z",
    touching: () => ({ end: () => undefined }),
    ...more,
  };
}
const gone = () => ({ host: hostname(), pid: spawnSync(process.execPath, ["-e", ""]).pid, start: "1" });

describe("a lock", () => {
  it("makes the next one wait until it is released, and says who holds it", async () => {
    const first = await takeLock(machineDisk, filesIn(folder), "protocol.md", impatient);
    const holders: number[] = [];
    let hasSecond = false;
    const told = patience({ onWait: ({ holder }) => void holders.push(holder?.pid ?? 0) });
    const second = takeLock(machineDisk, filesIn(folder), "protocol.md", told).then((lock) => {
      hasSecond = true;
      return lock;
    });
    for (let k = 0; k < 5; k++) await impatient.pause(0);
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

  const path = () => join(folder, "locks", `${hexOf(digestOf("protocol.md")).slice(0, 32)}.json`);
  const lay = (text: string) => {
    mkdirSync(join(folder, "locks"));
    writeFileSync(path(), text);
  };
  const elsewhere = { host: "ci-runner-7f9c", pid: 1, start: "1" };

  it.each([
    [
      "of a process of another host is taken over after a minute in which nobody touched it",
      JSON.stringify(elsewhere),
      60,
      elsewhere,
    ],
    ["that names nobody is taken over after five seconds", "garbage", 5, null],
    ["that is empty is taken over after five seconds", "", 5, null],
    ["whose holder is no process is taken over after five seconds", '{"host":"a","pid":-1,"start":"1"}', 5, null],
  ])("%s, and that is told", async (_, text, seconds, holder) => {
    lay(text);
    const [waits, taken]: unknown[][] = [[], []];
    const own = patience({
      onWait: (one) => void waits.push(one.holder),
      onTaken: (one) => void taken.push(one.holder),
    });
    const lock = await takeLock(machineDisk, filesIn(folder), "protocol.md", own);
    expect([waits, taken, own.ticks() / 1000]).toEqual([[holder], [holder], seconds]);
    expect(lock.isHeld()).toBe(true);
    lock.release();
  });

  it("that is touched is waited for as long as it is", async () => {
    lay(JSON.stringify({ ...elsewhere, time: "0" }));
    let touched = 0;
    const own = patience();
    const pause = async (milliseconds: number) => {
      await own.pause(milliseconds);
      if (own.ticks() % 10_000 === 0) writeFileSync(path(), JSON.stringify({ ...elsewhere, time: `${++touched}` }));
      if (touched === 20) rmSync(path());
    };
    (await takeLock(machineDisk, filesIn(folder), "protocol.md", { ...own, pause })).release();
    expect(own.ticks() / 1000).toBeGreaterThanOrEqual(200);
  });

  it("of this host before it was started anew is taken over at once", async () => {
    lay(JSON.stringify({ ...self(), boot_id: "another" }));
    const own = patience();
    (await takeLock(machineDisk, filesIn(folder), "protocol.md", own)).release();
    expect(own.ticks()).toBe(self().boot_id === null ? 60_000 : 0);
  });

  it("is waited for by who hears signals, and refused to who does not wait", async () => {
    lay(JSON.stringify(elsewhere));
    const stop = () => {
      throw new Error("stop");
    };
    for (const own of [patience({ pause: async () => stop() }), patience({ onWait: stop })])
      await expect(takeLock(machineDisk, filesIn(folder), "protocol.md", own)).rejects.toThrow("stop");
    expect(readFileSync(path(), "utf8")).toBe(JSON.stringify(elsewhere));
  });

  it("that was taken over is known to be lost, and is not given back in the other's place", async () => {
    const first = await takeLock(machineDisk, filesIn(folder), "protocol.md", patience());
    expect(first.isHeld()).toBe(true);
    writeFileSync(path(), JSON.stringify(elsewhere));
    expect(first.isHeld()).toBe(false);
    first.release();
    expect(readFileSync(path(), "utf8")).toBe(JSON.stringify(elsewhere));
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
