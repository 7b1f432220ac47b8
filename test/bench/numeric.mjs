/**
 * How long the numeric core takes on one core, against what was aimed at. Nothing is asserted.
 *
 *   node test/bench/numeric.mjs [--runs 5] [--only gram,asls,pls-da,logistic,read,intervals,clusters,permutations,permutations-logistic,permutations-svc]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { imported, median } from "./bundle.mjs";

const { values: typed } = parseArgs({
  options: {
    runs: { type: "string", default: "5" },
    only: { type: "string", default: "gram,asls,pls-da,logistic,read,intervals,clusters,permutations" },
  },
});
const scratch = mkdtempSync(join(tmpdir(), "foodspec-bench-"));
const {
  simulateOils,
  oilsCsv,
  gram,
  matrix,
  metrics,
  methods,
  similarSamples,
  stream,
  takeRows,
  split,
  fitRecipe,
  predictReady,
  runRowWise,
  readTable,
  dataOptions,
  wholeRecipe,
} = await imported(
  `export { simulateOils } from "./blocks/methods/simulate/simulate-oils.ts";
   export { oilsCsv } from "./blocks/methods/simulate/oils-csv.ts";
   export { gram } from "./blocks/methods/numeric/gram.ts";
   export { matrix, takeRows } from "./blocks/contract/matrix.ts";
   export { metrics } from "./blocks/methods/metrics/metrics.ts";
   export { similarSamples } from "./blocks/methods/validation/similarity/clusters.ts";
   export { methods } from "./blocks/methods/methods.ts";
   export { stream } from "./blocks/contract/stream.ts";
   export { split } from "./blocks/methods/split/split.ts";
   export { fitRecipe, predictReady } from "./blocks/methods/recipe/fit-recipe.ts";
   export { runRowWise } from "./blocks/methods/recipe/pipeline.ts";
   export { readTable } from "./blocks/data/read-table.ts";
   export { dataOptions } from "./blocks/data/options.ts";
   export { wholeRecipe } from "./blocks/methods/validation/permutation/whole-recipe.ts";`,
  scratch,
);

const oils = ["olive", "palm", "sunflower"];
const set = simulateOils({ oils, batches: 10, samplesPerBatch: 5, points: 1500, seed: 1 });
const axis = { kind: "axis", unit: "cm-1", technique: "Raman", values: [...set.axis] };
const asls = [{ name: "baseline", options: { method: "asls", lambda: 1e5, p: 0.01, iterations: 10 } }];
const clean = runRowWise(
  methods,
  set.spectra,
  axis,
  [
    ...asls,
    { name: "savgol", options: { window: 11, order: 2, deriv: 0, per: "point" } },
    { name: "snv", options: {} },
  ],
  3,
);
const rows = {
  id: set.rows.map(({ id }) => id),
  sample: set.rows.map(({ sample }) => sample),
  group: set.rows.map(({ sample }) => sample),
  batch: set.rows.map(({ batch }) => batch),
  instrument: null,
  external: set.rows.map(() => false),
  duplicateOf: set.rows.map(() => null),
};
const codes = set.rows.map(({ oil }) => oils.indexOf(oil));
const outcome = { label: { name: "oil", classes: oils, codes, positive: null }, target: null };
const folds = split(rows, outcome, { name: "lobo", options: {} }, 1).folds;
const inner = { name: "group_kfold", options: { folds: 5, repeats: 1 } };

/** A recipe that tunes by five inner folds. */
function recipeOf(estimator, grid, steps) {
  const names = { kind: "names", names: Array.from({ length: 10 }, (_, c) => `PC${c + 1}`) };
  return {
    task: "classification",
    pipeline: { input: axis, steps, done: 0, readyColumns: axis, columns: steps.length === 0 ? axis : names },
    estimator,
    grid,
    tune: { inner, metric: "balanced_accuracy", rule: "one-standard-error" },
  };
}

/** A copy, so that no run finds the products of the one before. */
const cleanCopy = () =>
  takeRows(
    clean,
    rows.id.map((_, i) => i),
  );

/** Nested leave-one-batch-out, as a model block does it. */
function nested(estimator, grid, steps) {
  const recipe = recipeOf(estimator, grid, steps);
  const data = { ready: cleanCopy(), rows, outcome };
  for (const fold of folds)
    predictReady(
      methods,
      fitRecipe(methods, recipe, data, fold.training, [1, fold.name]).predictor,
      data.ready,
      fold.test,
    );
}

const nestedPlsDa = () => nested("pls-da", { components: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }, []);

/** Ten principal components, each score divided by its standard deviation, learnt inside every inner fold. */
const nestedLogistic = () =>
  nested("logistic-regression", { C: [0.01, 0.1, 1, 10, 100], penalty: ["l2"], max_iterations: [100] }, [
    { name: "features", options: { pca: { components: 10, scale: true } } },
  ]);

const recipes = {
  "pls-da": recipeOf("pls-da", { components: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }, []),
  logistic: recipeOf("logistic-regression", { C: [0.01, 0.1, 1, 10, 100], penalty: ["l2"], max_iterations: [100] }, [
    { name: "features", options: { pca: { components: 10, scale: true } } },
  ]),
  svc: recipeOf("linear-svc", { C: [0.01, 0.1, 1, 10, 100], max_iterations: [1000] }, []),
};

/** A recipe, tuning and all, on 99 exchanges of the labels. */
const permutations = (recipe) => () => {
  const given = { recipe, rows, outcome, scheme: { name: "lobo", options: {} }, seed: 1 };
  const figure = wholeRecipe.start(methods, cleanCopy(), given);
  for (let k = 0; k < 99; k++) {
    const draw = stream(1, "bench", "permutation", k);
    const order = codes.map((code) => [draw.uniform(), code]).sort(([a], [b]) => a - b);
    figure({ values: order.map(([, code]) => code) });
  }
};

/** Samples alike among 5,000 of two classes: forty bands of random contents, 200 points. */
function clusters() {
  const draw = stream(1, "spectra");
  const samples = Array.from({ length: 5000 }, (_, i) => i);
  const bands = Array.from({ length: 40 }, () => ({ centre: 200 * draw.uniform(), width: 3 + 9 * draw.uniform() }));
  const spectra = matrix(samples.length, 200);
  for (const i of samples) {
    for (const { centre, width } of bands) {
      const content = 0.3 + 0.3 * (draw.uniform() - 0.5);
      for (let j = 0; j < 200; j++) {
        const away = (j - centre) / width;
        spectra.data[i * 200 + j] += content * Math.exp((-away * away) / 2);
      }
    }
  }
  const members = samples.map((i) => [i]);
  return () => similarSamples(spectra, members, { codes: samples.map((i) => i % 2), target: null });
}

/** As exports have it: three decimals, 65 MB. */
function largeCsv() {
  const text = oilsCsv(simulateOils({ oils, batches: 10, samplesPerBatch: 84, points: 1500, seed: 1 }), 3);
  return Buffer.from(`${text.split("\n").slice(0, 5001).join("\n")}\n`);
}

/** Every metric with its intervals of 5,000 samples of three classes in twenty batches: the estimates of the folds are in it. */
function manySamples() {
  const draw = stream(1, "bench", "intervals");
  const n = 5000;
  const id = Array.from({ length: n }, (_, i) => `s${i}`);
  const many = {
    id,
    sample: id,
    group: id,
    batch: id.map((_, i) => `b${i % 20}`),
    instrument: null,
    external: id.map(() => false),
    duplicateOf: id.map(() => null),
  };
  const label = { name: "oil", classes: oils, codes: id.map((_, i) => Math.floor(i / 20) % 3), positive: null };
  const scores = matrix(n, 3);
  for (let i = 0; i < n; i++)
    for (let c = 0; c < 3; c++) scores.data[3 * i + c] = draw.uniform() + (label.codes[i] === c ? 0.5 : 0);
  const known = { label, target: null };
  return {
    task: "classification",
    rows: many,
    outcome: known,
    split: split(many, known, { name: "lobo", options: {} }, 1),
    scores,
    externalScores: matrix(0, 3),
    fitted: scores,
    probabilities: null,
  };
}

const jobs = [
  {
    name: "intervals",
    says: "metrics and intervals of 5,000 samples in 20 batches",
    goal: 0.2,
    prepare: () => {
      const model = manySamples();
      return () => metrics(model, [1]);
    },
  },
  { name: "gram", says: "Gram matrix 300 × 1500", goal: 0.015, prepare: () => () => gram(clean) },
  {
    name: "asls",
    says: "AsLS of 300 spectra of 1500 points",
    goal: 0.15,
    prepare: () => () => runRowWise(methods, set.spectra, axis, asls, 1),
  },
  { name: "pls-da", says: "PLS-DA nested in 10 batches, 1–10 LV, 300 × 1500", goal: 0.5, prepare: () => nestedPlsDa },
  {
    name: "logistic",
    says: "logistic regression on 10 PCs, 5 C, same folds",
    goal: 0.8,
    prepare: () => nestedLogistic,
  },
  {
    name: "read",
    says: "reading a CSV of 5000 × 1500",
    goal: 0.8,
    prepare: () => {
      const file = { path: "oils.csv", bytes: largeCsv(), digest: "" };
      const options = dataOptions.parse({ input: "oils", id: "id", label: "oil" });
      return () => readTable([file], options);
    },
  },
  {
    name: "permutations",
    says: "99 permutations of the same PLS-DA, tuned anew",
    goal: 20,
    prepare: () => permutations(recipes["pls-da"]),
  },
  {
    name: "permutations-logistic",
    says: "99 permutations of the logistic regression",
    goal: 60,
    prepare: () => permutations(recipes.logistic),
  },
  {
    name: "permutations-svc",
    says: "99 permutations of a linear SVC, 5 C, on the spectra",
    goal: 60,
    prepare: () => permutations(recipes.svc),
  },
  { name: "clusters", says: "samples alike among 5000 × 200, two classes", goal: 2, prepare: clusters },
];

process.stdout.write(
  `Node ${process.version}, ${cpus()[0]?.model}; seconds, first of a fresh process and median of ${typed.runs}\n`,
);
process.stdout.write(`${"".padEnd(52)}${["first", "wall", "cpu", "goal"].map((name) => name.padStart(9)).join("")}\n`);
for (const { says, goal, prepare } of jobs.filter(({ name }) => typed.only.split(",").includes(name))) {
  const work = prepare();
  const timed = () => {
    const cpu = process.cpuUsage();
    const from = performance.now();
    work();
    const wall = (performance.now() - from) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    return { wall, cpu: (user + system) / 1e6 };
  };
  const first = timed().wall;
  const times = Array.from({ length: Number(typed.runs) }, timed);
  const numbers = [first, median(times.map(({ wall }) => wall)), median(times.map(({ cpu }) => cpu)), goal];
  process.stdout.write(`${says.padEnd(52)}${numbers.map((value) => value.toFixed(3).padStart(9)).join("")}\n`);
}
rmSync(scratch, { recursive: true, force: true });
