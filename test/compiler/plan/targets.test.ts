/** A document of several targets: which blocks there is one a target of, in a plan of small kinds. */
import { describe, expect, it } from "vitest";
import { withTargets } from "../../../compiler/plan/targets.ts";
import type { Json } from "../../../schemas/plain-json.ts";
import { doc, graphOf, kindOf, kinds, type Line } from "./fixture.ts";

const targets = kindOf({
  ...kinds.data,
  variants: () =>
    ["Fat", "Water"].map((name) => ({ key: name.toLowerCase(), name, options: { target: name } as Json })),
} as Parameters<typeof kindOf>[0]);
const summary = kindOf({ kind: "summary" });
/** Starts from the two blocks that `from` names; there is one a target of it. */
const compared = kindOf({
  kind: "compared",
  gives: "model",
  varies: () => true,
  needs: () => [{ accepts: [{ value: "variables", parts: ["ready"] }], found: "chain", many: true }],
});

function spreadOf(...lines: readonly Line[]) {
  const blocks = doc(...lines);
  const named = blocks.map((block) => (block.kind === compared ? { ...block, from: ["a", "b"] } : block));
  return withTargets(named, graphOf(named), summary).map(({ id, kind, from }) => [id, kind.kind, from]);
}

describe("where one block has targets", () => {
  const lines: readonly Line[] = [
    [targets, {}, {}, "many"],
    "data #one",
    "prep #a from many",
    "prep #b from one",
    [compared, {}, {}, "model"],
  ];
  it("there is one a target of what stands between it and a model, and one for all of what has another start", () => {
    expect(spreadOf(...lines)).toEqual([
      ["many", "data", null],
      ["many.fat", "data", null],
      ["many.water", "data", null],
      ["one", "data", null],
      ["a", "prep", ["many"]],
      ["a.fat", "prep", ["many.fat"]],
      ["a.water", "prep", ["many.water"]],
      ["b", "prep", ["one"]],
      ["model", "summary", null],
      ["model.fat", "compared", ["a.fat", "b"]],
      ["model.water", "compared", ["a.water", "b"]],
    ]);
  });
  it("a gate judges what is computed for each, and what is not spread as it is", () => {
    const gate = (id: string, from: string): Line => [`gate #${id} from ${from}`, { gate: "spectral" }];
    const found = spreadOf(...lines, gate("g", "a"), gate("h", "b"));
    expect(found.filter(([, kind]) => kind === "gate")).toEqual([
      ["g", "gate", ["a.fat", "a.water"]],
      ["h", "gate", ["b"]],
    ]);
  });
  it("what neither gate nor summed up is starts from the one that describes the whole", () => {
    expect(spreadOf(...lines, "prep #c from a").at(-1)).toEqual(["c", "prep", ["a"]]);
  });
});
