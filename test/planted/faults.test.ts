/**
 * Faults that figures had, each as what is right now. Rows of the same table stand elsewhere where they need more than one run:
 * sets that must not be approved in planted-sets.ts; repeats in blocks/model/repeats.test.ts and slow/repeats.slow.ts; coverage of
 * intervals (batches, few residuals, few samples of a class) in slow/coverage.slow.ts; risks in slow/abstention.slow.ts; a metric of
 * probabilities without any in compiler/cli/bad-document.test.ts.
 *
 * @module-tag slow
 */
import { describe, expect, it } from "vitest";
import { type BaseRow, type BaseSetOptions, baseSet, type Column, type DocumentOptions, labelOf } from "./base-set.ts";
import { compiled } from "./compiled.ts";

const id: Column = { name: "id", value: (_, i) => `m${i + 1}` };
const ofSample: Column = { name: "class", value: ({ sample }) => labelOf(sample) };
const named = ["id: id", "label: class"];

interface Asked extends Partial<DocumentOptions> {
  readonly columns?: readonly Column[];
}

/** The set, compiled with a document of its own in research mode. */
const run = (set: BaseSetOptions, { columns = [id, ofSample], ...options }: Asked = {}) =>
  compiled({ set: baseSet(set), columns, options: { data: named, scheme: "loso", ...options } });

interface Choice {
  readonly chosen: number;
  readonly candidates: readonly { readonly mean: number | null; readonly se: number | null }[];
}

/** What is chosen for the model of all rows. */
async function choice(set: BaseSetOptions, tune: string, asked: Asked = {}): Promise<Choice> {
  const { exitCode, json } = await run(set, { scheme: "none", tune, ...asked });
  expect(exitCode).toBe(0);
  return json("model/best_params.json").final.tuning;
}

describe("tuning over samples left out one at a time", () => {
  /** One left-out sample has no area under a curve and no R²: only all of them together have. */
  const sameChoice = async (set: BaseSetOptions, metric: string, asked: Asked = {}) => {
    const [single, five] = [
      await choice(set, `{inner: loso, metric: ${metric}}`, asked),
      await choice(set, `{inner: group_kfold, metric: ${metric}}`, asked),
    ];
    expect(single.candidates.filter(({ mean }) => mean === null)).toEqual([]);
    const means = five.candidates.map(({ mean }) => mean ?? Number.NEGATIVE_INFINITY);
    const best = means.indexOf(Math.max(...means));
    expect(single.chosen).toBeGreaterThan(0);
    expect(means[single.chosen]).toBeGreaterThanOrEqual(means[best] - (five.candidates[best].se ?? 0));
  };

  it("by roc_auc, 120 samples, band 1 + 0.6 in B: chooses as five folds do, within one standard error", async () => {
    const extra = (sample: number, band: number) => (band === 0 && sample % 2 === 1 ? 0.6 : 0);
    await sameChoice({ seed: 7, samples: 120, extra }, "roc_auc");
  });
  it("by r2, a regression with eleven bands in the way of its own: not one component, but as five folds do", async () => {
    const level = (sample: number) => ((sample * 37) % 80) / 80;
    const other = (sample: number, band: number) => (((sample + 1) * (2 * band + 13) * 29) % 83) / 83;
    const extra = (sample: number, band: number) =>
      band === 0 ? 3 * level(sample) : band < 12 ? 3 * other(sample, band) : 0;
    await sameChoice({ seed: 8, samples: 80, extra, noise: { s: 0.01, e: 0.001 } }, "r2", {
      columns: [id, { name: "y", value: ({ sample }) => level(sample) }],
      data: ["id: id", "target: y"],
      estimator: "{pls-regression: {components: [1, 2, 4, 6, 8, 10, 12, 15]}}",
    });
  });
});

describe("leave one out on 30 samples without signal", () => {
  it("says that its figure is biased near chance, with p of the permutation test", async () => {
    const { codes, told, json } = await run(
      { seed: 9, samples: 30 },
      { estimator: "{pls-da: {components: [1, 2, 4]}}", model: ["validate: {permutations: 99}"] },
    );
    expect(codes).toEqual(expect.arrayContaining(["FS5213", "FS5214"]));
    const { p } = json("model/validation.json").permutation;
    expect(p).toBeGreaterThan(0.05);
    expect(told("FS5214").join()).toContain("biased downwards");
  });
});

describe("20 spectra, one with a foreign band of 1.5, and five components", () => {
  it("have a limit of T² that a spectrum can pass, and the foreign one is named", async () => {
    const set = baseSet({ seed: 1, samples: 20 });
    const foreign = (row: BaseRow): readonly number[] =>
      row.values.map((value, j) =>
        row.sample === 7
          ? value + 1.5 * Math.exp(-0.5 * ((set.axis[j] - 1150) / 8) * ((set.axis[j] - 1150) / 8))
          : value,
      );
    const { told, json } = await compiled({
      set: { ...set, rows: set.rows.map((row) => ({ ...row, values: foreign(row) })) },
      columns: [id, ofSample],
      options: { data: named, scheme: "none", steps: ["snv"], estimator: "{pls-da: {components: 5}}", tune: null },
    });
    // (n − 1)²/n · B(0.95; a/2, (n − a − 1)/2) with R's qbeta; no fitted spectrum can pass (n − 1)²/n = 18.05.
    expect(json("model/applicability.json").limits.t2_fitted).toBeCloseTo(9.3, 1);
    expect(told("FS5309").join()).toContain("m8");
  });
});

describe("a baseline on wide bands", () => {
  const steps = (iterations: number) => [`baseline: {method: arpls, iterations: ${iterations}}`, "snv"];
  it("by arpls is finished with each of 56 FTIR spectra, or those that are not are named", async () => {
    const set = { seed: 2, samples: 56, shape: "FTIR" } as const;
    const quick = { estimator: "{pls-da: {components: 2}}", tune: null, scheme: "none" };
    expect((await run(set, { ...quick, steps: steps(100) })).codes).not.toContain("FS3318");
    expect((await run(set, { ...quick, steps: steps(3) })).told("FS3318").join()).toContain("of 56 spectra");
  });
});

describe("no fall by samples that look alike is told of", () => {
  it("of twenty powders in two classes that lie far apart", async () => {
    const { exitCode, codes, json } = await run(
      { seed: 12, samples: 20, extra: (sample, band) => (band % 2 === 0 && sample % 2 === 1 ? 5 : 0) },
      { estimator: "{pls-da: {components: 2}}", tune: null },
    );
    expect([exitCode, codes.filter((code) => code === "FS5211")]).toEqual([0, []]);
    expect(json("model/validation.json").similarity).toMatchObject({ samples: 20, p: expect.any(Number) });
  });
  it.each([
    { s: 0.01, e: 0.001 },
    { s: 0.05, e: 0.004 },
  ])("of a series of dilutions, six levels of one substance, each measured on ten samples, noise %j", async (noise) => {
    const of = { seed: 13, samples: 1, repeats: 60, noise };
    const [without, full] = [baseSet(of), baseSet({ ...of, extra: (_, band) => (band === 3 ? 1 : 0) })];
    const level = (k: number) => (k % 6) / 5;
    const rows = without.rows.map(({ values }, k) => ({
      sample: k,
      repeat: 0,
      values: values.map((value, j) => value + level(k) * (full.rows[k].values[j] - value)),
    }));
    const { exitCode, codes, json } = await compiled({
      set: { ...without, rows },
      columns: [id, { name: "y", value: ({ sample }) => level(sample) }],
      options: {
        data: ["id: id", "target: y"],
        scheme: "loso",
        estimator: "{pls-regression: {components: 3}}",
        tune: null,
      },
    });
    expect([exitCode, codes.filter((code) => code === "FS5211")]).toEqual([0, []]);
    expect(json("model/validation.json").similarity).toMatchObject({ samples: 60, p: expect.any(Number) });
  });
});
