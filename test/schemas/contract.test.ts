import { describe, expect, it } from "vitest";
import { registry } from "../../blocks/registry.ts";
import { contentProblems, missingFiles, type RunView, requirementsOf, schemaNameOf } from "../../schemas/contract.ts";
import type { Mode } from "../../schemas/front-matter.ts";

const always = [
  "manifest.json",
  "protocol.md",
  "logs/run.log",
  "logs/run.jsonl",
  "run_summary.json",
  "state/stage_state.json",
];
const data = ["data/data_summary.json"];
const reports = ["figures/metadata.json", "report/index.html", "report.json", "report.md"];
const preprocess = ["preprocessing_pipeline.json", "X_preprocessed.npy", "rows.csv", "axis.json"].map(
  (name) => `preprocessing/${name}`,
);
const features = ["features/X_features.npy", "features/feature_names.json", "features/feature_importance.json"];
const model = ["model.json", "metrics.json", "best_params.json", "predictions.csv"].map((name) => `model/${name}`);

const missing = (mode: Mode, kinds: readonly string[], present: readonly string[] = []) =>
  [...missingFiles(mode, registry.all, new Set(kinds), new Set(present))].sort();

const gates = ["data_qc_report.json", "spectral_qc_report.json", "model_qc_report.json"];
const regulatory = [
  ...gates,
  "trust/calibration_artifact.json",
  "trust/conformal_artifact.json",
  "model/approval.json",
  "report/report_regulatory.pdf",
  "REGULATORY_COMPLIANCE_STATEMENT.txt",
];

describe("a run folder must hold", () => {
  it.each<[string, Mode, readonly string[], readonly string[]]>([
    ["in monitoring mode what all modes need", "monitoring", [], always],
    [
      "in monitoring mode the data summary, where there are data",
      "monitoring",
      ["data", "preprocess", "model"],
      [...always, ...data],
    ],
    ["in research mode the report too", "research", [], [...always, ...reports]],
    [
      "in research mode what each kind of the document gives: data",
      "research",
      ["data"],
      [...always, ...reports, ...data],
    ],
    ["in research mode: preprocessing", "research", ["preprocess"], [...always, ...reports, ...preprocess]],
    ["in research mode: features", "research", ["features"], [...always, ...reports, ...features]],
    ["in research mode: a model", "research", ["model"], [...always, ...reports, ...model]],
    ["nothing for a kind that promises no file", "research", ["figure", "qc"], [...always, ...reports]],
    [
      "in regulatory mode all that research needs, the gates, trust, the PDF and the statement",
      "regulatory",
      ["data", "preprocess", "features", "model"],
      [...always, ...reports, ...data, ...preprocess, ...features, ...model, ...regulatory],
    ],
  ])("%s", (_, mode, kinds, expected) => {
    expect(missing(mode, kinds)).toEqual([...expected].sort());
  });

  it("nothing more than what it holds", () => {
    const all = requirementsOf(registry.all).map(({ path }) => path);
    expect(missing("research", ["data", "preprocess", "model"], all)).toEqual([]);
    expect(
      missing(
        "research",
        ["model"],
        all.filter((path) => path !== "model/metrics.json"),
      ),
    ).toEqual(["model/metrics.json"]);
  });
});

const digest = (name: string) => `sha256:${name.padEnd(64, "0")}`;
const hex = digest("content").replace("sha256:", "");

/** An approved run, as the rules see it. */
function approved(files: { readonly [path: string]: unknown } = {}, more: Partial<RunView> = {}): RunView {
  const all: { readonly [path: string]: unknown } = {
    ...Object.fromEntries(gates.map((path) => [path, { gate: path.replace("_qc_report.json", ""), status: "pass" }])),
    "data/data_summary.json": { files: [{ sha256: digest("meat") }] },
    "report.json": { content_digest: digest("content"), exit_code: 0 },
    "figures/metadata.json": { figures: [{ file: "figures/a.svg", digest: digest("figures/a.svg") }] },
    "figures/a.svg": "<svg>",
    "model/approval.json": { approved: true },
    "trust/calibration_artifact.json": { status: "success" },
    "trust/conformal_artifact.json": { status: "success" },
    "report/report_regulatory.pdf": "pdf",
    "REGULATORY_COMPLIANCE_STATEMENT.txt": `Content ${hex}.`,
    ...files,
  };
  return {
    mode: "regulatory",
    success: true,
    exitCode: 0,
    contentDigest: digest("content"),
    inputs: [{ name: "meat", path: "meat.csv", sha256: digest("meat") }],
    gates: gates.map((report) => {
      const gate = report.replace("_qc_report.json", "");
      return { gate, block: `${gate}_gate`, status: "pass", report, digest: digest(report) };
    }),
    digest: (path) => (all[path] == null ? null : digest(path)),
    json: (path) => all[path] ?? null,
    text: (path) => (typeof all[path] === "string" ? all[path] : null),
    ...more,
  };
}
const problems = (...of: Parameters<typeof approved>) =>
  contentProblems(approved(...of), registry.all).map(({ path, problem }) => `${path} ${problem}`);

describe("the files of an approved run", () => {
  it("agree with one another and with the manifest", () => expect(problems()).toEqual([]));

  it.each<[string, Parameters<typeof approved>, RegExp]>([
    [
      "a gate's report says another status",
      [{ "data_qc_report.json": { gate: "data", status: "fail" } }],
      /^data_qc_report.json does not say what the manifest says: the data gate, pass$/,
    ],
    ["a report is of another gate", [{ "model_qc_report.json": { gate: "data", status: "pass" } }], /^model_qc_report/],
    [
      "a report is not the one the manifest names",
      [{}, { digest: () => digest("other") }],
      /^data_qc_report.json is not the report whose digest/,
    ],
    [
      "the data summary is about another file",
      [{ "data/data_summary.json": { files: [{ sha256: digest("x") }] } }],
      /^data\/data_summary/,
    ],
    [
      "the report is about other content",
      [{ "report.json": { content_digest: digest("x"), exit_code: 0 } }],
      /^report.json is about another run/,
    ],
    [
      "the report tells of another end",
      [{ "report.json": { content_digest: digest("content"), exit_code: 7 } }],
      /^report.json/,
    ],
    [
      "a figure is another",
      [{ "figures/metadata.json": { figures: [{ file: "figures/a.svg", digest: digest("x") }] } }],
      /^figures\/a.svg/,
    ],
    [
      "the models are not approved",
      [{ "model/approval.json": { approved: false } }],
      /^model\/approval.json must say `approved: true`/,
    ],
    [
      "calibration did not succeed",
      [{ "trust/calibration_artifact.json": { status: "na" } }],
      /^trust\/calibration_artifact.json has not the status success/,
    ],
    [
      "conformal prediction did not succeed",
      [{ "trust/conformal_artifact.json": {} }],
      /^trust\/conformal_artifact.json/,
    ],
    [
      "the statement is about other content",
      [{ "REGULATORY_COMPLIANCE_STATEMENT.txt": "Content of yesterday." }],
      /^REGULATORY_COMPLIANCE_STATEMENT.txt does not name the content digest/,
    ],
    ["a gate is missing", [{}, { gates: approved().gates.slice(1) }], /^data_qc_report.json belongs to no gate/],
  ])("contradict where %s", (_, of, says) => {
    expect(problems(...of).join("\n")).toMatch(says);
  });

  it("contradict where a gate that failed is listed, though its report agrees", () => {
    const found = problems(
      { "data_qc_report.json": { gate: "data", status: "fail" } },
      { gates: approved().gates.map((one) => (one.gate === "data" ? { ...one, status: "fail" } : one)) },
    );
    expect(found).toEqual(["data_qc_report.json has not the status pass"]);
  });
});

describe("calibration of a regression", () => {
  it("is not there to succeed, and is accepted as that", () => {
    expect(problems({ "trust/calibration_artifact.json": { status: "na", reason: "regression" } })).toEqual([]);
    expect(problems({ "trust/conformal_artifact.json": { status: "na", reason: "regression" } })).not.toEqual([]);
  });
});

describe("the files of a run that is not approved", () => {
  const failed: Partial<RunView> = { success: false, exitCode: 7 };
  const none = {
    "report/report_regulatory.pdf": null,
    "REGULATORY_COMPLIANCE_STATEMENT.txt": null,
    "model/approval.json": { approved: false },
    "report.json": { content_digest: digest("content"), exit_code: 7 },
  };

  it("hold neither PDF nor statement, and models that say so", () => expect(problems(none, failed)).toEqual([]));

  it("contradict where they approve it", () => {
    expect(
      problems({ ...none, "report/report_regulatory.pdf": "pdf", "model/approval.json": { approved: true } }, failed),
    ).toEqual([
      "report/report_regulatory.pdf stands in a run that is not approved",
      "model/approval.json must say `approved: false`",
    ]);
  });

  it("are not approved in research either", () => {
    expect(problems({ "model/approval.json": null }, { mode: "research" })).toEqual([
      "report/report_regulatory.pdf stands in a run that is not approved",
      "REGULATORY_COMPLIANCE_STATEMENT.txt stands in a run that is not approved",
    ]);
  });

  it("need not be there at all", () => {
    const empty = approved({}, { ...failed, gates: [], digest: () => null, json: () => null, text: () => null });
    expect(contentProblems(empty, registry.all)).toEqual([]);
  });
});

describe("the schema of a file", () => {
  it.each([
    ["manifest.json", null, "manifest"],
    ["blocks/data_gate/done.json", null, "done"],
    ["model/approval.json", null, "approval"],
    ["somewhere/else.json", null, null],
    ["model/folds_12.json", "model", "artifact.model.folds"],
    ["model/second/metrics.json", "model", "artifact.model.metrics"],
    ["model/folds_{}.json", "model", "artifact.model.folds"],
  ])("of %s by %s is %s", (path, kind, name) => expect(schemaNameOf(path, kind)).toBe(name));
});
