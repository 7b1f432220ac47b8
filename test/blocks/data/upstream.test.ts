import { describe, expect, it } from "vitest";
import type { Upstream } from "../../../blocks/contract/design.ts";
import { data } from "../../../blocks/data/block.ts";
import { dataMaterial } from "../../../blocks/methods/qc/data/material.ts";
import { judge } from "../../../blocks/methods/qc/judge.ts";
import { effectivePolicy } from "../../../blocks/methods/qc/policy.ts";
import type { Json } from "../../../schemas/plain-json.ts";
import { checkOptions, runData } from "./run-data.ts";

const csv = "name,class,900,902,904\na,x,1,2,3\nb,x,1,3,2\nc,y,2,1,3\nd,y,3,1,2\n";
const options = { id: "name", label: "class" };
const smoothed = { what: "smoothed", with: "OPUS 8.5", scope: "spectrum" };
const averaged = { what: "averaged", scope: "sample" };
const neighbours = { what: "mean of 9 neighbours", scope: "set" };
const osc = { what: "OSC", scope: "set", outcome: true };
const accepted = { accept: [{ check: "upstream", reason: "the instrument cannot do without" }] };

const forbids = (written: object, mode: "research" | "regulatory") =>
  data
    .forbids?.({}, { mode } as never, data.options.parse({ input: "it", ...written }) as Json)
    .map(({ code }) => code) ?? [];

describe("what regulatory mode wants of a data block", () => {
  it.each([
    [{}, ["FS2625", "FS2626"]],
    [{ sample: "s", upstream: "none" }, []],
    [{ replicates: "none", upstream: [smoothed] }, []],
    [{ sample: "s" }, ["FS2626"]],
    [{ upstream: "none" }, ["FS2625"]],
  ])("of %j finds %j", (written, codes) => {
    expect(forbids(written, "regulatory")).toEqual(codes);
    expect(forbids(written, "research")).toEqual([]);
  });
});

describe("upstream", () => {
  it.each<[string, object, number | null, boolean | null, readonly string[]]>([
    ["is not judged where nothing is declared", {}, null, null, []],
    ["passes where nothing happened", { upstream: "none" }, 0, true, []],
    ["passes steps within a spectrum or a sample", { upstream: [smoothed, averaged] }, 0, true, []],
    ["fails a step into which other rows went", { upstream: [smoothed, neighbours] }, 1, false, ["FS7120"]],
    ["lets it pass where the document accepts it", { upstream: [neighbours], design: accepted }, 1, true, []],
    ["never lets pass what used the outcome", { upstream: [osc], design: accepted }, 1, false, ["FS7120"]],
    [
      "fails what used the outcome whatever went in",
      { upstream: [{ ...smoothed, outcome: true }] },
      1,
      false,
      ["FS7120"],
    ],
  ])("%s", (_, more, value, pass, codes) => {
    const { summary, remarks, dataset: read } = runData(csv, { ...options, ...more });
    expect(summary.design.upstream).toMatchObject({ value, pass });
    expect(remarks.map(({ code }) => code)).toEqual(codes);
    const { checks } = judge("data", dataMaterial(read), effectivePolicy("regulatory", {}));
    expect(checks.upstream).toEqual(summary.design.upstream);
  });

  it("stands in the summary as declared, with what was left open filled in", () => {
    expect(runData(csv, { ...options, upstream: [smoothed, neighbours] }).summary.upstream).toEqual<Upstream[]>([
      { what: "smoothed", with: "OPUS 8.5", scope: "spectrum", outcome: false },
      { what: "mean of 9 neighbours", with: null, scope: "set", outcome: false },
    ]);
  });

  it.each<[string, object, RegExp]>([
    ["not declared", {}, /^Before FoodSpec: not declared\.$/],
    ["none declared", { upstream: "none" }, /^Before FoodSpec: none declared\.$/],
    [
      "as declared",
      { upstream: [smoothed, osc] },
      /^Before FoodSpec, as declared: smoothed \(OPUS 8\.5; each spectrum by itself\); OSC \(software not named; other rows of this set went in; used the outcome\)\.$/,
    ],
  ])("is said in the statement: %s", (_, more, words) => {
    const { summary } = runData(csv, { ...options, ...more });
    expect(data.evidence?.(summary as Json, "data").lines[1]?.[0]).toMatch(words);
  });

  it("is said in brief where it failed, with its number, and not at all where nothing happened", () => {
    const brief = (more: object) => data.brief?.(runData(csv, { ...options, ...more }).summary as Json) ?? null;
    expect(brief({})).toBeNull();
    expect(brief({ upstream: "none" })).toBeNull();
    expect(brief({ upstream: [neighbours] })?.warnings).toEqual([
      [
        expect.objectContaining({
          value: 1,
          origin: { artifact: "data/data_summary.json", pointer: "/design/upstream/value" },
        }),
        " step before these files saw other rows or the outcome (mean of 9 neighbours): what was left out was then known before a model was fitted.",
      ],
    ]);
  });
});

describe("options of the design", () => {
  it.each<[string, { readonly [option: string]: unknown }, readonly string[]]>([
    ["samples both named and denied", { sample: "s", replicates: "none" }, ["FS2364"]],
    [
      "a column where the check has none",
      { design: { accept: [{ check: "upstream", column: "a", reason: "r" }] } },
      ["FS2363"],
    ],
    ["an acceptance that fits", { design: accepted }, []],
  ])("%s", (_, more, codes) => {
    expect(checkOptions(more).remarks.map(({ code }) => code)).toEqual(codes);
  });

  it("an acceptance needs a reason, and a check that may be accepted", () => {
    const parse = (accept: object) => data.options.safeParse({ input: "it", design: { accept: [accept] } }).success;
    expect(parse({ check: "upstream" })).toBe(false);
    expect(parse({ check: "duplicates", reason: "r" })).toBe(false);
  });
});
