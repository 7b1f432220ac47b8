import { describe, expect, it } from "vitest";
import { referenceContext } from "../../../compiler/run/reference-context.ts";
import { runBlock } from "./fixture.ts";

describe("the context that a run refers to", () => {
  it("holds the bands of each block that declares some, by its id, the policy and the versions of all records", () => {
    const bands = { water: [1400, 1450] };
    const [with_, without] = [runBlock(["features", { bands }, {}, "f"] as never), runBlock("data")];
    const bare = { ...without, block: { ...without.block, options: null } };
    const { policy, schema_versions, bands: found } = referenceContext([with_, without, bare], "sha256:p");
    expect([policy, found]).toEqual(["sha256:p", { [with_.block.id]: bands }]);
    expect(new Set(Object.values(schema_versions).map((one) => typeof one))).toEqual(new Set(["number"]));
  });
});
