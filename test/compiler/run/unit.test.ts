import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fromRows, type Matrix } from "../../../blocks/contract/matrix.ts";
import { Refusal } from "../../../blocks/contract/refusal.ts";
import type { Context, Inputs } from "../../../blocks/contract/running.ts";
import { stream } from "../../../blocks/contract/stream.ts";
import { methods } from "../../../blocks/methods/methods.ts";
import { breather, Cancelled } from "../../../compiler/run/cancel.ts";
import { partLoader, storePart } from "../../../compiler/run/parts.ts";
import { artifactSchema } from "../../../compiler/run/product.ts";
import { runUnit, type UnitEffects } from "../../../compiler/run/unit.ts";
import { digestOf, digestOfJson } from "../../../compiler/store/digest.ts";
import { jsonText } from "../../../compiler/store/json-text.ts";
import { decodeNpy } from "../../../compiler/store/npy.ts";
import { memoryStore, type Store } from "../../../compiler/store/store.ts";
import { blockRecordSchema, type Preimage } from "../../../schemas/records.ts";
import { files, kindOf, type Run, somePreimage } from "../plan/fixture.ts";

type Declared = Parameters<typeof kindOf>[0];

const effectsOn = (store: Store, more: Partial<UnitEffects> = {}): UnitEffects => ({
  store,
  files,
  methods,
  load: partLoader(store),
  onEvent: () => undefined,
  breathe: async () => undefined,
  ...more,
});

/** Runs a kind of which a test says only what it is about. */
async function run(declared: Declared, preimage: Partial<Preimage> = {}, more: Partial<UnitEffects> = {}) {
  const store = more.store ?? memoryStore();
  const record = await runUnit({ ...somePreimage, ...preimage }, kindOf(declared), effectsOn(store, more));
  return { record, store };
}

/** What a block is handed, as seen from inside. */
async function inside<T>(
  look: (context: Context, inputs: Inputs) => T,
  preimage: Partial<Preimage> = {},
  declared: Declared = {},
) {
  let seen: T | undefined;
  const spy: Run = (inputs, _, context) => {
    seen = look(context, inputs);
    return { results: {}, artifacts: [] };
  };
  await run({ ...declared, run: spy }, preimage);
  return seen as T;
}

describe("what a block is handed", () => {
  it("holds the settings of its pre-image and no other", async () => {
    expect(await inside(({ settings }) => settings, { settings: { mode: "research" } })).toEqual({ mode: "research" });
    expect(await inside(({ settings }) => settings.scheme, { settings: { mode: "research" } })).toBeUndefined();
  });

  it("holds the files of the inputs its pre-image names", async () => {
    const meat = [{ path: files.meat[0].path, sha256: files.meat[0].digest }];
    expect(await inside((context) => context.input("meat"), { files: { meat } })).toBe(files.meat);
  });

  it("holds the seed, and streams that begin with it", async () => {
    const draw = await inside((context) => [context.seed, context.stream("fold", 1).uniform()], { seed: 9 });
    expect(draw).toEqual([9, stream(9, "fold", 1).uniform()]);
  });

  it.each<[string, (context: Context) => unknown, RegExp]>([
    ["an input", (context) => context.input("meat"), /the kind plain did not declare the input meat/],
    ["the seed", (context) => context.seed, /the kind plain did not declare that it draws/],
    ["a stream", (context) => context.stream("fold"), /the kind plain did not declare that it draws/],
  ])("is an error where it asks for %s it did not declare", async (_, look, sentence) => {
    await expect(inside(look)).rejects.toThrow(sentence);
  });

  it("holds the methods its pre-image names, and of others what they declare", async () => {
    const named = { methods: { "step:snv": digestOf("snv") } };
    expect(await inside((context) => context.methods.step("snv"), named)).toBe(methods.step("snv"));
    expect(await inside((context) => context.methods.step("msc").learns, named)).toBe("spectra");
    await expect(inside((context) => context.methods.step("msc").fit, named)).rejects.toThrow(
      "the kind plain computes with step:msc, which it did not declare",
    );
  });

  it("holds the parts it declared of what it starts from, by value and in order", async () => {
    const store = memoryStore();
    const x = storePart(store, "variables", "ready", fromRows([[1, 2]]));
    const rows = storePart(store, "dataset", "rows", { id: ["a"] });
    let seen: Inputs | undefined;
    const spy: Run = (inputs) => {
      seen = inputs;
      return { results: {}, artifacts: [] };
    };
    const inputs: Preimage["inputs"] = [
      { value: "variables", block: "prep", parts: { ready: x } },
      { value: "dataset", parts: { rows } },
      { value: "outcome", block: "model", parts: { outcome: digestOf("outcome") } },
    ];
    await run({ run: spy }, { inputs }, { store });
    expect([...(seen as unknown as { variables: { ready: Matrix } }).variables.ready.data]).toEqual([1, 2]);
    expect(seen?.dataset).toEqual({ rows: { id: ["a"] } });
    expect(seen?.given.map(({ block, value }) => [block, value])).toEqual([
      ["prep", "variables"],
      [null, "dataset"],
    ]);
    expect(Object.keys(seen ?? {}).sort()).toEqual(["dataset", "given", "variables"]);
  });

  it("is an error where a part is no longer in the store", async () => {
    const inputs = [{ value: "dataset", parts: { rows: digestOf("gone") } }];
    await expect(run({}, { inputs })).rejects.toThrow(/the stored dataset\.rows \(sha256:.*\) is missing or damaged/);
  });

  it("holds the options of its pre-image", async () => {
    const { record } = await run({ run: (_, options) => ({ results: options, artifacts: [] }) }, { options: { k: 3 } });
    expect(record.results).toEqual({ k: 3 });
  });
});

describe("the record of a block", () => {
  it("says all that it gave, and is kept under the digest of its pre-image", async () => {
    const { record, store } = await run({
      gives: "gate",
      artifacts: { "qc.json": z.strictObject({ n: z.number() }) },
      run: (_, __, context) => {
        context.remark("FS2807");
        context.remark("FS2808", { compare: ["a"] }, { option: ["compare"] });
        context.log("qc_check");
        context.log("qc_gate", { n: 1 });
        return {
          gives: { verdict: { passed: true } },
          results: { n: 1 },
          artifacts: [
            { path: "qc.json", json: { n: 1 } },
            { path: "X.npy", matrix: fromRows([[1, 2]]) },
            { path: "rows.csv", text: "id\na\n" },
          ],
          logged: { n: 1 },
          na: { reason: "too_few_samples" },
        };
      },
    });
    expect(record).toEqual({
      schema_version: 1,
      key: digestOfJson(somePreimage),
      preimage: somePreimage,
      value: { name: "gate", parts: { verdict: digestOfJson({ passed: true }) } },
      results: { n: 1 },
      artifacts: {
        "qc.json": digestOf(jsonText({ n: 1 })),
        "X.npy": record.artifacts["X.npy"],
        "rows.csv": digestOf("id\na\n"),
      },
      remarks: [
        { code: "FS2807", facts: {} },
        { code: "FS2808", facts: { compare: ["a"] }, option: ["compare"] },
      ],
      logged: { n: 1 },
      na: { reason: "too_few_samples" },
      events: [
        { event: "qc_check", facts: {} },
        { event: "qc_gate", facts: { n: 1 } },
      ],
    });
    expect(blockRecordSchema.parse(record)).toEqual(record);
    expect(store.record(record.key)).toEqual(record);
    expect([...decodeNpy(store.get(record.artifacts["X.npy"]) as Uint8Array).data]).toEqual([1, 2]);
    expect(new TextDecoder().decode(store.get(record.artifacts["qc.json"]) ?? undefined)).toBe(jsonText({ n: 1 }));
  });

  it.each<[string, Declared]>([
    ["no value where its kind gives none", { run: () => ({ gives: { rows: {} }, results: {}, artifacts: [] }) }],
    ["no value where it could give none", { gives: "dataset", run: () => ({ results: {}, artifacts: [] }) }],
  ])("has %s", async (_, declared) => {
    const { record } = await run(declared);
    expect(record).toMatchObject({ value: null, na: null, logged: {} });
  });

  it("has the results as its kind's schema reads them", async () => {
    const results = z.strictObject({ n: z.number(), note: z.string().default("none") });
    const { record } = await run({ results, run: () => ({ results: { n: 1 }, artifacts: [] }) });
    expect(record.results).toEqual({ n: 1, note: "none" });
  });

  it("waits for a block that takes its time", async () => {
    const { record } = await run({ run: async () => ({ results: { n: 1 }, artifacts: [] }) });
    expect(record.results).toEqual({ n: 1 });
  });
});

describe("a block that gives what it did not declare", () => {
  const failing = async (declared: Declared, sentence: RegExp) => {
    const store = memoryStore();
    const kept: string[] = [];
    const watched: Store = { ...store, keep: (record) => void kept.push(record.key) };
    await expect(run(declared, {}, { store: watched })).rejects.toThrow(sentence);
    expect(kept).toEqual([]);
  };
  it.each<[string, Declared, RegExp]>([
    [
      "results of another shape",
      { results: z.strictObject({}), run: () => ({ results: { n: 1 }, artifacts: [] }) },
      /n/,
    ],
    [
      "a JSON artifact of another shape",
      {
        artifacts: { "qc.json": z.strictObject({}) },
        run: () => ({ results: {}, artifacts: [{ path: "qc.json", json: { n: 1 } }] }),
      },
      /n/,
    ],
    [
      "a JSON artifact without a schema",
      { run: () => ({ results: {}, artifacts: [{ path: "qc.json", json: {} }] }) },
      /qc\.json: the kind plain declares no such artifact/,
    ],
    [
      "a JSON artifact with a number JSON cannot hold",
      {
        artifacts: { "qc.json": z.unknown() },
        run: () => ({ results: {}, artifacts: [{ path: "qc.json", json: { n: Number.POSITIVE_INFINITY } }] }),
      },
      /Infinity has no place in JSON/,
    ],
    [
      "a part nobody knows",
      { gives: "dataset", run: () => ({ gives: { secret: 1 }, results: {}, artifacts: [] }) },
      /no value dataset has a part secret/,
    ],
  ])("leaves no record: %s", (_, declared, sentence) => failing(declared, sentence));
});

describe("while a block runs", () => {
  it("its log is heard line by line, before it ends", async () => {
    const heard: string[] = [];
    const talking: Run = (_, __, context) => {
      context.log("a");
      heard.push("between");
      context.log("b");
      return { results: {}, artifacts: [] };
    };
    await run({ run: talking }, {}, { onEvent: ({ event }) => void heard.push(event) });
    expect(heard).toEqual(["a", "between", "b"]);
  });

  it("it lets others breathe, and stops there where the run was cancelled", async () => {
    const signal = AbortSignal.abort(143);
    const kind: Declared = {
      run: async (_, __, context) => {
        await context.breathe();
        return { results: {}, artifacts: [] };
      },
    };
    await expect(run(kind, {}, { breathe: breather(signal) })).rejects.toThrow(Cancelled);
    await expect(run(kind, {}, { breathe: breather(new AbortController().signal) })).resolves.toBeDefined();
  });

  it("its refusal passes as it is, and what it said before follows, since that often says why", async () => {
    const refusing = run({
      run: (_, __, context) => {
        context.remark("FS3062", { first: "L1", second: "l1" }, { option: ["batch"] });
        throw new Refusal("FS2808", { column: "fat" }, { option: ["target"] });
      },
    });
    await expect(refusing).rejects.toBeInstanceOf(Refusal);
    await expect(refusing).rejects.toHaveProperty("remarks", [
      { code: "FS2808", facts: { column: "fat" }, option: ["target"] },
      { code: "FS3062", facts: { first: "L1", second: "l1" }, option: ["batch"] },
    ]);
  });
  it.each([
    ["a refusal before which nothing was said", new Refusal("FS2808", { column: "fat" })],
    ["a mistake of its own", new Error("a mistake")],
  ])("%s passes as it is", async (_, problem) => {
    const failing = run({
      run: () => {
        throw problem;
      },
    });
    await expect(failing).rejects.toBe(problem);
  });
});

describe("being cancelled", () => {
  it.each([
    ["by Ctrl-C", 130, 130],
    ["by SIGTERM", 143, 143],
    ["for a reason that is no exit code", "tired", 130],
  ])("%s ends with its exit code", async (_, reason, code) => {
    const error = await breather(AbortSignal.abort(reason))().catch((caught) => caught);
    expect(error).toMatchObject({ name: "Cancelled", message: "cancelled", exitCode: code });
  });

  it("waits its turn, so that a signal can be heard at all", async () => {
    const control = new AbortController();
    setImmediate(() => control.abort(130));
    await expect(breather(control.signal)()).rejects.toThrow(Cancelled);
  });
});

describe("the schema of a JSON artifact", () => {
  const [one, fold] = [z.strictObject({}), z.looseObject({})];
  const kind = kindOf({ artifacts: { "model/model.json": one, "model/folds_{}.json": fold } });
  it.each([
    ["model/model.json", one],
    ["model/folds_0.json", fold],
    ["model/folds_12.json", fold],
  ])("of %s is the declared one; a number stands for {}", (path, schema) => {
    expect(artifactSchema(kind, path)).toBe(schema);
  });
  it.each(["model/folds_a.json", "model/folds_1.csv", "model/other.json"])(
    "of %s is an error: there is none",
    (path) => {
      expect(() => artifactSchema(kind, path)).toThrow(`${path}: the kind plain declares no such artifact`);
    },
  );
});
