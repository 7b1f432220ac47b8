/** Feature views, through the product: what is told of the rows that spectra took follows from data/features.csv, in both verifiers. */
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
import { havePython, looked, writeRun } from "../../verify-py/python.ts";

const schemas = schemasFrom((name) => jsonSchema(machineDisk, name));
const rows = Array.from({ length: 12 }, (_, i) => i + 1);
const day = (n: number): string => `2026-03-${String(n).padStart(2, "0")}`;
const files = {
  "spectra.csv": `id,scanned,800,801,802\n${rows.map((i) => `s${i},${day(i + 2)},${i},${i * i},${(i * 7) % 5}\n`).join("")}`,
  "chem.csv": `id,at,entered,fat\n${rows.map((i) => `s${i},${day(i + 3)},${day(i + 4)},${i * 0.5}\n`).join("")}s1,2026-03-04,2026-04-02,99\n`,
  "room.csv": `id,at,temperature\n${rows.map((i) => `s${i},${day(i)},${20 + i}\n`).join("")}`,
  "protocol.md": `---
title: Views
as_of: 2026-03-31
inputs:
  spectra: {path: spectra.csv}
  chem: {path: chem.csv}
  room: {path: room.csv}
---

Joined.

\`\`\`foodspec data
input: spectra
id: id
target: fat
time: scanned
join:
  chem: {by: id, columns: [fat], time: at, recorded: entered, role: outcome}
  room: {by: id, columns: [temperature], time: at, ttl: 5d}
axis: {unit: nm}
layout: wide
\`\`\`
`,
};

describe("feature views of a run", () => {
  const folder = mkdtempSync(join(tmpdir(), "foodspec-features-"));
  let made: Files;
  beforeAll(async () => {
    const place = inMemory(files);
    expect((await place.compile()).exitCode).toBe(0);
    const run = `runs/${place.runs()[0]}`;
    const paths = place.names(run).filter((path) => place.disk.stands(`${place.folder}/${run}/${path}`) === "file");
    made = new Map(paths.map((path) => [path, place.disk.read(`${place.folder}/${run}/${path}`)]));
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("are accepted as they were written", () => {
    const { findings, checks } = verifyRun(folderOf(made), schemas, registry.all);
    expect(findings.map(({ message }) => message)).toEqual([]);
    expect(checks.filter(({ name }) => name === "features").map(({ status }) => status)).toEqual(["ok", "not_checked"]);
  });

  const [json, csv, summary] = ["data/features.json", "data/features.csv", "data/data_summary.json"];
  const both = (change: (view: Loose) => void) => (own: Forger) => {
    own.json(json, ({ views }) => change(views.chem));
    own.json(summary, ({ views }) => change(views[0]));
  };
  const forgeries: readonly (readonly [string, (own: Forger) => void])[] = [
    ["more spectra with a row", both((view) => (view.matched += 1))],
    ["a smaller age", both((view) => (view.age.median /= 2))],
    ["another largest age", both((view) => (view.age.max += 1))],
    ["a later `as_of` of one view", both((view) => (view.as_of = "2026-05-01"))],
    ["the counts of the summary alone", (own) => own.json(summary, (it) => (it.views[1].missing.none = 3))],
    ["the age of one row", (own) => own.cell(csv, 0, "room.age_days", "0.5")],
    ["a row that is later than what is known", (own) => own.cell(csv, 0, "chem.time", "2026-04-20T00:00:00.000Z")],
    ["metadata of a later day", (own) => own.cell(csv, 3, "room.time", "2026-03-30T00:00:00.000Z")],
    ["a row beyond its time to live", (own) => own.cell(csv, 3, "room.time", "2026-01-01T00:00:00.000Z")],
    ["no lines", (own) => own.drop(csv)],
    [
      "a column that no line has",
      (own) => {
        own.json(json, ({ views }) => views.chem.columns.push("water"));
        own.json(summary, ({ views }) => (views[0].columns += ", water"));
      },
    ],
  ];
  it.each(forgeries)("are refused with %s", (_, change) => {
    const run = forged(made, change);
    const verified = verifyRun(run, schemas, registry.all);
    expect(verified.checks.filter(({ status }) => status === "refused").map((one) => one.name)).toContain("features");
  });

  it.skipIf(!havePython())("are so by the second verifier too", { tags: "slow" }, () => {
    const runs = forgeries.map(([, change], k) => {
      const run = forged(made, change);
      return writeRun(
        join(folder, String(k)),
        new Map(run.paths.map((path) => [path, run.read(path) ?? new Uint8Array()])),
      );
    });
    const [honest, ...found] = looked([writeRun(join(folder, "honest"), made), ...runs]);
    expect(honest.bad).toEqual({});
    expect(forgeries.filter((_, k) => !Object.hasOwn(found[k].bad, "features")).map(([name]) => name)).toEqual([]);
  });
});
