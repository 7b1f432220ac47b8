/** A project gives its documents what they do not say, sets floors below them, and is told in the run. */
import { afterEach, describe, expect, it } from "vitest";
import { registry } from "../../../blocks/registry.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { meatsCsv } from "../../fixtures/real-data.ts";

const body = `\n\`\`\`foodspec data
input: meat
id: sample_id
sample: sample
label: {from: fat, cut: [20], names: [lean, fat]}
duplicates: drop
AXIS\`\`\`

\`\`\`foodspec preprocess
steps: [snv]
\`\`\`
`;
const own = "axis: {unit: nm, technique: NIR, range: [850, 1050]}\n";
const apart = `---\ntitle: T\n---\n${body.replace("AXIS", "")}`;
const alone = `---
title: T
lang: de
authors: [{name: Ada Lovelace}]
laboratory: {name: Laboratory of Meat}
inputs: {meat: {path: ../data/meats-nir.csv}}
---\n${body.replace("AXIS", own)}`;
const config = `inputs: {meat: {path: data/meats-nir.csv}, oils: {path: data/oils.csv}}
axis: {unit: nm, technique: NIR, range: [850, 1050]}
authors: [{name: Ada Lovelace}]
laboratory: {name: Laboratory of Meat}
lang: de
`;

let place: Project | null = null;
afterEach(() => place?.remove());

const at = (configuration: string, document: string) => {
  place = project({
    "foodspec.config.yaml": configuration,
    "data/meats-nir.csv": meatsCsv(),
    "studies/protocol.md": document,
  });
  return place;
};
const manifestIn = (here: Project) => JSON.parse(here.read("studies/runs/latest/manifest.json"));

describe("what a project gives", () => {
  it("is as if it stood in the document: the same numbers", async () => {
    const given = at(config, apart);
    const one = await given.type(["compile", "studies/protocol.md"]);
    expect([one.status, one.err]).toEqual([0, expect.any(String)]);
    const { config: told, inputs, blocks } = manifestIn(given);
    expect(told.used).toEqual(["inputs", "axis", "authors", "laboratory", "lang"]);
    // An input that no block names is none of the document's.
    expect(Object.keys(told.gave.inputs)).toEqual(["meat"]);
    expect(inputs.map(({ path }: { path: string }) => path)).toEqual(["../data/meats-nir.csv"]);
    expect(given.read("studies/runs/latest/report/index.html")).toMatch(
      /lang="de"[\s\S]*Laboratory of Meat[\s\S]*Ada Lovelace/,
    );
    given.remove();
    const written = at("", alone);
    expect((await written.type(["compile", "studies/protocol.md"])).status).toBe(0);
    const other = manifestIn(written);
    expect(other.config.gave).toBeUndefined();
    const artifacts = (of: typeof blocks) => of.map((block: { artifacts: object }) => block.artifacts);
    expect(artifacts(blocks)).toEqual(artifacts(other.blocks));
  });
  it("is known to who looks at the run alone: verified, and made again", async () => {
    const here = at(`${config}qc_policy: {min_accuracy: 0.9, min_rpd: 2}\n`, apart);
    expect((await here.type(["compile", "studies/protocol.md"])).status).toBe(0);
    expect(manifestIn(here).config.gave.qc_policy).toEqual({ min_accuracy: 0.9, min_rpd: 2 });
    expect(manifestIn(here).policy.effective.min_accuracy).toBe(0.9);
    const { status, out, err } = await here.type(["verify", "studies/runs/latest", "--rerun"]);
    expect([status, out + err]).toEqual([0, expect.stringMatching(/rerun/)]);
  });
  it("gives way to what the document says", async () => {
    const here = at(config.replace("lang: de", "lang: fr"), alone);
    expect((await here.type(["compile", "studies/protocol.md"])).status).toBe(0);
    expect(manifestIn(here).config.used).toEqual([]);
    expect(here.read("studies/runs/latest/report/index.html")).toMatch(/<html[^>]* lang="de"/);
  });
});

describe("floors of a project", () => {
  const { underProject } = registry.policy;
  it.each([
    ["a default that is looser gives way", { min_accuracy: 0.9 }, {}, { min_accuracy: 0.9 }],
    ["a default that is stricter stays", { min_accuracy: 0.75 }, {}, {}],
    ["what the document says stricter stays", { min_accuracy: 0.9 }, { min_accuracy: 0.95 }, { min_accuracy: 0.95 }],
    ["a threshold without a default is set", { max_rmsecv: 2 }, {}, { max_rmsecv: 2 }],
    ["gates that block are asked for", { required: true }, {}, { required: true }],
    ["a test is switched on", { bias_test: true }, {}, { bias_test: true }],
    [
      "what follows a field given by target follows it as far as it is strict enough",
      { max_rmsep: 2 },
      { max_rmsecv: { fat: 1, water: 3 } },
      { max_rmsecv: { fat: 1, water: 3 }, max_rmsep: { fat: 1, water: 2 } },
    ],
  ])("%s", (_, project, document, policy) => {
    const { policy: held, remarks } = underProject(project, document);
    expect([held, remarks]).toEqual([policy, []]);
  });
  it.each([
    ["min_accuracy", { min_accuracy: 0.9 }, { min_accuracy: 0.85 }, "≥ 0.9"],
    ["max_rmsecv", { max_rmsecv: 2 }, { max_rmsecv: 2.5 }, "≤ 2"],
    ["max_rmsecv", { max_rmsecv: 2 }, { max_rmsecv: { fat: 1, water: 3 } }, "≤ 2"],
    ["bias_test", { bias_test: true }, { bias_test: false }, "true"],
    ["required", { required: true }, { required: false }, "true"],
  ])("refuse a document beyond %s", (field, project, document, wanted) => {
    expect(underProject(project, document).remarks).toMatchObject([{ code: "FS1164", facts: { field, wanted } }]);
  });
  it("are told where the document goes beyond them: 4", async () => {
    const here = at(
      "qc_policy: {min_accuracy: 0.9}\n",
      alone.replace("---\n\n", "qc_policy:\n  min_accuracy: 0.85\n---\n\n"),
    );
    const { status, out, err } = await here.type(["check", "studies/protocol.md"]);
    expect(status).toBe(4);
    expect(out + err).toMatch(
      /FS1164[\s\S]*`min_accuracy: 0.85` is looser than this project allows; it must be ≥ 0.9[\s\S]*studies\/protocol\.md:8/,
    );
  });
});

describe("jobs of a project", () => {
  const jobs = `${config}approvals: {plan: {roles: [qa], count: 2}}\njob_root: office/jobs\nengine: local\n`;
  const asked = apart.replace(
    "title: T\n",
    "title: T\napprovals: {plan: {roles: [reviewer]}, release: {roles: [admin]}}\n",
  );
  it("lie where it says, and are approved as it says, whatever the document says of that step", async () => {
    const here = at(jobs, asked);
    const { status, err } = await here.type(["job", "submit", "studies/protocol.md"]);
    expect([status, err]).toEqual([0, expect.any(String)]);
    const [job] = here.names("office/jobs").filter((name) => /^[0-9a-f]{12}$/.test(name));
    const { policy } = JSON.parse(here.read(`office/jobs/${job}/outputs/policy_ref.json`));
    expect(policy.approvals).toMatchObject({ plan: { roles: ["qa"], count: 2 }, release: { roles: ["admin"] } });
    expect(here.names("jobs")).toEqual([]);
  });
  it("have their units done by the engine that it names, where nobody types another", async () => {
    const here = at(jobs.replace("engine: local", "engine: bullmq"), asked);
    const worker = ["worker", "--once"];
    const named = await here.type(worker);
    expect([named.status, named.err]).toEqual([2, expect.stringMatching(/FS1186[\s\S]*FOODSPEC_ENGINE_URL/)]);
    expect((await here.type([...worker, "--engine", "local"])).status).toBe(0);
    expect((await here.type(worker, { FOODSPEC_ENGINE: "local" })).status).toBe(0);
  });
});
