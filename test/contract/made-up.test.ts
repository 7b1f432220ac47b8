/** Methods made up in a test, an estimator, a step and a check: they keep their contracts and go through whole runs. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Json } from "../../blocks/contract/values.ts";
import { dataMaterial } from "../../blocks/methods/qc/data/material.ts";
import { digestOf, hexOf } from "../../compiler/store/digest.ts";
import { baseMeats } from "../blocks/qc/sets.ts";
import { meatsBlock } from "../fixtures/meats.ts";
import type { Project } from "../fixtures/project.ts";
import { meatsCsv } from "../fixtures/real-data.ts";
import { keepsTheContractOfChecks } from "./every-check.ts";
import { keepsTheContractOfEstimators } from "./every-estimator.ts";
import { keepsTheContractOfSteps } from "./every-step.ts";
import { declaration, words } from "./made/largest-sample.ts";
import { level } from "./made/level.ts";
import { nearest } from "./made/nearest.ts";
import { type Program, programWith } from "./program-with.ts";

describe("an estimator made up", () => keepsTheContractOfEstimators(nearest, [{ k: 3 }, { k: 5 }, { k: 9 }]));
describe("a step made up", () => keepsTheContractOfSteps(level, { factor: 0.5 }));
describe("a check made up", () => keepsTheContractOfChecks(declaration, words, () => dataMaterial(baseMeats())));

const made = (name: string) => join(import.meta.dirname, "made", `${name}.ts`);
const protocol = `---
title: Lean or not
version: 1.0.0
mode: regulatory
seed: 42
approved_models: [nearest]
qc_policy: {min_accuracy: 0.75, min_accuracy_lower: 0.65, min_recall: 0.6, min_recall_lower: 0.5, min_specificity: 0.7, min_specificity_lower: 0.6, max_largest_sample: 0.1}
inputs:
  meat: {path: meats.csv}
claims:
  standard: "A standard of the laboratory"
  use_case: "Screening of minced meat"
  limitations: ["One instrument"]
---

# Lean or not

${meatsBlock("batch: lot\npositive: over 20 %\nduplicates: drop\n")}
\`\`\`foodspec preprocess #prep
steps:
  - savgol: {window: 11, order: 2, deriv: 1}
  - snv
  - level: {factor: 0.5}
\`\`\`

\`\`\`foodspec model #near
estimator: {nearest: {k: [3, 5]}}
tune: {folds: 3}
\`\`\`

Right: \`= near.accuracy : .1%\`.
`;
const monitoring = (sha256: string) => `---
title: New portions
mode: monitoring
inputs:
  meat: {path: meats.csv}
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

describe("a regulatory run with all three", () => {
  let program: Program;
  let place: Project;
  let ended: Awaited<ReturnType<Project["compile"]>>;
  const json = (path: string) => JSON.parse(place.read(`runs/latest/${path}`));
  const verified = () => place.say((effects) => program.verifyCommand("runs/latest", "text", effects));

  beforeAll(async () => {
    program = await programWith({
      estimators: { nearest: made("nearest") },
      steps: { level: made("level") },
      checks: { largest_sample: made("largest-sample") },
    });
    place = program.project({ "protocol.md": protocol, "meats.csv": meatsCsv() });
    ended = await place.compile({}, {}, program.paperless());
  }, 120_000);
  afterAll(() => {
    place?.remove();
    program?.remove();
  });

  it("is approved, and verifies", async () => {
    const [{ findings }] = ended.documents;
    expect(ended.exitCode, findings.map(({ message }) => message).join("\n")).toBe(0);
    expect(json("model/approval.json")).toMatchObject({ approved: true, reasons: [] });
    expect(await verified()).toMatchObject({ status: 0, err: "" });
  });

  it("judges the check by the document's threshold, in the gate's report and in the statement", () => {
    const { checks } = json("data_qc_report.json");
    expect(checks.largest_sample).toMatchObject({ threshold: 0.1, floor: 0.5, pass: true, na: null });
    expect(place.read("runs/latest/REGULATORY_COMPLIANCE_STATEMENT.txt")).toMatch(
      /largest_sample: 0\.\d+ \(at most 0\.1\): passed/,
    );
    expect(place.read("runs/latest/report/index.html")).toContain("Share of the largest sample");
  });

  it("learns the step in every fold, and shows the estimator by its title", () => {
    const { pipeline } = json("model/model.json") as { pipeline: { steps: { name: string }[] } };
    expect(pipeline.steps.map(({ name }) => name)).toContain("level");
    expect(place.read("runs/latest/report/index.html")).toContain("Nearest neighbours");
    expect(json("model/best_params.json")).toHaveProperty("schema_version");
  });

  it("calibrates its probabilities from the logits it declares", () => {
    expect(json("trust/certified_predictor.json")).toMatchObject({ logits: "log-probability" });
    expect(json("trust/trust_summary.json").status).toBe("success");
    expect(json("trust/trust_summary.json").coverage).toBeGreaterThan(0.85);
  });

  it("names the methods in the keys of the blocks that use them, and of no other", () => {
    const uses = (block: string): readonly string[] =>
      Object.keys((json(`blocks/${block}/done.json`).key_preimage as { methods: { [id: string]: Json } }).methods);
    expect(uses("near")).toEqual(expect.arrayContaining(["estimator:nearest", "step:level"]));
    expect(uses("data")).toEqual([]);
    expect(uses("data_gate")).toEqual([]);
  });

  it("is exported, scores spectra in monitoring as the run did, and that verifies", async () => {
    const { status, err } = await place.say((effects) =>
      program.exportCommand("runs/latest", { predictor: "near.json" }, effects),
    );
    expect({ status, err }).toMatchObject({ status: 0 });
    place.write("monitoring.md", monitoring(hexOf(digestOf(place.read("near.json")))));
    const scored = await place.compile({ documents: ["monitoring.md"] });
    const [{ findings }] = scored.documents;
    expect([0, 7], findings.map(({ message }) => message).join("\n")).toContain(scored.exitCode);
    expect(json("monitoring/monitoring_summary.json")).toMatchObject({ estimator: "nearest" });
    expect(json("monitoring/monitoring_summary.json").observed.accuracy).toBeGreaterThan(0.75);
    expect((await verified()).status).toBe(0);
  });
});
