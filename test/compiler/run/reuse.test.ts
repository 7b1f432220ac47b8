import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { planCommand, whyCommand } from "../../../compiler/cli/work/plan.ts";
import type { CompileOptions } from "../../../compiler/compile/options.ts";
import { quickOf } from "../../fixtures/figures.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

let place: Project;
const parts = {
  frontMatter: "scheme: lobo\nseed: 3\n",
  more: "\n```foodspec model #pls\nestimator: {pls-regression: {components: 2}}\nscheme: loso\n```\n\n```foodspec figure\nshow: plsda.confusion\n```\n",
};
let once: Project;
let first: Awaited<ReturnType<typeof compile>>;
beforeAll(async () => {
  place = project({ "protocol.md": smallProtocol(parts), "small.csv": smallCsv() });
  once = project({});
  first = await compile();
  cpSync(place.folder, once.folder, { recursive: true, verbatimSymlinks: true });
});
afterAll(() => {
  place.remove();
  once.remove();
});
/** Every test begins after the same first compile, whose project is laid back as it was. */
beforeEach(() => {
  rmSync(place.folder, { recursive: true });
  cpSync(once.folder, place.folder, { recursive: true, verbatimSymlinks: true });
});

/** The last two are what research mode adds. */
const all = ["data", "prep", "plsda", "pls", "figure", "data_advice", "spectral_advice"];

async function compile(options: Partial<CompileOptions> = {}): Promise<{ ran: string[]; digest: string }> {
  const ended = await place.compile(options);
  expect(ended.exitCode, JSON.stringify(ended.documents)).toBe(0);
  const { blocks, content_digest } = place.manifest();
  return { ran: blocks.filter(({ execution }) => execution === "ran").map(({ id }) => id), digest: content_digest };
}

const inDocument = (from: string, to: string) => () => {
  const text = place.read("protocol.md");
  expect(text).toContain(from);
  place.write("protocol.md", text.replace(from, to));
};
const inData = (from: string, to: string) => () => place.write("small.csv", place.read("small.csv").replace(from, to));

describe("a second compile", () => {
  it("reuses everything and says the same", async () => {
    expect(first.ran).toEqual(all);
    expect(await compile()).toEqual({ ran: [], digest: first.digest });
  });

  const changes = [
    ["prose", inDocument("Some prose.", "Other prose."), []],
    ["a caption", inDocument("show: plsda.confusion\n", "show: plsda.confusion\ncaption: Mine\n"), []],
    ["a step's option", inDocument("window: 7", "window: 9"), ["prep", "plsda", "pls", "figure", "spectral_advice"]],
    ["a model's option", inDocument("components: 2}}\n```", "components: 3}}\n```"), ["plsda", "figure"]],
    [
      "another model's option",
      inDocument("pls-regression: {components: 2}", "pls-regression: {components: 3}"),
      ["pls"],
    ],
    // The block that names its own scheme does not hang on the front matter's.
    ["the scheme", inDocument("scheme: lobo", "scheme: group_kfold"), ["plsda", "figure"]],
    // Only models draw random numbers; a figure of one hangs on what it gave.
    ["the seed", inDocument("seed: 3", "seed: 4"), ["plsda", "pls", "figure"]],
    ["a spectral value", inData("s3,m3,B2,a", "s3,m3,B1,a"), all],
    ["an artifact of the data alone", inDocument("label: class\n", "label: class\nexport: true\n"), ["data"]],
    // Both models load the outcome, but what the classifier gives is unchanged, so its figure is not drawn anew: early cut-off.
    ["the unit of the target", inDocument("unit: g", "unit: mg"), ["data", "plsda", "pls", "data_advice"]],
  ] as const;
  it.each(quickOf(changes, 4))("after a change of %s runs exactly what hangs on it", async (_, change, expected) => {
    change();
    expect((await compile()).ran).toEqual(expected);
  });

  it("runs what is forced, and comes to the same", async () => {
    expect(await compile({ force: true })).toEqual({ ran: all, digest: first.digest });
    expect(await compile({ forceBlocks: ["prep"] })).toEqual({ ran: ["prep"], digest: first.digest });
    expect(await compile({ resume: false })).toEqual({ ran: all, digest: first.digest });
  });

  it("runs again what is stored but damaged, and mends the store", { tags: "slow" }, async () => {
    const damaged =
      place
        .manifest()
        .blocks.find(({ id }) => id === "prep")
        ?.artifacts["preprocessing/axis.json"].slice(7) ?? "";
    place.write(`.foodspec/objects/${damaged.slice(0, 2)}/${damaged.slice(2)}`, "{}");
    expect(await compile()).toEqual({ ran: ["prep"], digest: first.digest });
    expect((await compile()).ran).toEqual([]);
  });
});

describe("plan and why", () => {
  const options = { documents: ["protocol.md"] };
  const plan = async () => {
    const { out } = await place.say((effects) => planCommand(options, "json", effects));
    return JSON.parse(out) as { blocks: { id: string; action: string; why: string }[] };
  };

  it("say before anything ran what would run, and write nothing", async () => {
    for (const made of ["runs", ".foodspec"]) rmSync(join(place.folder, made), { recursive: true });
    expect((await plan()).blocks.map(({ id, action }) => [id, action])).toEqual([
      ["data", "run"],
      ["prep", "depends"],
      ["plsda", "depends"],
      ["pls", "depends"],
      ["data_advice", "depends"],
      ["spectral_advice", "depends"],
      ["figure", "depends"],
    ]);
    expect(place.runs()).toEqual([]);
  });

  it("name the option that changed, from what to what", async () => {
    inDocument("window: 7", "window: 9")();
    const { blocks } = await plan();
    expect(blocks.map(({ id, action }) => [id, action])).toEqual([
      ["data", "reuse"],
      ["prep", "run"],
      ["plsda", "depends"],
      ["pls", "depends"],
      ["data_advice", "reuse"],
      ["spectral_advice", "depends"],
      ["figure", "depends"],
    ]);
    expect(blocks[1].why).toBe("steps[0].options.window: 7 → 9");
    expect(blocks[2].why).toBe("depends on `prep`");
    const why = await place.say((effects) => whyCommand(options, "prep", effects));
    expect(why.out).toContain("prep: run\n  steps[0].options.window: 7 → 9\n");
    expect(why.out).toContain('"kind": "preprocess"');
  });

  it("name the input that changed", async () => {
    inData("s3,m3,B2,a", "s3,m3,B1,a")();
    expect((await plan()).blocks[0]).toEqual({ id: "data", action: "run", why: "the input `small` has changed" });
  });
});

describe("order of execution", () => {
  it("never changes a byte", { tags: "slow" }, async () => {
    expect((await compile({ force: true, orchestratorMode: "document_order" })).digest).toBe(first.digest);
  });
});
