/** Primary: the model that is judged, also where it has one a target. */
import { describe, expect, it } from "vitest";
import type { Position } from "../../../compiler/diagnostics/finding.ts";
import { checkPrimary, primariesOf, primaryOf } from "../../../compiler/document/primary.ts";
import type { Protocol } from "../../../compiler/document/protocol.ts";

const model = (id: string, of?: string) => ({
  id,
  kind: { gives: "model" },
  ...(of === undefined ? {} : { variant: { of, key: "k", name: "k", isShown: true } }),
});
const sum = { id: "pls", kind: { gives: null } };
const targets = [sum, model("pls.fat", "pls"), model("pls.water", "pls")];
const protocol = (blocks: readonly object[], primary?: string) =>
  ({ frontMatter: { primary }, blocks }) as unknown as Protocol;

describe("the primary model", () => {
  it.each<[string, readonly object[], string | undefined, string | null, readonly string[]]>([
    ["is the only one", [model("a")], undefined, "a", ["a"]],
    ["is the one that is named", [model("a"), model("b")], "b", "b", ["b"]],
    ["is none of several", [model("a"), model("b")], undefined, null, []],
    ["is the block with a model a target, and each of them", targets, undefined, "pls", ["pls.fat", "pls.water"]],
    ["is that of one target, where it alone is named", targets, "pls.water", "pls.water", ["pls.water"]],
    ["is none beside another model", [...targets, model("a")], undefined, null, []],
  ])("%s", (_, blocks, named, primary, each) => {
    expect(primaryOf(protocol(blocks, named))).toBe(primary);
    expect(primariesOf(protocol(blocks, named))).toEqual(each);
  });

  it.each<[string, string | undefined, readonly [string, string | null][], readonly string[]]>([
    ["nothing where it is the block of all targets", "pls", [], []],
    ["nothing where it is that of one target", "pls.fat", [], []],
    ["nothing where all models are of one block", undefined, [], []],
    ["another name", "pls.salt", [], ["FS2018"]],
    ["none of two blocks", undefined, [["other", "model"]], ["FS2019"]],
  ])("is told of %s", (_, primary, more, codes) => {
    const kinds = new Map(
      [["pls", null], ["pls.fat", "model"], ["pls.water", "model"], ...more].map(([id, gives]) => [id, { gives }]),
    );
    const said = checkPrimary({ primary, mode: "regulatory" } as never, kinds as never, () => ({}) as Position);
    expect(said.map(({ code }) => code)).toEqual(codes);
  });
});
