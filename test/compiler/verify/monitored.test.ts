/** A monitoring run, changed by somebody who seals it again: what it counts and what follows from its tests is refused, each by its place. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registry } from "../../../blocks/registry.ts";
import { jsonSchema } from "../../../compiler/compile/package-files.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { schemasFrom } from "../../../compiler/verify/schemas.ts";
import { verifyRun } from "../../../compiler/verify/verify.ts";
import { type Files, type Forger, filesOf, folderOf, forged, type Loose } from "../../fixtures/forge.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { havePython, looked, writeRun } from "../../verify-py/python.ts";

const analysis = resolve(import.meta.dirname, "../../../analyses/meat-fat");
const schemas = schemasFrom((name) => jsonSchema(machineDisk, name));
const own = (name: string) => readFileSync(join(analysis, name), "utf8");
let place: Project;
let files: Files;
beforeAll(async () => {
  const names = ["monitoring.md", "lean.predictor.json", "new-portions.csv"];
  place = project(Object.fromEntries(names.map((name) => [name, own(name)])));
  expect((await place.compile({ documents: ["monitoring.md"] })).exitCode).toBe(0);
  files = filesOf(join(place.folder, "runs/latest"));
}, 120_000);
afterAll(() => place.remove());

const summary = (change: (file: Loose) => void) => (run: Forger) =>
  run.json("monitoring/monitoring_summary.json", change);
const drift = (change: (file: Loose) => void) => (run: Forger) => run.json("monitoring/drift_report.json", change);

const forgeries: readonly (readonly [does: string, says: RegExp, python: string, change: (run: Forger) => void])[] = [
  ["how many were answered", /at \/n_answered;/, "/n_answered", summary((s) => Object.assign(s, { n_answered: 32 }))],
  [
    "the mean size of sets",
    /at \/mean_set_size;/,
    "/mean_set_size",
    summary((s) => Object.assign(s, { mean_set_size: 2 })),
  ],
  [
    "sets counted by size",
    /at \/set_size_distribution\/1;/,
    "/set_size_distribution",
    summary((s) => Object.assign(s.set_size_distribution, { 1: 5 })),
  ],
  [
    "samples called a class",
    /at \/predicted_counts\/over 20 %;/,
    "/predicted_counts",
    summary((s) => Object.assign(s.predicted_counts, { "over 20 %": 1 })),
  ],
  [
    "accuracy",
    /at \/observed\/accuracy;/,
    "/observed/accuracy",
    summary((s) => Object.assign(s.observed, { accuracy: 0.5 })),
  ],
  [
    "the interval of accuracy",
    /at \/observed\/accuracy_ci\/0;/,
    "/observed/accuracy_ci",
    summary((s) => Object.assign(s.observed.accuracy_ci, { 0: 0.99 })),
  ],
  [
    "coverage",
    /at \/observed\/coverage;/,
    "/observed/coverage",
    summary((s) => Object.assign(s.observed, { coverage: 0.01 })),
  ],
  [
    "the recall of a class",
    /at \/observed\/by_class\/over 20 %\/recall;/,
    "/observed/by_class",
    summary((s) => Object.assign(s.observed.by_class["over 20 %"], { recall: 0.5 })),
  ],
  ["the p of drift in the summary", /at \/drift_p;/, "/drift_p", summary((s) => Object.assign(s, { drift_p: 0.5 }))],
  [
    "the test that decides",
    /at \/drift_test;/,
    "/drift_test",
    summary((s) => Object.assign(s, { drift_test: "exceedance" })),
  ],
  [
    "the p of a test beside its parts",
    /drift_report.json` says 0.9 at \/tests\/0\/p;/,
    "/tests/0",
    drift((d) => Object.assign(d.tests[0], { p: 0.9 })),
  ],
  [
    "the tail of those beyond",
    /drift_report.json` says 0.9 at \/tests\/3\/parts\/1\/p;/,
    "/tests/3",
    drift((d) => Object.assign(d.tests[3].parts[1], { p: 0.9 })),
  ],
  ["what moved", /at \/moved\/0\/moved;/, "/moved/0", drift((d) => Object.assign(d.moved[0], { psi: 5 }))],
  [
    "how far a number may move",
    /at \/moved\/1\/limit;/,
    "/moved/1",
    drift((d) => Object.assign(d.moved[1], { limit: 9 })),
  ],
  [
    "a spectrum that is flagged",
    /drift_report.json` says "1 entries" at \/flagged;/,
    "/flagged",
    drift((d) => d.flagged.push({ row: 3, id: "N04", sample: "N04", t2: 99, q: 99, beyond: "T²" })),
  ],
  ["how many are new", /at \/n_new;/, "/n_new", drift((d) => Object.assign(d, { n_new: 40 }))],
  [
    "a class that its probabilities do not call",
    /monitoring\/predictions.csv` says of row 0 what its probabilities, its set or its sample do not/,
    "row 0",
    (run) => run.cell("monitoring/predictions.csv", 0, "predicted", "over 20 %"),
  ],
];

const judged = (change: (run: Forger) => void) => {
  const { findings, checks } = verifyRun(forged(files, change), schemas, registry.all);
  return {
    says: findings.map(({ message }) => message).join("\n"),
    refused: checks.flatMap(({ name, status }) => (status === "refused" ? [name] : [])),
  };
};

describe("a monitoring run", () => {
  it("is verified as it was written", () => {
    expect(judged(() => undefined)).toEqual({ says: "", refused: [] });
  });
  it.each(forgeries)("is refused for %s", (_, says, __, change) => {
    const found = judged(change);
    expect(found.says).toMatch(says);
    expect(found.refused).toContain("gates");
  });
  describe.skipIf(!havePython())("by verify.py", () => {
    it("is accepted as it was written, and refused for each of them", () => {
      const runs = [folderOf(files), ...forgeries.map(([, , , change]) => forged(files, change))];
      const folders = runs.map(({ paths, read }, k) =>
        writeRun(
          join(place.folder, `forged-${k}`),
          new Map(paths.map((path) => [path, read(path) ?? new Uint8Array()])),
        ),
      );
      const [honest, ...refused] = looked(folders);
      expect(honest.bad).toEqual({});
      refused.forEach(({ bad }, k) => {
        expect([forgeries[k][0], Object.values(bad).flat().join("\n")]).toEqual([
          forgeries[k][0],
          expect.stringContaining(forgeries[k][2]),
        ]);
      });
    });
  });
});
