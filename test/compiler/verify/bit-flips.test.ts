/** Bit flips: a run in which a single bit was turned over is found by `verify`, and the file is named. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stream } from "../../../blocks/contract/stream.ts";
import { registry } from "../../../blocks/registry.ts";
import { runFolderAt } from "../../../compiler/cli/work/target.ts";
import { jsonSchema } from "../../../compiler/compile/package-files.ts";
import { canonicalJson } from "../../../compiler/store/canonical.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { listed, manifestOf, type RunFolder } from "../../../compiler/verify/run-folder.ts";
import { schemasFrom } from "../../../compiler/verify/schemas.ts";
import { verifyRun } from "../../../compiler/verify/verify.ts";
import { digestedContent, type Manifest } from "../../../schemas/manifest.ts";
import { figures, progress, repeat } from "../../fixtures/figures.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const schemas = schemasFrom((name) => jsonSchema(machineDisk, name));
let place: Place;
let run: RunFolder;
beforeAll(async () => {
  const more = "\n```foodspec qc #check\ngate: data\n```\n";
  // What classes would draw again and again takes most of the time, and no bit of it is another: the slow tests have them.
  const model = figures.isLarge ? "" : "estimator: {pls-regression: {components: 2}}\n";
  place = inMemory({ "protocol.md": smallProtocol({ more, model }), "small.csv": smallCsv() });
  await place.compile();
  const effects = place.world();
  const folder = runFolderAt("runs/latest", effects) as RunFolder;
  const bytes = new Map(folder.paths.map((path) => [path, folder.read(path)]));
  run = { ...folder, read: (path) => bytes.get(path) ?? null };
});
afterAll(() => place.remove());

/** The run with one bit of one file turned over. */
function flipped(path: string, bit: number): RunFolder {
  const bytes = Uint8Array.from(run.read(path) as Uint8Array);
  bytes[bit >> 3] ^= 1 << (bit & 7);
  return { ...run, read: (other) => (other === path ? bytes : run.read(other)) };
}

/** What of a manifest its own digest holds; the rest is told by the clock and the machine. */
const held = (folder: RunFolder): string => {
  const { content_digest, run_id: _, ...rest } = manifestOf(folder) as Manifest;
  return canonicalJson({ content_digest, ...digestedContent(rest) });
};

describe.skipIf(figures.flips === 0)("a run with one bit turned over", () => {
  it(`is found, and its file named, each of ${figures.flips} times`, { timeout: 600_000 + 100 * figures.flips }, () => {
    expect(verifyRun(run, schemas, registry.all).findings).toEqual([]);
    const draws = stream(figures.seed, "bit flips");
    const paths = draws.shuffle(run.paths.filter((path) => run.read(path)?.length !== 0));
    for (let k = 0; k < figures.flips; k++) {
      // One file after the other, so that small ones have their turn.
      const path = paths[k % paths.length];
      const bit = draws.below(8 * (run.read(path)?.length ?? 0));
      const folder = flipped(path, bit);
      const { findings } = verifyRun(folder, schemas, registry.all);
      const says = `bit ${bit} of ${path}: ${repeat("flips", k + 1)}`;
      if (path !== "manifest.json")
        expect(
          findings.map(({ code, facts }) => `${code} ${facts.path}`),
          says,
        ).toContain(`FS9111 ${path}`);
      else if (findings.length === 0) expect(held(folder), says).toBe(held(run));
      progress("bit flips", k + 1, figures.flips);
    }
  });

  it("is found in everything the manifest names: no file of the folder is outside", () => {
    const named = listed(manifestOf(run) as Manifest);
    expect(run.paths.filter((path) => !named.has(path))).toEqual(["manifest.json"]);
  });
});
