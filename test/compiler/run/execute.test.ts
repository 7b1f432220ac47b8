import { describe, expect, it } from "vitest";
import type { Kind } from "../../../blocks/contract/kind.ts";
import { matrix } from "../../../blocks/contract/matrix.ts";
import { Refusal } from "../../../blocks/contract/refusal.ts";
import { methods } from "../../../blocks/methods/methods.ts";
import { breather, Cancelled } from "../../../compiler/run/cancel.ts";
import { type Executed, type ExecuteEffects, execute } from "../../../compiler/run/execute.ts";
import { partLoader } from "../../../compiler/run/parts.ts";
import { memoryStore, type Store } from "../../../compiler/store/store.ts";
import {
  deciding,
  doc,
  files,
  graphOf,
  kindOf,
  kinds,
  type Line,
  protocolOf,
  type Run,
  settings,
} from "../plan/fixture.ts";

interface Told {
  readonly executed: readonly Executed[];
  readonly heard: readonly string[];
}

/** Executes a document in memory; the clock ticks once a look. */
async function run(
  lines: readonly Line[],
  more: Partial<ExecuteEffects> & { readonly forced?: readonly string[]; readonly mode?: "regulatory" } = {},
): Promise<Told> {
  const blocks = doc(...lines);
  const store = more.store ?? memoryStore();
  const heard: string[] = [];
  let time = 1000;
  const effects: ExecuteEffects = {
    store,
    files,
    load: partLoader(store),
    breathe: async () => undefined,
    now: () => time++,
    gatesBlock: false,
    observer: {
      started: ({ block }, { action }) => void heard.push(`${block.id} ${action}`),
      event: ({ block }, { event }) => void heard.push(`${block.id} says ${event}`),
      ended: ({ node, execution, result }) => void heard.push(`${node.block.id} ${execution} ${result}`),
    },
    ...more,
  };
  const known = deciding(blocks, {
    protocol: protocolOf(blocks, { settings: { ...settings, mode: more.mode ?? "research" } }),
    store,
    isForced: (id) => more.forced?.includes(id) === true,
  });
  const executed = await execute(graphOf(blocks).nodes, known, effects);
  return { executed, heard };
}

const ends = ({ executed }: Told) =>
  Object.fromEntries(
    executed.map(({ node, execution, result, reason }) => [
      node.block.id,
      [execution, result, ...(reason === null ? [] : [reason.code])].join(" "),
    ]),
  );
const of = ({ executed }: Told, id: string) => executed.find(({ node }) => node.block.id === id) as Executed;

/** A small kind that does something else. */
const doing = (kind: keyof typeof kinds, act: Run): Line => [
  kindOf({ ...kinds[kind], run: act } as Parameters<typeof kindOf>[0]),
];
const throwing = (kind: keyof typeof kinds, error: unknown): Line =>
  doing(kind, () => {
    throw error;
  });
const nothing = (kind: keyof typeof kinds): Line =>
  doing(kind, () => ({
    results: {},
    artifacts: [],
    na: { reason: "too_few_samples" },
  }));
const disk = (syscall: unknown) => Object.assign(new Error("no space left"), { code: "ENOSPC", syscall });

describe("a document whose blocks all do what they are asked", () => {
  it("runs each in its order, and has a record of each", async () => {
    const told = await run(["data", "prep", "model", ["figure", {}, { show: "model.x" }]]);
    expect(ends(told)).toEqual({ data: "ran ok", prep: "ran ok", model: "ran ok", figure: "ran ok" });
    for (const one of told.executed) {
      expect(one).toMatchObject({ bug: null, verdict: null, remarks: [], reason: null });
      expect(one.record?.key).toBe(one.key);
      expect(one.record?.preimage).toEqual(one.preimage);
    }
  });

  it("reads the clock when a block begins and when it has ended", async () => {
    const { executed } = await run(["data", "prep"]);
    expect(executed.map(({ started, finished }) => [started, finished])).toEqual([
      [1000, 1001],
      [1002, 1003],
    ]);
  });

  it("says of work that takes long how much it is, where somebody listens", async () => {
    const asking = doing("model", async (_, __, context) => {
      const job = {
        unit: { name: "same", start: () => (ask: number) => ask },
        methods,
        shared: matrix(500, 3000),
        given: null,
        amount: { fits: 24_000, asks: 1, atOnce: 1 },
      };
      const answers: number[] = [];
      for await (const answer of context.spread(job)([7])) answers.push(answer);
      return { gives: {}, results: { answers }, artifacts: [] };
    });
    const heard: string[] = [];
    const quiet = () => undefined;
    const observer = { started: quiet, event: quiet, ended: quiet };
    const long = ({ block }: { readonly block: { readonly id: string } }, says: string) =>
      void heard.push(`${block.id}: ${says}`);
    const told = await run(["data", asking], { observer: { ...observer, long } });
    expect(of(told, "model").record?.results).toEqual({ answers: [7] });
    expect(heard).toEqual(["model: 24000 fits to 500 spectra of 3000 variables, at least 3 min on one core"]);
    expect(ends(await run(["data", asking], { observer }))).toMatchObject({ model: "ran ok" });
  });

  it("says what happens as it happens, a reused block's own words too", async () => {
    const store = memoryStore();
    const lines: readonly Line[] = [
      "data",
      doing("prep", (_, __, context) => {
        context.log("fitted");
        return { gives: {}, results: {}, artifacts: [] };
      }),
    ];
    expect((await run(lines, { store })).heard).toEqual([
      "data run",
      "data ran ok",
      "prep run",
      "prep says fitted",
      "prep ran ok",
    ]);
    expect((await run(lines, { store })).heard).toEqual([
      "data reuse",
      "data reused ok",
      "prep reuse",
      "prep says fitted",
      "prep reused ok",
    ]);
  });

  it("reuses everything the second time, with the same outcome", async () => {
    const store = memoryStore();
    const first = await run(["data", "prep", "model"], { store });
    const second = await run(["data", "prep", "model"], { store });
    expect(ends(second)).toEqual({ data: "reused ok", prep: "reused ok", model: "reused ok" });
    expect(second.executed.map(({ record, why }) => [record, why])).toEqual(
      first.executed.map(({ record }) => [record, "nothing it reads has changed"]),
    );
  });

  it("reuses what stands below a block that ran and came to the same: early cut-off", async () => {
    const store = memoryStore();
    await run(["data", "prep", "model"], { store });
    const told = await run(["data", "prep", "model"], { store, forced: ["prep"] });
    expect(ends(told)).toEqual({ data: "reused ok", prep: "ran ok", model: "reused ok" });
    expect(of(told, "prep").why).toBe("forced");
  });

  it("runs what stands below a block that came to something else", async () => {
    const store = memoryStore();
    await run(["data", "prep", "model"], { store });
    const told = await run(["data", ["prep", { times: 3 }], "model"], { store });
    expect(ends(told)).toEqual({ data: "reused ok", prep: "ran ok", model: "ran ok" });
  });
});

describe("a block that", () => {
  it("warned is still ok here: what it said stands beside its record", async () => {
    const warning = doing("prep", (_, __, context) => {
      context.remark("FS2807");
      return { gives: {}, results: {}, artifacts: [] };
    });
    const store = memoryStore();
    for (const execution of ["ran", "reused"]) {
      const told = await run(["data", warning], { store });
      expect(of(told, "prep")).toMatchObject({ execution, result: "ok", remarks: [{ code: "FS2807" }] });
    }
  });

  it("had nothing to give is not available, with its own reason, and blocks what loads it", async () => {
    const told = await run(["data", nothing("prep"), "model", ["figure", {}, { show: "prep.x" }]]);
    expect(ends(told)).toEqual({
      data: "ran ok",
      prep: "ran na too_few_samples",
      model: "blocked na needs_na:prep",
      figure: "ran ok",
    });
    expect(of(told, "prep").reason?.sentence).toBe("Not done: too_few_samples.");
    expect(of(told, "model").reason?.sentence).toBe("Not done: `prep` has nothing to give.");
  });

  it("had nothing to give says why in its kind's words, where it has some", async () => {
    const [kind] = nothing("prep") as readonly [Kind];
    const line: Line = [{ ...kind, nothing: (reason) => `There are ${reason.replaceAll("_", " ")}.` }];
    expect(of(await run(["data", line]), "prep").reason?.sentence).toBe("There are too few samples.");
  });

  it("refused has failed; what it refused for is kept, what hangs on it is blocked, the rest goes on", async () => {
    const refusal = new Refusal("FS2808", { column: "fat" }, {}, [{ code: "FS2807", facts: {} }]);
    const told = await run([
      "data",
      throwing("prep", refusal),
      "model #m from prep",
      "model #n from data",
      ["figure", {}, { show: "m.x" }],
    ]);
    expect(ends(told)).toEqual({
      data: "ran ok",
      prep: "ran failed failed",
      m: "blocked na needs_failed:prep",
      n: "ran ok",
      figure: "blocked na needs_failed:m",
    });
    expect(of(told, "prep")).toMatchObject({
      bug: null,
      record: null,
      remarks: [{ code: "FS2808" }, { code: "FS2807" }],
      reason: { sentence: "`prep` could not be done." },
    });
    expect(told.heard).not.toContain("m run");
  });

  it.each([
    ["an error", new Error("index out of range"), "index out of range"],
    ["something that is no error", "out of range", "out of range"],
    ["an error that only looks like the disk's", disk(5), "no space left"],
  ])("threw %s has failed by our mistake", async (_, error, message) => {
    const told = await run(["data", throwing("prep", error), "model"]);
    expect(ends(told)).toMatchObject({ prep: "ran failed failed", model: "blocked na needs_failed:prep" });
    expect(of(told, "prep")).toMatchObject({ remarks: [], record: null });
    expect(of(told, "prep").bug).toBeInstanceOf(Error);
    expect(of(told, "prep").bug?.message).toBe(message);
  });

  it("failed is not kept: the next time it runs again", async () => {
    const store = memoryStore();
    const lines = ["data", throwing("prep", new Refusal("FS2808"))] as const;
    await run(lines, { store });
    expect(ends(await run(lines, { store }))).toEqual({ data: "reused ok", prep: "ran failed failed" });
  });

  it("was computed by another with another result has failed with FS9403, in this run and in every later one", async () => {
    const store = memoryStore();
    // Somebody who had the block too ends before this one does.
    const racing = doing("prep", () => ({ gives: {}, results: { n: 1 }, artifacts: [] }));
    const other: Store = {
      ...store,
      keep(record) {
        if (record.preimage.kind === "prep") store.keep({ ...record, results: { n: 2 } });
        store.keep(record);
      },
    };
    for (const [at, turn] of [
      [other, "ran"],
      [store, "ran"],
    ] as const) {
      const told = await run(["data", racing, "model"], { store: at });
      expect(ends(told)).toMatchObject({ prep: `${turn} failed failed`, model: "blocked na needs_failed:prep" });
      expect(of(told, "prep").remarks).toEqual([{ code: "FS9403", facts: { key: expect.any(String), others: 2 } }]);
      expect(of(told, "prep").bug).toBeNull();
    }
  });

  it("could not be stored ends the run: the disk is nobody's block", async () => {
    const store: Store = {
      ...memoryStore(),
      keep() {
        throw disk("write");
      },
    };
    await expect(run(["data", "prep"], { store })).rejects.toThrow("no space left");
  });
});

describe("a run that is cancelled", () => {
  it("between blocks names the one it stopped at and all the rest", async () => {
    const control = new AbortController();
    const stopping = doing("prep", () => {
      control.abort(130);
      return { gives: {}, results: {}, artifacts: [] };
    });
    const told = await run(["data", stopping, "model", ["figure", {}, { show: "data.x" }]], {
      breathe: breather(control.signal),
    });
    expect(ends(told)).toEqual({
      data: "ran ok",
      prep: "ran ok",
      model: "cancelled na cancelled",
      figure: "cancelled na cancelled",
    });
    expect(of(told, "model").reason?.sentence).toBe("Not finished: the run was cancelled.");
    expect(of(told, "figure")).toMatchObject({
      reason: { sentence: "Not done: the run was cancelled." },
      why: "cancelled",
      key: null,
      preimage: null,
      record: null,
    });
    expect(of(told, "figure").finished).toBe(of(told, "figure").started);
    expect(told.heard.slice(-2)).toEqual(["model cancelled na", "figure cancelled na"]);
  });

  it("inside a block leaves nothing of that block", async () => {
    const told = await run(["data", throwing("prep", new Cancelled(143))]);
    expect(of(told, "prep")).toMatchObject({ execution: "cancelled", record: null, bug: null, remarks: [] });
  });

  it("still reuses what needs no work before it stops", async () => {
    const store = memoryStore();
    await run(["data", "prep"], { store });
    const told = await run(["data", "prep", "model"], { store, breathe: breather(AbortSignal.abort(130)) });
    expect(ends(told)).toEqual({ data: "reused ok", prep: "reused ok", model: "cancelled na cancelled" });
  });
});

describe("a gate", () => {
  const failing = ["gate", { pass: false }] as const;
  const all = ["prep", "model", ["figure", {}, { show: "gate.checks" }]] as const;
  const spectra = (name: string): Line => [`gate #${name}`, { gate: "spectral" }];

  it.each<[string, readonly Line[], boolean, { readonly [id: string]: string }]>([
    [
      "that passes lets through what waited for it",
      ["data", "gate", ...all],
      true,
      { gate: "ran ok", prep: "ran ok", model: "ran ok", figure: "ran ok" },
    ],
    [
      "that fails and blocks has failed, and stops decisions; explanation of what did run goes on",
      ["data", failing, ...all],
      true,
      {
        gate: "ran failed gate_failed",
        prep: "blocked na gate_failed:gate",
        model: "blocked na gate_failed:gate",
        figure: "ran ok",
      },
    ],
    [
      "that fails and does not block has warned, and everything goes on",
      ["data", failing, ...all],
      false,
      { gate: "ran warn gate_failed", prep: "ran ok", model: "ran ok", figure: "ran ok" },
    ],
    [
      "that ends in an error is a failed gate",
      ["data", throwing("gate", new Error("bug")), "prep"],
      true,
      { gate: "ran failed failed", prep: "blocked na gate_failed:gate" },
    ],
    [
      "that refuses is a failed gate",
      ["data", throwing("gate", new Refusal("FS7209")), "prep"],
      true,
      { gate: "ran failed failed", prep: "blocked na gate_failed:gate" },
    ],
    [
      "that ends in an error and does not block has failed, and everything goes on",
      ["data", throwing("gate", new Error("bug")), "prep"],
      false,
      { gate: "ran failed failed", prep: "ran ok" },
    ],
    [
      "that had nothing to say has not passed",
      ["data", nothing("gate"), "prep"],
      true,
      { gate: "ran na too_few_samples", prep: "blocked na gate_failed:gate" },
    ],
    [
      "that had nothing to say and does not block lets everything go on",
      ["data", nothing("gate"), "prep"],
      false,
      { gate: "ran na too_few_samples", prep: "ran ok" },
    ],
  ])("%s", async (_, lines, gatesBlock, expected) => {
    expect(ends(await run(lines, { gatesBlock }))).toMatchObject(expected);
  });

  it("that was blocked itself has not passed: what it should have judged does not go on", async () => {
    const bad = ([kind]: Line): Line => [kind, { times: 0 }, {}, "b"] as Line;
    const lines = ["data", "prep #a", bad(throwing("prep", new Refusal("FS2808"))), spectra("g"), "model from a"];
    const blocked = { a: "ran ok", b: "ran failed failed", g: "blocked na needs_failed:b" };
    expect(ends(await run(lines, { gatesBlock: true }))).toMatchObject({
      ...blocked,
      model: "blocked na gate_failed:g",
    });
    expect(ends(await run(lines, { gatesBlock: false }))).toMatchObject({ ...blocked, model: "ran ok" });
  });

  it("is judged anew by its verdict where it is reused", async () => {
    const store = memoryStore();
    await run(["data", failing, "prep"], { store });
    const told = await run(["data", failing, "prep"], { store, gatesBlock: true });
    expect(ends(told)).toMatchObject({ gate: "reused failed gate_failed", prep: "blocked na gate_failed:gate" });
    expect(of(told, "gate")).toMatchObject({
      verdict: { gate: "data", passed: false, judged: ["data"] },
      reason: { sentence: "The data gate failed." },
    });
  });

  it("never changes a key: behind an advisory gate blocks have the keys they have without one", async () => {
    const keys = async (...lines: readonly Line[]) => of(await run(["data", "prep", ...lines]), "prep").key;
    expect(await keys(failing)).toBe(await keys());
  });
});

describe("a remark that regulatory mode does not bear", () => {
  const saying = (code: string, isBearable: boolean): Line => [
    kindOf({
      ...kinds.model,
      kind: "model",
      unbearable: { FS5201: "FS7301" },
      run: (_, __, context) => {
        context.remark(code, { scheme: "lobo" }, isBearable ? { isBearable } : {});
        context.remark("FS5203", {});
        return {
          gives: { scores: { rows: 1, cols: 1, data: new Float64Array(1) }, recipe: {} },
          results: {},
          artifacts: [],
        };
      },
    } as Parameters<typeof kindOf>[0]),
  ];
  const lines = (code: string, isBearable = false): readonly Line[] => [
    "data",
    saying(code, isBearable),
    ["compare", { models: ["model"] }],
  ];
  const codesOf = ({ executed }: Told) => of({ executed, heard: [] }, "model").remarks.map((remark) => remark.code);

  it("bears what the block says can be borne, under the code it has", async () => {
    const told = await run(lines("FS5201", true), { mode: "regulatory" });
    expect([ends(told).model, codesOf(told)]).toEqual(["ran ok", ["FS5201", "FS5203"]]);
  });

  it("fails the block there, under the code of the error; nothing builds on what it gave", async () => {
    const told = await run(lines("FS5201"), { mode: "regulatory" });
    expect(ends(told)).toMatchObject({
      model: "ran failed not_acceptable",
      compare: "blocked na needs_failed:model",
    });
    expect(codesOf(told)).toEqual(["FS7301", "FS5203"]);
    expect(of(told, "model").record).not.toBeNull();
  });

  it("fails a reused block too", async () => {
    const store = memoryStore();
    await run(lines("FS5201"), { store });
    const told = await run(lines("FS5201"), { store, mode: "regulatory" });
    expect(ends(told).model).toBe("reused failed not_acceptable");
  });

  it("is a warning in research, and another remark is none anywhere", async () => {
    const research = await run(lines("FS5201"));
    expect([ends(research).model, ends(research).compare, codesOf(research)]).toEqual([
      "ran ok",
      "ran ok",
      ["FS5201", "FS5203"],
    ]);
    expect(ends(await run(lines("FS5202"), { mode: "regulatory" })).model).toBe("ran ok");
  });
});
