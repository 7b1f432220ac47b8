/**
 * Documents over several tables: chemistry beside the spectra, end to end, and both verifiers accept what they wrote.
 *
 * @module-tag slow
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { registry } from "../../../blocks/registry.ts";
import { jsonSchema } from "../../../compiler/compile/package-files.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { schemasFrom } from "../../../compiler/verify/schemas.ts";
import { verifyRun } from "../../../compiler/verify/verify.ts";
import { folderOf } from "../../fixtures/forge.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import { smallCsv } from "../../fixtures/small.ts";
import { havePython, looked, writeRun } from "../../verify-py/python.ts";

const [head, ...rows] = smallCsv({ samples: 100, batches: 10 })
  .trim()
  .split("\n")
  .map((line) => line.split(","));
const textOf = (lines: readonly (readonly string[])[]) => `${lines.map((cells) => cells.join(",")).join("\n")}\n`;
/** Columns of the small set, of some of its samples. */
const cut = (columns: (name: string) => boolean, from = 0, to = rows.length) =>
  textOf([head, ...rows.slice(from, to)].map((cells) => cells.filter((_, j) => columns(head[j]))));
const isOfSpectra = (name: string) => !["y", "class"].includes(name);
const files = {
  "a.csv": cut(isOfSpectra, 0, 40),
  "b.csv": cut(isOfSpectra, 40, 92),
  "new.csv": cut(isOfSpectra, 92),
  "chem.csv": cut((name) => ["sample", "y"].includes(name))
    .replaceAll(",", ";")
    .replaceAll(".", ","),
};
/** The same without the last eight samples. */
const part = `${files["chem.csv"].split("\n").slice(0, 93).join("\n")}\n`;
const document = (data: string, more = "") => `---
title: Several tables
seed: 3
inputs:
  spectra: {path: [a.csv, b.csv]}
  new: {path: new.csv}
  chem: {path: chem.csv}
  part: {path: part.csv}
---

\`\`\`foodspec data
input: spectra
id: id
sample: sample
batch: batch
target: y
unit: g
axis: {unit: nm, technique: NIR}
${data}
\`\`\`

\`\`\`foodspec preprocess
steps: [snv]
\`\`\`

\`\`\`foodspec model
estimator: {pls-regression: {components: 2}}
scheme: {group_kfold: {folds: 4}}
\`\`\`
${more}`;

async function compiled(text: string, all: { readonly [path: string]: string } = { ...files, "part.csv": part }) {
  const place = inMemory({ ...all, "protocol.md": text });
  const { exitCode, documents } = await place.compile();
  const run = `runs/${place.runs()[0]}`;
  const paths = place.names(run).filter((path) => place.disk.stands(`${place.folder}/${run}/${path}`) === "file");
  const written = new Map(paths.map((path) => [path, place.disk.read(`${place.folder}/${run}/${path}`)]));
  return { exitCode, written, findings: documents[0].findings, read: (path: string) => place.read(`${run}/${path}`) };
}

const schemas = schemasFrom((name) => jsonSchema(machineDisk, name));

/** What either verifier refuses. */
function refused(written: ReadonlyMap<string, Uint8Array>): readonly string[] {
  const own = verifyRun(folderOf(new Map(written)), schemas, registry.all).findings.map(({ message }) => message);
  if (!havePython()) return own;
  const folder = mkdtempSync(join(tmpdir(), "foodspec-tables-"));
  try {
    const [{ bad }] = looked([writeRun(folder, new Map(written))]);
    return [...own, ...Object.values(bad).flat()];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("chemistry in a second table", async () => {
  const run = await compiled(document("join: {chem: {by: sample}}\ntest: {input: new}"));

  it("gives a report with a table of what was joined, and a run that both verifiers accept", () => {
    expect(run.exitCode).toBe(0);
    expect(run.read("report.md")).toMatch(/chem\.csv.*sample.*y.*100/);
    expect(JSON.parse(run.read("data/join.json"))).toMatchObject({
      joins: [{ input: "chem", rows: 100, matched: 100, spectra: 100, spectra_only: [], table_only: [] }],
    });
    expect(refused(run.written)).toEqual([]);
  });

  it("gives the figures of one table, byte for byte", async () => {
    const one = await compiled(document("test: {input: new}").replace(/ {2}(?:chem|part): .*\n/g, ""), {
      "a.csv": cut(() => true, 0, 40),
      "b.csv": cut(() => true, 40, 92),
      "new.csv": cut(() => true, 92),
    });
    const models = [...run.written.keys()].filter((path) => path.startsWith("model/"));
    expect(models.length).toBeGreaterThan(5);
    for (const path of models) expect(run.read(path)).toBe(one.read(path));
  });

  it("is pinned in regulatory mode as any input is", async () => {
    const { findings } = await compiled(
      document("join: {chem: {by: sample}}").replace(
        "seed: 3",
        "version: 1.0.0\nmode: regulatory\nclaims: {standard: None, use_case: A test, limitations: [Made by code]}",
      ),
    );
    expect(findings.filter(({ code }) => code === "FS2541").map(({ facts }) => facts.name)).toContain("chem");
  });

  it("must be an input of the front matter, and is looked for where it is named", async () => {
    const { findings } = await compiled(document("join: {chems: {by: sample}}"));
    expect(findings).toMatchObject([{ code: "FS2116", pointer: "/join/chems" }]);
  });
});

const trusted = `
\`\`\`foodspec trust
conformal: {alpha: 0.3}
\`\`\`
`;
const gated = `
\`\`\`foodspec qc #d
gate: data
\`\`\`

\`\`\`foodspec qc #m
gate: model
\`\`\`
`;
const cells = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));

describe("unknown samples", async () => {
  const inputs = "join: {part: {by: sample}}";
  const run = await compiled(document(`${inputs}\npredict: {input: new}`, trusted + gated));

  it("are predicted, and both verifiers accept the run", () => {
    expect(run.findings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(run.exitCode).toBe(0);
    expect(refused(run.written)).toEqual([]);
    expect(run.read("report.md")).toContain("8 samples without a reference value");
    const [head, ...lines] = cells(run.read("model/unknowns.csv"));
    expect(head).toEqual(["id", "sample", "predicted", "t2", "q", "leverage", "nearest", "outside"]);
    expect(lines.map(([id]) => id)).toEqual(Array.from({ length: 8 }, (_, i) => `s${93 + i}`));
    expect(JSON.parse(run.read("data/data_summary.json"))).toMatchObject({
      n_spectra: 92,
      n_unknown: 8,
      n_external: 0,
    });
  });

  it("are not counted otherwise than they are: both verifiers say so", () => {
    const written = new Map(run.written);
    const lines = run.read("model/unknowns.csv").split("\n");
    written.set("model/unknowns.csv", new TextEncoder().encode(lines.toSpliced(3, 1).join("\n")));
    const said = refused(written).join("\n");
    expect(said).toContain("has 7 spectra, and the data have 8 that are only predicted");
    if (havePython()) expect(said).toContain("unknowns.csv has 7 rows, and 8 are only predicted");
  });

  it("are told what trust says of them, with intervals around what it predicts", () => {
    const [head, ...lines] = cells(run.read("trust/unknowns.csv"));
    expect(head).toEqual(["id", "sample", "predicted", "low", "high", "answered", "why"]);
    expect(lines).toHaveLength(8);
    for (const [, , predicted, low, high, answered, why] of lines) {
      expect(Number(high) - Number(predicted)).toBeCloseTo(Number(predicted) - Number(low), 9);
      expect(answered === "true").toBe(why === "");
    }
  });

  it("are predicted as external ones are, to the last bit", async () => {
    const test = await compiled(document("join: {chem: {by: sample}}\ntest: {input: new}"));
    const [head, ...lines] = cells(test.read("model/test_predictions.csv"));
    const column = (name: string) => head.indexOf(name);
    expect(cells(run.read("model/unknowns.csv")).slice(1)).toEqual(
      lines.map((line) =>
        ["id", "sample", "predicted", "t2", "q", "leverage", "nearest", "outside"].map((name) => line[column(name)]),
      ),
    );
  });

  it("change no byte of what is fitted, judged or certified", async () => {
    const without = await compiled(document(inputs, trusted + gated));
    const same = [...without.written.keys()].filter(
      (path) => /^(?:model|trust|preprocessing)\//.test(path) || path.endsWith("_qc_report.json"),
    );
    expect(same.length).toBeGreaterThan(15);
    for (const path of same) expect([path, run.read(path)]).toEqual([path, without.read(path)]);
  });

  it("may be rows without a row in the joined table, rows without outcome, or marked by a column", async () => {
    const all = { "a.csv": files["a.csv"], "b.csv": files["b.csv"] + files["new.csv"].split("\n").slice(1).join("\n") };
    const wanted = cells(run.read("model/unknowns.csv"));
    for (const [data, more] of [
      ["join: {part: {by: sample, unmatched: predict}}", {}],
      [
        "join: {chem: {by: sample}}\npredict: no-outcome",
        { "chem.csv": files["chem.csv"].replaceAll(/(?<=^m(?:9[3-9]|100);).*$/gm, "") },
      ],
      [
        "join: {chem: {by: sample}}\npredict: {column: later, is: yes}",
        {
          "chem.csv": files["chem.csv"]
            .replaceAll(/$(?<=.)/gm, ";no")
            .replaceAll(/(?<=^m(?:9[3-9]|100);.*)no$/gm, "yes")
            .replace("no", "later"),
        },
      ],
    ] as const) {
      const other = await compiled(document(data), { ...files, "part.csv": part, ...all, ...more });
      expect(other.findings.filter(({ severity }) => severity === "error")).toEqual([]);
      expect(cells(other.read("model/unknowns.csv"))).toEqual(wanted);
    }
  });
});
