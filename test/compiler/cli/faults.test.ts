/** Faults: the n-th call on a file fails, once or from then on; the run ends with a documented code, and the next gives the same digest. */
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../../compiler/compile/package-files.ts";
import { catalogue } from "../../../compiler/diagnostics/catalogue.ts";
import { digestOf, hexOf } from "../../../compiler/store/digest.ts";
import type { Disk } from "../../../compiler/store/disk.ts";
import { takeLock } from "../../../compiler/store/lock.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { memoryDisk } from "../../../compiler/store/memory-disk.ts";
import { storeFiles } from "../../../compiler/store/store-files.ts";
import { figures } from "../../fixtures/figures.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const files = { "protocol.md": smallProtocol(), "small.csv": smallCsv() };
/** The program's own files are not those of a project: what they lack is a mistake of the installation. */
const program = packageRoot(machineDisk);

/** A disk of which the calls are counted; each that `fails` says, throws as a device does that cannot be read or written. */
function failing(disk: Disk, code: string, fails: (call: number) => boolean): { readonly disk: Disk; calls(): number } {
  let calls = 0;
  const guarded =
    <A extends readonly unknown[], R>(name: string, work: (...words: A) => R) =>
    (...words: A): R => {
      const isOurs = typeof words[0] === "string" && words[0].startsWith(program);
      if (!isOurs && fails(++calls)) throw Object.assign(new Error(`${code}: ${name}`), { code, syscall: name });
      return wrapped(work(...words));
    };
  // Files and folders that are opened fail as their disk does.
  const wrapped = <R>(value: R): R => {
    const isHandle = typeof value === "object" && value !== null && "close" in value;
    return isHandle ? around(value as R & object, ["close", "place"]) : value;
  };
  const around = <T extends object>(of: T, never: readonly string[]): T =>
    Object.fromEntries(
      Object.entries(of).map(([name, member]) => [
        name,
        typeof member === "function" && !never.includes(name) ? guarded(name, member.bind(of)) : member,
      ]),
    ) as T;
  // What only looks answers null or a number where it cannot; it throws nothing.
  const answering = ["stands", "standsThere", "room", "remove", "close"];
  return { disk: around(disk, answering), calls: () => calls };
}

/** A clock that goes on while somebody waits: a lock that a dead run of this very process left is taken over after a minute. */
function waiting() {
  let ticks = 0;
  return {
    ticks: () => ticks,
    async pause(milliseconds: number) {
      ticks += milliseconds;
      if (ticks > 600_000) throw new Error("it waits without end");
    },
  };
}

async function compiled(code: string, fails: (call: number) => boolean) {
  const place = inMemory(files);
  const bad = failing(place.disk, code, fails);
  // What the disk refuses before there is a document to tell of is thrown with its code, and told by the command line.
  const thrown = (error: { readonly code?: unknown }) => {
    if (error.code !== code) throw error;
    return { exitCode: 9, documents: [] };
  };
  const made = place.compile({}, {}, undefined, { disk: bad.disk, ...waiting() });
  const { exitCode, documents } = await made.catch(thrown);
  const found = documents.flatMap(({ findings }) => findings.map((one) => one.code));
  const after = await place.compile({}, {}, undefined, waiting());
  return { exitCode, found, calls: bad.calls(), after: after.exitCode, digest: place.manifest().content_digest };
}

describe("a call on a file that fails", async () => {
  const whole = await compiled("EIO", () => false);
  // In the slow tests each call fails in one of the ways.
  const step = figures.isLarge ? 6 : Math.ceil(whole.calls / 8);
  const placesOf = (first: number) =>
    Array.from({ length: Math.floor((whole.calls - first) / step) + 1 }, (_, k) => first + k * step);
  const ways = ["EIO", "ENOSPC", "EACCES"].flatMap((code) =>
    ["once", "from then on"].map((how) => [code, how] as const),
  );
  it.each(ways)(
    "with %s, %s, ends a run with a documented code, and the next gives the same digest",
    async (code, how) => {
      const wrong: unknown[] = [];
      for (const at of placesOf(1 + ways.findIndex((way) => way[0] === code && way[1] === how))) {
        const fails = (call: number) => (how === "once" ? call === at : call >= at);
        const { exitCode, found, after, digest } = await compiled(code, fails);
        const isTold =
          [0, 2, 3, 4, 8, 9].includes(exitCode) && found.every((one) => one !== "FS0001" && catalogue.has(one));
        const isMended = after === 0 && digest === whole.digest;
        if (!isTold || !isMended) wrong.push({ code, how, at, exitCode, found, after, isMended });
      }
      expect(wrong).toEqual([]);
    },
  );
});

it("a lock that may not be moved away is waited for, and signals are heard meanwhile", async () => {
  const disk: Disk = {
    ...memoryDisk(),
    rename: () => {
      throw Object.assign(new Error("EPERM"), { code: "EPERM" });
    },
  };
  disk.makeFolder(resolve("/store/locks"));
  const files = storeFiles(disk, resolve("/store"));
  const name = `${hexOf(digestOf("a document")).slice(0, 32)}.json`;
  disk.writeInPlace(resolve("/store/locks", name), "garbage");
  let ticks = 0;
  const waits = takeLock(disk, files, "a document", {
    onWait: () => undefined,
    onTaken: () => undefined,
    async pause() {
      ticks += 1000;
      if (ticks > 20_000) throw new Error("cancelled");
    },
    ticks: () => ticks,
    now: () => "2026-01-01T00:00:00.000Z",
    touching: () => ({ end: () => undefined }),
  });
  await expect(waits).rejects.toThrow("cancelled");
});
