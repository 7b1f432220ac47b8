/** The contract before a run folder is written: files nobody wrote, files that contradict, what ended without a word. */
import { describe, expect, it } from "vitest";
import { contractFindings, type Files, silentFindings } from "../../../compiler/compile/contract-findings.ts";
import type { Finishing } from "../../../compiler/compile/session.ts";
import type { RunBlock } from "../../../compiler/run/types.ts";
import { digestOf } from "../../../compiler/store/digest.ts";
import { memoryStore } from "../../../compiler/store/store.ts";
import { silentCounters, silentFailuresOf } from "../../../schemas/silent-failures.ts";
import { runBlock, runOf } from "../run/fixture.ts";

const store = memoryStore();

const report = { "figures/metadata.json": '{"figures":[]}', "report/index.html": "<html>", "report.md": "# Trial" };
const files: Files = {
  ...report,
  "report.json": JSON.stringify({ content_digest: digestOf("content"), exit_code: 0 }),
};

const found = (blocks: readonly RunBlock[], written: Files = files) =>
  contractFindings(runOf(blocks), written, { prepared: { objects: store } } as unknown as Finishing).map(
    ({ code, facts }) => [code, facts.paths ?? facts.path],
  );

describe("a run that is about to be written", () => {
  it("that holds all its mode asks for is found sound", () => expect(found([runBlock("gate")])).toEqual([]));

  it("lacks what its kinds of blocks promise, and what its mode asks for: each named", () => {
    const { "report.md": _, ...fewer } = files;
    expect(found([runBlock("data")], fewer)).toEqual([["FS9001", ["data/data_summary.json", "report.md"]]]);
    const digest = store.put(new TextEncoder().encode('{"files":[]}'));
    expect(found([runBlock("data", { artifacts: { "data/data_summary.json": digest } })])).toEqual([]);
  });

  it("contradicts itself where a file is about another run, as text or as bytes", () => {
    const other = JSON.stringify({ content_digest: digestOf("another"), exit_code: 0 });
    for (const written of [other, new TextEncoder().encode(other)])
      expect(found([runBlock("gate")], { ...files, "report.json": written })).toEqual([["FS9101", "report.json"]]);
  });
});

describe("what ended well and gave nothing, or says nothing", () => {
  it("is a finding for each counter that is not 0, with what was counted", () => {
    const none = { analysis_ok_without_findings_count: [], unexplained_block_count: [], blank_kind_findings_count: [] };
    const failures = silentFailuresOf({ ...none, skipped_count: ["a", "b"], artifacts_missing_count: ["data/x.csv"] });
    expect(silentFindings(failures).map(({ code, message }) => [code, message])).toEqual([
      ["FS9021", expect.stringContaining("`skipped_count` of run_summary.json is not 0: `a` and `b`")],
      ["FS9021", expect.stringContaining("`artifacts_missing_count` of run_summary.json is not 0: `data/x.csv`")],
    ]);
  });
  it("is no finding where every counter is 0", () => {
    const none = Object.fromEntries(silentCounters.map((counter) => [counter, []])) as never;
    expect(silentFindings(silentFailuresOf(none))).toEqual([]);
  });
});
