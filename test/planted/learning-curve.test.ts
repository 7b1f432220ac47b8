/**
 * The learning curve: more samples, better figures, the ordinary one at the end.
 *
 * @module-tag slow
 */
import { afterEach, describe, expect, it } from "vitest";
import { lastGain, learningCurve } from "../../blocks/methods/validation/learning-curve.ts";
import { type Project, project } from "../fixtures/project.ts";
import { type BaseRow, baseSet, csvOf, documentOf, labelOf } from "./base-set.ts";
import { validatedSet } from "./validated.ts";

describe("a learning curve", () => {
  it("rises to the figure of the folds, which is not fitted again, and is the same twice", async () => {
    const set = baseSet({ seed: 41, samples: 80, extra: (s, band) => (band === 1 && s % 2 === 1 ? 0.6 : 0) });
    const { validated, asked } = await validatedSet(set, {
      grid: { components: [4] },
      batch: ({ sample }) => `b${Math.floor(sample / 8)}`,
      scheme: { name: "group_kfold", options: { folds: 5, repeats: 1 } },
    });
    const curve = await learningCurve(validated, [0.2, 0.6, 1], 7);
    if ("na" in curve) throw new Error(curve.na);
    // Five draws of two shares in five folds.
    expect(asked()).toBe(50);
    const [first, middle, last] = curve.points;
    expect(curve.points.map(({ samples }) => Math.round(samples))).toEqual([12, 38, 64]);
    expect(last.mean ?? 0).toBeGreaterThan(first.mean ?? 1);
    expect(last.sd).toBeNull();
    expect(lastGain(curve.points)).toBeCloseTo(((last.mean ?? 0) - (middle.mean ?? 0)) / (middle.sd ?? 1), 12);
    expect(await learningCurve(validated, [0.2, 0.6, 1], 7)).toEqual(curve);
  });

  it("has no figure for a share that cannot carry the model", async () => {
    const set = baseSet({ seed: 42, samples: 20 });
    const { validated } = await validatedSet(set, { grid: { components: [10] } });
    const curve = await learningCurve(validated, [0.1, 1], 7);
    if ("na" in curve) throw new Error(curve.na);
    expect(curve.points[0]).toMatchObject({ mean: null, sd: null });
    expect(lastGain(curve.points)).toBeNull();
  });
});

describe("a document that asks for permutations and a learning curve", () => {
  let place: Project;
  afterEach(() => place.remove());

  it("has both as figures, in text as values, and is told where labels are not shown to matter", async () => {
    const set = baseSet({ seed: 43, samples: 24 });
    const columns = [
      { name: "id", value: ({ sample }: BaseRow) => `s${sample}` },
      { name: "label", value: ({ sample }: BaseRow) => labelOf(sample) },
    ];
    const document = documentOf(set, {
      scheme: "{group_kfold: {folds: 4}}",
      data: ["id: id", "label: label"],
      estimator: "{pls-da: {components: 2}}",
      tune: null,
      model: ["validate: {permutations: 39, learning_curve: [0.5, 1]}"],
    });
    place = project({
      "set.csv": csvOf(set, columns),
      "protocol.md": `${document}\np = \`= model.validation.permutation.p\`\n`,
    });
    const { exitCode, documents } = await place.compile();
    expect(exitCode, JSON.stringify(documents[0].findings)).toBe(0);
    const { permutation, learning_curve } = JSON.parse(place.read("runs/latest/model/validation.json"));
    expect(permutation.p).toBeGreaterThan(0.05);
    expect(documents[0].findings.map(({ code }) => code)).toContain("FS5213");
    expect(learning_curve.points).toHaveLength(2);
    const report = place.read("runs/latest/report.md");
    expect(report).toContain("the figure is not shown to be about them");
    expect(place.names("runs/latest/figures").join()).toMatch(/learning-curve.*permutation/);
  });
});

describe("thirty samples without a signal, one left out in turn", () => {
  let place: Project;
  afterEach(() => place.remove());

  it("are told that such a figure is biased near chance, with p or the line that asks for it", async () => {
    const set = baseSet({ seed: 44, samples: 30 });
    const columns = [
      { name: "id", value: ({ sample }: BaseRow) => `s${sample}` },
      { name: "label", value: ({ sample }: BaseRow) => labelOf(sample) },
    ];
    const options = {
      scheme: "loso",
      data: ["id: id", "label: label"],
      estimator: "{pls-da: {components: 2}}",
      tune: null,
    };
    place = project({ "set.csv": csvOf(set, columns), "protocol.md": documentOf(set, options) });
    const told = async () =>
      (await place.compile()).documents[0].findings.find(({ code }) => code === "FS5214")?.help.join() ?? "";
    expect(await told()).toContain("validate: {permutations: 99}");
    place.write("protocol.md", documentOf(set, { ...options, model: ["validate: {permutations: 9}"] }));
    expect(await told()).toMatch(/the permutation test gives p = (0\.\d+|1)/);
  });
});
