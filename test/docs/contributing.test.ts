/**
 * The recipes of CONTRIBUTING, followed as they stand: what they add keeps its contract and does in whole runs what they say one sees.
 *
 * @module-tag slow
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AnyCheck, CheckDeclaration } from "../../blocks/methods/qc/check.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { programIn } from "../contract/program-with.ts";
import type { Project } from "../fixtures/project.ts";
import { followed, recipes } from "./recipes.ts";

const all = recipes();
const folder = followed(all);
const program = await programIn(folder);
// What `npm run generate` writes and a run is verified with.
const schemas = program.generated(program.registry.schemes, program.jsonSchemas());
for (const [name, schema] of Object.entries(schemas)) writeFileSync(join(folder, "schemas/json", name), schema);
const text = (path: string) => readFileSync(join(folder, path), "utf8");
afterAll(() => program.remove());

describe("the recipes", () => {
  it("add an estimator, a step, a check, a figure, a kind and a command", () => {
    expect(all.map(({ title }) => title)).toEqual([
      "Add an estimator",
      "Add a preprocessing step",
      "Add a check of a gate",
      "Add a figure",
      "Add a kind of block",
      "Add a command",
    ]);
    for (const { title, edits, commands } of all)
      expect([edits.length > 1, commands.length > 1], title).toEqual([true, true]);
  });
  it("take two files and one table for an estimator", () => {
    const code = all[0].edits.filter(({ path }) => path.startsWith("blocks/"));
    expect(code.map(({ isChange }) => isChange)).toEqual([false, false, true]);
  });
});

describe("the reference", () => {
  it("tells of each method, from the page beside it", () => {
    const pages = program.methodPages(program.methodFiles(folder));
    expect(pages["estimators.md"]).toContain("Cover, Hart 1967");
    expect(pages["steps/columns.md"]).toContain("## median-center");
    expect(pages["checks.md"]).toContain("## largest_sample");
    expect(pages["quality-policy.md"]).toContain("max_largest_sample");
  });
});

const { estimators, steps, checks, checkWords, registry } = program;
describe("the estimator", () => program.keepsTheContractOfEstimators(estimators.knn));
describe("the step", () => program.keepsTheContractOfSteps(steps["median-center"], {}));
describe("the kind", () => program.keepsTheContractOfKinds(registry.kinds.repeatability));
describe("the check", () => {
  const one = checks.find(({ id }: AnyCheck) => id === "largest_sample") as CheckDeclaration<"data">;
  const { [one.id as keyof typeof checkWords]: words } = checkWords;
  program.keepsTheContractOfChecks(one, words, () => ({ rows: { sample: ["m1", "m1", "m2"] } }) as never);
});

describe("the command", () => {
  it("lists the kinds, the new one among them, and stands in the help", async () => {
    const place = program.project({});
    const said = (...command: string[]) => place.say((world) => program.run(program.commands, { ...world, command }));
    expect(await said("blocks")).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^repeatability +Says how far/m),
    });
    expect((await said("--help")).out).toMatch(/^ {2}blocks +list the kinds of block/m);
    place.remove();
  });
});

const monitoring = (sha256: string) => `---
title: New portions
mode: monitoring
inputs:
  meat: {path: meats-nir.csv}
---

\`\`\`foodspec data
input: meat
id: sample_id
sample: sample
label: {from: fat, cut: [20], names: [up to 20 %, over 20 %]}
axis: {unit: nm, technique: NIR, range: [850, 1050]}
duplicates: drop
\`\`\`

\`\`\`foodspec model
saved: {path: near.json, sha256: ${sha256}}
\`\`\`
`;

describe("the regulatory document of the recipes", () => {
  let place: Project;
  let ended: Awaited<ReturnType<Project["compile"]>>;
  const run = (path: string) => place.read(`runs/latest/${path}`);
  const json = (path: string) => JSON.parse(run(path));
  const report = () => run("report/index.html");
  const verified = () => place.say((effects) => program.verifyCommand({ run: "runs/latest", format: "text" }, effects));

  beforeAll(async () => {
    place = program.project({
      "protocol.md": text("analyses/meat-fat/knn.md"),
      "meats-nir.csv": text("analyses/meat-fat/meats-nir.csv"),
    });
    ended = await place.compile({}, {}, program.legible);
  }, 120_000);
  afterAll(() => place?.remove());

  it("is approved, and verifies", async () => {
    const [{ findings }] = ended.documents;
    expect(ended.exitCode, findings.map(({ message }) => message).join("\n")).toBe(0);
    expect(json("model/approval.json")).toMatchObject({ approved: true, reasons: [] });
    expect(await verified()).toMatchObject({ status: 0, err: "" });
  });

  it("shows the estimator by its title in the report, and says in its sentence how often it was right", () => {
    expect(report()).toContain("k nearest neighbours");
    expect(run("report.md")).toMatch(/Right for \d\d\.\d\s?% .*of the samples/);
    expect(json("model/best_params.json").final.options).toMatchObject({ k: expect.any(Number) });
  });

  it("calibrates its probabilities from the logits it declares", () => {
    expect(json("trust/certified_predictor.json")).toMatchObject({ logits: "log-probability" });
    expect(json("trust/trust_summary.json").status).toBe("success");
    expect(json("trust/trust_summary.json").coverage).toBeGreaterThan(0.85);
  });

  it("learns the step in every fold, says so in the log, and keeps what the final model learnt", () => {
    const { pipeline, stepStates } = json("model/model.json") as {
      pipeline: { steps: { name: string }[] };
      stepStates: ({ median: number[] } | null)[];
    };
    const at = pipeline.steps.findIndex(({ name }) => name === "median-center");
    expect(stepStates[at]?.median).toHaveLength(100);
    expect(run("logs/run.log")).toContain("median-center is fitted inside each fold");
  });

  it("judges the check by the document's threshold, in the gate's report, the report and the statement", () => {
    expect(json("data_qc_report.json").checks.largest_sample).toMatchObject({ threshold: 0.1, floor: 0.5, pass: true });
    expect(run("REGULATORY_COMPLIANCE_STATEMENT.txt")).toMatch(
      /Share of the largest sample: \d+\.\d.% \(criterion ≤ 10\.0.%\): Pass/,
    );
    expect(report()).toContain("Share of the largest sample");
  });

  it("draws the figure under its model, with its numbers beside it", () => {
    expect(report()).toContain("Spectra that each fold left out");
    expect(run("figures/near.fold-sizes.svg")).toMatch(/^<svg/);
  });

  it("runs the kind: its table, its file, and its number in the sentence", () => {
    const { n_samples, pooled_sd } = json("repeatability/repeatability.json");
    expect(n_samples).toBeGreaterThan(0);
    expect(run("report.md")).toContain(`Replicates of ${n_samples} samples: ${pooled_sd.toFixed(4)}.`);
    expect(report()).toContain("Pooled standard deviation");
  });

  it("names methods in the keys of the blocks that use them, and of no other", () => {
    const uses = (block: string): readonly string[] =>
      Object.keys((json(`blocks/${block}/done.json`).key_preimage as { methods: { [id: string]: Json } }).methods);
    expect(uses("near")).toEqual(expect.arrayContaining(["estimator:knn", "step:median-center"]));
    expect(uses("data")).toEqual([]);
    expect(uses("data_gate")).toEqual([]);
  });

  it("is exported, scores spectra in monitoring as the run did, and that verifies", async () => {
    const { status, err } = await place.say((effects) =>
      program.exportCommand("runs/latest", { predictor: "near.json" }, effects),
    );
    expect({ status, err }).toMatchObject({ status: 0 });
    place.write("monitoring.md", monitoring(program.hexOf(program.digestOf(place.read("near.json")))));
    const scored = await place.compile({ documents: ["monitoring.md"] });
    const [{ findings }] = scored.documents;
    expect([0, 7], findings.map(({ message }) => message).join("\n")).toContain(scored.exitCode);
    expect(json("monitoring/monitoring_summary.json")).toMatchObject({ estimator: "knn" });
    expect(json("monitoring/monitoring_summary.json").observed.accuracy).toBeGreaterThan(0.75);
    expect((await verified()).status).toBe(0);
  });
});
