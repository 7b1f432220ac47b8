/** Mixes: documents of every scheme, estimator and size end as they may, say why not, verify, and come to the same again. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stream } from "../../../blocks/contract/stream.ts";
import { estimators } from "../../../blocks/methods/estimators/table.ts";
import { schemes } from "../../../blocks/methods/split/schemes.ts";
import { registry } from "../../../blocks/registry.ts";
import { processWorld } from "../../../compiler/cli/process-world.ts";
import { runFolderAt } from "../../../compiler/cli/work/target.ts";
import { jsonSchema } from "../../../compiler/compile/package-files.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import type { RunFolder } from "../../../compiler/verify/run-folder.ts";
import { schemasFrom } from "../../../compiler/verify/schemas.ts";
import { verifyRun } from "../../../compiler/verify/verify.ts";
import { figures, progress, repeat } from "../../fixtures/figures.ts";
import { project } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const asked = [
  "pls-da: {components: 2}",
  "pls-da: {components: [1, 2, 3]}",
  "pls-regression: {components: 2}",
  "pls-regression: {components: [1, 2]}",
  "logistic-regression: {C: 1}",
  "logistic-regression: {C: [0.1, 10]}",
  "linear-svc: {C: 1}",
  "linear-svc: {C: [0.1, 10]}",
];
/** Samples, batches and points. The smallest are too few for some schemes, which is then said. */
const sizes = [
  [6, 2, 12],
  [24, 4, 40],
  [40, 5, 64],
  [90, 9, 200],
] as const;
const steps = [
  "  - snv\n",
  "  - savgol: {window: 7, order: 2, deriv: 1}\n  - snv\n",
  "  - msc\n  - autoscale\n",
  "  - detrend: {order: 1}\n  - mean-center\n",
];

const all = Object.keys(schemes).flatMap((scheme) =>
  asked.flatMap((estimator) => sizes.flatMap((size) => steps.map((one) => ({ scheme, estimator, size, steps: one })))),
);
const schemas = schemasFrom((name) => jsonSchema(machineDisk, name));

describe.skipIf(figures.mixes === 0)("a document of any scheme, estimator and size", () => {
  it("is of any estimator there is", () =>
    expect(new Set(asked.map((one) => one.split(":")[0]))).toEqual(new Set(Object.keys(estimators))));

  it(`ends as it may, verifies, and comes to the same again (${Math.min(figures.mixes, all.length)} of ${all.length})`, {
    timeout: 600_000 + 10_000 * figures.mixes,
  }, async () => {
    const drawn = stream(figures.seed, "mixes").shuffle(all).slice(0, figures.mixes);
    for (const [k, { scheme, estimator, size, steps }] of drawn.entries()) {
      const [samples, batches, points] = size;
      const tune = scheme === "nested" || estimator.includes("[") ? "tune: {folds: 3}\n" : "";
      const place = project({
        "protocol.md": smallProtocol({ steps, model: `estimator: {${estimator}}\nscheme: ${scheme}\n${tune}` }),
        "small.csv": smallCsv({ samples, batches, points }),
      });
      const says = `${scheme}, ${estimator}, ${size.join(" × ")}, ${steps}: ${repeat("mixes", k + 1)}`;
      const { exitCode, documents } = await place.compile();
      const [{ findings }] = documents;
      // The data may be too few (3) or what is asked of the model too much (4, 5); nothing may break.
      expect([0, 3, 4, 5], `${says}\n${findings.map(({ message }) => message).join("\n")}`).toContain(exitCode);
      if (exitCode !== 0)
        expect(
          findings.some(({ exit }) => exit === exitCode),
          says,
        ).toBe(true);
      // A document that was refused before anything ran has no manifest.
      if (existsSync(join(place.folder, "runs/latest/manifest.json"))) {
        const effects = { ...processWorld(new AbortController().signal, {}), cwd: place.folder };
        const verified = verifyRun(runFolderAt("runs/latest", effects) as RunFolder, schemas, registry.all);
        expect(
          verified.findings.map(({ message }) => message),
          says,
        ).toEqual([]);
        const { content_digest: digest } = place.manifest();
        expect((await place.compile({ resume: false })).exitCode, says).toBe(exitCode);
        expect(place.manifest().content_digest, says).toBe(digest);
      }
      place.remove();
      progress("mixes", k + 1, drawn.length);
    }
  });
});
