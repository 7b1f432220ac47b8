/**
 * Several targets: one document, a model a target, each byte for byte what a document with that target alone gives.
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
/** The small set with a second target, which two samples have not. */
const csv = (change: (protein: string, i: number) => string = (it) => it) =>
  `${[
    [...head.slice(0, 5), "protein %", ...head.slice(5)],
    ...rows.map((cells, i) => {
      const protein = (30 - Number(cells[4]) / 2 + ((i * 37) % 11) / 5).toFixed(3);
      return [...cells.slice(0, 5), change(protein, i), ...cells.slice(5)];
    }),
  ]
    .map((cells) => cells.join(","))
    .join("\n")}\n`;
const lacking = csv((protein, i) => (i === 7 || i === 40 ? "" : protein));
const document = (outcome: string, prose = "", more = "", text = "duplicates: keep", policy = "") => `---
title: Several targets
seed: 3
inputs:
  small: {path: small.csv}
${policy}---

${prose}

\`\`\`foodspec data
input: small
id: id
sample: sample
batch: batch
${outcome}
axis: {unit: nm, technique: NIR}
${text}
\`\`\`

\`\`\`foodspec preprocess
steps: [snv]
\`\`\`

\`\`\`foodspec model #pls
estimator: {pls-regression: {components: [2, 3]}}
scheme: {group_kfold: {folds: 4}}
\`\`\`
${more}`;
const gated = "\n```foodspec qc #m\ngate: model\n```\n\n```foodspec trust\nconformal: {alpha: 0.3}\n```\n";
const byTarget = 'qc_policy: {min_r2: 0.1, max_rmsecv: {y: 4, "protein %": 2}, max_rmsep: {y: 5, "protein %": 2}}\n';
const both = "targets: [y, protein %]\nunit: g";

function place(text: string, data: string) {
  const made = inMemory({ "protocol.md": text, "small.csv": data });
  return {
    ...made,
    async run() {
      const before = new Set(made.runs());
      const { exitCode, documents } = await made.compile();
      const last = made.runs().find((name) => !before.has(name));
      const run = `runs/${last}`;
      const paths = made.names(run).filter((path) => made.disk.stands(`${made.folder}/${run}/${path}`) === "file");
      return {
        exitCode,
        findings: documents[0].findings,
        paths,
        read: (path: string) => made.read(`${run}/${path}`),
        bytes: (path: string) => made.disk.read(`${made.folder}/${run}/${path}`),
      };
    },
  };
}
const compiled = (text: string, data = lacking) => place(text, data).run();

describe("several targets", async () => {
  const prose = "Off by `= pls.y.rmsecv : .3f` and `= pls.protein__.rmsecv : .3f`; see [](#pls.y.predicted-measured).";
  const run = await compiled(document(both, prose, gated, "duplicates: keep", byTarget));

  it("give a run with a model a target, and a table of all", () => {
    expect(run.findings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(run.exitCode).toBe(0);
    expect(run.paths).toContain("model/y/metrics.json");
    expect(run.paths).toContain("model/protein__/predictions.csv");
    expect(run.paths).toContain("trust/y/predictions.csv");
    const { rows: told, correlation } = JSON.parse(run.read("model/targets.json"));
    expect(told).toMatchObject([
      { target: "y", key: "y", unit: "g", n: 100 },
      { target: "protein %", key: "protein__", unit: "g", n: 98 },
    ]);
    const metrics = JSON.parse(run.read("model/y/metrics.json"));
    expect(told[0].rmsecv).toBe(metrics.pooled.rmsecv);
    expect(correlation[0][1]).toBeLessThan(-0.9);
    expect(run.read("report.md")).toContain(`Off by ${metrics.pooled.rmsecv.toFixed(3)}`);
  });

  it("give for each target byte for byte what a document with that target alone gives", async () => {
    for (const [target, key] of [
      ["y", "y"],
      ["protein %", "protein__"],
    ]) {
      const alone = await compiled(
        document(`target: ${target}\nunit: g`, "", gated, target === "y" ? "" : "missing: drop"),
      );
      const files = alone.paths.filter((path) => /^(?:model|trust)\//.test(path));
      expect(files.length).toBeGreaterThan(12);
      for (const path of files) {
        const own = path.replace("/", `/${key}/`);
        expect([own, run.read(own)]).toEqual([own, alone.read(path)]);
      }
    }
  });

  it("tell once what is wrong with the file that each of them reads", async () => {
    const cells = (i: number) => rows[i].slice(5).map(Number);
    const jitter = (i: number) => cells(i).map((value, j) => (value + (((i + j * 7) % 5) - 2) * 1e-6).toFixed(7));
    const copies = [3, 14, 25].map((i) =>
      [`c${i}`, `c${i}`, "B9", ...rows[i].slice(3, 5), rows[i][4], ...jitter(i)].join(","),
    );
    const near = await compiled(document(both), `${lacking}${copies.join("\n")}\n`);
    const told = near.findings.filter(({ code }) => code === "FS7110").map(({ block }) => block);
    expect(told).toEqual(["data"]);
    const gap = await compiled(document(both), lacking.replace(/(\nm?s5,.*),[^,\n]+\n/, "$1,\n"));
    expect([gap.exitCode, gap.findings.map(({ code, block }) => `${code} ${block}`)]).toEqual([3, ["FS3020 data"]]);
  });

  it("fit again only the target of which a value was corrected", async () => {
    const one = place(document(both, "", ""), lacking);
    await one.run();
    one.write(
      "small.csv",
      csv((protein, i) => (i === 7 || i === 40 ? "" : i === 11 ? "21.5" : protein)),
    );
    const again = await one.run();
    const blocks = JSON.parse(again.read("manifest.json")).blocks as { id: string; execution: string }[];
    const of = (id: string) => blocks.find((block) => block.id === id)?.execution;
    expect([of("pls.y"), of("pls.protein__")]).toEqual(["reused", "ran"]);
  });

  it("are accepted by both verifiers", () => {
    const written = new Map(run.paths.map((path) => [path, run.bytes(path)]));
    const schemas = schemasFrom((name) => jsonSchema(machineDisk, name));
    expect(verifyRun(folderOf(written), schemas, registry.all).findings.map(({ message }) => message)).toEqual([]);
    if (!havePython()) return;
    const folder = mkdtempSync(join(tmpdir(), "foodspec-targets-"));
    const [{ bad }] = looked([writeRun(folder, written)]);
    rmSync(folder, { recursive: true, force: true });
    expect(Object.values(bad).flat()).toEqual([]);
  });

  it("are judged together by one gate, each by the thresholds of its own", async () => {
    const { of, by_block } = JSON.parse(run.read("model_qc_report.json"));
    expect(of).toEqual(["pls.y", "pls.protein__"]);
    const thresholds = (id: string) => [by_block[id].checks.rmsecv.threshold, by_block[id].checks.r2.threshold];
    expect([thresholds("pls.y"), thresholds("pls.protein__")]).toEqual([
      [4, 0.1],
      [2, 0.1],
    ]);
    const { gates, policy } = JSON.parse(run.read("manifest.json"));
    expect(gates).toMatchObject([{ gate: "model", block: "m", report: "model_qc_report.json" }]);
    expect(policy.effective).toMatchObject({
      max_rmsecv: { y: 4, "protein %": 2 },
      min_r2: 0.1,
      max_rmsep: { y: 5, "protein %": 2 },
    });
    expect(policy.loosened).toEqual(["max_rmsep.y"]);
  });

  it("have each its own part of the policy in its key", async () => {
    const one = place(document(both, "", gated, "duplicates: keep", byTarget), lacking);
    await one.run();
    one.write("protocol.md", one.read("protocol.md").replace('"protein %": 2}', '"protein %": 3}'));
    const again = await one.run();
    const blocks = JSON.parse(again.read("manifest.json")).blocks as { id: string; execution: string }[];
    const of = (id: string) => blocks.find((block) => block.id === id)?.execution;
    expect([of("trust.y"), of("trust.protein__"), of("m")]).toEqual(["reused", "ran", "ran"]);
  });

  it("are chosen from by `target`, which is then an ordinary block", async () => {
    const text = document(both, "Off by `= pls.rmsecv : .3f`.").replace("#pls\n", "#pls\ntarget: y\n");
    const one = await compiled(text);
    expect(one.exitCode).toBe(0);
    expect(one.paths).toContain("model/metrics.json");
    expect(one.paths.filter((path) => path.includes("protein") || path.includes("model/y"))).toEqual([]);
    expect(one.read("model/metrics.json")).toBe(run.read("model/y/metrics.json"));
    const wrong = await compiled(text.replace("target: y", "target: Y"));
    expect(wrong.findings).toMatchObject([{ code: "FS2809", facts: { target: "Y", suggestion: "y" } }]);
  });

  it("are asked for by name", async () => {
    const { findings } = await compiled(document(both, "Off by `= pls.rmsecv`."));
    expect(findings).toMatchObject([{ code: "FS2206", facts: { targets: ["pls.y", "pls.protein__"] } }]);
  });
});
