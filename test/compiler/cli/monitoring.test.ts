/** Monitoring from end to end: a predictor is exported from a run, scores new spectra, and says when they have drifted. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportCommand } from "../../../compiler/cli/work/export.ts";
import { verifyCommand } from "../../../compiler/cli/work/verify.ts";
import type { World } from "../../../compiler/compile/world.ts";
import { draw } from "../../../compiler/draw/draw.ts";
import { digestOf, hexOf } from "../../../compiler/store/digest.ts";
import { contentText } from "../../../schemas/saved-predictor.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { meatsCsv } from "../../fixtures/real-data.ts";

const root = resolve(import.meta.dirname, "../../..");
const meats = meatsCsv();
const lean = readFileSync(join(root, "test/fixtures/monitoring/lean.md"), "utf8");
const portions = (shift: number): string =>
  spawnSync(process.execPath, [join(root, "analyses/meat-fat/new-portions.mjs"), "--shift", String(shift)], {
    encoding: "utf8",
  }).stdout;

interface Parts {
  readonly frontMatter?: string;
  readonly data?: string;
  readonly body?: string;
  readonly file?: string;
  readonly input?: string;
  readonly more?: string;
}

let made: Project;
/** A monitoring document over `input`. */
const document = ({
  frontMatter = "",
  data,
  body,
  file = "lean.json",
  input = "new.csv",
  more = "",
}: Parts = {}): string => {
  const pin = () => hexOf(digestOf(readFileSync(join(made.folder, file))));
  return `---
title: New portions
mode: monitoring
inputs:
  meat: {path: ${input}}
${frontMatter}---

p = \`= model.drift_p : .3f\`; answered \`= model.n_answered\`. See [](#model.scores).

\`\`\`foodspec data
input: meat
axis: {unit: nm, technique: NIR, range: [850, 1050]}
${data ?? "id: portion\nlabel: {from: fat, cut: [20], names: [up to 20 %, over 20 %]}\n"}\`\`\`

\`\`\`foodspec model
${body ?? `saved: {path: ${file}, sha256: ${pin()}}\n`}\`\`\`
${more}`;
};
/** Writes and compiles it; the run's folder is `runs/latest`. */
async function compiled(parts: Parts = {}, more: Partial<World> = {}) {
  made.write("protocol.md", document(parts));
  const { exitCode, documents } = await made.compile({}, {}, undefined, more);
  return { exitCode, codes: documents[0].findings.map(({ code }) => code), findings: documents[0].findings };
}
const verify = () => made.say((effects) => verifyCommand({ run: "runs/latest", format: "text" }, effects));
const json = (path: string) => JSON.parse(made.read(`runs/latest/${path}`));

beforeAll(async () => {
  made = project({ "meats-nir.csv": meats, "lean.md": lean, "new.csv": portions(0), "moved.csv": portions(0.5) });
  const { exitCode } = await made.compile({ documents: ["lean.md"] });
  expect(exitCode).toBe(0);
  const { status, err } = made.foodspec(["export", "runs/latest", "--predictor", "lean.json"]);
  expect({ status, err }).toMatchObject({
    status: 0,
    err: expect.stringContaining("saved: {path: lean.json, sha256: "),
  });
});
afterAll(() => made.remove());

describe("the example's new portions", () => {
  it("are what their script makes", () => {
    expect(readFileSync(join(root, "analyses/meat-fat/new-portions.csv"), "utf8")).toBe(portions(0));
  });
});

describe("new spectra of good portions", () => {
  beforeAll(async () => {
    expect(await compiled({}, { draw })).toMatchObject({ exitCode: 0, codes: [] });
  });
  it("are scored with sets and answers, a row a spectrum in input order", () => {
    const [head, ...lines] = made.read("runs/latest/monitoring/predictions.csv").trim().split("\n");
    expect(head).toBe("id,sample,group,batch,observed,predicted,p:over 20 %,p:up to 20 %,set,answered,far");
    expect(lines).toHaveLength(32);
    expect(lines[0]).toMatch(/^N01,N01,N01,,up to 20 %,up to 20 %,[\d.e-]+,[\d.e-]+,up to 20 %,true,$/);
  });
  it("come with a drift report and a summary that say the same", () => {
    const [report, summary] = [json("monitoring/drift_report.json"), json("monitoring/monitoring_summary.json")];
    expect(report).toMatchObject({ status: "ok", warn_p: 0.05, fail_p: 0.01, n_new: 32, n_reference: 89 });
    expect(report.tests).toHaveLength(4);
    expect(summary).toMatchObject({
      status: "ok",
      drift_p: report.p,
      failed_checks: [],
      n_spectra: 32,
      n_samples: 32,
      predictor: { mode: "research", approved: false, block: "trust", protocol_file: "lean.md" },
      alpha: 0.1,
    });
    expect(summary.n_answered).toBeGreaterThan(20);
    expect(summary.abstain_rate).toBeCloseTo(1 - summary.n_answered / 32, 12);
    expect(summary.observed.n).toBe(32);
    expect(summary.observed.accuracy).toBeGreaterThan(0.9);
    expect(summary.observed.accuracy_ci[0]).toBeLessThan(summary.observed.accuracy);
    const { "over 20 %": over, "up to 20 %": upTo } = summary.predicted_counts;
    expect(over + upTo).toBe(32);
  });
  it("stand in a report that quotes them, with the score plot", () => {
    const report = made.read("runs/latest/report.md");
    const [, number] = /p = \d\.\d{3}; answered \d+\. See Figure (\d)\./.exec(report) ?? [];
    expect(report).toContain(`(figures/model.scores.svg)\n\n**Figure ${number}. New samples among the reference.**`);
    expect(made.read("runs/latest/report/index.html")).toContain("No drift was found");
    expect(made.read("runs/latest/figures/model.scores.svg")).toContain("PC1");
  });
  it("make a run that verifies and that names the predictor's digest as an input", async () => {
    const verified = await verify();
    expect(verified.out).toContain("verified");
    expect(verified.status).toBe(0);
    expect(made.manifest().inputs).toContainEqual(
      expect.objectContaining({ name: "saved:lean.json", path: "lean.json", sha256: digestOf(made.read("lean.json")) }),
    );
    expect(json("run_summary.json")).toMatchObject({ mode: "monitoring", model_name: "pls-da" });
  });
  it("are scored again from the store, with the same content", async () => {
    const before = made.manifest().content_digest;
    await compiled();
    expect(made.manifest()).toMatchObject({ content_digest: before });
    expect(made.manifest().blocks.map(({ execution }) => execution)).toEqual(["reused", "reused"]);
  });
  it("need no label", async () => {
    expect(await compiled({ data: "id: portion\n" })).toMatchObject({ exitCode: 0 });
    expect(json("monitoring/monitoring_summary.json").observed).toBeNull();
  });
});

describe("spectra of a drifted instrument", () => {
  it("end with 7 and a report that says so, the numbers kept", async () => {
    expect(await compiled({ input: "moved.csv" })).toMatchObject({ exitCode: 7, codes: ["FS7401"] });
    expect(made.error()).toMatchObject({
      exit_code: 7,
      error_type: "QCError",
      code: "FS7401",
      details: { gate: "drift", failed_checks: [{ check: "drift", required: 0.01 }] },
    });
    expect(json("monitoring/monitoring_summary.json")).toMatchObject({ status: "fail", failed_checks: ["drift"] });
    expect(json("state/stage_state.json").blocks.model).toMatchObject({ result: "failed" });
    expect(made.read("runs/latest/report/index.html")).toContain("Do not use these predictions");
    expect((await verify()).status).toBe(0);
  });
  it("are named one by one where they lie far out", () => {
    const lines = made.read("runs/latest/monitoring/predictions.csv").trim().split("\n");
    const far = lines.filter((line) => /,(?:T²|Q|T² and Q)$/.test(line));
    expect(far.length).toBe(json("monitoring/drift_report.json").flagged.length);
    expect(far.length).toBeGreaterThan(0);
  });
  it("end so again where the block is reused", async () => {
    expect(await compiled({ input: "moved.csv" })).toMatchObject({ exitCode: 7 });
    expect(made.manifest().blocks.map(({ execution }) => execution)).toEqual(["reused", "reused"]);
  });
});

describe("a saved regression", () => {
  it("gives a value and an interval for every new sample, and its error where the target is known", {
    tags: "slow",
  }, async () => {
    const fat = lean
      .replace(/^label: .*$/m, 'target: fat\nunit: "%"')
      .replace("pls-da: {components: 5}", "pls-regression: {components: 8}");
    made.write("fat.md", fat);
    expect((await made.compile({ documents: ["fat.md"] })).exitCode).toBe(0);
    expect((await made.say((effects) => exportCommand("runs/latest", { predictor: "fat.json" }, effects))).status).toBe(
      0,
    );
    const prose = (text: string) =>
      text.replace("label: {from: fat, cut: [20], names: [up to 20 %, over 20 %]}", "target: fat");
    made.write("protocol.md", prose(document({ file: "fat.json" })));
    expect((await made.compile()).exitCode).toBe(0);
    const [head, first] = made.read("runs/latest/monitoring/predictions.csv").split("\n");
    expect(head).toBe("id,sample,group,batch,observed,predicted,low,high,answered,far");
    const [observed, predicted, low, high] = first.split(",").slice(4, 8).map(Number);
    expect(Math.abs(predicted - observed)).toBeLessThan(6);
    expect(predicted - low).toBeCloseTo(high - predicted, 9);
    const { observed: measured, mean_set_size, predicted_counts } = json("monitoring/monitoring_summary.json");
    expect({ mean_set_size, predicted_counts }).toEqual({ mean_set_size: null, predicted_counts: null });
    expect(measured).toMatchObject({ n: 32, accuracy: null, by_class: null });
    expect(measured.rmsep).toBeLessThan(3);
    expect(Math.abs(measured.bias)).toBeLessThanOrEqual(measured.rmsep);
    expect(measured.coverage).toBeGreaterThan(0.7);
  });
});

describe("the drift policy", () => {
  const policy = (warn: number, fail: number) => ({
    frontMatter: `drift_policy: {warn_p: ${warn}, fail_p: ${fail}}\n`,
  });
  it("decides from which p on it is a warning, and from which a failure", async () => {
    const slight = portions(0.1);
    made.write("slight.csv", slight);
    await compiled({ input: "slight.csv", ...policy(0.5, 0.01) });
    const { p } = json("monitoring/drift_report.json");
    expect(p).toBeGreaterThan(0);
    expect(p).toBeLessThan(0.01);
    expect(await compiled({ input: "slight.csv" })).toMatchObject({ exitCode: 7 });
  });
  it("may be looser than the default, which is said, but not without bound", async () => {
    expect(await compiled(policy(0.02, 0.005))).toMatchObject({ exitCode: 0, codes: ["FS7404", "FS7404"] });
    expect(await compiled(policy(0.05, 0.001))).toMatchObject({ exitCode: 4 });
    expect(await compiled(policy(0.01, 0.05))).toMatchObject({ exitCode: 4, codes: ["FS7404", "FS7405"].slice(1) });
  });
  it("is not weakened from the command line", { tags: "slow" }, () => {
    made.write("protocol.md", document());
    const { status, err } = made.foodspec(["compile", "protocol.md", "--set", "drift_policy.fail_p=0.005"]);
    expect(err).toContain("FS1003");
    expect(status).toBe(2);
  });
});

describe("what cannot be tested", () => {
  it("is said: four samples are too few, and single spectra are still looked at", async () => {
    made.write("few.csv", `${portions(3).split("\n").slice(0, 5).join("\n")}\n`);
    expect(await compiled({ input: "few.csv" })).toMatchObject({
      exitCode: 0,
      codes: expect.arrayContaining(["FS7403"]),
    });
    const report = json("monitoring/drift_report.json");
    expect(report).toMatchObject({ status: "na", p: null, tests: [] });
    expect(report.flagged.length).toBeGreaterThan(0);
  });
  it("is said: samples measured more often than the reference's", async () => {
    const lines = portions(0).trim().split("\n");
    const head = lines[0].replace(/^portion/, "portion,sample");
    const twice = lines.slice(1).map((line, i) => line.replace(/^N\d+/, (id) => `${id},S${i >> 1}`));
    made.write("twice.csv", `${[head, ...twice].join("\n")}\n`);
    const data = "id: portion\nsample: sample\n";
    expect((await compiled({ input: "twice.csv", data })).codes).toContain("FS5613");
  });
  it("is said: a label the predictor does not know counts as wrong", async () => {
    const data = "id: portion\nlabel: {from: fat, cut: [20, 40], names: [up to 20 %, over 20 %, lard]}\n";
    const { findings } = await compiled({ data });
    const [one] = findings.filter(({ code }) => code === "FS5614");
    expect(one.message).toContain("`lard`");
    expect(json("monitoring/monitoring_summary.json").observed.by_class.lard).toMatchObject({ recall: 0, coverage: 0 });
  });
});

describe("a document is refused", () => {
  const otherDigest = "0".repeat(64);
  it.each<[string, Parts, number, string]>([
    [
      "that names an estimator too",
      { body: `saved: {path: lean.json, sha256: ${otherDigest}}\nestimator: pls-da\n` },
      4,
      "FS5601",
    ],
    ["that names no saved predictor", { body: "estimator: pls-da\n" }, 4, "FS5604"],
    ["whose predictor is not there", { body: `saved: {path: leen.json, sha256: ${otherDigest}}\n` }, 3, "FS5605"],
    ["whose predictor lies outside", { body: `saved: {path: ../lean.json, sha256: ${otherDigest}}\n` }, 3, "FS5606"],
    ["whose predictor is another one", { body: `saved: {path: lean.json, sha256: ${otherDigest}}\n` }, 3, "FS5607"],
    ["that misspells saved", { body: `saves: {path: lean.json, sha256: ${otherDigest}}\n` }, 4, "FS2107"],
    ["that pins nothing", { body: "saved: {path: lean.json}\n" }, 4, "FS2104"],
  ])("%s", async (_, parts, exitCode, code) => {
    const found = await compiled(parts);
    expect(found.codes).toContain(code);
    expect(found.exitCode).toBe(exitCode);
  });
  it("that monitors in another mode, or names no model at all", async () => {
    made.write("protocol.md", document().replace("mode: monitoring\n", ""));
    expect((await made.compile()).documents[0].findings.map(({ code }) => code)).toContain("FS5602");
    made.write(
      "protocol.md",
      document()
        .replace(/```foodspec model[\s\S]*?```/, "")
        .replace(/^p = .*$/m, ""),
    );
    expect((await made.compile()).documents[0].findings.map(({ code }) => code)).toEqual(["FS5603"]);
  });
  it("with a suggestion where the name of the key or of the file is near", async () => {
    const { findings: key } = await compiled({ body: `saves: {path: lean.json, sha256: ${otherDigest}}\n` });
    expect(key.find(({ code }) => code === "FS2107")?.help.join()).toContain("did you mean `saved`?");
    const { findings: file } = await compiled({ body: `saved: {path: leen.json, sha256: ${otherDigest}}\n` });
    expect(file[0].help.join()).toContain("did you mean `lean.json`?");
  });

  const changed = (
    change: (content: { [field: string]: unknown; certified: { [field: string]: unknown } }) => void,
    redigest = true,
  ) => {
    const saved = JSON.parse(made.read("lean.json"));
    change(saved.content);
    if (redigest) saved.digest = digestOf(contentText(saved.content));
    return `${JSON.stringify(saved)}\n`;
  };
  it.each<[string, () => string, string]>([
    ["no JSON", () => "MZ\u0090", "FS5609"],
    ["some other JSON", () => "[1, 2]", "FS5609"],
    ["a newer format", () => made.read("lean.json").replace('"schema_version":1', '"schema_version":2'), "FS5610"],
    [
      "changed after it was exported",
      () => changed(({ certified }) => Object.assign(certified, { replicates: 2 }), false),
      "FS5611",
    ],
    [
      "without a part it needs",
      () =>
        changed(({ certified }) => {
          delete certified.calibrator;
        }),
      "FS5609",
    ],
    [
      "without a drift reference",
      () => changed(({ certified }) => Object.assign(certified, { drift: null })),
      "FS5615",
    ],
    [
      "by an estimator `constructor`",
      () => changed(({ certified }) => Object.assign(certified.predictor as object, { estimator: "constructor" })),
      "FS3907",
    ],
    [
      "with α beyond policy",
      () => changed(({ certified }) => Object.assign(certified.conformal as object, { alpha: 0.99 })),
      "FS3907",
    ],
  ])("whose predictor is %s", async (_, text, code) => {
    made.write("odd.json", text());
    expect(await compiled({ file: "odd.json" })).toMatchObject({ exitCode: 3, codes: [code] });
  });
  it("whose spectra are on another axis, and not where they have further points", { tags: "slow" }, async () => {
    const lines = portions(0)
      .trim()
      .split("\n")
      .map((line) => line.split(","));
    made.write("short.csv", `${lines.map((cells) => cells.toSpliced(10, 1).join(",")).join("\n")}\n`);
    const { findings, exitCode } = await compiled({ input: "short.csv" });
    expect(exitCode).toBe(3);
    expect(findings[0]).toMatchObject({ code: "FS5612", facts: { missing: 1, first: 866.1616, nearest: 868.1818 } });
    made.write(
      "long.csv",
      `${lines.map((cells, i) => [...cells, i === 0 ? "1052.0000" : "3.1"].join(",")).join("\n")}\n`,
    );
    made.write("protocol.md", document({ input: "long.csv" }).replace("1050]", "1060]"));
    expect((await made.compile()).exitCode).toBe(0);
  });
});

describe("export", () => {
  const exported = (run: string, predictor: string, block?: string) =>
    made.say((effects) => exportCommand(run, { predictor, block }, effects));
  it("gives the same bytes from the same run, and prints their digest", { tags: "slow" }, async () => {
    const { out } = await exported("runs/latest", "again.json");
    expect(out).toBe("");
    const run = made
      .runs()
      .find((name) => made.manifest(name).mode === "research" && made.manifest(name).success) as string;
    const again = await exported(`runs/${run}`, "again.json");
    expect(again).toMatchObject({ status: 0, out: `${hexOf(digestOf(made.read("lean.json")))}  again.json\n` });
    expect(made.read("again.json")).toBe(made.read("lean.json"));
  });
  it("refuses a run whose files have changed", async () => {
    const run = made
      .runs()
      .find((name) => made.manifest(name).mode === "research" && made.manifest(name).success) as string;
    const path = `runs/${run}/trust/certified_predictor.json`;
    const kept = made.read(path);
    made.write(path, kept.replace('"replicates": 1', '"replicates": 2'));
    const { status, err } = await exported(`runs/${run}`, "no.json");
    expect(err).toContain("FS9140");
    expect(status).toBe(9);
    made.write(path, kept);
  });
  it.each([
    ["a folder that is none", "nowhere", "FS1152", 2],
    ["a run without trust", "runs/latest", "FS9142", 9],
  ])("refuses %s", async (_, run, code, status) => {
    await compiled();
    const ended = await exported(run, "no.json");
    expect(ended.err).toContain(code);
    expect(ended.status).toBe(status);
  });
  it("refuses a run that failed, and a place that cannot be written", { tags: "slow" }, async () => {
    await compiled({ input: "moved.csv" });
    expect(await exported("runs/latest", "no.json")).toMatchObject({
      status: 9,
      err: expect.stringContaining("FS9141"),
    });
    const run = made
      .runs()
      .find((name) => made.manifest(name).mode === "research" && made.manifest(name).success) as string;
    expect(await exported(`runs/${run}`, "new.csv/no.json")).toMatchObject({
      status: 2,
      err: expect.stringContaining("FS9144"),
    });
    expect(await exported(`runs/${run}`, "no.json", "trast")).toMatchObject({
      status: 2,
      err: expect.stringContaining("did you mean `trust`?"),
    });
  });
});
