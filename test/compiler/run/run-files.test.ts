import { describe, expect, it } from "vitest";
import { registry } from "../../../blocks/registry.ts";
import type { Finding } from "../../../compiler/diagnostics/finding.ts";
import { doneFile, errorFile, runSummary, stageState } from "../../../compiler/run/run-files.ts";
import type { RunBlock } from "../../../compiler/run/types.ts";
import { digestOf, digestOfJson } from "../../../compiler/store/digest.ts";
import { doneSchema, errorSchema, runSummarySchema, stageStateSchema } from "../../../schemas/run-files.ts";
import type { Line } from "../plan/fixture.ts";
import { executing, runBlock, runOf } from "./fixture.ts";

const reason = { code: "needs_failed:data", sentence: "Not done." };
const found = (code: string, more: Partial<Finding> = {}): Finding => ({
  code,
  severity: "error",
  message: `${code} happened`,
  help: ["do this", "or that"],
  stage: "modeling",
  exit: 5,
  position: { file: "protocol.md", line: 1, column: 2, endLine: 1, endColumn: 3 },
  block: "model",
  pointer: "/k",
  mark: null,
  facts: { k: 3 },
  ...more,
});

describe("the status of a stage is the worst of its blocks", () => {
  const ok = runBlock("model #ok");
  const warned = runBlock("model #warned", { result: "warn" });
  const na = runBlock("model #na", { result: "na", reason });
  const blocked = runBlock("model #blocked", { execution: "blocked", result: "na", reason });
  const cancelled = runBlock("model #cancelled", { execution: "cancelled", result: "na", reason });
  const failed = runBlock("model #failed", { result: "failed", reason });
  it.each<[string, readonly RunBlock[], string]>([
    ["none: not reached", [], "not_reached"],
    ["all ok", [ok, ok], "success"],
    ["one warned", [ok, warned], "warning"],
    ["one not available", [ok, na], "warning"],
    ["one blocked", [warned, na, blocked], "blocked"],
    ["one cancelled", [blocked, cancelled, ok], "cancelled"],
    ["one failed", [ok, blocked, cancelled, failed], "failed"],
  ])("%s", (_, blocks, status) => {
    const state = stageStateSchema.parse(stageState({ blocks }, [], null));
    expect(state.stages).toEqual({
      cli: "not_reached",
      protocol: "not_reached",
      validation: "not_reached",
      preprocessing: "not_reached",
      features: "not_reached",
      modeling: status,
      trust: "not_reached",
      qc: "not_reached",
      reporting: "not_reached",
      artifact: "not_reached",
    });
    expect(runSummary(runOf(blocks), "run", 1).lanes.decision.status).toBe(status);
  });
});

describe("state/stage_state.json", () => {
  it("says of every block what it came to, and why it did what it did", async () => {
    const { executed } = await executing(["data"]);
    const blocks = [runBlock("data"), runBlock("prep", { execution: "blocked", result: "na", reason })];
    expect(stageState({ blocks }, executed, "the laser was changed")).toMatchObject({
      blocks: {
        data: { execution: "ran", result: "ok", reason: null, why: "no earlier result in the store" },
        prep: { execution: "blocked", result: "na", reason: "needs_failed:data", why: "" },
      },
      qc_override: "the laser was changed",
    });
  });
});

describe("blocks/<id>/done.json", () => {
  const iso = (time: number) => `at ${time}`;
  it("holds the key, what it was made of, and when it was done", async () => {
    const { executed } = await executing(["data", ["prep", { times: 3 }]]);
    const [data, prep] = executed;
    const block = runBlock("prep", { result: "warn", artifacts: { "preprocessing/axis.json": digestOf("x") } });
    expect(doneSchema.parse(doneFile(prep, block, iso))).toEqual({
      schema_version: 1,
      key: prep.key,
      key_preimage: prep.preimage,
      execution: "ran",
      result: "warn",
      reason: null,
      started_utc: "at 1500",
      finished_utc: "at 2000",
      duration_s: 0.5,
      input_hashes: {},
      outputs_list: ["preprocessing/axis.json"],
      effective_config: { times: 3 },
      reference_context_id: digestOfJson(prep.preimage?.inputs),
    });
    expect(doneFile(data, block, iso).input_hashes).toEqual({ meat: [data.preimage?.files.meat[0].sha256] });
  });

  it("of a block that never had a key has none", async () => {
    const { executed } = await executing([["model", {}]]);
    const one = { ...executed[0], key: null, preimage: null, reason };
    expect(doneSchema.parse(doneFile(one, runBlock("model"), iso))).toMatchObject({
      key: null,
      key_preimage: null,
      input_hashes: {},
      reference_context_id: null,
      reason: "needs_failed:data",
    });
  });
});

describe("run_summary.json", () => {
  const summary = (blocks: readonly RunBlock[], more: Parameters<typeof runOf>[1] = {}) =>
    runSummarySchema.parse(runSummary(runOf(blocks, more), "20260101_000000_abcdef", 12.5));
  const headline = { estimator: "pls-da", n_features: 88, cv_score: 0.9, cv_std: 0.1, tuned: true, scheme: "loso" };

  it("says how the run went", () => {
    expect(summary([], { status: "failed", exitCode: 5 })).toMatchObject({
      run_id: "20260101_000000_abcdef",
      status: "failed",
      exit_code: 5,
      mode: "research",
      duration_seconds: 12.5,
    });
  });

  it.each<[string, readonly RunBlock[], object]>([
    [
      "has the headline of the model",
      [runBlock("model", { results: headline })],
      { model_name: "pls-da", n_features: 88, cv_score: 0.9, cv_std: 0.1, tuning_enabled: true, scheme: "loso" },
    ],
    [
      "has no headline without a model, and the protocol's scheme",
      [runBlock("data", { results: headline })],
      {
        model_name: null,
        n_features: null,
        cv_score: null,
        tuning_enabled: false,
        scheme: { name: "lobo", options: {} },
      },
    ],
    [
      "has no headline of a model that did not finish",
      [runBlock("model", { results: null, result: "failed", reason })],
      { model_name: null, cv_std: null, tuning_enabled: false },
    ],
    [
      "is about the first model, also where that did not finish",
      [runBlock("model #a", { results: null, result: "failed", reason }), runBlock("model #b", { results: headline })],
      { model_name: null, tuning_enabled: false, scheme: { name: "lobo", options: {} } },
    ],
  ])("%s", (_, blocks, expected) => expect(summary(blocks)).toMatchObject(expected));

  it.each<[string, Partial<RunBlock>, boolean]>([
    ["trust that calibrated", { results: { calibration: { status: "success" } } }, true],
    [
      "trust that calibrated, with a warning",
      { result: "warn", results: { calibration: { status: "success" } } },
      true,
    ],
    ["trust that had too few samples for it", { results: { calibration: { status: "na" } } }, false],
    ["trust that failed", { result: "failed", results: null }, false],
  ])("knows of calibration by %s", (_, more, expected) => {
    const { block } = runBlock("model");
    const { headline } = registry.kinds.trust;
    const trust = runBlock("model", { block: { ...block, kind: { ...block.kind, kind: "trust", headline } }, ...more });
    expect(summary([trust]).calibration_enabled).toBe(expected);
  });

  it("lists the stages that were reached, in order, with their files, time and first error", () => {
    const blocks = [
      runBlock("model #m", { artifacts: { "model/model.json": digestOf("x") }, durationSeconds: 2 }),
      runBlock("model #n", { result: "failed", reason, durationSeconds: 3 }),
      runBlock("data"),
    ];
    const findings = [
      found("FS7002", { block: "n", severity: "warning" }),
      found("FS5401", { block: "other" }),
      found("FS5402", { block: "n" }),
      found("FS5403", { block: "n", exit: 6 }),
    ];
    expect(summary(blocks, { findings }).stages).toEqual([
      {
        stage: "validation",
        status: "success",
        exit_code: 0,
        duration_seconds: 1,
        artifacts: [],
        metrics: {},
        error: null,
      },
      {
        stage: "modeling",
        status: "failed",
        exit_code: 5,
        duration_seconds: 5,
        artifacts: ["model/model.json"],
        metrics: {},
        error: "FS5402 happened",
      },
    ]);
  });

  it("says which blocks stand in which lane", () => {
    const figure: Line = ["figure", {}, { show: "data.raw" }];
    expect(summary([runBlock("data"), runBlock(figure, { result: "warn" })]).lanes).toEqual({
      decision: { blocks: ["data"], status: "success" },
      explanation: { blocks: ["figure"], status: "warning" },
    });
  });

  it("names what ended without a word: blocks without an end, and what is not available without a reason", () => {
    const run = runOf([runBlock("data"), runBlock("prep"), runBlock("model", { result: "na" })]);
    const silent = runSummary({ ...run, blocks: run.blocks.slice(1) }, "run", 1).silent_failure_checks;
    expect(silent).toEqual({ blocks_without_end: ["data"], na_without_reason: ["model"], artifacts_missing: [] });
    const { silent_failure_checks } = summary([runBlock("data"), runBlock("prep", { result: "na", reason })]);
    expect(silent_failure_checks).toEqual({ blocks_without_end: [], na_without_reason: [], artifacts_missing: [] });
  });
});

describe("error.json", () => {
  const time = "2026-01-01T00:00:00.000Z";
  const decisive = found("FS5401");
  const file = (finding: Finding, all: readonly Finding[] = [finding], exit = 5, blocks: readonly RunBlock[] = []) =>
    errorSchema.parse(errorFile(finding, all, exit, "run", time, blocks));

  it("is of the finding that decided the exit code; the other errors stand in its details", () => {
    const other = found("FS5402", { position: null });
    expect(file(decisive, [found("FS7002", { severity: "warning" }), other, decisive])).toEqual({
      schema_version: 1,
      exit_code: 5,
      error_type: "ModelingError",
      message: "FS5401 happened",
      stage: "modeling",
      code: "FS5401",
      position: decisive.position,
      recommendations: ["do this", "or that"],
      details: {
        block: "model",
        pointer: "/k",
        facts: { k: 3 },
        other_errors: [{ code: "FS5402", message: "FS5402 happened", position: null }],
      },
      run_id: "run",
      timestamp: time,
      logs_path: "logs/run.jsonl",
    });
  });

  it("can be made before there are any blocks", () => {
    expect(errorFile(decisive, [decisive], 5, "run", time).details).not.toHaveProperty("gate");
  });

  it.each([
    ["the command line", 2, "CliError"],
    ["the data", 3, "ValidationError"],
    ["a gate", 7, "QCError"],
    ["being cancelled", 130, "Cancelled"],
  ])("says what sort of error it is: %s", (_, exit, type) => {
    expect(file({ ...decisive, exit }, [], exit).error_type).toBe(type);
  });

  it("says of a mistake of ours that it is ours", () => {
    expect(file(found("FS0001")).error_type).toBe("InternalError");
  });

  const gate = found("FS7001", { block: "gate", exit: 7, stage: "qc" });
  const report = {
    gate: "data",
    failed_checks: ["min_samples", "spikes"],
    checks: {
      min_samples: { value: 19, threshold: 20, lower: null },
      spikes: { value: 0.5, threshold: 0.1, lower: { value: 0.4, threshold: 0.2 } },
    },
  };

  it("of a failed gate says which checks failed, what was observed and what was required", () => {
    expect(file(gate, [gate], 7, [runBlock("gate", { results: report })]).details).toMatchObject({
      gate: "data",
      failed_checks: [
        { check: "min_samples", observed: 19, required: 20 },
        { check: "spikes", observed: 0.5, required: 0.1, lower: { value: 0.4, threshold: 0.2 } },
      ],
    });
  });

  it("says what to do about a failed check that its kind has words for", () => {
    const judged = runBlock("gate", { results: report });
    const checkWords = () => ({ spikes: { title: "Spikes", action: "Despike the spectra." } });
    const worded = { ...judged, block: { ...judged.block, kind: { ...judged.block.kind, checkWords } } };
    expect(file(gate, [gate], 7, [worded]).details.failed_checks).toMatchObject([
      { check: "min_samples" },
      { check: "spikes", action: "Despike the spectra." },
    ]);
  });

  it.each<[string, Finding, readonly RunBlock[]]>([
    ["a gate that left no report", gate, [runBlock("gate", { results: null })]],
    ["a gate that failed by our mistake", { ...gate, exit: 9 }, [runBlock("gate", { results: report })]],
    ["a block that is no gate", { ...gate, block: "model" }, [runBlock("model")]],
    ["no block at all", { ...gate, block: null }, [runBlock("gate", { results: report })]],
  ])("says nothing of checks for %s", (_, finding, blocks) => {
    expect(Object.keys(file(finding, [], finding.exit, blocks).details)).not.toContain("failed_checks");
  });
});
