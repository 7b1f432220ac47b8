import { describe, expect, it } from "vitest";
import { methods } from "../../../blocks/methods/methods.ts";
import { type Deciding, lastPreimages, type Upstream } from "../../../compiler/plan/decide.ts";
import { preimageOf } from "../../../compiler/plan/key.ts";
import { digestOf, digestOfJson } from "../../../compiler/store/digest.ts";
import { memoryStore, type Store } from "../../../compiler/store/store.ts";
import type { BlockRecord, Preimage } from "../../../schemas/records.ts";
import {
  decision,
  doc,
  ended,
  files,
  graphOf,
  implementations,
  loadWords,
  nodeOf,
  protocolOf,
  recordOf,
  somePreimage,
} from "./fixture.ts";

const blocks = doc("data", "prep", "model", "gate", ["figure", {}, { show: "model.roc" }]);
const data = ended(recordOf(somePreimage, { name: "dataset", parts: { spectra: "s", rows: "r" } }));
const gate = ended(recordOf(somePreimage, { name: "gate", parts: { verdict: "v" } }));
const nothing = ended(recordOf(somePreimage, null));
const failed: Upstream = { state: "failed" };
const blocked: Upstream = { state: "blocked" };
const running: Upstream = { state: "will_run" };

const preimage = (): Preimage =>
  preimageOf(
    nodeOf(graphOf(blocks), "prep"),
    protocolOf(blocks),
    files,
    implementations,
    new Map([["data", recordOf(somePreimage, { name: "dataset", parts: { spectra: "s", rows: "r" } })]]),
    loadWords({}),
    methods,
  );

/** A store that holds what `prep` gave, whole: two parts and a file. */
function stored(change: (record: BlockRecord) => BlockRecord = (record) => record): {
  store: Store;
  record: BlockRecord;
} {
  const store = memoryStore();
  for (const text of ["x", "p", "axis"]) store.put(text);
  const whole = recordOf(
    preimage(),
    { name: "variables", parts: { ready: "x", pipeline: "p" } },
    { artifacts: { "preprocessing/axis.json": digestOf("axis") } },
  );
  const record = change(whole);
  store.keep(record);
  return { store, record };
}

const judge = (upstream: { readonly [id: string]: Upstream }, more: Partial<Deciding> = {}) =>
  decision(blocks, "prep", upstream, more);

describe("a block whose upstream has ended", () => {
  it("runs where the store has nothing under its key", () => {
    expect(judge({ data, gate })).toEqual({
      action: "run",
      why: "no earlier result in the store",
      key: digestOfJson(preimage()),
      preimage: preimage(),
      record: null,
      reason: null,
    });
  });

  it("says what has changed since this document last ended, all of it", () => {
    const last = () => ({ ...preimage(), implementation: digestOf("old"), options: { times: 3 } });
    expect(judge({ data, gate }, { last }).why).toBe("the program that computes it has changed; times: 3 → none");
  });

  it("asks for the last time by its own id", () => {
    const asked: string[] = [];
    judge(
      { data, gate },
      {
        last(id) {
          asked.push(id);
          return null;
        },
      },
    );
    expect(asked).toEqual(["prep"]);
  });

  it("is reused where the store has all that it gave", () => {
    const { store, record } = stored();
    expect(judge({ data, gate }, { store })).toEqual({
      action: "reuse",
      why: "nothing it reads has changed",
      key: record.key,
      preimage: preimage(),
      record,
      reason: null,
    });
  });

  it("is reused where it gave nothing but said why", () => {
    const { store } = stored((record) => ({ ...record, value: null, artifacts: {} }));
    expect(judge({ data, gate }, { store }).action).toBe("reuse");
  });

  it.each<[string, (record: BlockRecord) => BlockRecord]>([
    ["ready", (record) => ({ ...record, value: { name: "variables", parts: { ready: digestOf("gone") } } })],
    [
      "preprocessing/axis.json",
      (record) => ({ ...record, artifacts: { "preprocessing/axis.json": digestOf("gone") } }),
    ],
  ])("runs again where its stored %s can no longer be read as it was written", (name, change) => {
    const { store } = stored(change);
    expect(judge({ data, gate }, { store })).toMatchObject({
      action: "run",
      why: `its stored ${name} is missing or no longer what it was`,
      key: digestOfJson(preimage()),
      record: null,
    });
  });

  it("runs where it is forced, though the store has it; others are not", () => {
    const { store } = stored();
    expect(judge({ data, gate }, { store, isForced: (id) => id === "prep" })).toMatchObject({
      action: "run",
      why: "forced",
      key: digestOfJson(preimage()),
      record: null,
    });
    expect(judge({ data, gate }, { store, isForced: (id) => id === "model" }).action).toBe("reuse");
  });

  it("runs where the record is damaged, since the store does not give it back", () => {
    const { store } = stored();
    const damaged: Store = { ...store, record: () => null };
    expect(judge({ data, gate }, { store: damaged }).action).toBe("run");
  });
});

describe("a block below something that has not given", () => {
  const none = { key: null, preimage: null, record: null };
  it.each<[string, string, { readonly [id: string]: Upstream }, Partial<Deciding>, object]>([
    [
      "depends on what will run",
      "prep",
      { data: running },
      {},
      { action: "depends", why: "depends on `data`", reason: null },
    ],
    [
      "depends on all that will run",
      "model",
      { data: running, prep: running },
      {},
      { action: "depends", why: "depends on `prep`, `data`", reason: null },
    ],
    [
      "depends, though it is forced: it cannot run before",
      "prep",
      { data: running },
      { isForced: () => true },
      { action: "depends", why: "depends on `data`", reason: null },
    ],
    [
      "is blocked by what failed",
      "prep",
      { data: failed },
      {},
      { action: "blocked", why: "`data` has nothing to give", reason: "needs_failed:data" },
    ],
    [
      "is blocked by what was blocked itself",
      "model",
      { data, prep: blocked },
      {},
      { action: "blocked", why: "`prep` has nothing to give", reason: "needs_failed:prep" },
    ],
    [
      "is blocked by what failed rather than waiting for what will run",
      "model",
      { data: running, prep: failed },
      {},
      { action: "blocked", why: "`prep` has nothing to give", reason: "needs_failed:prep" },
    ],
    [
      "is blocked by what ended with nothing to give",
      "model",
      { data, prep: nothing },
      {},
      { action: "blocked", why: "`prep` has nothing to give", reason: "needs_na:prep" },
    ],
    [
      "is blocked by a gate that failed, before anything else is asked",
      "prep",
      { data: running, gate },
      { closedGates: new Set(["gate"]), isForced: () => true },
      { action: "blocked", why: "gate `gate` failed", reason: "gate_failed:gate" },
    ],
    [
      "is blocked by a gate that ended in an error",
      "prep",
      { data, gate: failed },
      { closedGates: new Set(["gate"]) },
      { action: "blocked", why: "gate `gate` failed", reason: "gate_failed:gate" },
    ],
    [
      "is blocked by a gate that was blocked itself",
      "prep",
      { data, gate: blocked },
      { closedGates: new Set(["gate"]) },
      { action: "blocked", why: "gate `gate` could not judge", reason: "gate_failed:gate" },
    ],
    [
      "is blocked by a gate that had nothing to say",
      "prep",
      { data, gate: nothing },
      { closedGates: new Set(["gate"]) },
      { action: "blocked", why: "gate `gate` could not judge", reason: "gate_failed:gate" },
    ],
    [
      "is blocked, a figure, by the failure of what it shows",
      "figure",
      { model: failed },
      {},
      { action: "blocked", why: "`model` has nothing to give", reason: "needs_failed:model" },
    ],
  ])("%s", (_, id, upstream, more, expected) => {
    expect(decision(blocks, id, upstream, more)).toEqual({ ...none, ...expected });
  });

  it.each([
    ["has failed and does not block", failed],
    ["was blocked itself and does not block", blocked],
    ["will only run later, as in a plan", running],
    ["passed", gate],
  ])("goes on where its gate %s: gates are no part of what it reads", (_, state) => {
    expect(judge({ data, gate: state })).toMatchObject({ action: "run", key: digestOfJson(preimage()) });
  });

  it("is not held by a gate of another value", () => {
    expect(judge({ data, gate }, { closedGates: new Set(["other"]) }).action).toBe("run");
  });

  it("still shows, a figure, what ended without a value: its reason stands there", () => {
    expect(decision(blocks, "figure", { model: nothing })).toMatchObject({ action: "run", reason: null });
  });

  it("is keyed too early where nothing is known of what it hangs on: our own mistake", () => {
    expect(() => judge({})).toThrow("prep was keyed before data had ended");
  });
});

describe("what a document's blocks read when it last ended", () => {
  const store = memoryStore();
  const record = recordOf(somePreimage, null);
  store.keep(record);
  store.leave("protocol.md", { data: record.key, prep: digestOf("cleaned"), odd: 5 });
  it.each([
    ["is the pre-image of the noted key", "protocol.md", "data", somePreimage],
    ["is unknown where the record is gone", "protocol.md", "prep", null],
    ["is unknown where the note is not sound", "protocol.md", "odd", null],
    ["is unknown of a block that was not there", "protocol.md", "model", null],
    ["is unknown of a document that never ended", "other.md", "data", null],
  ])("%s", (_, note, id, expected) => expect(lastPreimages(store, note)(id)).toEqual(expected));
});
