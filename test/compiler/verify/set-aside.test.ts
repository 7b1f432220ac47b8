/** Samples that were taken out, and those that are only predicted: the figure with them, and who lies how far, in a run sealed again. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { registry } from "../../../blocks/registry.ts";
import { jsonSchema } from "../../../compiler/compile/package-files.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { schemasFrom } from "../../../compiler/verify/schemas.ts";
import { verifyRun } from "../../../compiler/verify/verify.ts";
import { type Files, type Forger, folderOf, forged } from "../../fixtures/forge.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { havePython, looked, writeRun } from "../../verify-py/python.ts";

const schemas = schemasFrom((name) => jsonSchema(machineDisk, name));
const sets = { classes: "class", regression: "y" } as const;
type Kind = keyof typeof sets;

/** Three samples are excluded; two of a batch of their own are only predicted. */
async function runOf(kind: Kind): Promise<Files> {
  const lines = smallCsv({ samples: 60, batches: 6 }).trimEnd().split("\n");
  const csv = lines.map((line, i) => {
    if (i < 59) return line;
    const [id, sample, , ...rest] = line.split(",");
    return [id, sample, "new", ...rest].join(",");
  });
  const place = inMemory({
    "small.csv": `${csv.join("\n")}\n`,
    "protocol.md": smallProtocol({
      data: "exclude:\n  - {sample: m3, reason: spilt}\n  - {sample: m8, reason: spilt}\n  - {sample: m21, reason: spilt}\npredict: {column: batch, is: new}\n",
      csv: `${csv.join("\n")}\n`,
      model: kind === "classes" ? "" : "estimator: {pls-regression: {components: 2}}\n",
    }),
  });
  const { exitCode, documents } = await place.compile();
  expect([exitCode, documents[0].findings.filter(({ severity }) => severity === "error")]).toEqual([0, []]);
  const run = `runs/${place.runs()[0]}`;
  const paths = place.names(run).filter((path) => place.disk.stands(`${place.folder}/${run}/${path}`) === "file");
  return new Map(paths.map((path) => [path, place.disk.read(`${place.folder}/${run}/${path}`)]));
}

const metrics = (field: string, value: unknown) => (own: Forger) =>
  own.json("model/metrics.json", (m) => Object.assign(m.including_excluded, { [field]: value }));

const forgeries: readonly (readonly [
  does: string,
  says: RegExp,
  python: string,
  change: (own: Forger, kind: Kind) => void,
])[] = [
  [
    "the figure with excluded samples",
    /metrics.json` says 0.1234 at \/including_excluded\/(accuracy|rmsecv);/,
    "/including_excluded",
    (own, kind) => metrics(kind === "classes" ? "accuracy" : "rmsecv", 0.1234)(own),
  ],
  [
    "its interval",
    /at \/including_excluded\/(accuracy|rmsecv)_ci\/0;/,
    "/including_excluded",
    (own, kind) => metrics(kind === "classes" ? "accuracy_ci" : "rmsecv_ci", [0.1, 0.9])(own),
  ],
  [
    "how many could not be predicted",
    /at \/including_excluded\/not_predicted;/,
    "/including_excluded/not_predicted",
    metrics("not_predicted", 2),
  ],
  [
    "what an excluded sample was predicted as",
    /at \/including_excluded\/(accuracy|rmsecv);/,
    "/including_excluded",
    (own, kind) =>
      kind === "classes"
        ? own.cell("model/excluded_predictions.csv", 0, "observed", (old) => (old === "a" ? "b" : "a"))
        : own.cell("model/excluded_predictions.csv", 0, "predicted", "99"),
  ],
  [
    "excluded samples of which no table is left",
    /at \/including_excluded\/not_predicted; worked out again it is 3/,
    "/including_excluded/not_predicted",
    (own) => own.drop("model/excluded_predictions.csv"),
  ],
  [
    "excluded samples of which nothing is said any more",
    /metrics.json` says nothing at \/including_excluded;/,
    "/including_excluded",
    (own) => {
      own.drop("model/excluded_predictions.csv");
      own.json("model/metrics.json", (m) => Reflect.deleteProperty(m, "including_excluded"));
    },
  ],
  [
    "distances that nobody is said to know",
    /applicability.json` says too_few_rows of a model with \d latent variables of 55 spectra/,
    "applicability.json says too_few_rows of a model",
    (own) =>
      own.json("model/applicability.json", (a) =>
        Object.assign(a, {
          na: "too_few_rows",
          ...{ n: null, components: null, space: null, limits: null, left_out: null, far: null },
          ...{ outside: [], farthest: [] },
        }),
      ),
  ],
  [
    "how far an unknown sample lies",
    /unknowns.csv` says "" of what line 1 lies beyond/,
    "of unknown rows",
    (own) => own.cell("model/unknowns.csv", 0, "t2", "9999"),
  ],
  [
    "what an unknown sample lies beyond",
    /unknowns.csv` says "q?" of what line 2 lies beyond/,
    "of unknown rows",
    (own) => own.cell("model/unknowns.csv", 1, "outside", (old) => (old === "q" ? "" : "q")),
  ],
];

describe.each(Object.keys(sets) as Kind[])("a run of %s with samples set aside", (kind) => {
  let files: Files;
  beforeAll(async () => {
    files = await runOf(kind);
  });
  const judged = (change: (own: Forger) => void) => {
    const { findings, checks } = verifyRun(forged(files, change), schemas, registry.all);
    return {
      says: findings.map(({ message }) => message).join("\n"),
      refused: checks.flatMap(({ name, status }) => (status === "refused" ? [name] : [])),
    };
  };
  it("is verified as it was written", () => {
    expect([...files.keys()]).toEqual(expect.arrayContaining(["model/excluded_predictions.csv", "model/unknowns.csv"]));
    expect(judged(() => undefined)).toEqual({ says: "", refused: [] });
  });
  it.each(forgeries)("is refused for %s", (_, says, __, change) => {
    const found = judged((own) => change(own, kind));
    expect(found.says).toMatch(says);
    expect(found.refused).toContain("metrics");
  });
  it.skipIf(!havePython())("is accepted by verify.py, and refused for each of them", () => {
    const folder = mkdtempSync(join(tmpdir(), "foodspec-set-aside-"));
    const runs = [folderOf(files), ...forgeries.map(([, , , change]) => forged(files, (own) => change(own, kind)))];
    const folders = runs.map(({ paths, read }, k) =>
      writeRun(join(folder, String(k)), new Map(paths.map((path) => [path, read(path) ?? new Uint8Array()]))),
    );
    const [honest, ...refused] = looked(folders);
    rmSync(folder, { recursive: true });
    expect(honest.bad).toEqual({});
    refused.forEach(({ bad }, k) => {
      expect([forgeries[k][0], Object.values(bad).flat().join("\n")]).toEqual([
        forgeries[k][0],
        expect.stringContaining(forgeries[k][2]),
      ]);
    });
  });
});
