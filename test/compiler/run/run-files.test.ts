import { describe, expect, it } from "vitest";
import { registry } from "../../../blocks/registry.ts";
import { doneFile, runSummary, type Summing, stageState } from "../../../compiler/run/run-files.ts";
import type { RunBlock } from "../../../compiler/run/types.ts";
import { digestOf } from "../../../compiler/store/digest.ts";
import { doneSchema, runSummarySchema, stageStateSchema } from "../../../schemas/run-files.ts";
import { silentCounters, silentFailuresOf } from "../../../schemas/silent-failures.ts";
import { executing, foundIn, runBlock, runOf } from "./fixture.ts";

const reason = { code: "needs_failed:data", sentence: "Not done." };
const iso = (time: number) => `at ${time}`;
const reference = digestOf("what the run is held against");
const silent = silentFailuresOf(Object.fromEntries(silentCounters.map((counter) => [counter, []])) as never);
const summing: Summing = {
  runId: "20260101_000000_abcdef",
  durationSeconds: 12.5,
  executed: [],
  isTracked: false,
  shown: new Set(),
  silent,
};

describe("the status of a stage is the worst of its blocks", () => {
  const ok = runBlock("model #ok");
  const warned = runBlock("model #warned", { result: "warn" });
  const na = runBlock("model #na", { result: "na", reason });
  const blocked = runBlock("model #blocked", { execution: "blocked", result: "na", reason });
  const cancelled = runBlock("model #cancelled", { execution: "cancelled", result: "na", reason });
  const unreached = runBlock("model #unreached", { execution: "cancelled", result: "na", reason, key: null });
  const failed = runBlock("model #failed", { result: "failed", reason });
  it.each<[string, readonly RunBlock[], string]>([
    ["none: not asked for", [], "not_requested"],
    ["all cancelled before their turn: not reached", [unreached, unreached], "not_reached"],
    ["all ok", [ok, ok], "success"],
    ["one warned", [ok, warned], "warning"],
    ["one not available", [ok, na], "warning"],
    ["one blocked", [warned, na, blocked], "blocked"],
    ["one cancelled", [blocked, cancelled, ok], "cancelled"],
    ["one failed", [ok, blocked, cancelled, failed], "failed"],
  ])("%s", (_, blocks, status) => {
    const state = stageStateSchema.parse(stageState({ blocks, findings: [] }, [], null, iso));
    expect(state.stages).toEqual({
      cli: "success",
      protocol: "success",
      validation: "not_requested",
      preprocessing: "not_requested",
      features: "not_requested",
      modeling: status,
      trust: "not_requested",
      qc: "not_requested",
      reporting: "success",
      artifact: "success",
    });
    expect(runSummary(runOf(blocks), summing).lanes.decision.status).toBe(status);
  });
});

describe("state/stage_state.json", () => {
  it("says of every block what it came to, and why it did what it did", async () => {
    const { executed } = await executing(["data"]);
    const blocks = [
      runBlock("data", { findings: [foundIn("FS3047")] }),
      runBlock("prep", { execution: "blocked", result: "na", reason }),
    ];
    expect(stageState({ blocks, findings: [] }, executed, "the laser was changed", iso)).toMatchObject({
      blocks: {
        data: {
          execution: "ran",
          result: "ok",
          reason: null,
          why: "no earlier result in the store",
          key: digestOf("data"),
          started_utc: "at 500",
          finished_utc: "at 1000",
          messages: ["FS3047 FS3047 happened"],
        },
        prep: {
          execution: "blocked",
          result: "na",
          reason: "needs_failed:data",
          why: "",
          started_utc: null,
          finished_utc: null,
          messages: [],
        },
      },
      qc_override: "the laser was changed",
    });
  });
});

describe("blocks/<id>/done.json", () => {
  it("holds the key, what it was made of, and when it was done", async () => {
    const { executed } = await executing(["data", ["prep", { times: 3 }]]);
    const [data, prep] = executed;
    const block = runBlock("prep", { result: "warn", artifacts: { "preprocessing/axis.json": digestOf("x") } });
    const loaded = Object.fromEntries(
      (prep.preimage?.inputs ?? []).flatMap(({ value, parts }) =>
        Object.entries(parts).map(([part, sha256]) => [`${value}.${part}`, [sha256]]),
      ),
    );
    expect(Object.keys(loaded)).not.toEqual([]);
    expect(doneSchema.parse(doneFile(prep, block, iso, reference))).toEqual({
      schema_version: 1,
      key: prep.key,
      key_preimage: prep.preimage,
      execution: "ran",
      result: "warn",
      reason: null,
      sentence: null,
      started_utc: "at 1500",
      finished_utc: "at 2000",
      duration_s: 0.5,
      input_hashes: loaded,
      outputs_list: ["preprocessing/axis.json"],
      effective_config: { times: 3 },
      reference_context_id: reference,
    });
    expect(doneFile(data, block, iso, reference).input_hashes).toEqual({ meat: [data.preimage?.files.meat[0].sha256] });
  });

  it("of a block that never had a key has none", async () => {
    const { executed } = await executing([["model", {}]]);
    const one = { ...executed[0], key: null, preimage: null, reason };
    expect(doneSchema.parse(doneFile(one, runBlock("model", { reason }), iso, reference))).toMatchObject({
      key: null,
      key_preimage: null,
      input_hashes: {},
      reference_context_id: reference,
      reason: "needs_failed:data",
      sentence: "Not done.",
    });
  });
});

describe("run_summary.json", () => {
  const summary = (blocks: readonly RunBlock[], more: Parameters<typeof runOf>[1] = {}) =>
    runSummarySchema.parse(runSummary(runOf(blocks, more), summing));
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
});
