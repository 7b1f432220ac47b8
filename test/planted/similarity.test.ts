/**
 * Samples measured again under names of their own: the folds cannot know, the spectra can.
 *
 * @module-tag slow
 */
import { afterEach, describe, expect, it } from "vitest";
import { stream } from "../../blocks/contract/stream.ts";
import { bareSpectra } from "../../blocks/methods/validation/bare-spectra.ts";
import { isWorse } from "../../blocks/methods/validation/change.ts";
import { leastSimilarityRatio, similarityBlocked } from "../../blocks/methods/validation/similarity-blocked.ts";
import { paperless } from "../fixtures/paperless.ts";
import { pinned } from "../fixtures/pinned.ts";
import { type Project, project } from "../fixtures/project.ts";
import { type BaseRow, type BaseSet, baseSet, csvOf, documentOf, labelOf } from "./base-set.ts";
import { type Seen, validatedSet } from "./validated.ts";

async function checked(set: BaseSet, seen: Seen = {}) {
  const { validated, dataset, asked } = await validatedSet(set, seen);
  const bare = bareSpectra(validated.methods, dataset, validated.recipe.pipeline.steps);
  const similarity = await similarityBlocked(validated, bare, stream(7, "test"));
  if ("na" in similarity) throw new Error(`not made: ${similarity.na}`);
  const { lists, ...numbers } = similarity;
  return {
    ...numbers,
    isFound: isWorse({ ...similarity, other: similarity.blocked }, leastSimilarityRatio),
    fits: asked(),
  };
}

/** Rows dealt to ten batches, every spectrum an id of its own. */
const columns = [
  { name: "id", value: (_: BaseRow, i: number) => `r${i}` },
  { name: "batch", value: (_: BaseRow, i: number) => `b${i % 10}` },
  { name: "label", value: ({ sample }: BaseRow) => labelOf(sample) },
];
const data = ["id: id", "batch: batch", "label: label", "positive: B"];

describe("20 samples, each measured 12 times under names of their own", () => {
  let place: Project;
  afterEach(() => place.remove());

  it("are found out as 20 in research mode, and the report says what is left of the accuracy", async () => {
    const set = baseSet({ seed: 1, samples: 20, repeats: 12 });
    place = project({ "set.csv": csvOf(set, columns), "protocol.md": documentOf(set, { data }) });
    const { exitCode, documents } = await place.compile();
    expect(exitCode).toBe(0);
    const { similarity } = JSON.parse(place.read("runs/latest/model/validation.json"));
    expect(similarity.clusters).toBe(20);
    expect(similarity.ordinary).toBe(1);
    expect(similarity.blocked).toBeLessThan(0.6);
    const told = documents[0].findings.find(({ code }) => code === "FS5211");
    expect(told?.message).toBe(
      `with samples that look alike kept in one fold, the accuracy is ${Number(similarity.blocked.toPrecision(4))} instead of 1: 240 samples form 20 clusters of alike spectra (one of them: r0, r1, r10, r11, r2)`,
    );
    expect(place.read("runs/latest/report.md")).toContain("so this looks better than it is");
  });

  it("stop a regulatory run at the model gate where they lie farther apart, by a check that no document can turn down", async () => {
    const set = baseSet({ seed: 1, samples: 20, repeats: 12, noise: { s: 0.01, e: 0.018 } });
    const csv = csvOf(set, columns);
    // Untuned: what tuning does of them is among the sets of test/slow.
    const options = { mode: "regulatory", data, estimator: "{pls-da: {components: 8}}", tune: null } as const;
    const off = pinned(documentOf(set, { ...options, model: ["validate: {similarity: false}"] }), csv);
    place = project({
      "set.csv": csv,
      "protocol.md": pinned(documentOf(set, options), csv),
      "off.md": off,
    });
    const { exitCode } = await place.compile({}, {}, paperless());
    expect(exitCode).toBe(7);
    expect(JSON.parse(place.read("runs/latest/model_qc_report.json")).failed_checks).toContain("similarity_blocked");
    const turnedDown = await place.compile({ documents: ["off.md"] }, {}, paperless());
    expect(turnedDown.exitCode).toBe(4);
    expect(turnedDown.documents[0].findings.map(({ code }) => code)).toContain("FS2628");
  });
});

describe("repeats under names of their own", () => {
  it.each([
    ["NIR", 2],
    ["NIR", 3],
    ["FTIR", 4],
  ] as const)("are found on %s spectra (seed %d)", async (shape, seed) => {
    const found = await checked(baseSet({ seed, samples: 20, repeats: 12, shape }));
    expect(found).toMatchObject({ clusters: 20, isFound: true });
    expect(found.ordinary).toBeGreaterThan(0.9);
    expect(found.blocked).toBeLessThan(0.65);
  });

  it("are found where they lie farther apart, and in a regression", async () => {
    const apart = await checked(baseSet({ seed: 5, samples: 20, repeats: 12, noise: { s: 0.01, e: 0.018 } }));
    expect(apart.isFound).toBe(true);
    const draw = stream(3, "targets");
    const values = Array.from({ length: 30 }, () => draw.uniform());
    const regression = await checked(baseSet({ seed: 6, samples: 30, repeats: 6 }), {
      target: ({ sample }) => values[sample],
    });
    expect(regression).toMatchObject({ lost: null, won: null, isFound: true, p: 0.001 });
    expect(regression.blocked / regression.ordinary).toBeGreaterThan(1.4);
  });
});

describe("sets without repeats", () => {
  const signal = (sample: number, band: number) => (band === 1 && sample % 2 === 1 ? 0.6 : 0);

  it.each(["lobo", "loso", "group_kfold"])("are left as they are by %s: no cluster, no fit", async (name) => {
    const set = baseSet({ seed: 11, samples: 60, extra: signal });
    const found = await checked(set, { scheme: { name, options: {} }, grid: { components: [6] } });
    expect(found).toMatchObject({ clusters: 60, largest: 1, moved: 0, lost: 0, won: 0, p: 1, isFound: false, fits: 0 });
    expect(found.blocked).toBe(found.ordinary);
  });

  it("of two classes that lie far apart raise no finding, nor does a series of dilutions", async () => {
    // Twenty powders: the classes differ a hundredfold more than the samples of one.
    const powders = baseSet({
      seed: 12,
      samples: 20,
      repeats: 3,
      extra: (sample, band) => (band % 2 === 0 && sample % 2 === 1 ? 5 : 0),
    });
    const named = { sample: ({ sample }: BaseRow) => `s${sample}`, batch: ({ sample }: BaseRow) => `b${sample >> 2}` };
    expect(await checked(powders, { ...named, grid: { components: [2] } })).toMatchObject({ isFound: false });
    const level = (sample: number) => sample % 6;
    const series = baseSet({
      seed: 13,
      samples: 60,
      noise: { s: 0.01, e: 0.001 },
      extra: (sample, band) => (band === 3 ? 0.2 * level(sample) : 0),
    });
    const regression = await checked(series, { target: ({ sample }) => level(sample) });
    expect(regression.isFound).toBe(false);
  });
});
