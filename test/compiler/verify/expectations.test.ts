/** Expectations: what a model is held against is worked out again from distances and metrics; by either verifier a forged entry is refused. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { registry } from "../../../blocks/registry.ts";
import { jsonSchema } from "../../../compiler/compile/package-files.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { schemasFrom } from "../../../compiler/verify/schemas.ts";
import { verifyRun } from "../../../compiler/verify/verify.ts";
import { type Files, type Forger, folderOf, forged, type Loose } from "../../fixtures/forge.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { havePython, looked, writeRun } from "../../verify-py/python.ts";

const schemas = schemasFrom((name) => jsonSchema(machineDisk, name));

const models = {
  /** Three spectra a sample, two repeats of the folds. */
  regression: "estimator: {pls-regression: {components: 2}}\nscheme: {group_kfold: {folds: 5, repeats: 2}}\n",
  "latent variables": "estimator: {pls-da: {components: 2}}\n",
  /** Its fitted rows stand in no table. */
  "no latent variables": "estimator: logistic-regression\n",
} as const;
type Kind = keyof typeof models;
const kinds = Object.keys(models) as Kind[];

/** Lines of small.csv: batch B6 is shifted by three points, alien to the model; with repeats each spectrum is there three times, roughly. */
function lines(isRepeated: boolean): string {
  const [head, ...small] = smallCsv({ samples: 60, batches: 6 }).trimEnd().split("\n");
  const shift = (cells: readonly string[]) =>
    cells[2] === "B6" ? [...cells.slice(0, 5), ...cells.slice(8), ...cells.slice(5, 8)] : cells;
  const rough = (cell: string, i: number, j: number) => (Number(cell) + 0.0004 * ((i * j * 31) % 7)).toFixed(6);
  const repeat = (cells: readonly string[], r: number) => [
    `${cells[0]}r${r}`,
    ...cells.slice(1, 5),
    ...cells.slice(5).map((cell, j) => rough(cell, r, j)),
  ];
  const all = small.map((line) => shift(line.split(",")));
  const body = isRepeated ? all.flatMap((cells) => [1, 2, 3].map((r) => repeat(cells, r))) : all;
  return `${[head, ...body.map((cells) => cells.join(","))].join("\n")}\n`;
}

async function runOf(kind: Kind): Promise<Files> {
  const place = inMemory({
    "small.csv": lines(kind === "regression"),
    "protocol.md": smallProtocol({ data: "test: {column: batch, is: B6}\n", model: models[kind] }),
  });
  const { documents } = await place.compile();
  expect(documents[0].findings.filter(({ severity }) => severity === "error")).toEqual([]);
  const run = `runs/${place.runs()[0]}`;
  const paths = place.names(run).filter((path) => place.disk.stands(`${place.folder}/${run}/${path}`) === "file");
  return new Map(paths.map((path) => [path, place.disk.read(`${place.folder}/${run}/${path}`)]));
}

/** Changes one entry wherever a run says it. */
const entry = (code: string, measure: string, rows: string, change: Loose) => (own: Forger) => {
  for (const [path, listOf] of [
    ["model/expectations.json", (file: Loose) => file.expectations],
    ["report.json", (file: Loose) => file.results.plsda.values.expectations],
  ] as const)
    own.json(path, (file) => {
      const found = listOf(file).find(
        (one: Loose) => [one.code, one.measure, one.rows].join() === [code, measure, rows].join(),
      );
      Object.assign(found, change);
    });
};

/** What a forger does, and what both verifiers say of it; of these kinds of model, or of each. */
type Forgery = readonly [
  does: string,
  check: string,
  says: RegExp,
  change: (own: Forger) => void,
  of?: readonly Kind[],
];
const forgeries: readonly Forgery[] = [
  [
    "external samples that are no longer alien",
    "metrics",
    /expectations\/\d\/?.*observed/,
    entry("FS5301", "t2", "external", { observed: 0, p: 1, beyond: false, worst: [] }),
  ],
  ["a wider limit of Q", "metrics", /limit/, entry("FS5301", "q", "external", { limit: 99 })],
  ["a chance", "metrics", /\/p\b/, entry("FS5301", "q", "external", { p: 0.2 })],
  ["a verdict", "metrics", /beyond/, entry("FS5301", "q", "external", { beyond: false })],
  ["how many were expected beyond", "metrics", /expected/, entry("FS5301", "t2", "external", { expected: 9 })],
  ["who lies farthest", "metrics", /worst/, entry("FS5301", "t2", "external", { worst: [{ sample: "m1", value: 1 }] })],
  ["fitted samples beyond T²", "metrics", /observed/, entry("FS5302", "t2", "fitted", { observed: 1 })],
  ["the chance of fitted samples", "metrics", /\/p\b/, entry("FS5302", "q", "fitted", { p: 0.001 })],
  [
    "the reference a model is held against",
    "metrics",
    /expected/,
    entry("FS5305", "accuracy", "left out", { expected: 0.1, beyond: false }),
    ["latent variables", "no latent variables"],
  ],
  [
    "the spread of the reference values",
    "metrics",
    /expected/,
    entry("FS5305", "rmse", "left out", { expected: 40 }),
    ["regression"],
  ],
  [
    "an external error that is as in validation",
    "metrics",
    /beyond/,
    entry("FS5303", "rmse", "external", { beyond: false }),
    ["regression"],
  ],
  [
    "samples that are far off",
    "metrics",
    /observed/,
    entry("FS5304", "residual", "external", { observed: 0, beyond: false, worst: [] }),
    ["regression"],
  ],
  [
    "a slope",
    "metrics",
    /observed/,
    entry("FS5306", "slope", "external", { observed: 1, beyond: false }),
    ["regression"],
  ],
  [
    "an entry left out",
    "metrics",
    /expectations/,
    (own) => {
      own.json("model/expectations.json", (file) => file.expectations.pop());
      own.json("report.json", (file) => file.results.plsda.values.expectations.pop());
    },
  ],
  [
    "a finding taken out of the report",
    "text",
    /tells FS5301 of plsda otherwise than/,
    (own) =>
      own.json("report.json", (file) => {
        const at = file.findings.findIndex(({ code }: Loose) => code === "FS5301");
        file.findings.splice(at, 1);
      }),
  ],
  [
    "another list in the report",
    "text",
    /values\/expectations/,
    (own) => own.json("report.json", (file) => Object.assign(file.results.plsda.values.expectations[0], { n: 999 })),
  ],
];

describe.each(kinds)("a run of %s with an alien external set", (kind) => {
  const own = forgeries.flatMap(([does, check, says, change, of]) =>
    of === undefined || of.includes(kind) ? [[does, check, says, change] as const] : [],
  );
  let files: Files;
  beforeAll(async () => {
    files = await runOf(kind);
  });
  it("is verified as it was written, and tells of the set", () => {
    const { expectations } = JSON.parse(new TextDecoder().decode(files.get("model/expectations.json")));
    expect(expectations.filter((one: Loose) => one.code === "FS5301").map((one: Loose) => one.beyond)).toEqual([
      true,
      true,
    ]);
    expect(verifyRun(folderOf(files), schemas, registry.all).findings.map(({ message }) => message)).toEqual([]);
  });
  it.each(own)("is refused for %s", (_, check, says, change) => {
    const { checks, findings } = verifyRun(forged(files, change), schemas, registry.all);
    expect(checks.flatMap(({ name, status }) => (status === "refused" ? [name] : []))).toContain(check);
    expect(findings.map(({ message }) => message).join("\n")).toMatch(says);
  });
  it.skipIf(!havePython())("is accepted by verify.py, and refused for each of them", { tags: "slow" }, () => {
    const folder = mkdtempSync(join(tmpdir(), "foodspec-expectations-"));
    const runs = [folderOf(files), ...own.map(([, , , change]) => forged(files, change))];
    const folders = runs.map(({ paths, read }, k) =>
      writeRun(join(folder, String(k)), new Map(paths.map((path) => [path, read(path) ?? new Uint8Array()]))),
    );
    const [honest, ...refused] = looked(folders);
    rmSync(folder, { recursive: true });
    expect(honest.bad).toEqual({});
    refused.forEach(({ bad }, k) => {
      const [does, check, says] = own[k];
      expect([does, (bad[check] ?? []).join("\n")]).toEqual([does, expect.stringMatching(says)]);
    });
  });
});
