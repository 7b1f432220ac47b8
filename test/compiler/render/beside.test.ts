/** Beside: what a block descends from, found in steps that grow with the number of blocks. */
import { describe, expect, it } from "vitest";
import { ancestors } from "../../../compiler/render/beside.ts";
import type { RunBlock } from "../../../compiler/run/types.ts";

/** Blocks of a run, of which nothing but what they start from is looked at; `looks` counts how often. */
function blocksOf(starts: { readonly [id: string]: readonly string[] }) {
  const told = { looks: 0 };
  const blocks = Object.entries(starts).map(([id, from]): unknown => ({
    block: {
      get id() {
        told.looks++;
        return id;
      },
    },
    from,
  }));
  return { all: blocks as readonly RunBlock[], told };
}

const chain = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`b${i}`, i === 0 ? [] : [`b${i - 1}`]]));

describe("what a block descends from", () => {
  it("is itself and all above it, each once, whatever the ways there, and nothing beside or below", () => {
    const { all } = blocksOf({ data: [], prep: ["data"], side: ["data"], model: ["prep", "data"], trust: ["model"] });
    expect([...ancestors(all[3], all)].sort()).toEqual(["data", "model", "prep"]);
    expect([...ancestors(all[0], all)]).toEqual(["data"]);
  });
  it("is found without looking through all blocks for each of them", () => {
    const { all, told } = blocksOf(chain(2000));
    expect(ancestors(all[1999], all).size).toBe(2000);
    expect(ancestors(all[999], all).size).toBe(1000);
    expect(told.looks).toBeLessThan(2 * 2000);
  });
});
