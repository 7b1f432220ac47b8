/** Walking forward in time, through the product: trust learns from what came before, and both verifiers know rows that no fold tests. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registry } from "../../../blocks/registry.ts";
import { jsonSchema } from "../../../compiler/compile/package-files.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { schemasFrom } from "../../../compiler/verify/schemas.ts";
import { verifyRun } from "../../../compiler/verify/verify.ts";
import { type Files, type Forger, folderOf, forged, type Loose } from "../../fixtures/forge.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import { seasonAgain, seasonCsv, seasonProtocol } from "../../fixtures/season.ts";
import { havePython, looked, writeRun } from "../../verify-py/python.ts";

const schemas = schemasFrom((name) => jsonSchema(machineDisk, name));
const trust = "\n```foodspec trust\nconformal: {alpha: 0.2, by: none}\n```\n";
/** Samples by themselves, four of them measured again in the last month. */
const bySample = seasonProtocol({ more: trust }).replace("batch: batch\n", "");
const byBatch = seasonProtocol({
  model:
    "estimator: {pls-regression: {components: [1, 2]}}\ntune: {inner: {walk_forward: {by: week, min_train: 1}}}\nscheme: {walk_forward: {gap: 1, window: {last: 4}}}\n",
});
const csv = seasonAgain(seasonCsv({ months: 7, samples: 40 }), "2025-07-25T10:00Z");

async function runOf(document: string): Promise<Files> {
  const place = inMemory({ "protocol.md": document, "season.csv": csv });
  expect((await place.compile()).exitCode).toBe(0);
  const run = `runs/${place.runs()[0]}`;
  const paths = place.names(run).filter((path) => place.disk.stands(`${place.folder}/${run}/${path}`) === "file");
  return new Map(paths.map((path) => [path, place.disk.read(`${place.folder}/${run}/${path}`)]));
}

const tableOf = (files: Files, path: string) => {
  const [head, ...lines] = new TextDecoder().decode(files.get(path)).trimEnd().split("\n");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, k) => [head.split(",")[k], cell])));
};
const jsonOf = (files: Files, path: string): Loose => JSON.parse(new TextDecoder().decode(files.get(path)));
const refusedBy = (files: Files, change: (own: Forger) => void) =>
  verifyRun(forged(files, change), schemas, registry.all).checks.flatMap(({ name, status }) =>
    status === "refused" ? [name] : [],
  );

describe("a run that walks forward in time", () => {
  let samples: Files;
  let batches: Files;
  const folder = mkdtempSync(join(tmpdir(), "foodspec-walk-"));
  beforeAll(async () => {
    samples = await runOf(bySample);
    batches = await runOf(byBatch);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("counts samples that no fold tests in no metric, and leaves their cells empty", () => {
    const { n_untested, pooled, folds } = jsonOf(samples, "model/metrics.json");
    expect([n_untested, pooled.n_samples, pooled.units]).toEqual([
      120,
      160,
      { ...pooled.units, unit: "segment", n: 4 },
    ]);
    expect(folds.map(({ fold }: Loose) => fold)).toEqual(["2025-04", "2025-05", "2025-06", "2025-07"]);
    const rows = tableOf(samples, "model/predictions.csv");
    const untested = rows.filter(({ fold }) => fold === "");
    expect(untested).toHaveLength(124);
    for (const row of untested) expect([row.predicted, row["p:a"], row["score:b"], row.t2]).toEqual(["", "", "", ""]);
    const again = ["s3r", "s43r", "s123r", "s163r"];
    // Of these the first two train in the fold of 2025-07; so do the others, whose first spectrum it learns from.
    expect(jsonOf(samples, "model/folds_4.json").unused_ids).toEqual(again);
  });

  it("judges in trust by what was measured before alone", () => {
    const summary = jsonOf(samples, "trust/trust_summary.json");
    expect(summary).toMatchObject({ folds_from: "model", n_folds: 4, n_samples: 160, n_untested: 120 });
    const months = new Map(
      csv
        .split("\n")
        .reverse()
        .map((line) => [line.split(",")[1], line.split(",")[3]?.slice(0, 7)]),
    );
    const { splits } = jsonOf(samples, "trust/conformal_artifact.json");
    const sizes = splits.map(({ fold, n_calibration }: Loose) => [fold, n_calibration]);
    // 0.30 of the 120, 160, 200 and 240 samples before; of all 280 for the predictor that is kept.
    expect(sizes).toEqual([
      ["2025-04", 36],
      ["2025-05", 48],
      ["2025-06", 60],
      ["2025-07", 72],
      ["deployed", 84],
    ]);
    for (const { sample, fold } of tableOf(samples, "trust/predictions.csv"))
      if (fold !== "") expect(months.get(sample)).toBe(fold);
  });

  it("is accepted by verify, with segments of the calendar and with batches", { tags: "slow" }, () => {
    for (const files of [samples, batches])
      expect(verifyRun(folderOf(files), schemas, registry.all).findings.map(({ message }) => message)).toEqual([]);
  });

  it.runIf(havePython())(
    "is accepted by the second verifier, and refused where a fold learns from a batch it tests",
    { tags: "slow" },
    () => {
      const late = forged(batches, (own) =>
        own.json("model/folds_1.json", (it) => {
          it.training_ids.push(it.test_ids.pop());
        }),
      );
      const changed = new Map(late.paths.map((path) => [path, late.read(path) as Uint8Array]));
      const all = Object.entries({ samples, batches, changed }).map(([name, of]) => writeRun(join(folder, name), of));
      const [first, second, third] = looked(all);
      expect([first.bad, second.bad]).toEqual([{}, {}]);
      expect(Object.keys(third.bad)).toContain("predictions");
    },
  );

  const fold = "model/folds_1.json";
  it.each<readonly [string, string, (own: Forger) => void]>([
    [
      "a test row among the training rows",
      "predictions",
      (own) => own.json(fold, (it) => it.training_ids.push(it.test_ids[0])),
    ],
    [
      "an unused row that is tested",
      "predictions",
      (own) => own.json(fold, (it) => it.unused_ids.push(it.test_ids[0])),
    ],
    ["an unused row that is none", "predictions", (own) => own.json(fold, (it) => it.unused_ids.push("s9999"))],
    ["fewer untested samples", "metrics", (own) => own.json("model/metrics.json", (it) => (it.n_untested -= 1))],
    ["no count of untested samples", "metrics", (own) => own.json("model/metrics.json", (it) => delete it.n_untested)],
    ["trust in another fold", "trust", (own) => own.cell("trust/predictions.csv", 150, "fold", "2025-05")],
    [
      "fewer samples that trust did not judge",
      "trust",
      (own) => own.json("trust/trust_summary.json", (it) => (it.n_untested = 0)),
    ],
  ])("is refused with %s", { tags: "slow" }, (_, check, change) => {
    expect(refusedBy(samples, change)).toContain(check);
  });
});
