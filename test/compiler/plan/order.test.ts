import { describe, expect, it } from "vitest";
import { before as blocksBefore } from "../../../compiler/plan/node.ts";
import { orchestratorModes } from "../../../compiler/plan/order.ts";
import { doc, graphOf, type Line, nodeOf } from "./fixture.ts";

const order = (lines: readonly Line[], mode: (typeof orchestratorModes)[number]) =>
  graphOf(doc(...lines), mode).nodes.map(({ block }) => block.id);

const figure = (id: string, show: string) => [`figure #${id}`, {}, { show }] as const;

describe("what runs next is the ready block of the highest lane that stands first in the document", () => {
  it.each<[string, readonly Line[], readonly string[], readonly string[]]>([
    [
      "blocks of a chain come in document order",
      ["data", "prep", "model"],
      ["data", "prep", "model"],
      ["data", "prep", "model"],
    ],
    [
      "decision goes before explanation that is ready",
      ["data", figure("f", "data.raw"), "prep", "model"],
      ["data", "prep", "model", "f"],
      ["data", "f", "prep", "model"],
    ],
    [
      "what stands above what it starts from waits for it",
      ["data", "model from prep", "prep"],
      ["data", "prep", "model"],
      ["data", "prep", "model"],
    ],
    [
      "two ready blocks come as they stand",
      ["data #b", "data #a", "prep #q from a", "prep #p from b"],
      ["b", "a", "q", "p"],
      ["b", "a", "q", "p"],
    ],
    [
      "a gate goes before all that waits for it",
      ["data", "prep", "model", "gate"],
      ["data", "gate", "prep", "model"],
      ["data", "gate", "prep", "model"],
    ],
    [
      "explanation that shows explanation comes after it",
      [figure("g", "f.own"), "data", figure("f", "data.raw")],
      ["data", "f", "g"],
      ["data", "f", "g"],
    ],
  ])("%s", (_, lines, lane, document) => {
    expect([order(lines, "two_lane_strict"), order(lines, "document_order")]).toEqual([lane, document]);
  });

  it("holds every block once, whatever the mode", () => {
    const lines = ["data", "gate", figure("f", "model.roc"), "prep", "model", ["gate #g", { gate: "model" }]] as const;
    for (const mode of orchestratorModes)
      expect(order(lines, mode).sort()).toEqual(["data", "f", "g", "gate", "model", "prep"]);
  });
});

describe("a circle", () => {
  it.each<[string, readonly Line[], readonly string[]]>([
    ["of two", ["prep #a from b", "prep #b from a"], ["a", "b"]],
    ["of three, in document order", ["prep #c from a", "prep #a from b", "prep #b from c"], ["c", "a", "b"]],
    [
      "names no block that only waits for it",
      ["data", "prep #a from b", "prep #b from a", "model from b", figure("f", "model.x")],
      ["a", "b"],
    ],
    [
      "names every circle",
      ["prep #a from b", "prep #b from a", "prep #c from d", "prep #d from c"],
      ["a", "b", "c", "d"],
    ],
    [
      "that is reached on two ways",
      [
        "data",
        "prep #a from b",
        "prep #b from a",
        "model #m from a",
        "model #n from a",
        ["compare", { models: ["m", "n"] }],
      ],
      ["a", "b"],
    ],
  ])("%s", (_, lines, expected) => {
    expect(graphOf(doc(...lines)).findings).toMatchObject([{ code: "FS2604", facts: { blocks: expected } }]);
  });
});

describe("every block that must have ended before another may begin", () => {
  it("is one that it loads from, shows, or is judged by, named once", () => {
    const graph = graphOf(doc("data", "gate", "prep", "model", ["figure", {}, { show: "model.x" }]));
    expect(blocksBefore(nodeOf(graph, "model"))).toEqual(["prep", "data", "gate"]);
    expect(blocksBefore(nodeOf(graph, "figure"))).toEqual(["model"]);
    expect(blocksBefore(nodeOf(graph, "data"))).toEqual([]);
  });
});

describe("what a block starts from where nobody says it", () => {
  it("is the end of what stands above it, also where that stands upside down", () => {
    const graph = graphOf(doc("data", "prep #b from a", "prep #a", "model"));
    expect(nodeOf(graph, "model").inputs.map(({ block }) => block)).toEqual(["b", "data"]);
    expect(graph.nodes.map(({ block }) => block.id)).toEqual(["data", "a", "b", "model"]);
  });
});
