/** Power loss: a run folder is whole by its manifest or not there under its name, wherever the power fails. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openRunFolder } from "../../../compiler/run/folder.ts";
import { digestOf } from "../../../compiler/store/digest.ts";
import type { Disk } from "../../../compiler/store/disk.ts";
import { losingDisk } from "../../fixtures/losing-disk.ts";

const out = "/work/meat/runs";
const files: { readonly [path: string]: string } = {
  "protocol.md": "# a protocol",
  "data/data_summary.json": '{"rows": 193}',
  "blocks/data/done.json": '{"end": "ok"}',
  "blocks/plsda/done.json": '{"end": "ok, too"}',
  "model/plsda/folds/a/1.json": "[1, 2, 3]",
  "report/index.html": "<!doctype html><title>a report</title>",
};
const manifest = JSON.stringify(
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, digestOf(text)])),
);

function written() {
  const losing = losingDisk();
  losing.disk.makeFolder("/work");
  losing.disk.syncFolder("/");
  losing.disk.syncFolder("/work");
  const begun = losing.operations();
  const folder = openRunFolder(losing.disk, out, "abc", false);
  for (const [path, text] of Object.entries(files)) folder.write(path, text);
  folder.write("manifest.json", manifest);
  folder.finish("first");
  return { ...losing, begun };
}

/** What is wrong with the run folder on a disk; null where it is whole, or not there. */
function wrongWith(disk: Disk): string | null {
  const run = join(out, "first");
  if (disk.standsThere(run) === null) return null;
  if (disk.stands(join(run, "manifest.json")) !== "file") return "no manifest";
  const text = new TextDecoder().decode(disk.read(join(run, "manifest.json")));
  if (text !== manifest) return "half a manifest";
  for (const [path, digest] of Object.entries(JSON.parse(text) as { readonly [path: string]: string }))
    if (disk.stands(join(run, path)) !== "file" || digestOf(disk.read(join(run, path))) !== digest) return path;
  return null;
}

/** Bits of a number, so that each is one choice of what is kept. */
const bit = (choice: number) => (k: number) => ((choice >> (k % 30)) & 1) === 1;
/** All, none, each one alone, all but each one, and choices in a fixed order. */
const choices = (things: number): readonly ((k: number) => boolean)[] => [
  () => true,
  () => false,
  ...Array.from({ length: things }, (_, i) => (k: number) => k === i),
  ...Array.from({ length: things }, (_, i) => (k: number) => k !== i),
  ...Array.from({ length: 200 }, (_, i) => bit(Math.imul(i + 1, 2654435761) >>> 2)),
];

describe("a disk that loses what was not synced", () => {
  const { left, operations, begun } = written();
  it("leaves a run folder whole or absent, cut behind every operation", () => {
    const wrong: string[] = [];
    let looked = 0;
    let whole = 0;
    for (let at = begun; at <= operations(); at++)
      for (const isKept of choices(40)) {
        const disk = left(at, isKept);
        const problem = wrongWith(disk);
        looked += 1;
        if (problem !== null) wrong.push(`behind operation ${at}: ${problem}`);
        else if (disk.standsThere(join(out, "first")) !== null) whole += 1;
      }
    expect([...new Set(wrong)]).toEqual([]);
    // Both ends were seen, or the test shows nothing.
    expect(whole).toBeGreaterThan(0);
    expect(looked - whole).toBeGreaterThan(0);
  });
  it("keeps a run that was told to be there, and the folders for runs that were made for it", () => {
    for (const isKept of choices(40)) {
      const disk = left(operations(), isKept);
      expect([disk.standsThere(join(out, "first")), wrongWith(disk)]).toEqual(["folder", null]);
    }
  });
});
