import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import type { Columns, Rows } from "../../../blocks/contract/dataset.ts";
import { fromRows, type Matrix, matrix } from "../../../blocks/contract/matrix.ts";
import type { Methods } from "../../../blocks/contract/methods.ts";
import type { Recipe } from "../../../blocks/contract/model.ts";
import { Refusal } from "../../../blocks/contract/refusal.ts";
import { stream } from "../../../blocks/contract/stream.ts";
import type { StepSpec } from "../../../blocks/contract/variables.ts";
import { inTurn } from "../../../blocks/contract/work.ts";
import { featureColumns } from "../../../blocks/methods/features/options.ts";
import { methods } from "../../../blocks/methods/methods.ts";
import { metrics } from "../../../blocks/methods/metrics/metrics.ts";
import type { FitData } from "../../../blocks/methods/recipe/fit-data.ts";
import { fitRecipe } from "../../../blocks/methods/recipe/fit-recipe.ts";
import { readPredictor } from "../../../blocks/methods/recipe/predict.ts";
import { predictorFile } from "../../../blocks/methods/recipe/predictor-file.ts";
import { type ValidatedModel, validate } from "../../../blocks/methods/recipe/validate.ts";
import { split } from "../../../blocks/methods/split/split.ts";
import type { Json } from "../../../schemas/plain-json.ts";
import { meats } from "../../fixtures/meats.ts";
import { recipeOn, step } from "../../fixtures/recipe.ts";

const { columns, data, label, target } = meats(4);
const { rows } = data;
const recipeOf = recipeOn(columns);
const lobo = split(rows, data.outcome, { name: "lobo", options: {} }, 0);

const features = (written: object): StepSpec => step("features", featureColumns.parse(written) as unknown as Json);
const logistic = { C: [0.1, 10], penalty: ["l2"], max_iterations: [100] };
const msc = step("msc", { reference: "mean" });
const tuned = recipeOf("logistic-regression", logistic, [
  msc,
  features({ pca: { components: [5, 2, 8], scale: true } }),
]);

/** The recipe on these spectra, validated under the scheme: nothing is drawn but folds. */
const validated = (recipe: Recipe, of: FitData, folds = lobo): Promise<ValidatedModel> =>
  validate(
    methods,
    recipe,
    of,
    folds,
    0,
    inTurn(async () => undefined),
    () => undefined,
  );

/** `fitRecipe` as it is, but for a PCA that writes down how many components each of its callers asked for. */
async function withCountedPca(): Promise<{
  readonly fitRecipe: typeof fitRecipe;
  readonly methods: Methods;
  readonly asked: readonly number[];
}> {
  const room = resolve(import.meta.dirname, "../../../blocks/methods");
  const real = join(room, "numeric/pca.ts");
  const counting = `import { pca as fit } from ${JSON.stringify(real)};
    export * from ${JSON.stringify(real)};
    export const asked = [];
    export const pca = (...given) => (asked.push(given[1]), fit(...given));`;
  const folder = mkdtempSync(join(tmpdir(), "foodspec-counted-"));
  const outfile = join(folder, "counted.mjs");
  const entry = `export { fitRecipe } from "./recipe/fit-recipe.ts"; export { methods } from "./methods.ts"; export { asked } from "counted";`;
  await build({
    stdin: { contents: entry, resolveDir: room, loader: "ts" },
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    plugins: [
      {
        name: "counted",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /(^counted|\/pca\.ts)$/ }, ({ importer, namespace }) =>
            namespace === "counted" || importer.endsWith("counted")
              ? { path: real }
              : { path: "counted", namespace: "counted" },
          );
          onLoad({ filter: /./, namespace: "counted" }, () => ({ contents: counting, resolveDir: room }));
        },
      },
    ],
  });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const accuracy = (parts: ValidatedModel, of: FitData): number => {
  const measured = metrics(
    { ...parts, task: "classification", rows: of.rows, outcome: of.outcome, probabilities: null },
    [0],
  );
  return (measured.pooled as unknown as { readonly accuracy: number }).accuracy;
};

/** Other spectra and other classes for these rows, as far from the old ones as they like. */
function disturbed(indexes: readonly number[]): FitData {
  const ready = matrix(data.ready.rows, data.ready.cols, data.ready.data.slice());
  const codes = [...label.codes];
  const values = [...target.values];
  indexes.forEach((i, k) => {
    for (let j = 0; j < ready.cols; j++) ready.data[i * ready.cols + j] += 3 + Math.sin(i + j * (k + 1));
    codes[i] = 1 - codes[i];
    values[i] = 100 - values[i];
  });
  return {
    ...data,
    ready,
    outcome: { label: { ...label, codes }, target: { ...target, values } },
  };
}

describe("features inside the folds", () => {
  it.each<[string, Recipe]>([
    ["PCA, tuned with the penalty, after MSC", tuned],
    ["PLS", recipeOf("logistic-regression", { C: [1], penalty: ["l2"] }, [features({ pls: { components: [1, 3] } })])],
    ["PLS of a number", recipeOf("pls-regression", { components: [1, 2] }, [features({ pls: { components: 4 } })])],
    ["selected points", recipeOf("pls-da", { components: [1, 2] }, [features({ select: { k: [2, 6] } })])],
    [
      "selection by VIP among bands and components",
      recipeOf("linear-svc", { C: [1] }, [
        features({ bands: { b: [880, 960] }, pca: { components: 5 }, select: { method: "vip", k: [2, 4] } }),
      ]),
    ],
    [
      "a selection of a number, by k_best",
      recipeOf("pls-regression", { components: [1, 2] }, [features({ select: { method: "k_best", k: 5 } })]),
    ],
  ])("never learn from test rows, byte for byte: %s", (_, recipe) => {
    for (const fold of [lobo.folds[0], lobo.folds[6]]) {
      const before = fitRecipe(methods, recipe, data, fold.training, [0, "tune", fold.name]);
      const after = fitRecipe(methods, recipe, disturbed(fold.test), fold.training, [0, "tune", fold.name]);
      expect(JSON.stringify(after)).toBe(JSON.stringify(before));
      const other = fitRecipe(methods, recipe, disturbed(fold.training.slice(0, 40)), fold.training, [
        0,
        "tune",
        fold.name,
      ]);
      expect(JSON.stringify(other.predictor.stepStates)).not.toBe(JSON.stringify(before.predictor.stepStates));
    }
  });
  it("that mark the sample do not help where folds separate samples, and do where they do not", async () => {
    const draw = stream(5, "sample ids");
    const samples = Array.from({ length: 30 }, (_, s) => `m${s}`);
    const code = samples.map(() => (draw.uniform() < 0.5 ? 0 : 1));
    // Three spectra a sample; a column a sample says nothing but which one it is.
    const of = samples.flatMap((_, s) => [s, s, s]);
    const marks = fromRows(of.map((s, i) => samples.map((__, j) => (j === s ? 1 : 0) + 0.01 * Math.sin(i * 31 + j))));
    const sample = of.map((s) => samples[s]);
    const roles: Rows = {
      ...rows,
      id: of.map((_, i) => `s${i}`),
      sample,
      group: sample,
      batch: null,
      external: of.map(() => false),
      duplicateOf: of.map(() => null),
    };
    const label = { name: "label", classes: ["a", "b"], codes: of.map((s) => code[s]), positive: null };
    const marked: FitData = { ready: marks, rows: roles, outcome: { label, target: null } };
    const named: Columns = { kind: "names", names: samples };
    const recipe = recipeOn(named)("logistic-regression", { C: [10], penalty: ["l2"] }, [
      features({ pls: { components: 3 } }),
    ]);
    const under = async (name: string) => {
      const folds = split(roles, marked.outcome, { name, options: { folds: 5, repeats: 1 } }, 1);
      return accuracy(await validated(recipe, marked, folds), marked);
    };
    expect(await under("kfold")).toBeGreaterThan(0.85);
    expect(await under("group_kfold")).toBeLessThan(0.65);
  });
});

describe("a grid of components and of the penalty", () => {
  it("is searched in every fold as a product, fewest components first, and names both in the best parameters", async () => {
    const run = await validated(tuned, data);
    for (const { options, tuning } of run.fits) {
      expect(tuning?.candidates.map(({ options: one }) => [one["features.pca.components"], one.C])).toEqual([
        [2, 0.1],
        [2, 10],
        [5, 0.1],
        [5, 10],
        [8, 0.1],
        [8, 10],
      ]);
      expect(options).toEqual(tuning?.candidates[tuning.chosen].options);
    }
    const { predictor } = run.final;
    const a = Number(predictor.options["features.pca.components"]);
    expect(predictor.pipeline.steps[1].options).toMatchObject({ pca: { components: a, scale: true } });
    expect(predictor.pipeline.columns).toEqual({
      kind: "names",
      names: Array.from({ length: a }, (_, c) => `PC${c + 1}`),
    });
    expect((predictor.stepStates[1] as { pca: { directions: unknown[] } }).pca.directions).toHaveLength(a);
    expect(accuracy(run, data)).toBeGreaterThan(0.85);
    expect(readPredictor(JSON.stringify(predictorFile(predictor)))).toEqual(predictor);
  });
  it("fits PCA once in each inner fold, and once more for what was chosen", { tags: "slow" }, async () => {
    const { fitRecipe: counted, methods: own, asked } = await withCountedPca();
    counted(own, tuned, data, lobo.folds[0].training, [0, "tune"]);
    expect(asked.slice(0, 3)).toEqual([8, 8, 8]);
    expect(asked).toHaveLength(4);
  });
  it("scores a candidate as a recipe with that candidate alone would", () => {
    const [{ training }] = lobo.folds;
    const together = fitRecipe(methods, tuned, data, training, [0, "tune"]).tuning?.candidates ?? [];
    const alone = recipeOf("logistic-regression", logistic, [msc, features({ pca: { components: 5, scale: true } })]);
    const five = fitRecipe(methods, alone, data, training, [0, "tune"]).tuning?.candidates ?? [];
    const of = (components: number) =>
      together.filter(({ options }) => options["features.pca.components"] === components);
    expect(of(5).map(({ mean }) => mean)).toEqual(five.map(({ mean }) => mean));
    expect(of(5).map(({ mean }) => mean)).not.toEqual(of(2).map(({ mean }) => mean));
  });
  it("takes the simpler penalty first, then fewer components, where scores tie", () => {
    const perfect = matrix(data.ready.rows, 3);
    label.codes.forEach((code, i) => {
      perfect.data.set([code + 0.1 * Math.sin(i), Math.sin(7 * i), Math.cos(3 * i)], i * 3);
    });
    const named: Columns = { kind: "names", names: ["a", "b", "c"] };
    const grid = { C: [10, 1000], penalty: ["l2"], max_iterations: [100] };
    const recipe = recipeOn(named)("logistic-regression", grid, [features({ pls: { components: [3, 1, 2] } })]);
    const { options } = fitRecipe(methods, recipe, { ...data, ready: perfect }, lobo.folds[0].training, [
      0,
      "tune",
    ]).predictor;
    expect(options).toMatchObject({ C: 10, "features.pls.components": 1 });
  });
  it("is the same grid, whatever order its options were stored in", () => {
    const sorted = Object.fromEntries(Object.entries(tuned.grid).sort(([a], [b]) => (a > b ? -1 : 1)));
    const [one, other] = [tuned, { ...tuned, grid: sorted }].map((recipe) =>
      fitRecipe(methods, recipe, data, lobo.folds[0].training, [0, "tune"]),
    );
    expect(other.predictor).toEqual(one.predictor);
    expect(other.tuning).toEqual(one.tuning);
  });
  it("keeps all columns where a k of the grid is more than a number of components makes", () => {
    const steps = [features({ pca: { components: [2, 6] }, select: { method: "k_best", k: [1, 5] } })];
    const recipe = recipeOf("pls-regression", { components: [1] }, steps);
    const { tuning } = fitRecipe(methods, recipe, data, lobo.folds[0].training, [0, "tune"]);
    expect(tuning?.candidates).toHaveLength(4);
    expect(tuning?.candidates.every(({ mean }) => mean !== null)).toBe(true);
  });
});

describe("a predictor of selected points", () => {
  it("names those it selected itself", () => {
    const recipe = recipeOf("pls-da", { components: [1] }, [features({ select: { k: 4 } })]);
    expect(recipe.pipeline.columns).toMatchObject({ names: ["selected 1", "selected 2", "selected 3", "selected 4"] });
    const { pipeline, stepStates } = fitRecipe(methods, recipe, data, lobo.folds[0].training, [0]).predictor;
    const { kept } = (stepStates[0] as { select: { kept: number[] } }).select;
    expect(pipeline.columns).toEqual({ kind: "names", names: kept.map((j) => `${columns.values[j]} nm`) });
  });
});

describe("two features steps in one pipeline", () => {
  it("have options of their own", () => {
    const steps = [features({ pca: { components: [4, 6] } }), step("autoscale"), features({ select: { k: [2, 3] } })];
    const recipe = recipeOf("logistic-regression", { C: [1], penalty: ["l2"] }, steps);
    expect(recipe.grid).toMatchObject({ "features.pca.components": [4, 6], "features-2.select.k": [2, 3] });
    const { predictor, tuning } = fitRecipe(methods, recipe, data, lobo.folds[0].training, [0, "tune"]);
    expect(tuning?.candidates).toHaveLength(4);
    expect(predictor.pipeline.steps[2].options).toMatchObject({
      select: { k: predictor.options["features-2.select.k"] },
    });
  });
});

describe("a feature that is not a number", () => {
  const zero: Matrix = matrix(data.ready.rows, data.ready.cols, data.ready.data.slice());
  zero.data.fill(0, 7 * zero.cols, 8 * zero.cols);
  const recipe = recipeOf("logistic-regression", { C: [1], penalty: ["l2"] }, [
    msc,
    features({ bands: { a: [880, 960], b: [900, 940] }, ratios: { r: ["a", "b"] } }),
  ]);
  const steps = recipe.pipeline.steps.slice(1);
  const ratios = { ...recipe, pipeline: { ...recipe.pipeline, steps, done: 0, readyColumns: columns } };
  const refusal = (external: boolean) => {
    const others = rows.id.flatMap((_, i) => (i === 7 ? [] : [i]));
    const fold = { name: "one", left: [], training: external ? others.slice(1) : [...others.slice(1), 7], test: [0] };
    const folds = { scheme: { name: "holdout", options: {} }, unit: "group" as const, folds: [fold] };
    const roles = { ...rows, external: rows.id.map((_, i) => external && i === 7) };
    return validated(ratios, { ...data, ready: zero, rows: roles }, folds).then(
      () => null,
      (error) => (error instanceof Refusal ? error.remarks[0] : null),
    );
  };
  it.each([
    ["fitted", false],
    ["predicted only", true],
  ])("is refused by name where it is %s", async (_, external) => {
    expect(await refusal(external)).toMatchObject({
      code: "FS3513",
      facts: { row: 8, spectrum: rows.id[7], sample: rows.sample[7], variable: "r", value: "NaN" },
    });
  });
});
