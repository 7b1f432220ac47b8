/** The contract before a run folder is written: files nobody wrote, files that contradict, artifacts that do not fit. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { contractFindings, type Files, unsound } from "../../../compiler/compile/contract-findings.ts";
import type { Finishing } from "../../../compiler/compile/session.ts";
import type { RunBlock } from "../../../compiler/run/types.ts";
import { digestOf } from "../../../compiler/store/digest.ts";
import { memoryStore } from "../../../compiler/store/store.ts";
import { doc, graphOf, kindOf, protocolOf, recordOf, somePreimage } from "../plan/fixture.ts";
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

describe("a JSON artifact as it is read back", () => {
  const kind = kindOf({ kind: "plain", artifacts: { "model/model.json": z.strictObject({ k: z.number() }) } });
  const [block] = doc([kind, {}, {}, "mine"]);
  const read = (record: object | null) => {
    const executed = graphOf([block]).nodes.map((node) => ({ node, record }));
    const prepared = { objects: store, protocol: protocolOf([block]) };
    return unsound({ executed, prepared } as unknown as Finishing).map(({ code, facts, block: id }) => ({
      code,
      id,
      path: facts.path,
      problem: facts.problem,
    }));
  };
  const stored = (json: string) => {
    const digest = store.put(new TextEncoder().encode(json));
    return recordOf(somePreimage, null, { artifacts: { "model/model.json": digest, "model/other.csv": digest } });
  };

  it("fits its schema", () => expect(read(stored('{"k":1}'))).toEqual([]));
  it("is not looked for where a block left nothing", () => expect(read(null)).toEqual([]));
  it("that does not fit is named with its block and the place", () =>
    expect(read(stored('{"k":"1"}'))).toEqual([
      { code: "FS9002", id: "mine", path: "model/model.json", problem: expect.stringMatching(/^k: .*number/) },
    ]));
  it("that the store has lost is named too", () =>
    expect(read(recordOf(somePreimage, null, { artifacts: { "model/model.json": digestOf("lost") } }))).toMatchObject([
      { code: "FS9002", path: "model/model.json" },
    ]));
});
