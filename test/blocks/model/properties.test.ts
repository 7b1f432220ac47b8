import { describe, expect, it } from "vitest";
import type { Columns, Outcome } from "../../../blocks/contract/dataset.ts";
import { type Matrix, matrix, takeColumns, takeRows } from "../../../blocks/contract/matrix.ts";
import type { Recipe } from "../../../blocks/contract/model.ts";
import { stream } from "../../../blocks/contract/stream.ts";
import { inTurn } from "../../../blocks/contract/work.ts";
import { methods } from "../../../blocks/methods/methods.ts";
import { metrics } from "../../../blocks/methods/metrics/metrics.ts";
import { candidatesOf, triedCandidates } from "../../../blocks/methods/recipe/candidates.ts";
import type { FitData, Wanted } from "../../../blocks/methods/recipe/fit-data.ts";
import { fitRecipe, predictReady } from "../../../blocks/methods/recipe/fit-recipe.ts";
import { fitAll } from "../../../blocks/methods/recipe/model-fits.ts";
import { validate } from "../../../blocks/methods/recipe/validate.ts";
import { split } from "../../../blocks/methods/split/split.ts";
import { figures } from "../../fixtures/figures.ts";
import { meats } from "../../fixtures/meats.ts";
import { relativeError } from "../../fixtures/real-data.ts";
import { recipeOn, step } from "../../fixtures/recipe.ts";

const { columns, data, label, target } = meats(3);
const { rows } = data;
const { codes } = label;
const outcomeOf = (codes: readonly number[], classes = label.classes): Outcome => ({
  label: { ...label, classes, codes },
  target,
});

const learning = [step("msc", { reference: "mean" }), step("autoscale")];

const recipeOf = (estimator: string, grid: Recipe["grid"], steps = learning): Recipe =>
  recipeOn(columns)(estimator, grid, steps);

const recipes: readonly (readonly [string, Recipe])[] = [
  ["PLS-DA", recipeOf("pls-da", { components: [1, 2, 4, 6] })],
  ["PLS regression", recipeOf("pls-regression", { components: [1, 2, 4, 6] })],
  ["logistic regression", recipeOf("logistic-regression", { C: [0.1, 10], penalty: ["l2"], max_iterations: [100] })],
  ["linear SVC", recipeOf("linear-svc", { C: [0.1, 10] })],
];

/** The fits of several sets of rows as a validation has them made. */
async function together(recipe: Recipe, of: FitData, wanted: readonly Wanted[]) {
  const sets = wanted.map((one) => ({ ...one, scored: [] }));
  const found = [];
  for await (const { predictor, tuning } of fitAll(
    methods,
    recipe,
    of,
    sets,
    inTurn(async () => undefined),
  ))
    found.push({ predictor, tuning });
  return found;
}

const withInner = (recipe: Recipe, name: string): Recipe => ({
  ...recipe,
  tune: recipe.tune && { ...recipe.tune, inner: { name, options: {} } },
});

const training = Array.from({ length: 140 }, (_, i) => i);
const test = Array.from({ length: 75 }, (_, i) => 140 + i);

/** The same rows in another order. */
function reordered(order: readonly number[]): FitData {
  const take = <T>(values: readonly T[]) => order.map((i) => values[i]);
  return {
    ready: takeRows(data.ready, order),
    rows: { ...rows, id: take(rows.id), sample: take(rows.sample), group: take(rows.group), batch: take(rows.group) },
    outcome: { label: { ...label, codes: take(label.codes) }, target: { ...target, values: take(target.values) } },
  };
}

const here = inTurn(() => Promise.resolve());

describe.each(recipes)("%s", (_, recipe) => {
  it("fits, one after the other, what each fold alone would, where two folds leave out the same rows", async () => {
    const nested = withInner(recipe, "lobo");
    const { folds } = split(rows, data.outcome, { name: "lobo", options: {} }, 0);
    const wanted = folds.slice(0, 3).map((fold) => ({ training: fold.training, name: [1, fold.name] }));
    const fitted = await together(nested, data, wanted);
    for (const [at, one] of wanted.entries()) {
      expect(JSON.stringify(fitted[at])).toBe(JSON.stringify(fitRecipe(methods, nested, data, one.training, one.name)));
    }
  });

  it("fits a fold the same bytes whatever stands in its test rows, which other folds are fitted on", async () => {
    const nested = withInner(recipe, "lobo");
    const { folds } = split(rows, data.outcome, { name: "lobo", options: {} }, 0);
    const wanted = folds.slice(0, 3).map((fold) => ({ training: fold.training, name: [1, fold.name] }));
    const spoilt = matrix(data.ready.rows, data.ready.cols, data.ready.data.slice());
    for (const i of folds[0].test) {
      for (let j = 0; j < spoilt.cols; j++) spoilt.data[i * spoilt.cols + j] *= 1 + 0.1 * Math.sin(i + j);
    }
    const here = await together(nested, data, wanted);
    const there = await together(nested, { ...data, ready: spoilt }, wanted);
    expect(JSON.stringify(there[0])).toBe(JSON.stringify(here[0]));
    expect(JSON.stringify(there[1])).not.toBe(JSON.stringify(here[1]));
  });

  it("fits the same bytes whatever stands in rows outside its training rows", () => {
    const here = fitRecipe(methods, recipe, data, training, [1]);
    const spoilt = matrix(data.ready.rows, data.ready.cols, data.ready.data.slice());
    const draw = stream("spoil");
    for (const i of test) for (let j = 0; j < spoilt.cols; j++) spoilt.data[i * spoilt.cols + j] = 9 * draw.uniform();
    const other = { ...data, ready: spoilt, outcome: outcomeOf(codes.map((code, i) => (i < 140 ? code : 1 - code))) };
    expect(JSON.stringify(fitRecipe(methods, recipe, other, training, [1]))).toBe(JSON.stringify(here));
  });

  it("predicts the same whatever the order of the training rows", () => {
    const order = stream("order").shuffle(training);
    const shuffled = reordered([...order, ...test]);
    const here = predictReady(methods, fitRecipe(methods, recipe, data, training, [1]).predictor, data.ready, test);
    const there = predictReady(
      methods,
      fitRecipe(methods, recipe, shuffled, training, [1]).predictor,
      data.ready,
      test,
    );
    expect(relativeError(there.data, here.data)).toBeLessThan(1e-7);
  });

  it("predicts the same whatever the classes are called", () => {
    const renamed = {
      ...data,
      outcome: outcomeOf(
        codes.map((code) => 1 - code),
        ["a rich one", "zzz"],
      ),
    };
    const here = predictReady(methods, fitRecipe(methods, recipe, data, training, [1]).predictor, data.ready, test);
    const there = predictReady(methods, fitRecipe(methods, recipe, renamed, training, [1]).predictor, data.ready, test);
    const back = recipe.task === "regression" ? there : takeColumns(there, [1, 0]);
    expect(relativeError(back.data, here.data)).toBeLessThan(1e-7);
  });
});

async function accuracyOf(recipe: Recipe, of: FitData): Promise<number> {
  const folds = split(of.rows, of.outcome, { name: "group_kfold", options: { folds: 5, repeats: 1 } }, 3);
  const parts = await validate(methods, recipe, of, folds, 3, here, () => undefined);
  const measured = metrics(
    { ...parts, task: recipe.task, rows: of.rows, outcome: of.outcome, probabilities: null },
    [0],
  );
  return measured.task === "classification" ? (measured.pooled?.balanced_accuracy ?? Number.NaN) : Number.NaN;
}

/** Deals of the labels: a few in every test run, more among the slow ones. */
const shuffles = figures.isLarge ? 20 : 6;

describe("validation by group", () => {
  const recipe = recipeOf("pls-da", { components: [3] }, [step("snv")]);

  it("finds nothing in shuffled labels, tuning and steps that learn included", async () => {
    const tuned = recipeOf("pls-da", { components: [1, 3] });
    const samples = [...new Set(rows.sample)];
    const accuracies: number[] = [];
    for (let k = 0; k < shuffles; k++) {
      // Labels are shuffled between samples, so that replicates keep one label.
      const dealt = stream("shuffle", k).shuffle(samples.map((sample) => codes[rows.sample.indexOf(sample)]));
      const bySample = new Map(samples.map((sample, at) => [sample, dealt[at]]));
      accuracies.push(
        await accuracyOf(tuned, { ...data, outcome: outcomeOf(rows.sample.map((one) => bySample.get(one) ?? 0)) }),
      );
    }
    const mean = accuracies.reduce((sum, one) => sum + one, 0) / accuracies.length;
    // About 178 samples: one shuffle scatters with sd 0.04 about a half, the mean of 20 with 0.01, of 6 with 0.016.
    expect(Math.abs(mean - 0.5)).toBeLessThan(figures.isLarge ? 0.03 : 0.05);
    expect(Math.max(...accuracies)).toBeLessThan(0.65);
    expect(await accuracyOf(tuned, data)).toBeGreaterThan(0.9);
  });

  it("gives no credit for a variable that names the sample", async () => {
    const noise = stream("noise");
    const meaningless = matrix(data.ready.rows, 30);
    for (let at = 0; at < meaningless.data.length; at++) meaningless.data[at] = noise.uniform();
    const number = new Map([...new Set(rows.sample)].map((sample, k) => [sample, k]));
    const withId = sideBySide(
      meaningless,
      rows.sample.map((sample) => number.get(sample) ?? 0),
    );
    const names: Columns = { kind: "names", names: Array.from({ length: 31 }, (_, j) => `v${j}`) };
    const plain: Recipe = {
      ...recipe,
      pipeline: { input: names, steps: [], done: 0, readyColumns: names, columns: names },
    };
    const balanced = await accuracyOf(plain, { ...data, ready: withId });
    expect(Math.abs(balanced - 0.5)).toBeLessThan(0.12);
  });
});

function sideBySide(x: Matrix, last: readonly number[]): Matrix {
  const result = matrix(x.rows, x.cols + 1);
  for (let i = 0; i < x.rows; i++) {
    result.data.set(x.data.subarray(i * x.cols, (i + 1) * x.cols), i * (x.cols + 1));
    result.data[i * (x.cols + 1) + x.cols] = last[i];
  }
  return result;
}

describe("a random search", () => {
  const grid = { C: [0.01, 0.1, 1, 10, 100], penalty: ["l2"], max_iterations: [100, 200] };
  const recipe = recipeOf("logistic-regression", grid);
  const drawn = (n: number, seed: number) =>
    triedCandidates({ grid, tune: { ...(recipe.tune as NonNullable<Recipe["tune"]>), random: n } }, seed);

  it("tries as many candidates of the grid as are asked for, each once, and all where there are no more", () => {
    const all = candidatesOf(grid).map((one) => JSON.stringify(one));
    const some = drawn(4, 7).map((one) => JSON.stringify(one));
    expect(new Set(some).size).toBe(4);
    expect(some.every((one) => all.includes(one))).toBe(true);
    expect(drawn(50, 7)).toHaveLength(10);
  });

  it("draws the same ones in every fold, whatever the order of the grid's options, and others with another seed", () => {
    const turned = { max_iterations: [100, 200], penalty: ["l2"], C: [0.01, 0.1, 1, 10, 100] };
    expect(
      triedCandidates({ grid: turned, tune: { ...(recipe.tune as NonNullable<Recipe["tune"]>), random: 4 } }, 7),
    ).toEqual(drawn(4, 7));
    expect([1, 2, 3, 4, 5].some((seed) => JSON.stringify(drawn(4, seed)) !== JSON.stringify(drawn(4, 7)))).toBe(true);
    const random = { ...recipe, tune: { ...(recipe.tune as NonNullable<Recipe["tune"]>), random: 4 } };
    const tried = [training, training.slice(20)].map(
      (rows) => fitRecipe(methods, random, data, rows, [7, "fold", rows.length]).tuning,
    );
    expect(tried[0]?.candidates.map(({ options }) => options)).toEqual(
      tried[1]?.candidates.map(({ options }) => options),
    );
    expect(tried[0]?.candidates).toHaveLength(4);
  });
});

describe("a tuned recipe", () => {
  it.each(recipes)("of %s is the candidate it chose, fitted alone", (_, recipe) => {
    const tuned = fitRecipe(methods, recipe, data, training, [1]);
    const inner = { ...recipe, tune: null };
    // The chosen candidate, fitted alone, predicts as the tuned recipe does.
    const alone = {
      ...inner,
      grid: Object.fromEntries(Object.entries(tuned.predictor.options).map(([name, value]) => [name, [value]])),
    };
    const here = predictReady(methods, tuned.predictor, data.ready, test);
    expect([
      ...predictReady(methods, fitRecipe(methods, alone, data, training, [1]).predictor, data.ready, test).data,
    ]).toEqual([...here.data]);
  });
});
