/** Each counter of silent failures by a run that offends it, and by its neighbour that does not. */
import { describe, expect, it } from "vitest";
import { silentFailures, type Told } from "../../../compiler/run/silent-failures.ts";
import type { RunBlock } from "../../../compiler/run/types.ts";
import { digestOf } from "../../../compiler/store/digest.ts";
import { type SilentCounter, silentCounters } from "../../../schemas/silent-failures.ts";
import type { Line } from "../plan/fixture.ts";
import { foundIn, runBlock, runOf } from "./fixture.ts";

const reason = { code: "too_few_samples", sentence: "Not done: too few samples." };
const told: Told = {
  data: { values: { n: 3 } },
  model: { values: { n: 3 } },
  figure: { values: {} },
  prep: { values: { n: 3 } },
};
const good = runBlock("data", { results: { n: 3 } });
const figure: Line = ["figure", {}, { show: "data.raw" }];
const explaining = (one: RunBlock, mustExplain: readonly string[]): RunBlock => ({
  ...one,
  block: { ...one.block, kind: { ...one.block.kind, mustExplain } },
});
const silent = (
  run: Parameters<typeof silentFailures>[0],
  report: Told | null = told,
  missing: readonly string[] = [],
) => silentFailures(run, report, missing);
const of = (block: RunBlock) => runOf([block]);

it("a run that went well has none", () => {
  const found = silent(runOf([good, runBlock("model", { result: "na", reason })]));
  expect(silentCounters.map((counter) => found[counter])).toEqual(silentCounters.map(() => 0));
  expect(found.offenders).toEqual({});
});

describe("counts, and names", () => {
  it.each<[SilentCounter, string, RunBlock, readonly string[]]>([
    ["analysis_ok_without_findings_count", "gave nothing", runBlock("data", { results: {} }), ["data"]],
    ["analysis_ok_without_findings_count", "gave null", runBlock("data", { results: null, result: "warn" }), ["data"]],
    ["analysis_ok_without_findings_count", "gave a value", runBlock("data", { hasValue: true }), []],
    ["analysis_ok_without_findings_count", "gave a file", runBlock("data", { artifacts: { a: digestOf("a") } }), []],
    ["analysis_ok_without_findings_count", "shows another's", runBlock(figure), []],
    ["analysis_ok_without_findings_count", "failed", runBlock("data", { result: "failed", reason }), []],
    ["unexplained_block_count", "lacks a field", explaining(good, ["n", "k"]), ["data"]],
    ["unexplained_block_count", "has every field", explaining(good, ["n"]), []],
    ["unexplained_block_count", "is not available", explaining({ ...good, result: "na", reason }, ["k"]), []],
    ["skipped_count", "na without a reason", { ...good, result: "na" }, ["data"]],
    ["skipped_count", "na without a code", { ...good, result: "na", reason: { ...reason, code: "" } }, ["data"]],
    ["skipped_count", "na without words", { ...good, result: "na", reason: { ...reason, sentence: " " } }, ["data"]],
    ["skipped_count", "blocked and ok", { ...good, execution: "blocked" }, ["data"]],
    ["skipped_count", "cancelled and failed", { ...good, execution: "cancelled", result: "failed", reason }, ["data"]],
    ["skipped_count", "blocked, with a reason", { ...good, execution: "blocked", result: "na", reason }, []],
  ])("%s: a block that %s", (counter, _, block, names) => {
    const found = silent(of(block));
    expect([found[counter], found.offenders[counter] ?? []]).toEqual([names.length, names]);
  });

  it("unexplained_block_count: what the report leaves out, and everything where there is no report", () => {
    expect(silent(of(good), {}).offenders.unexplained_block_count).toEqual(["data"]);
    expect(silent(of(good), null).offenders.unexplained_block_count).toEqual(["data"]);
  });

  it("skipped_count: a block of the document that has no end", () => {
    const run = runOf([good, runBlock("model", { results: { n: 3 } })]);
    expect(silent({ ...run, blocks: run.blocks.slice(1) }).offenders.skipped_count).toEqual(["data"]);
  });

  it.each([
    ["an unknown code", foundIn("FS0000")],
    ["no sentence", foundIn("FS3047", { message: " " })],
    ["no next action", foundIn("FS3047", { help: [] })],
  ])("blank_kind_findings_count: a finding with %s", (_, finding) => {
    const found = silent({ ...of(good), findings: [finding, foundIn("FS3047")] });
    expect(found.offenders.blank_kind_findings_count).toEqual([finding.code]);
  });

  it("artifacts_missing_count: files that the store has no more", () => {
    expect(silent(of(good), told, ["data/x.csv"])).toMatchObject({
      artifacts_missing_count: 1,
      offenders: { artifacts_missing_count: ["data/x.csv"] },
    });
  });
});
