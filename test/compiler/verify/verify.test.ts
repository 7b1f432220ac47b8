import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registry } from "../../../blocks/registry.ts";
import { jsonSchema } from "../../../compiler/compile/package-files.ts";
import { digestOf } from "../../../compiler/store/digest.ts";
import { jsonText } from "../../../compiler/store/json-text.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { fileFindings } from "../../../compiler/verify/files.ts";
import { manifestOf, type RunFolder, type Schemas } from "../../../compiler/verify/run-folder.ts";
import { schemasFrom } from "../../../compiler/verify/schemas.ts";
import { verifyRun } from "../../../compiler/verify/verify.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import { type Files, type Forger, filesOf, folderOf, forged, type Loose } from "../../fixtures/forge.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { otherRun, others } from "../../verify-py/honest.ts";

const gated = `
\`\`\`foodspec qc #data-check
gate: data
\`\`\`

\`\`\`foodspec qc #model-check
gate: model
\`\`\`
`;

const schemas = schemasFrom((name) => jsonSchema(machineDisk, name));
let place: Project;
let files: Files;
beforeAll(async () => {
  place = project({ "protocol.md": smallProtocol({ more: gated }), "small.csv": smallCsv() });
  const { exitCode } = await place.compile();
  expect(exitCode).toBe(0);
  files = filesOf(join(place.folder, "runs/latest"));
});
afterAll(() => place.remove());

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const bytes = (content: string) => new TextEncoder().encode(content);

/** The run with files or manifest changed, and nothing else made anew. */
function spoilt(change: (files: Map<string, Uint8Array>, manifest: Manifest) => void): RunFolder {
  const own = new Map(files);
  const manifest = JSON.parse(text(own.get("manifest.json"))) as Manifest;
  change(own, manifest);
  if (own.has("manifest.json") && text(own.get("manifest.json")) === text(files.get("manifest.json")))
    own.set("manifest.json", bytes(jsonText(manifest)));
  return folderOf(own);
}
const codes = (folder: RunFolder) =>
  verifyRun(folder, schemas, registry.all).findings.map(({ code, facts }) => `${code} ${facts.path ?? ""}`.trim());
/** What is said of files alone. */
const named = (folder: RunFolder) =>
  fileFindings(folder, manifestOf(folder) as Manifest).map(({ code, facts }) => `${code} ${facts.path}`);
const said = (folder: RunFolder) =>
  verifyRun(folder, schemas, registry.all)
    .findings.map(({ message }) => message)
    .join("\n");

describe("a run as it was written", () => {
  it("is verified, and every part of it was looked at", () => {
    const { findings, checks } = verifyRun(
      spoilt(() => undefined),
      schemas,
      registry.all,
    );
    expect(findings).toEqual([]);
    expect(checks.map(({ name, status }) => `${status} ${name}`)).toEqual([
      "ok files",
      "ok digest",
      "ok predictions",
      "ok metrics",
      "not_checked metrics",
      "ok gates",
      "not_checked gates",
      "ok record",
      "not_checked register",
      "ok text",
      "not_checked text",
      "not_checked text",
      "not_checked text",
      "not_checked rerun",
    ]);
    expect(checks[0].says).toMatch(`${files.size - 1} by their SHA-256`);
  });

  it("is no more with any one file changed, missing or added, each named", () => {
    for (const path of files.keys()) {
      if (path === "manifest.json") continue;
      const changed = named(spoilt((own) => own.set(path, bytes(`${text(own.get(path))} `))));
      expect(changed, path).toContain(`FS9111 ${path}`);
      expect(named(spoilt((own) => own.delete(path))), path).toContain(`FS9112 ${path}`);
    }
    expect(codes(spoilt((own) => own.set("notes.txt", bytes("mine"))))).toEqual(["FS9113 notes.txt"]);
  });

  it("is no more where a file stands there that cannot be read", () => {
    const whole = spoilt(() => undefined);
    const read = (path: string) => (path === "report.md" ? null : whole.read(path));
    const { findings } = verifyRun({ ...whole, read }, schemas, registry.all);
    expect(findings.map(({ code, facts }) => [code, facts.path, facts.found])).toEqual([
      ["FS9111", "report.md", "unreadable"],
    ]);
  });

  it("cannot be verified without a manifest that is one", () => {
    expect(codes(spoilt((own) => own.delete("manifest.json")))).toEqual(["FS9110"]);
    expect(codes(spoilt((own) => own.set("manifest.json", bytes("{"))))).toEqual(["FS9110"]);
  });
});

describe("a manifest that was changed", () => {
  it.each<[string, (manifest: Manifest) => void, string]>([
    ["in what the digest is over", (m) => void Object.assign(m, { seed: 99 }), "FS9115"],
    ["in the digest itself", (m) => void Object.assign(m, { content_digest: digestOf("x") }), "FS9115"],
    ["in the list of what the digest leaves out", (m) => void m.circumstances.push("inputs"), "FS9115"],
    ["in its policy", (m) => void Object.assign(m.policy.effective, { min_accuracy: 0.1 }), "FS9115"],
    ["in its name", (m) => void Object.assign(m, { run_id: "20260101_000000_000000" }), "FS9120 manifest.json"],
    ["in how often was tried", (m) => void Object.assign(m, { tried: { models: 1, tuning_values: 7 } }), "FS9115"],
  ])("%s is found", (_, change, code) => {
    expect(codes(spoilt((_own, manifest) => change(manifest)))).toContain(code);
  });
});

/** What a forger does, and what is said of it. */
type Forgery = [does: string, change: (own: Forger) => void, says: RegExp];
const report = (gate: string, change: (checks: Loose, file: Loose) => void) => (own: Forger) =>
  own.json(`${gate}_qc_report.json`, (file) => change(file.checks, file));
const inManifest = (change: (manifest: Loose) => void) => (own: Forger) => change(own.manifest);

const forgeries: readonly Forgery[] = [
  [
    "a value of a check",
    report("data", (c) => Object.assign(c.duplicates, { value: 0.1 })),
    /says 0.1 at \/checks\/duplicates\/value; worked out again it is 0/,
  ],
  [
    "a failed check called passed",
    report("data", (c) => Object.assign(c.min_samples_per_class, { pass: true })),
    /says true at \/checks\/min_samples_per_class\/pass; worked out again it is false/,
  ],
  [
    "a check left out of the failed ones",
    report("data", (_, r) => Object.assign(r, { failed_checks: [] })),
    /says "0 entries" at \/failed_checks/,
  ],
  [
    "advice taken out of what to do",
    report("data", (_, r) => Object.assign(r, { recommended_actions: ["FS7104"] })),
    /says "FS7104" at \/recommended_actions\/0; worked out again it is "FS7101"/,
  ],
  [
    "a verdict that is not that of its checks",
    report("data", (_, r) => Object.assign(r, { status: "pass" })),
    /says "pass" at \/status; worked out again it is "fail"/,
  ],
  [
    "a threshold",
    report("model", (c) => Object.assign(c.min_accuracy, { threshold: 0.2 })),
    /says 0.2 at \/checks\/min_accuracy\/threshold; worked out again it is 0.85/,
  ],
  [
    "a floor",
    report("model", (c) => Object.assign(c.min_accuracy, { floor: 0.1 })),
    /says 0.1 at \/checks\/min_accuracy\/floor/,
  ],
  [
    "the way a limit is meant",
    report("model", (c) => Object.assign(c.min_accuracy, { limit: "max" })),
    /says "max" at \/checks\/min_accuracy\/limit/,
  ],
  [
    "a lower limit",
    report("model", (c) => Object.assign(c.min_accuracy.lower, { value: 0.1 })),
    /says 0.1 at \/checks\/min_accuracy\/lower\/value/,
  ],
  [
    "a lower limit judged wrongly",
    report("model", (c) => Object.assign(c.min_accuracy.lower, { pass: !c.min_accuracy.lower.pass })),
    /says (true|false) at \/checks\/min_accuracy\/lower\/pass/,
  ],
  [
    "a check deleted",
    report("model", (c) => delete c.min_class_recall),
    /has no check min_class_recall, which every model gate has/,
  ],
  [
    "a check that no gate has",
    report("model", (c) => Object.assign(c, { my_check: c.min_accuracy })),
    /has a check my_check, which the model gate does not have/,
  ],
  [
    "a check of another gate",
    report("model", (c) => Object.assign(c, { duplicates: c.min_accuracy })),
    /has a check duplicates, which the model gate does not have/,
  ],
  [
    "a check among advice",
    report("data", (c, r) => Object.assign(r, { advice: { duplicates: c.duplicates } })),
    /has duplicates among advice, where it does not belong/,
  ],
  [
    "a check that judges nothing for a reason of another task",
    report("model", (c) =>
      Object.assign(c.min_class_recall, { na: "classification", value: null, pass: null, lower: null }),
    ),
    /has min_class_recall judge nothing because of `classification`, which cannot be/,
  ],
  [
    "a check of the other task",
    report("model", (c) => Object.assign(c.rmsecv, { na: null, value: 0.1, threshold: 1, pass: true })),
    /judges rmsecv, which is of a regression, of a classification/,
  ],
  [
    "an excuse",
    report("data", (c) => Object.assign(c.min_samples_per_class, { despite: "accepted", pass: true })),
    /\/checks\/min_samples_per_class\/pass/,
  ],
  [
    "a report with a field no schema knows",
    report("model", (_, r) => Object.assign(r, { mine: 1 })),
    /does not fit the schema artifact.qc.model_qc_report/,
  ],
  [
    "a value of another sort",
    (own) => own.json("run_summary.json", (r) => Object.assign(r.stages[0], { exit_code: "0" })),
    /run_summary.json` does not fit the schema run-summary at \/stages\/0\/exit_code/,
  ],
  ["a file that is no JSON", (own) => own.put("model/model.json", "{"), /model.json` is not JSON/],
  [
    "a file that is another sort of JSON altogether",
    (own) => own.put("model/metrics.json", "[]\n"),
    /model\/metrics.json` does not fit the schema artifact.model.metrics at its top/,
  ],
  [
    "JSON in other bytes",
    (own) => own.put("model/metrics.json", JSON.stringify(JSON.parse(own.text("model/metrics.json")))),
    /`model\/metrics.json` stands in other bytes than its writer gives/,
  ],
  [
    "a key twice",
    (own) => own.swap("model/metrics.json", '"schema_version": 1,', '"schema_version": 2,\n  "schema_version": 1,'),
    /`model\/metrics.json` says `schema_version` twice/,
  ],
  [
    "a table with a line too short",
    (own) => own.put("model/predictions.csv", `${own.text("model/predictions.csv")}m1\n`),
    /model\/predictions.csv` is no table as this program writes it/,
  ],
  [
    "a summary of another run",
    (own) => own.json("run_summary.json", (r) => Object.assign(r, { run_id: "another" })),
    /run_summary.json` is about another run/,
  ],
  [
    "a gate called passed",
    inManifest((m) => Object.assign(m.gates[0], { status: "pass" })),
    /says "pass" at \/gates\/0\/status; worked out again it is "fail"/,
  ],
  ["a gate left out", inManifest((m) => m.gates.shift()), /does not list the gate `data-check`/],
  [
    "a gate said to block",
    inManifest((m) => Object.assign(m.gates[0], { blocking: true })),
    /says true at \/gates\/0\/blocking; worked out again it is false/,
  ],
  [
    "a gate's block said to have failed",
    inManifest((m) =>
      Object.assign(
        m.blocks.find(({ id }: Loose) => id === "data-check"),
        { result: "failed" },
      ),
    ),
    /says failed of the block `data-check`/,
  ],
  [
    "an end in 0 over a failed block",
    inManifest((m) => Object.assign(m.blocks[0], { result: "failed" })),
    /says exit code 0, though data failed/,
  ],
  [
    "success with another code",
    inManifest((m) => Object.assign(m, { exit_code: 5 })),
    /says success: true with exit code 5/,
  ],
  [
    "a required gate that failed and an end in 0",
    inManifest((m) => {
      m.policy.effective.required = true;
      m.gates[0].blocking = true;
    }),
    /says exit code 0, though a gate blocks/,
  ],
  [
    "a gate's failure without one",
    inManifest((m) => {
      Object.assign(m, { exit_code: 7, success: false });
      for (const block of m.blocks) block.result = "ok";
    }),
    /says exit code 7, though no gate failed/,
  ],
  [
    "a failed gate that was overridden and is said to block",
    inManifest((m) => {
      m.policy.effective.required = true;
      m.cli_overrides.push({ key: "qc_override", original: null, override: true, reason: "trial" });
      m.gates[0].blocking = true;
    }),
    /says true at \/gates\/0\/blocking/,
  ],
  [
    "regulatory mode without the gates",
    inManifest((m) => Object.assign(m, { mode: "regulatory" })),
    /without a pass of the gate data, spectral/,
  ],
  [
    "a mode whose contract it does not keep",
    inManifest((m) => Object.assign(m, { mode: "regulatory" })),
    /a run of regulatory mode that ended with 0 must hold .*REGULATORY_COMPLIANCE_STATEMENT.txt/,
  ],
  [
    "more models than it lists",
    inManifest((m) => Object.assign(m, { tried: { models: 2, tuning_values: 0 } })),
    /says that 2 models were tried, and lists 1/,
  ],
  [
    "nothing of how many were tried",
    inManifest((m) => Object.assign(m, { tried: undefined })),
    /does not say how many models were tried/,
  ],
];

describe("a run that was changed and sealed again", () => {
  it("with nothing changed is verified", () => expect(said(forged(files, () => undefined))).toBe(""));
  it.each(forgeries)("is found by %s", (_, change, says) => expect(said(forged(files, change))).toMatch(says));
  it.each<[string, (lines: string[]) => string[], RegExp]>([
    ["a line taken out", (lines) => lines.toSpliced(1, 1), /line 2 of logs\/run.jsonl/],
    ["a line that is none", (lines) => ["{", ...lines], /line 1 of logs/],
  ])("is found by a log with %s", (_, change, says) => {
    const spoil = (own: Map<string, Uint8Array>) =>
      own.set("logs/run.jsonl", bytes(change(text(own.get("logs/run.jsonl")).split("\n")).join("\n")));
    expect(said(forged(files, () => undefined, spoil))).toMatch(says);
  });
});

describe("a run that says it was approved", () => {
  it("with every gate passed is still found by a statement about other content", () => {
    const found = said(
      forged(files, (own) => {
        own.put("REGULATORY_COMPLIANCE_STATEMENT.txt", "Content of yesterday.");
        Object.assign(own.manifest, { mode: "regulatory" });
        const [one] = own.manifest.gates;
        own.manifest.gates = ["data", "spectral", "model"].map((gate) => ({ ...one, gate, status: "pass" }));
      }),
    );
    expect(found).not.toContain("without a pass of the gate");
    expect(found).toMatch(/REGULATORY_COMPLIANCE_STATEMENT.txt` does not name the content digest/);
  });
});

describe("a file of a sort this program has no schema for", () => {
  const strange = (schemas: Schemas, path: string) =>
    verifyRun(
      forged(files, (own) => own.put(path, "{}\n")),
      schemas,
      registry.all,
    ).findings.flatMap(({ code, message }) => (code === "FS9114" ? [message] : []));
  it("is named: it says nothing that could be checked", () =>
    expect(strange(schemas, "mine.json")).toEqual([expect.stringMatching(/`mine.json` is of a sort/)]));
  it("is every file of a sort whose schema the program was shipped without", { tags: "slow" }, () =>
    expect(
      strange(
        schemasFrom((name) => (name === "report" ? null : jsonSchema(machineDisk, name))),
        "mine.json",
      ),
    ).toEqual([expect.stringMatching(/`report.json` is of a sort/), expect.stringMatching(/`mine.json` is of a sort/)]),
  );
});

describe("a gate that judged several blocks", () => {
  const several = (change: (file: Loose) => void) =>
    said(
      forged(files, (own) =>
        own.json("data_qc_report.json", (file) => {
          const { schema_version, gate, of, ...verdict } = file;
          const [a, b] = [structuredClone(verdict), structuredClone(verdict)];
          Object.assign(file, { of: [of, "b"], by_block: { [of]: a, b } });
          change(file);
          own.json("report.json", ({ qc }) => Object.assign(qc, { "data-check": file }));
        }),
      ),
    );

  it("passes and fails with each of them", () => expect(several(() => undefined)).toBe(""));
  it.each<[string, (file: Loose) => void, RegExp]>([
    [
      "one called passed",
      ({ by_block: { b } }) => Object.assign(b, { status: "pass" }),
      /says "pass" at \/by_block\/b\/status/,
    ],
    ["another verdict above", (file) => Object.assign(file, { status: "pass" }), /says "pass" at \/status/],
    [
      "another check above",
      ({ checks }) => Object.assign(checks.duplicates, { value: 1 }),
      /says 1 at \/checks\/duplicates\/value/,
    ],
    ["one left out", ({ by_block }) => delete by_block.b, /has not one verdict for each block it judged/],
  ])("is found by %s", (_, change, says) => expect(several(change)).toMatch(says));
});

describe("foodspec verify", () => {
  it("prints what was looked at and ends with 0, or names every file and ends with 9", { tags: "slow" }, async () => {
    const good = place.foodspec(["verify", "runs/latest"]);
    expect([good.status, good.err]).toEqual([0, ""]);
    expect(good.out).toMatch(/^ok +files +\d+ by their SHA-256, \d+ JSON files by schema and byte\n/);
    expect(good.out).toMatch(/verified {2}\S+ {2}research run, ended with 0\n$/);

    const run = join(place.folder, "copy");
    for (const [path, content] of files) {
      mkdirSync(dirname(join(run, path)), { recursive: true });
      writeFileSync(join(run, path), content);
    }
    writeFileSync(join(run, "model/metrics.json"), "{}");
    rmSync(join(run, "report.md"));
    symlinkSync("/etc/hostname", join(run, "link"));
    const bad = await place.type(["verify", "copy"]);
    expect(bad.status).toBe(9);
    for (const path of ["model/metrics.json", "report.md", "link"]) expect(bad.err).toContain(`\`${path}\``);
    expect(bad.out).toMatch(/NO +files/);
    expect(bad.out).toContain("NOT VERIFIED");

    const json = JSON.parse((await place.type(["verify", "copy", "--format", "json"])).out);
    expect(json).toMatchObject({
      schema_version: 1,
      target: "copy",
      kind: "run",
      verdict: "refused",
      run_exit_code: 0,
    });
    expect(json.checks[0]).toMatchObject({ name: "files", status: "refused" });
    expect(json.checks[0].findings.map(({ code }: { code: string }) => code)).toEqual(
      expect.arrayContaining(["FS9111", "FS9112", "FS9113", "FS9114"]),
    );
  });

  it("says what to name where there is no run", async () => {
    const none = await place.type(["verify", "runs/latst"]);
    expect([none.status, none.err.includes("did you mean `runs/latest`?")]).toEqual([2, true]);
    place.write("never.md", place.read("protocol.md"));
    const never = await place.type(["verify", "never.md"]);
    expect([never.status, never.err]).toEqual([2, expect.stringContaining("FS1152")]);
    expect(await place.type(["verify", "nowhere/runs/latest"])).toMatchObject({ status: 2 });
    expect(await place.type(["verify", "."])).toMatchObject({ status: 9 });
  });
});

describe("an honest run over another task, scheme, estimator and rules", () => {
  it.each(Object.keys(others))("is verified: %s", { tags: "slow" }, async (what) => {
    const { exitCode, files: own } = await otherRun(what);
    const { checks, findings } = verifyRun(folderOf(own), schemas, registry.all);
    expect([exitCode, findings]).toEqual([0, []]);
    expect(checks.some(({ name, status }) => name === "trust" && status === "ok")).toBe(true);
  });
});
