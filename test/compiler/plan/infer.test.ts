import { describe, expect, it } from "vitest";
import type { Kind, Known } from "../../../blocks/contract/kind.ts";
import { inferShapes } from "../../../compiler/plan/infer.ts";
import { doc, graphOf, kindOf, type Line, protocolOf, settings } from "./fixture.ts";

const infer = (...lines: readonly Line[]) => {
  const blocks = doc(...lines);
  return inferShapes(graphOf(blocks), protocolOf(blocks)).findings;
};

/** A kind that notes what it was told. */
function spying(declared: Partial<Kind>, shape: unknown, seen: Map<string, Known>): Kind {
  return kindOf({
    ...declared,
    infer(known) {
      seen.set(declared.kind ?? "", known);
      return { shape, remarks: [] };
    },
  });
}

const dataset = { accepts: [{ value: "dataset", parts: ["rows"] }], found: "chain" } as const;

describe("what is known before anything runs", () => {
  it("is handed on from block to block, under the name of the value", () => {
    const seen = new Map<string, Known>();
    const first = spying({ kind: "data", gives: "dataset" }, { classes: ["a", "b"] }, seen);
    const second = spying({ kind: "plain", needs: () => [dataset] }, null, seen);
    infer([first], [second]);
    expect(seen.get("data")).toEqual({ shapes: {}, given: [], settings: {} });
    const shape = { classes: ["a", "b"] };
    expect(seen.get("plain")).toEqual({
      shapes: { dataset: shape },
      given: [{ value: "dataset", shape }],
      settings: {},
    });
  });

  it("is null where the block above cannot know without data, or where it waits in a circle", () => {
    const seen = new Map<string, Known>();
    const first = spying({ kind: "data", gives: "dataset" }, undefined, seen);
    infer([first], [spying({ kind: "plain", needs: () => [dataset] }, null, seen)]);
    expect(seen.get("plain")?.shapes).toEqual({ dataset: null });
  });

  it("holds the front-matter fields the kind reads and its id where it reads that, and no other", () => {
    const seen = new Map<string, Known>();
    infer([spying({ kind: "plain", reads: ["id", "scheme"] }, null, seen), {}, {}, "mine"]);
    expect(seen.get("plain")?.settings).toEqual({ id: "mine", scheme: settings.scheme });
    infer([spying({ kind: "plain", reads: () => ["mode"] }, null, seen)]);
    expect(seen.get("plain")?.settings).toEqual({ mode: "research" });
  });

  it("is asked with the block's options and what it presents", () => {
    const heard: unknown[] = [];
    const kind = kindOf({
      infer: (_, options, presentation) => {
        heard.push(options, presentation);
        return { shape: null, remarks: [] };
      },
    });
    infer([kind, { k: 1 }, { caption: "Mine" }]);
    expect(heard).toEqual([{ k: 1 }, { caption: "Mine" }]);
  });
});

describe("what a kind says is wrong", () => {
  it("becomes a finding at the block or at the option it names, in the order of execution", () => {
    const wrong = (...remarks: ReturnType<Kind["infer"]>["remarks"][number][]) =>
      kindOf({ infer: () => ({ shape: null, remarks }) });
    const findings = infer(
      [wrong({ code: "FS2807", facts: {} }), {}, {}, "one"],
      [wrong({ code: "FS2808", facts: { compare: ["a"] }, option: ["compare", 0] }), {}, {}, "two"],
    );
    expect(findings.map(({ code, block, pointer, position }) => [code, block, pointer, position?.line])).toEqual([
      ["FS2807", "one", null, 10],
      ["FS2808", "two", "/compare/0", 21],
    ]);
  });
});

describe("what a kind forbids", () => {
  it("is asked with every setting, and is a finding like any other", () => {
    const heard: unknown[] = [];
    const kind = kindOf({
      forbids(shapes, all, options) {
        heard.push(shapes, all, options);
        return [{ code: "FS2807", facts: {} }];
      },
    });
    expect(infer([kind, { k: 1 }, {}, "one"]).map(({ code, block }) => [code, block])).toEqual([["FS2807", "one"]]);
    expect(heard).toEqual([{}, settings, { k: 1 }]);
  });
});
