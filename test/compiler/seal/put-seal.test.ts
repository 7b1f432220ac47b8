/** A seal is exchanged as a whole: whoever is stopped between any two steps leaves the old one or the new one. */
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { putSeal, settleSeal } from "../../../compiler/seal/put-seal.ts";
import { type Disk, namesIn } from "../../../compiler/store/disk.ts";
import { memoryDisk } from "../../../compiler/store/memory-disk.ts";
import { openRun } from "../../../compiler/verify/open-run.ts";

const out = resolve("/runs");
const run = join(out, "20260101_000000_abcdef");
const encode = (text: string) => new TextEncoder().encode(text);
const files = (all: Readonly<Record<string, string>>) =>
  new Map(Object.entries(all).map(([name, text]) => [`seal/${name}`, encode(text)]));
const first = { "report_signed.pdf": "one", "audit.jsonl": "1", "seal-1.json": "first" };
const second = { "report_signed.pdf": "one two", "audit.jsonl": "1 2", "seal-2.json": "second" };
const seals = { none: {}, old: first, both: { ...first, ...second } };

/** A disk of a machine that is switched off before its n-th change. */
function stoppingAt(disk: Disk, n: number): Disk {
  let left = n;
  const step = <T>(work: () => T): T => {
    if (left-- === 0) throw new Error("stopped");
    return work();
  };
  return {
    ...disk,
    write: (path, bytes) => step(() => disk.write(path, bytes)),
    rename: (from, to) => step(() => disk.rename(from, to)),
    remove: (path) => step(() => disk.remove(path)),
  };
}
function sealOf(disk: Disk) {
  const folder = openRun(disk, "run", run);
  if ("code" in folder) throw new Error(folder.message);
  const paths = folder.paths.filter((path) => path.startsWith("seal/"));
  return Object.fromEntries(
    paths.map((path) => [path.slice(5), new TextDecoder().decode(folder.read(path) ?? undefined)]),
  );
}
function prepared(isSigned: boolean): Disk {
  const disk = memoryDisk();
  disk.write(join(run, "manifest.json"), "{}");
  if (isSigned) putSeal(disk, run, files(first));
  return disk;
}

describe.each([
  ["the first signature", false, seals.none, first, seals.old],
  ["the second", true, seals.old, second, seals.both],
] as const)("%s", (_, isSigned, old, added, whole) => {
  it("stands in the run, and nothing beside it", () => {
    const disk = prepared(isSigned);
    putSeal(disk, run, files(added));
    expect(sealOf(disk)).toEqual(whole);
    expect(namesIn(disk, out)).toEqual(["20260101_000000_abcdef"]);
  });
  it("is whole, or the seal before it is, wherever its signer is stopped", () => {
    const met = new Set<string>();
    for (let n = 0; n < 30; n++) {
      const disk = prepared(isSigned);
      try {
        putSeal(stoppingAt(disk, n), run, files(added));
      } catch {
        // Stopped.
      }
      const left = JSON.stringify(sealOf(disk));
      expect([JSON.stringify(sorted(old)), JSON.stringify(sorted(whole))], `stopped before change ${n}`).toContain(
        left,
      );
      met.add(left);
      settleSeal(disk, run);
      expect(JSON.stringify(sealOf(disk)), `settled after change ${n}`).toBe(left);
      expect(namesIn(disk, out)).toEqual(["20260101_000000_abcdef"]);
      putSeal(disk, run, files(added));
      expect(sealOf(disk)).toEqual(whole);
    }
    expect(met.size).toBe(2);
  });
});

const sorted = (all: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(all).sort(([one], [other]) => (one < other ? -1 : 1)));
