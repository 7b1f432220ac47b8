/** Diff: two runs of one document, compared by the command line in memory. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verdictOf } from "../../../compiler/review/models-compared.ts";
import { type Diff, diffSchema } from "../../../schemas/diff.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { replaced } from "../cli/refused.ts";

const document = smallProtocol({
  frontMatter: "qc_policy: {min_accuracy: 0.95}\n",
  more: "```foodspec qc\ngate: model\n```",
});
const later = (hours: number) => ({ now: () => 1_767_225_600_000 + hours * 3_600_000 });

/** The same project with a document that was changed after its first run. */
async function changed(now: string, csv = smallCsv()): Promise<Place> {
  const place = inMemory({ "protocol.md": document, "small.csv": smallCsv() });
  await place.compile({}, {}, undefined, later(0));
  place.write("protocol.md", now);
  place.write("small.csv", csv);
  await place.compile({}, {}, undefined, later(1));
  return place;
}

async function diffIn(place: Place, ...words: readonly string[]): Promise<{ status: number | null; diff: Diff }> {
  const { status, out, err } = await place.type(["diff", "protocol.md", "--format", "json", ...words]);
  expect(err).toBe("");
  return { status, diff: diffSchema.parse(JSON.parse(out)) };
}

describe("a changed option", () => {
  let place: Place;
  beforeAll(async () => {
    place = await changed(replaced(document, "components: 2", "components: 1"));
  });
  afterAll(() => place.remove());

  it("is the one cause, with its place in the block", async () => {
    const { status, diff } = await diffIn(place);
    expect(status).toBe(1);
    expect(diff.same).toBe(false);
    expect(diff.causes).toEqual([{ block: "plsda", pointer: "/estimator/pls-da/components", before: 2, after: 1 }]);
    expect(diff.loosened).toEqual([]);
  });
  it("names the blocks that came out otherwise, and those that did not", async () => {
    const { diff } = await diffIn(place);
    const states = Object.fromEntries(diff.blocks.map(({ id, state }) => [id, state]));
    expect(states).toMatchObject({ data: "same", prep: "same", plsda: "changed" });
    const files = diff.blocks.find(({ id }) => id === "plsda")?.files ?? [];
    expect(files).toContain("model/model.json");
    expect(files.every((path) => path.startsWith("model/"))).toBe(true);
  });
  it("has the metrics of both runs as their own files have them, and their difference", async () => {
    const { diff } = await diffIn(place);
    const [first, second] = place.runs();
    const pooled = (run: string) => JSON.parse(place.read(`runs/${run}/model/metrics.json`)).pooled;
    expect(diff.metrics.map(({ metric }) => metric)).toEqual(
      expect.arrayContaining(["accuracy", "balanced_accuracy", "roc_auc", "log_loss", "brier"]),
    );
    for (const { metric, before, after, difference, n } of diff.metrics) {
      expect(before).toBeCloseTo(pooled(first)[metric], 12);
      expect(after).toBeCloseTo(pooled(second)[metric], 12);
      expect(difference).toBeCloseTo(Number(after) - Number(before), 12);
      expect(n).toBe(24);
    }
    expect(diff.headline).toEqual(diff.metrics.find(({ metric }) => metric === "accuracy"));
  });
  it("is told in the same order by every form, and written where it is asked for", async () => {
    const { out: text } = await place.type(["diff", "protocol.md"]);
    const { out: markdown } = await place.type(["diff", "protocol.md", "--format", "markdown"]);
    const { out: nothing, status } = await place.type([
      "diff",
      "protocol.md",
      "--format",
      "html",
      "-o",
      "out/diff.html",
    ]);
    expect([nothing, status]).toEqual(["", 1]);
    const html = place.read("out/diff.html");
    expect(markdown.split("\n")[0]).toBe("<!-- foodspec-diff: protocol.md -->");
    for (const form of [text, markdown, html]) {
      const places = ["What was asked otherwise", "Metrics", "Blocks"].map((title) =>
        form.indexOf(title, form.indexOf("</style>") + 1),
      );
      expect(places).toEqual([...places].sort((a, b) => a - b));
      expect(Math.min(...places)).toBeGreaterThan(0);
    }
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).not.toMatch(/<script|src=|href="http/);
  });
  it("is no difference where only what became worse or looser counts, unless it did", async () => {
    expect((await diffIn(place, "--fail-on", "loosened")).status).toBe(0);
    const { status, diff } = await diffIn(place, "--fail-on", "worse");
    expect(status).toBe(diff.metrics.some(({ verdict }) => verdict === "worse") ? 1 : 0);
  });
  it("has, the other way round, the sides changed over and each difference of the other sign", async () => {
    const [older, newer] = place.runs().map((run) => `runs/${run}`);
    const forth: Diff = JSON.parse((await place.type(["diff", older, newer, "--format", "json"])).out);
    const back: Diff = JSON.parse((await place.type(["diff", newer, older, "--format", "json"])).out);
    expect(back.before).toEqual(forth.after);
    forth.metrics.forEach((one, i) => {
      expect(back.metrics[i].difference).toBeCloseTo(-Number(one.difference), 12);
      if (one.difference_ci !== null) expect(back.metrics[i].difference_ci?.[0]).toBeCloseTo(-one.difference_ci[1], 12);
    });
  });
  it("is nothing between a run and itself", async () => {
    const run = `runs/${place.runs()[0]}`;
    const { out, status } = await place.type(["diff", run, run]);
    expect(status).toBe(0);
    expect(out).toContain("Nothing that was asked and nothing that came out differs.");
  });
});

describe("what is no change of an option", () => {
  it("is prose: nothing differs", async () => {
    const place = await changed(`${document}\nOne more sentence.\n`);
    const { status, diff } = await diffIn(place);
    expect([status, diff.same, diff.causes]).toEqual([0, true, []]);
    expect(diff.before.content_digest).not.toBe(diff.after.content_digest);
    place.remove();
  });
  it("is another input file, told by its digest", async () => {
    const place = await changed(document, smallCsv({ samples: 28 }));
    const { diff } = await diffIn(place);
    expect(diff.causes).toEqual([
      {
        block: null,
        pointer: expect.stringMatching(/^\/inputs\//),
        before: expect.stringMatching(/^sha256:/),
        after: expect.stringMatching(/^sha256:/),
      },
    ]);
    // Paired over the samples both scored.
    expect(diff.metrics[0].n).toBe(24);
    place.remove();
  });
});

describe("what is looser than before", () => {
  it.each<readonly [string, string, string, readonly string[]]>([
    [
      "a threshold",
      "min_accuracy: 0.95",
      "min_accuracy: 0.75",
      ["qc_policy.min_accuracy", "qc_policy.min_external_accuracy"],
    ],
    ["a threshold that is tighter is not", "min_accuracy: 0.95", "min_accuracy: 0.97", []],
  ])("is %s", async (_, from, to, loosened) => {
    const place = await changed(document.replace(from, to));
    const { diff } = await diffIn(place);
    expect(diff.loosened).toEqual(loosened.map((field) => ({ field, before: 0.95, after: 0.75 })));
    place.remove();
  });
  it("is a scheme that keeps less together, as the folds say it, and ends with 1 where that is asked", async () => {
    const place = await changed(replaced(document, "qc_policy:", "scheme: loso\nqc_policy:"));
    const { status, diff } = await diffIn(place, "--fail-on", "loosened");
    expect(diff.loosened).toEqual([{ field: "plsda.scheme", before: "lobo", after: "loso" }]);
    expect(status).toBe(1);
    // The batches stay the unit of the interval: one of the two runs left them out.
    expect(new Set(diff.metrics.map(({ difference_unit }) => difference_unit))).toEqual(new Set(["batch"]));
    place.remove();
  });
  it("is a gate that is no longer asked for", async () => {
    const place = await changed(smallProtocol({ frontMatter: "qc_policy: {min_accuracy: 0.95}\n" }));
    const { diff } = await diffIn(place);
    expect(diff.loosened.map(({ field }) => field)).toContain("qc");
    place.remove();
  });
});

describe("a verdict", () => {
  it.each([
    ["accuracy", 0.8, 0.9, [0.02, 0.2], "better"],
    ["accuracy", 0.9, 0.8, [-0.2, -0.02], "worse"],
    ["accuracy", 0.9, 0.8, [-0.2, 0], "not_distinguishable"],
    ["accuracy", 0.9, 0.8, null, "not_distinguishable"],
    ["rmsecv", 1.4, 1.6, [0.1, 0.3], "worse"],
    ["rmsecv", 1.6, 1.4, [-0.3, -0.1], "better"],
    ["bias", -0.5, 0.1, [0.4, 0.8], "better"],
    ["bias", 0.1, -0.5, [-0.8, -0.4], "worse"],
    ["accuracy", 0.9, 0.9, null, "same"],
    ["r2", null, 0.9, [0.1, 0.2], "not_distinguishable"],
  ] as const)("of %s, %s before and %s now with %j, is %s", (metric, before, after, ci, verdict) => {
    expect(verdictOf(metric, before, after, ci)).toBe(verdict);
  });
});

describe("a comparison that cannot be made", () => {
  it.each([
    ["a document without two runs", ["diff", "protocol.md"], "FS1158"],
    ["a run that is not there", ["diff", "protocol.md", "runs/none"], "FS1152"],
    ["a revision without git", ["diff", "protocol.md@HEAD"], "FS1165"],
    ["a tolerance that is no number", ["diff", "a", "b", "--tolerance", "little"], "FS1104"],
  ])("is refused with 2: %s", async (_, words, code) => {
    const place = inMemory({ "protocol.md": document, "small.csv": smallCsv() });
    await place.compile();
    const { status, err } = await place.type(words);
    expect(status).toBe(2);
    expect(err).toContain(code);
    place.remove();
  });
  it("is refused with 2: a folder without a manifest", async () => {
    const place = inMemory({ "protocol.md": document, "small.csv": smallCsv(), "runs/x/error.json": "{}" });
    const { status, err } = await place.type(["diff", "runs/x", "runs/x"]);
    expect([status, err]).toEqual([2, expect.stringContaining("FS1159")]);
    place.remove();
  });
});
