/** Protocol: the document as the verifier reads it by itself: settings, blocks, the policy that they ask for, by target too. */
import { describe, expect, it } from "vitest";
import { askedBlock, positiveOf, protocolFindings, protocolOf, tightened } from "../../../compiler/verify/protocol.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import { folderOf } from "../../fixtures/forge.ts";

const folder = (text: string) => folderOf(new Map([["protocol.md", new TextEncoder().encode(text)]]));
const read = (text: string) => protocolOf(folder(text), { protocol_file: "protocol.md" });
const data = "```foodspec data\nlabel: class\n```\n";

describe("a document", () => {
  it.each([
    ["without front matter", data, {}, ["data"]],
    ["with settings", `---\nmode: research\n---\n${data}`, { mode: "research" }, ["data"]],
    ["with a block of another name, and a fence that is none", "```foodspec qc #d\n```\n```js\n```\n", {}, ["d"]],
    ["whose last fence is not closed", "```foodspec data\nlabel: class\n", {}, ["data"]],
    ["with no block at all", "text\n", {}, []],
  ])("%s is read", (_, text, settings, ids) => {
    const found = read(text);
    expect([found?.settings, found?.blocks.map(({ id }) => id)]).toEqual([settings, ids]);
  });
  it.each([
    ["settings that are a list", "---\n- 1\n---\n"],
    ["settings that are no YAML", "---\na: [\n---\n"],
    ["options that are a list", "```foodspec data\n- 1\n```\n"],
    ["a part that is not there", "{{< include nowhere.md >}}\n"],
  ])("with %s is not read", (_, text) => {
    expect(read(text)).toBeNull();
  });
  it("that is not there is none", () => {
    expect(protocolOf(folderOf(new Map()), { protocol_file: "protocol.md" })).toBeNull();
    expect(askedBlock(null, "data")).toBeUndefined();
  });
  it.each([
    ["none, of several blocks with a label", data + data.replace("data\n", "data #other\n"), undefined],
    ["none that can be told, without such a block", "text\n", undefined],
    ["none", data, null],
    ["its name", data.replace("class\n", "class\npositive: b\n"), "b"],
  ])("has as positive class: %s", (_, text, wanted) => {
    expect(positiveOf(read(text))).toBe(wanted);
  });
  it("has no positive class where it is not there", () => {
    expect(positiveOf(null)).toBeUndefined();
  });
});

describe("the policy that a document asks for", () => {
  const asking = (policy: string) => `---\nqc_policy: ${policy}\n---\n`;
  /** What is said of a manifest whose policy is this, beside what the document asks for. */
  const said = (policy: string, loosened: readonly string[], effective?: object) => {
    const text = asking(policy);
    const protocol = read(text);
    if (protocol === null) throw new Error("not read");
    const manifest = {
      protocol_hash: undefined,
      mode: "research",
      blocks: [],
      cli_overrides: [],
      policy: { effective, loosened },
    } as unknown as Manifest;
    return protocolFindings(folder(text), manifest, protocol).map(({ message }) => message);
  };
  const loosenedIn = (all: readonly string[]) => all.filter((one) => one.includes("/policy/loosened"));

  it.each<readonly [string, string, readonly string[]]>([
    ["a field below its default", "{min_accuracy: 0.1}", ["min_accuracy"]],
    ["a field above its default", "{min_accuracy: 0.99}", []],
    ["a limit above its default", "{max_spike_fraction: 0.9}", ["max_spike_fraction"]],
    ["a field of each target", "{min_r2: {fat: 0.1, water: 0.2}}", []],
    ["a limit of external rows above that of the others", "{max_rmsecv: 2, max_rmsep: 9}", ["max_rmsep"]],
    ["such a limit of one target", "{max_rmsecv: {fat: 2}, max_rmsep: {fat: 9}}", ["max_rmsep.fat"]],
    ["such a limit of one target, of all the others", "{max_rmsecv: 2, max_rmsep: {fat: 9}}", ["max_rmsep.fat"]],
    ["such a limit of a target that no other names", "{max_rmsecv: {water: 2}, max_rmsep: {fat: 9}}", []],
    ["no mapping", "3", []],
  ])("is taken with %s", (_, policy, loosened) => {
    expect(loosenedIn(said(policy, loosened))).toEqual([]);
  });
  it("is refused where the manifest keeps a loosened field to itself", () => {
    expect(loosenedIn(said("{min_accuracy: 0.1}", [])).join()).toContain("0 entries");
  });
  it("is refused where another value of a target is said", () => {
    const found = said("{max_rmsecv: {fat: 2}}", [], { max_rmsecv: { fat: 9 } });
    expect(found.join("\n")).toContain("says 9 at /policy/effective/max_rmsecv/fat");
  });

  const policy = { min_accuracy: 0.8, max_rmsecv: { fat: 2 }, bias_test: false } as never;
  it.each<readonly [string, string, string | null, string, unknown]>([
    ["a target's own", "", "fat", "max_rmsecv", 2],
    ["nothing for a target that is not named", "", "water", "max_rmsecv", null],
    ["nothing without a target", "", null, "max_rmsecv", null],
    ["a stricter value of the block", "min_accuracy: 0.9\n", null, "min_accuracy", 0.9],
    ["not a looser value of the block", "min_accuracy: 0.1\n", null, "min_accuracy", 0.8],
    ["a stricter limit of the block", "max_rmsecv: 1\n", "fat", "max_rmsecv", 1],
    ["a limit where none held", "max_rmsecv: 1\n", "water", "max_rmsecv", 1],
    ["a test that the block asks for", "bias_test: true\n", null, "bias_test", true],
  ])("holds for a gate with %s", (_, options, target, field, wanted) => {
    const protocol = read(`\`\`\`foodspec qc #m\n${options}\`\`\`\n`);
    expect(tightened(protocol, "m", policy, target).get(field)).toBe(wanted);
  });
  it("holds as it stands where the document cannot be read", () => {
    expect(tightened(null, "m", policy, null).get("min_accuracy")).toBe(0.8);
  });
});
