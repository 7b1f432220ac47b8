import { describe, expect, it } from "vitest";
import { placed } from "../../../compiler/run/layout.ts";
import { doc, type Line } from "../plan/fixture.ts";

describe("a block's file in the run folder", () => {
  const gate = (id: string, gate: string): Line => [`gate #${id}`, { gate }];
  it.each<[string, readonly Line[], string, string, string]>([
    [
      "of the only one of a kind has the short path",
      ["data", "model"],
      "model",
      "model/metrics.json",
      "model/metrics.json",
    ],
    [
      "of the first of a kind has the short path",
      ["model #a", "model #b"],
      "a",
      "model/metrics.json",
      "model/metrics.json",
    ],
    [
      "of each other stands in a folder of its own",
      ["model #a", "model #b"],
      "b",
      "model/metrics.json",
      "model/b/metrics.json",
    ],
    ["of each other keeps what is deeper", ["model #a", "model #b"], "b", "model/folds/1.json", "model/b/folds/1.json"],
    [
      "without a folder stands in one of its kind",
      ["model #a", "model #b"],
      "b",
      "metrics.json",
      "model/b/metrics.json",
    ],
    [
      "of a gate has the short path where no gate of that name stands before it",
      [gate("d", "data"), gate("s", "spectral")],
      "s",
      "spectral_qc_report.json",
      "spectral_qc_report.json",
    ],
    [
      "of a second gate of one name stands apart",
      [gate("d", "data"), gate("e", "data")],
      "e",
      "data_qc_report.json",
      "gate/e/data_qc_report.json",
    ],
  ])("%s", (_, lines, id, short, expected) => {
    const blocks = doc(...lines);
    const block = blocks.find((one) => one.id === id);
    expect(block && placed(short, block, blocks)).toBe(expected);
  });

  describe("of one target of several", () => {
    const [data, model, second] = doc("data", "model #m", "model #n");
    const forTarget = (of: typeof model) => ({
      ...of,
      id: `${of.id}.fat`,
      variant: { of: of.id, key: "fat", name: "Fat", isShown: true },
    });
    const [first, other] = [forTarget(model), forTarget(second)];
    const blocks = [data, { ...model, kind: data.kind }, first, second, other];
    it.each([
      ["stands in a folder of the target, below what sums up", first, "model/metrics.json", "model/fat/metrics.json"],
      ["of a second one has the block's folder too", other, "model/metrics.json", "model/n/fat/metrics.json"],
      [
        "without a folder has its kind's, its block's and its target's",
        first,
        "metrics.json",
        "model/m/fat/metrics.json",
      ],
    ])("%s", (_, block, short, expected) => expect(placed(short, block, blocks)).toBe(expected));
  });

  it("has the short path also for a block that stands in no document", () => {
    const [block] = doc("model");
    expect(placed("model/metrics.json", block, [])).toBe("model/metrics.json");
  });

  it("is never another block's", () => {
    const blocks = doc("model #a", "model #b", "model #c", gate("d", "data"), gate("e", "data"), gate("s", "spectral"));
    for (const short of ["report.json", "model/metrics.json"]) {
      const models = blocks.filter(({ kind }) => kind.kind === "model").map((block) => placed(short, block, blocks));
      const data = blocks.filter(({ id }) => ["d", "e"].includes(id)).map((block) => placed(short, block, blocks));
      expect([new Set(models).size, new Set(data).size]).toEqual([3, 2]);
    }
  });
});
