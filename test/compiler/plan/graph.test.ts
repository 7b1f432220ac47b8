import { describe, expect, it } from "vitest";
import { buildGraph } from "../../../compiler/plan/graph.ts";
import { doc, graphOf, kindOf, type Line, nodeOf } from "./fixture.ts";

/** Whom a block loads from, `id.part+part`, `*` where the id itself is read. */
const loads = (lines: readonly Line[], id: string): readonly string[] =>
  nodeOf(graphOf(doc(...lines)), id).inputs.map(
    ({ block, parts, named }) => `${named ? "*" : ""}${block}.${parts.join("+")}`,
  );
const findings = (...lines: readonly Line[]) =>
  graphOf(doc(...lines)).findings.map(({ code, facts, position, block }) => ({ code, facts, position, block }));
const codes = (...lines: readonly Line[]) => findings(...lines).map(({ code, block }) => `${code} ${block}`);
const gatesOf = (...lines: readonly Line[]) =>
  Object.fromEntries(
    graphOf(doc(...lines))
      .nodes.filter(({ gates }) => gates.length > 0)
      .map(({ block, gates }) => [block.id, gates]),
  );

describe("a block takes the end of the chain above it", () => {
  it.each<[string, readonly Line[], string, readonly string[]]>([
    ["preprocessing starts from the data", ["data", "prep"], "prep", ["data.spectra+rows"]],
    [
      "a model starts from what is preprocessed",
      ["data", "prep", "model"],
      "model",
      ["prep.ready+pipeline", "data.rows"],
    ],
    ["a model without preprocessing starts from the data", ["data", "model"], "model", ["data.spectra+rows"]],
    [
      "the end is what nothing else descends from",
      ["data", "prep", "features", "model"],
      "model",
      ["features.ready+pipeline", "data.rows"],
    ],
    [
      "what stands below is not seen",
      ["data", "prep #a", "model", "prep #b"],
      "model",
      ["a.ready+pipeline", "data.rows"],
    ],
    [
      "`from` names another end",
      ["data", "prep #a", "prep #b", "model from a"],
      "model",
      ["a.ready+pipeline", "data.rows"],
    ],
    [
      "`from` may name an inner link of the chain",
      ["data", "prep", "features", "model from prep"],
      "model",
      ["prep.ready+pipeline", "data.rows"],
    ],
    [
      "`from` may name what stands below",
      ["data", "model from prep", "prep"],
      "model",
      ["prep.ready+pipeline", "data.rows"],
    ],
    [
      "`from` may name another sort of value the block accepts",
      ["data", "prep", "model from data"],
      "model",
      ["data.spectra+rows"],
    ],
    [
      "two needs met by one block are one edge with the parts of both, each once",
      ["data", "prep"],
      "prep",
      ["data.spectra+rows"],
    ],
  ])("%s", (_, lines, id, expected) => {
    expect(loads(lines, id)).toEqual(expected);
    expect(graphOf(doc(...lines)).findings).toEqual([]);
  });

  it("when another block jumps ahead by `from`, those above are placed before it looks for its end", () => {
    const lines = ["data", "model from features", "prep #a", "prep #b from a", "features"];
    expect(loads(lines, "features")).toEqual(["b.ready"]);
    expect(codes(...lines)).toEqual([]);
  });
});

describe("a block that starts from blocks of named kinds only", () => {
  it("passes over others that give the same", () => {
    expect(loads(["data", "prep", "picky #a", "picky #b"], "b")).toEqual(["prep.ready"]);
    expect(loads(["data", "picky #a", "picky #b"], "b")).toEqual(["data.spectra"]);
  });
  it("takes them where `from` names one", () => {
    expect(loads(["data", "prep", "picky #a", "picky #b from a"], "b")).toEqual(["a.ready"]);
  });
});

describe("what stands below a block is no start for it", () => {
  it("though another block jumped ahead to it by `from`", () => {
    const lines = ["data", "model from b", "prep #a from data", "features", "prep #b from data"];
    expect(loads(lines, "features")).toEqual(["a.ready"]);
    expect(codes(...lines)).toEqual([]);
  });
});

describe("what waits for a block is no start for it", () => {
  it("though it stands above and gives what is looked for", () => {
    const lines = ["data", "features #a from b", "prep", "features #b"];
    expect(loads(lines, "b")).toEqual(["prep.ready"]);
    expect(codes(...lines)).toEqual([]);
  });

  it("so that with nothing else above there is nothing to start from", () => {
    expect(codes("data", "features #a from b", "features #b")).toEqual(["FS2601 b"]);
  });

  it("and a circle beside it does not keep others from their start", () => {
    const listing = kindOf({
      gives: "variables",
      needs: () => [
        { accepts: [{ value: "variables", parts: ["ready"] }], found: "chain" },
        { accepts: [{ value: "model", parts: ["scores"] }], found: { named: ["model"], option: "models" } },
      ],
    });
    const blocks = doc("data", [listing, {}, {}, "a"], "prep #b from a", "model");
    const graph = graphOf(blocks.map((block) => (block.id === "a" ? { ...block, from: ["b"] } : block)));
    expect(graph.findings).toMatchObject([{ code: "FS2604", facts: { blocks: ["a", "b", "model"] } }]);
    expect(graph.nodes.map(({ block }) => block.id)).toEqual(["data"]);
  });
});

describe("one edge from one block", () => {
  it("holds no part twice", () => {
    const twice = kindOf({
      needs: () => [
        { accepts: [{ value: "dataset", parts: ["spectra", "rows"] }], found: "chain" },
        { accepts: [{ value: "dataset", parts: ["rows", "outcome"] }], found: "via" },
      ],
    });
    expect(loads(["data", [twice]], "plain")).toEqual(["data.spectra+rows+outcome"]);
  });

  it("is found by the block and by the value", () => {
    const lines = ["data #a", "data #b", "prep #p from a", "prep #q from b", ["compare", { models: [] }]] as const;
    expect(loads(lines, "p")).toEqual(["a.spectra+rows"]);
    expect(loads(lines, "q")).toEqual(["b.spectra+rows"]);
    expect(loads(lines, "compare")).toEqual([]);
  });
});

describe("a need that takes many", () => {
  it("takes every end of the chain, each by its name", () => {
    expect(loads(["data", "prep #a", "prep #b", ["gate", { gate: "spectral" }]], "gate")).toEqual([
      "*a.ready+display",
      "*b.ready+display",
      "data.rows",
    ]);
  });

  it("takes only what `from` names", () => {
    expect(loads(["data", "prep #a", "prep #b", ["gate from b", { gate: "spectral" }]], "gate")).toEqual([
      "*b.ready+display",
      "data.rows",
    ]);
  });

  it("takes the blocks an option lists, in the option's order, wherever they stand", () => {
    const lines = ["data", ["compare", { models: ["n", "m"] }], "model #m", "model #n"] as const;
    expect(loads(lines, "compare")).toEqual(["*n.scores", "*m.scores", "data.rows"]);
  });

  it("brings the dataset from which all of them descend", () => {
    const lines = ["data #a", "data #b", "prep #p from b", "model #m from p", ["gate", { gate: "model" }]] as const;
    expect(loads(lines, "gate")).toEqual(["*m.scores", "b.rows"]);
  });

  it("brings nothing else where it takes the datasets themselves", () => {
    expect(loads(["data #a", "data #b", "gate"], "gate")).toEqual(["*a.spectra+rows", "*b.spectra+rows"]);
    expect(codes("data #a", "data #b", "gate")).toEqual([]);
  });

  it("is refused where they descend from several: the second would be judged by the first's rows", () => {
    const lines = ["data #a", "data #b", "model #m from a", "model #n from b", ["gate", { gate: "model" }]] as const;
    expect(findings(...lines)).toMatchObject([{ code: "FS2602", block: "gate", facts: { candidates: ["a", "b"] } }]);
    expect(loads(lines, "gate")).toEqual(["*m.scores", "*n.scores"]);
  });
});

describe("what cannot be resolved is said before anything runs", () => {
  it("nothing to start from: names the kind that would give it", () => {
    expect(findings("data", "features")).toEqual([
      {
        code: "FS2601",
        block: "features",
        position: doc("data", "features")[1].position,
        facts: { id: "features", value: "variables", kinds: "preprocess" },
      },
    ]);
  });

  it.each<[string, readonly Line[], string]>([
    ["data", ["prep"], "data"],
    ["a model", ["data", ["gate", { gate: "model" }]], "model"],
    [
      "a gate",
      [[kindOf({ needs: () => [{ accepts: [{ value: "gate", parts: ["verdict"] }], found: "chain" }] })]],
      "qc",
    ],
  ])("names the kind to write for want of %s", (_, lines, kind) => {
    expect(findings(...lines)).toMatchObject([{ code: "FS2601", facts: { kinds: kind } }]);
  });

  it("two ends that do not descend from one another: lists them", () => {
    const [found] = findings("data", "prep #a", "prep #b", "model");
    expect(found).toMatchObject({
      code: "FS2602",
      block: "model",
      facts: { id: "model", value: "variables", candidates: ["a", "b"] },
      position: { line: 40 },
    });
  });

  it("an ambiguity above does not fall back to another sort of value", () => {
    expect(loads(["data", "prep #a", "prep #b", "model"], "model")).toEqual([]);
  });

  it.each<[string, readonly Line[], readonly string[]]>([
    ["a block of another sort", ["data", "model", "prep #p from model"], ["data"]],
    ["itself", ["data", "prep #p from p"], ["data"]],
  ])("`from` that names %s: lists what it could name, at `from`", (_, lines, allowed) => {
    expect(findings(...lines)).toMatchObject([
      { code: "FS2603", block: "p", facts: { allowed, value: "dataset" }, position: { column: 2 } },
    ]);
  });

  it("`from` that names no block was said when the document was read", () => {
    expect(codes("data", "prep from nowhere")).toEqual([]);
  });

  it.each([
    ["no block", "modl"],
    ["a block of another sort", "data"],
  ])("an option that lists %s: at the option, with what is nearest", (_, name) => {
    const lines = ["data", "model", ["compare", { models: ["model", name] }]] as const;
    expect(graphOf(doc(...lines)).findings).toMatchObject([
      {
        code: "FS2606",
        block: "compare",
        pointer: "/models",
        facts: { from: name, allowed: ["model"], suggestion: name === "modl" ? "model" : null },
      },
    ]);
    expect(loads(lines, "compare")).toEqual(["*model.scores", "data.rows"]);
  });
});

describe("blocks that wait for one another", () => {
  const circle = ["data", "prep #a from b", "prep #b from a", "model from a"] as const;

  it("are named, with the place of the first; what only waits for them is not", () => {
    const [found] = findings(...circle);
    expect(found).toMatchObject({ code: "FS2604", facts: { blocks: ["a", "b"] }, block: "a", position: { line: 20 } });
    expect(codes(...circle)).toEqual(["FS2604 a"]);
  });

  it("do not run, nor what waits for them; the rest has its order", () => {
    expect(graphOf(doc(...circle)).nodes.map(({ block }) => block.id)).toEqual(["data"]);
  });

  it("are found through what figures show as well", () => {
    const shown = (show: string) => ["figure #f", {}, { show }] as const;
    expect(findings(shown("f.own"))).toMatchObject([{ code: "FS2604", facts: { blocks: ["f"] } }]);
  });
});

describe("a figure hangs on what it shows", () => {
  const shows = (...addresses: readonly string[]) => {
    const kind = kindOf({
      kind: "figure",
      shows: () => addresses.map((address) => ({ address, at: ["show"] })),
    });
    return nodeOf(graphOf(doc("data", "model", [kind])), "figure").shows;
  };
  it.each([
    ["a block, whatever the view", ["model.confusion"], ["model"]],
    ["a block once, however many of its views it shows", ["model.roc", "model.vip", "data.raw"], ["model", "data"]],
    ["nothing where the block is not there", ["other.roc"], []],
  ])("%s", (_, addresses, expected) => expect(shows(...addresses)).toEqual(expected));

  it("and a kind that shows nothing hangs on nothing", () => {
    expect(nodeOf(graphOf(doc("data")), "data").shows).toEqual([]);
  });
});

describe("a gate takes effect directly after the value it judges, wherever its fence stands", () => {
  const all = ["data", "prep", "features", "model"] as const;
  it.each<[string, readonly Line[], { readonly [id: string]: readonly string[] }]>([
    [
      "a data gate holds all that descends from the data",
      [...all, "gate"],
      { prep: ["gate"], features: ["gate"], model: ["gate"] },
    ],
    [
      "a spectral gate holds what descends from the spectra it judged, not the spectra themselves",
      ["data", "prep", ["gate", { gate: "spectral" }], "features", "model"],
      { features: ["gate"], model: ["gate"] },
    ],
    ["a model gate holds nothing that stands before the model", [...all, ["gate", { gate: "model" }]], {}],
    [
      "two gates hold what descends from both values",
      ["data", "gate #d", "prep", ["gate #s", { gate: "spectral" }], "model"],
      { prep: ["d"], model: ["d", "s"] },
    ],
    [
      "the dataset a gate loads beside what it judges is not judged",
      ["data", "prep #a", ["gate from a", { gate: "spectral" }], "model #m from a", "prep #b from data"],
      { m: ["gate"] },
    ],
    [
      "what descends from another value goes on",
      ["data #a", "data #b", "gate from a", "prep #p from a", "prep #q from b"],
      { p: ["gate"] },
    ],
    ["a gate that found nothing to judge holds nothing", [["gate", { gate: "model" }], "data", "prep"], {}],
  ])("%s", (_, lines, expected) => expect(gatesOf(...lines)).toEqual(expected));

  it("explanation and other gates never wait for it", () => {
    const lines = [
      "data",
      "gate",
      "model",
      ["figure", {}, { show: "model.x" }],
      ["compare", { models: ["model"] }],
      ["gate #g", { gate: "model" }],
    ] as const;
    expect(gatesOf(...lines)).toEqual({ model: ["gate"] });
  });

  it("by an order-only edge: what is loaded stays as it was", () => {
    expect(loads(["data", "prep", "gate"], "prep")).toEqual(loads(["data", "prep"], "prep"));
  });

  it("so that a block that stands above the gate's fence runs after the gate", () => {
    expect(buildGraph(doc("data", "prep", "gate"), "document_order").nodes.map(({ block }) => block.id)).toEqual([
      "data",
      "gate",
      "prep",
    ]);
  });
});
