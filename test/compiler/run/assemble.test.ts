import { describe, expect, it } from "vitest";
import { z } from "zod";
import { Refusal } from "../../../blocks/contract/refusal.ts";
import type { View, ViewSource } from "../../../blocks/contract/view.ts";
import { catalogue } from "../../../compiler/diagnostics/catalogue.ts";
import { assembleBlocks, dataFile } from "../../../compiler/run/assemble.ts";
import type { RunBlock } from "../../../compiler/run/types.ts";
import { digestOf } from "../../../compiler/store/digest.ts";
import { file, files, kindOf, kinds, type Line, protocolOf, type Run } from "../plan/fixture.ts";
import { executing } from "./fixture.ts";

const note = [...catalogue].find(([, { severity }]) => severity === "note")?.[0] ?? "";

type Declared = Parameters<typeof kindOf>[0];
const like = (kind: keyof typeof kinds, declared: Declared): Line => [
  kindOf({ ...kinds[kind], ...declared } as Declared),
];
const saying =
  (...codes: readonly string[]): Run =>
  (_, __, context) => {
    for (const code of codes) context.remark(code);
    return { gives: {}, results: { n: 1 }, artifacts: [] };
  };

async function assembled(lines: readonly Line[], gatesBlock = false): Promise<readonly RunBlock[]> {
  const { protocol, executed, load } = await executing(lines, { gatesBlock });
  return assembleBlocks(protocol, executed, files, gatesBlock, load, new Map());
}
const one = async (lines: readonly Line[], id: string, gatesBlock = false): Promise<RunBlock> => {
  const found = (await assembled(lines, gatesBlock)).find(({ block }) => block.id === id);
  if (found === undefined) throw new Error(`the run has no block ${id}`);
  return found;
};

describe("the blocks of a run", () => {
  it("come in document order, whatever the order in which they ran", async () => {
    const blocks = await assembled([["figure", {}, { show: "data.x" }], "data", "prep"]);
    expect(blocks.map(({ block }) => block.id)).toEqual(["figure", "data", "prep"]);
  });

  it("are those that had their turn", async () => {
    const { protocol, executed, load } = await executing(["data", "prep"]);
    expect(
      assembleBlocks(protocol, executed.slice(0, 1), files, false, load, new Map()).map(({ block }) => block.id),
    ).toEqual(["data"]);
  });

  it("hang with their views on what they started from, whether it had its turn or not", async () => {
    const { protocol, executed, load } = await executing(["data", "prep"]);
    const digest = (from: typeof executed) =>
      assembleBlocks(protocol, from, files, false, load, new Map()).find(({ block }) => block.id === "prep")?.source
        ?.digest;
    expect(digest(executed)).toMatch(/^sha256:/);
    expect(digest(executed.slice(1))).not.toBe(digest(executed));
  });

  it("say what they came to, how long it took, and what they gave", async () => {
    expect(await one(["data"], "data")).toMatchObject({
      execution: "ran",
      result: "ok",
      reason: null,
      key: expect.stringMatching(/^sha256:/),
      results: { n: 2 },
      findings: [],
      durationSeconds: 0.5,
    });
  });

  it("that did not finish have a reason and nothing to look at", async () => {
    const failing = like("prep", {
      run: () => {
        throw new Refusal("FS2807");
      },
    });
    expect(await one(["data", failing, "model"], "model")).toMatchObject({
      execution: "blocked",
      result: "na",
      reason: { code: "needs_failed:prep" },
      key: null,
      results: null,
      artifacts: {},
      source: null,
      durationSeconds: 0.5,
    });
  });

  it("list their files by path, in code-unit order, a second of a kind in its own folder", async () => {
    const writing = (id: string): Line => [
      kindOf({
        run: () => ({
          results: {},
          artifacts: [
            { path: "b/x.csv", text: id },
            { path: "a.csv", text: "" },
          ],
        }),
      }),
      { id },
      {},
      id,
    ];
    const [first, second] = await assembled([writing("one"), writing("two")]);
    expect(Object.entries(first.artifacts)).toEqual([
      ["a.csv", digestOf("")],
      ["b/x.csv", digestOf("one")],
    ]);
    expect(Object.keys(second.artifacts)).toEqual(["b/two/x.csv", "plain/two/a.csv"]);
  });
});

describe("what a block gave that its kind does not declare", () => {
  it.each<[string, Declared, string]>([
    ["results", { results: z.strictObject({ k: z.number() }), run: () => ({ results: {}, artifacts: [] }) }, "results"],
    [
      "a file",
      { run: () => ({ results: {}, artifacts: [{ path: "model/other.json", json: {} }] }) },
      "model/other.json",
    ],
    [
      "what stands in a file",
      {
        artifacts: { "model/model.json": z.strictObject({ k: z.number() }) },
        run: () => ({ results: {}, artifacts: [{ path: "model/model.json", json: { k: "1" } }] }),
      },
      "model/model.json",
    ],
  ])("is a finding at the block: %s", async (_, declared, path) => {
    const block = await one([[kindOf(declared), {}, {}, "mine"]], "mine");
    expect(block).toMatchObject({ result: "failed", artifacts: {}, findings: [{ code: "FS9020", facts: { path } }] });
    expect(block.findings[0].position).toEqual(block.block.position);
  });
});

describe("the result of a block is its worst finding", () => {
  it.each<[string, Declared, string]>([
    ["nothing said: ok", { run: saying() }, "ok"],
    ["a note: still ok", { run: saying(note) }, "ok"],
    ["a warning: warn", { run: saying("FS7002") }, "warn"],
    [
      "not available stays so, whatever it said",
      {
        run: (_, __, context) => {
          context.remark("FS7002");
          return { results: {}, artifacts: [], na: { reason: "x" } };
        },
      },
      "na",
    ],
    [
      "failed stays so, whatever it said",
      {
        run: () => {
          throw new Refusal("FS7002");
        },
      },
      "failed",
    ],
  ])("%s", async (_, declared, result) => {
    expect((await one(["data", like("prep", declared)], "prep")).result).toBe(result);
  });
});

describe("what a block said", () => {
  const remarking = (act: Run) => one(["data", like("prep", { run: act })], "prep");
  const done = { gives: {}, results: {}, artifacts: [] };

  it("becomes findings at the block, or at the option it names", async () => {
    const { findings } = await remarking((_, __, context) => {
      context.remark("FS2807");
      context.remark("FS2808", { compare: ["a"] }, { option: ["steps", 1] });
      return done;
    });
    expect(findings.map(({ code, block, pointer, position }) => [code, block, pointer, position?.line])).toEqual([
      ["FS2807", "prep", null, 20],
      ["FS2808", "prep", "/steps/1", 21],
    ]);
  });

  it("of the data points into the data file, beside the document as its readers see it", async () => {
    const { findings } = await remarking((_, __, context) => {
      context.remark("FS2808", {}, { data: { input: "meat", line: 118, field: 7 }, option: ["label"] });
      return done;
    });
    expect(findings[0].position).toEqual({
      file: "docs/data/meat.csv",
      line: 118,
      column: 7,
      endLine: 118,
      endColumn: 8,
    });
  });

  it("of one place in the data is told once, by the first of the blocks that met it; what is said of a block by each", async () => {
    const meeting = (id: string): Line => [
      kindOf({
        ...kinds.prep,
        run: (_, __, context) => {
          for (const field of [7, 8])
            context.remark("FS7002", { gate: "data", judged: [] }, { data: { input: "meat", line: 118, field } });
          context.remark("FS7002", { gate: "data", judged: [] });
          return done;
        },
      }),
      {},
      {},
      id,
    ];
    const blocks = await assembled(["data", meeting("first"), meeting("second")]);
    const columns = ({ findings, result }: RunBlock) => [result, ...findings.map(({ position }) => position?.column)];
    expect(blocks.slice(1).map(columns)).toEqual([
      ["warn", 7, 8, 1],
      ["warn", 1],
    ]);
  });

  it("is told of a block that refused, too", async () => {
    const { findings } = await remarking(() => {
      throw new Refusal("FS2808", { column: "fat" }, {}, [{ code: "FS2807", facts: {} }]);
    });
    expect(findings.map(({ code }) => code)).toEqual(["FS2808", "FS2807"]);
  });

  it("of our own mistake is an internal error under the block's stage, with the exit code of the stage", async () => {
    const { findings } = await remarking(() => {
      throw new Error("index out of range");
    });
    expect(findings).toMatchObject([
      { code: "FS0001", block: "prep", stage: "preprocessing", exit: 3, facts: { what: "index out of range" } },
    ]);
  });

  it.each([
    ["that blocks is an error", true, "FS7001", "error", "failed"],
    ["that does not block is a warning", false, "FS7002", "warning", "warn"],
  ])("of a failed gate %s", async (_, gatesBlock, code, severity, result) => {
    const gate = await one(["data", ["gate", { pass: false }]], "gate", gatesBlock);
    expect(gate).toMatchObject({
      result,
      findings: [{ code, severity, block: "gate", facts: { gate: "data", id: "gate", judged: ["data"] } }],
    });
    expect(gate.findings[0].position).toEqual(gate.block.position);
  });

  it("of a gate that passed is nothing", async () => {
    expect((await one(["data", "gate"], "gate", true)).findings).toEqual([]);
  });
});

describe("a data file's name", () => {
  const protocol = (path: string) => protocolOf([], { file: path });
  it.each([
    ["is its path below the document's folder", "docs/protocol.md", "meat", "docs/data/meat.csv"],
    ["is its path where the document stands at the root", "protocol.md", "meat", "data/meat.csv"],
    ["is what the block calls it where it is no input", "docs/protocol.md", "part-2.csv", "docs/part-2.csv"],
    ["is the input's name where it has no file", "docs/protocol.md", "empty", "docs/empty"],
  ])("%s", (_, document, input, expected) => {
    expect(dataFile({ input }, protocol(document), { ...files, empty: [] })).toBe(expected);
  });

  it("is the first file's where an input has several", () => {
    const several = { meat: [file("1", "a.csv"), file("2", "b.csv")] };
    expect(dataFile({ input: "meat" }, protocol("p.md"), several)).toBe("a.csv");
  });
});

describe("what the views of a block look at", () => {
  const view = (exists: boolean): View => ({
    shape: "figure",
    title: "raw",
    byDefault: true,
    exists: () => exists,
    make: async () => ({ na: "nothing" }),
  });
  const source = async (lines: readonly Line[], id: string) => (await one(lines, id)).source as ViewSource;

  it("are those of its views that exist for its options", async () => {
    const asked: unknown[] = [];
    const some = like("data", {
      views: { raw: view(true), roc: view(false), asked: { ...view(true), exists: (known) => asked.push(known) > 0 } },
    });
    expect(Object.keys((await one([some], "data")).views)).toEqual(["raw", "asked"]);
    expect(asked).toEqual([{ options: {}, shape: null }]);
  });

  it("is its results, its options, and any part of its own value and of those it started from", async () => {
    const seen = await source(["data", ["prep", { times: 3 }]], "prep");
    expect(seen).toMatchObject({ block: "prep", options: { times: 3 }, results: {} });
    expect(await seen.own("pipeline")).toEqual({ times: 3 });
    // A view may look at what its block did not load.
    expect(await seen.input("dataset", "rows")).toEqual({ id: ["a", "b"] });
  });

  it.each<[string, (source: ViewSource) => Promise<unknown>]>([
    ["a part it did not give", (seen) => seen.own("secret")],
    ["a part of a value it did not start from", (seen) => seen.input("model", "scores")],
    ["a part its start did not give", (seen) => seen.input("dataset", "outcome")],
  ])("is an error for %s", async (_, look) => {
    await expect(look(await source(["data", "prep"], "prep"))).rejects.toThrow(/no part \w+ for the views of prep/);
  });

  it("is an error where the block gave no value at all", async () => {
    const mute = like("prep", { run: () => ({ results: {}, artifacts: [] }) });
    await expect((await source(["data", mute], "prep")).own("ready")).rejects.toThrow(/no part ready/);
  });
});
