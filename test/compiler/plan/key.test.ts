import { describe, expect, it } from "vitest";
import type { Kind } from "../../../blocks/contract/kind.ts";
import { methods } from "../../../blocks/methods/methods.ts";
import type { Protocol } from "../../../compiler/document/protocol.ts";
import { type Load, openPreimage, outcomeDigest, preimageOf } from "../../../compiler/plan/key.ts";
import { digestOf, digestOfJson } from "../../../compiler/store/digest.ts";
import type { BlockRecord, Preimage } from "../../../schemas/records.ts";
import { fc, it as property } from "../../fixtures/property.ts";
import {
  doc,
  file,
  files,
  graphOf,
  implementations,
  kindOf,
  type Line,
  loadWords,
  nodeOf,
  protocolOf,
  recordOf,
  settings,
  somePreimage,
} from "./fixture.ts";

const dataset = recordOf(somePreimage, { name: "dataset", parts: { spectra: "s", rows: "r", outcome: "o" } });
const variables = recordOf(somePreimage, { name: "variables", parts: { ready: "x", pipeline: "p", display: "d" } });
const model = recordOf(somePreimage, { name: "model", parts: { scores: "m", recipe: "c" } });
const records: { readonly [id: string]: BlockRecord } = { data: dataset, prep: variables, model, a: model, b: model };

function preimage(
  lines: readonly Line[],
  id: string,
  more: {
    readonly protocol?: Partial<Protocol>;
    readonly files?: typeof files;
    readonly records?: { readonly [id: string]: BlockRecord };
    readonly load?: Load;
  } = {},
): Preimage {
  const blocks = doc(...lines);
  const known = new Map(Object.entries({ ...records, ...more.records }));
  return preimageOf(
    nodeOf(graphOf(blocks), id),
    protocolOf(blocks, more.protocol),
    more.files ?? files,
    implementations,
    known,
    more.load ?? loadWords({}),
    methods,
  );
}

const own = (declared: Partial<Kind>): Line => [kindOf(declared), { k: 1 }, {}, "mine"];

describe("a pre-image before anything ran", () => {
  it("names the blocks that it will start from, and those whose figures it shows", () => {
    const blocks = doc("data", "prep", "model", ["figure", {}, { show: "model.scores" }]);
    const open = (id: string) =>
      openPreimage(nodeOf(graphOf(blocks), id), protocolOf(blocks), files, implementations, methods);
    expect(open("figure").inputs).toEqual([{ value: "outcome", block: "model", parts: ["outcome"] }]);
    expect(open("model")).toMatchObject({
      id: "model",
      seed: 7,
      inputs: [
        { value: "variables", block: "prep", parts: ["pipeline", "ready"] },
        { value: "dataset", block: "data", parts: ["rows"] },
      ],
    });
  });
});

describe("the methods of a pre-image before anything ran", () => {
  it("are those that its options ask for; what it starts from is not there to ask", () => {
    const asked: unknown[] = [];
    const uses: Kind["uses"] = (_, { parts }) => {
      asked.push(parts("variables", "pipeline"));
      return ["step:crop"];
    };
    const blocks = doc("data", "prep", own({ uses }));
    const { methods: used } = openPreimage(
      nodeOf(graphOf(blocks), "mine"),
      protocolOf(blocks),
      files,
      implementations,
      methods,
    );
    expect([asked, Object.keys(used)]).toEqual([[[]], ["step:crop"]]);
  });
});

describe("the pre-image of a key", () => {
  it("holds everything a block's outcome may hang on, and nothing else", () => {
    expect(preimage(["data", "prep", ["model", { k: 3 }, { caption: "Mine" }]], "model")).toEqual({
      schema_version: 1,
      kind: "model",
      implementation: implementations["kind:model"],
      methods: {},
      options: { k: 3 },
      settings: { scheme: settings.scheme },
      order: digestOf(JSON.stringify([{ k: 3 }, { scheme: settings.scheme }])),
      seed: 7,
      inputs: [
        { value: "variables", parts: { ready: digestOf("x"), pipeline: digestOf("p") } },
        { value: "dataset", parts: { rows: digestOf("r") } },
      ],
      files: {},
    });
  });

  it.each<[string, Partial<Kind>, Partial<Preimage>]>([
    ["only the settings the kind reads", { reads: ["mode"] }, { settings: { mode: "research" } }],
    ["the settings that these options read", { reads: () => ["mode"] }, { settings: { mode: "research" } }],
    ["the block's own id only where the kind reads it", { reads: ["id"] }, { settings: { id: "mine" } }],
    ["no settings where it reads none", {}, { settings: {} }],
    ["the seed where it draws", { draws: true }, { seed: 7 }],
    [
      "the path and digest of every file of the inputs it loads, once, by name",
      { inputs: () => ["meat", "meat"] },
      { files: { meat: [{ path: "data/meat.csv", sha256: files.meat[0].digest }] } },
    ],
    ["no files where it loads none", {}, { files: {} }],
  ])("holds %s", (_, declared, expected) => {
    expect(preimage([own(declared)], "mine")).toMatchObject(expected);
    for (const [name, value] of Object.entries(expected))
      expect(preimage([own(declared)], "mine")[name as keyof Preimage]).toEqual(value);
  });

  it("holds no seed where it draws no random numbers", () => {
    expect(Object.keys(preimage([own({})], "mine"))).not.toContain("seed");
  });

  it("holds the parts in code-unit order, whatever the order in which they are declared", () => {
    const { inputs } = preimage(["data", "prep", ["gate", { gate: "spectral" }]], "gate");
    expect(Object.keys(inputs[0].parts)).toEqual(["display", "ready"]);
  });

  it("names the blocks where they are several, since it says which is which", () => {
    const { inputs } = preimage(["data", "model #a", "model #b", ["compare", { models: ["b", "a"] }]], "compare");
    expect(inputs.map(({ block }) => block)).toEqual(["b", "a", undefined]);
  });

  it("does not change with the name of a single start", () => {
    const at = (id: string) => preimage(["data", `prep #${id}`, "model"], "model", { records: { [id]: variables } });
    expect(at("a")).toEqual(at("other"));
  });

  it("of a figure holds the whole outcome of the block it shows", () => {
    const { inputs } = preimage(["data", "model", ["figure", {}, { show: "model.roc" }]], "figure");
    expect(inputs).toEqual([{ value: "outcome", block: "model", parts: { outcome: outcomeDigest(model) } }]);
  });

  it("does not know gates: they decide whether a block runs, not what it gives", () => {
    const lines = ["data", "prep", "model"] as const;
    expect(preimage([...lines, "gate"], "model")).toEqual(preimage(lines, "model"));
  });

  it("holds the digests of the methods it computes with, each once, and of no other", () => {
    const uses: Kind["uses"] = (_, { parts }) => [
      "estimator:pls",
      ...parts("variables", "pipeline").flatMap(({ steps }) => steps.map(({ name }) => `step:${name}`)),
    ];
    const load = loadWords({ p: { steps: [{ name: "crop" }, { name: "crop" }] } });
    const needs: Kind["needs"] = () => [{ accepts: [{ value: "variables", parts: ["pipeline"] }], found: "chain" }];
    expect(preimage(["data", "prep", own({ uses, needs })], "mine", { load }).methods).toEqual({
      "estimator:pls": implementations["estimator:pls"],
      "step:crop": implementations["step:crop"],
    });
  });

  it("knows the files a block names: what stands in them may be a method", () => {
    const uses: Kind["uses"] = (_, found) =>
      found.files("meat").map(({ bytes }) => `step:${bytes.length > 3 ? "crop" : ""}`);
    expect(Object.keys(preimage(["data", own({ uses })], "mine").methods)).toEqual(["step:crop"]);
    const none: Kind["uses"] = (_, found) => found.files("unheard").map(() => "step:crop");
    expect(preimage(["data", own({ uses: none })], "mine").methods).toEqual({});
  });

  it("of a method that the build does not know cannot be made: our own mistake", () => {
    expect(() => preimage([own({ uses: () => ["step:unheard"] })], "mine")).toThrow("no digest of step:unheard");
  });

  it("of a block whose start gave no such part has no digest for it", () => {
    const empty = { ...dataset, value: null };
    const { inputs } = preimage(["data", "prep"], "prep", { records: { data: empty } });
    expect(inputs[0].parts).toEqual({ rows: "", spectra: "" });
  });

  it("cannot be made before what it hangs on has ended: our own mistake", () => {
    const blocks = doc("data", "prep");
    expect(() =>
      preimageOf(
        nodeOf(graphOf(blocks), "prep"),
        protocolOf(blocks),
        files,
        implementations,
        new Map(),
        loadWords({}),
        methods,
      ),
    ).toThrow("prep was keyed before data had ended");
  });
});

describe("an outcome", () => {
  const changed: readonly (readonly [what: string, change: Partial<BlockRecord>])[] = [
    ["its value", { value: null }],
    ["its results", { results: { n: 2 } }],
    ["its artifacts", { artifacts: { "model.json": digestOf("y") } }],
    ["that it is not available", { na: { reason: "too_few_samples" } }],
  ];
  it.each(changed)("changes with %s", (_, change) => {
    expect(outcomeDigest({ ...model, ...change })).not.toBe(outcomeDigest(model));
  });
  it.each<[string, Partial<BlockRecord>]>([
    ["what it logged", { logged: { n: 2 } }],
    ["its key", { key: digestOf("other") }],
    ["what it said", { remarks: [{ code: "FS2807", facts: {} }] }],
  ])("does not change with %s", (_, change) => {
    expect(outcomeDigest({ ...model, ...change })).toBe(outcomeDigest(model));
  });
});

/** Everything a run could differ in, and which of it this kind declares. */
const world = fc.record({
  mode: fc.constantFrom("research", "regulatory"),
  scheme: fc.constantFrom("lobo", "loso"),
  seed: fc.nat(1),
  bytes: fc.constantFrom("1", "2"),
  otherBytes: fc.constantFrom("1", "2"),
  k: fc.nat(1),
  caption: fc.constantFrom("Mine", "Other"),
  rows: fc.constantFrom("r", "s"),
  spectra: fc.constantFrom("x", "y"),
  results: fc.nat(1),
});
const declaration = fc.record({
  mode: fc.boolean(),
  scheme: fc.boolean(),
  seed: fc.boolean(),
  bytes: fc.boolean(),
  otherBytes: fc.boolean(),
  rows: fc.boolean(),
  spectra: fc.boolean(),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;
type Declared = typeof declaration extends fc.Arbitrary<infer T> ? T : never;

function keyIn(one: World, reads: Declared): string {
  const names = <T extends string>(...of: readonly T[]) => of.filter((name) => reads[name as keyof Declared]);
  const kind = kindOf({
    reads: names("mode", "scheme"),
    draws: reads.seed,
    inputs: () => [...(reads.bytes ? ["meat"] : []), ...(reads.otherBytes ? ["olive"] : [])],
    needs: () => [{ accepts: [{ value: "dataset", parts: names("rows", "spectra") }], found: "chain" }],
  });
  const lines = ["data", [kind, { k: one.k }, { caption: one.caption }]] as const;
  const above = recordOf(
    somePreimage,
    { name: "dataset", parts: { rows: one.rows, spectra: one.spectra } },
    { results: { n: one.results } },
  );
  return digestOfJson(
    preimage(lines, "plain", {
      protocol: {
        seed: one.seed,
        settings: { ...settings, mode: one.mode as "research", scheme: { name: one.scheme, options: {} } },
      },
      files: { meat: [file(one.bytes)], olive: [file(one.otherBytes, "olive.csv")] } as typeof files,
      records: { data: above },
    }),
  );
}

/** What a block of this declaration reads of a world: its options always, the rest where it declared it. */
const readOf = (one: World, reads: Declared) =>
  JSON.stringify([one.k, ...Object.entries(reads).map(([name, isRead]) => isRead && one[name as keyof World])]);

describe("two keys", () => {
  property.prop([world, world, declaration])(
    "are equal exactly where all that the block reads is equal",
    (one, other, reads) => {
      expect(keyIn(one, reads) === keyIn(other, reads)).toBe(readOf(one, reads) === readOf(other, reads));
    },
  );

  property.prop([
    world,
    declaration,
    fc.constantFrom(...(["mode", "scheme", "seed", "bytes", "rows", "spectra"] as const)),
  ])("differ where one declared thing differs, and only there", (one, reads, what) => {
    const values = {
      mode: ["research", "regulatory"],
      scheme: ["lobo", "loso"],
      seed: [0, 1],
      bytes: ["1", "2"],
      rows: ["r", "s"],
      spectra: ["x", "y"],
    };
    const [first, second] = values[what].map((value) => keyIn({ ...one, [what]: value } as World, reads));
    expect(first === second).toBe(!reads[what]);
  });
});
