import { describe, expect } from "vitest";
import type { Outcome } from "../../../../blocks/contract/dataset.ts";
import { fromRows, type Matrix, matrix, takeRows } from "../../../../blocks/contract/matrix.ts";
import { Refusal } from "../../../../blocks/contract/refusal.ts";
import { stream } from "../../../../blocks/contract/stream.ts";
import { compareModels } from "../../../../blocks/methods/metrics/compare.ts";
import { confusion, metrics, type Scored } from "../../../../blocks/methods/metrics/metrics.ts";
import { confusionSchema, type Metrics, metricsSchema } from "../../../../blocks/methods/metrics/schema.ts";
import { unitsOf } from "../../../../blocks/methods/metrics/units.ts";
import { split } from "../../../../blocks/methods/split/split.ts";
import { fc, it } from "../../../fixtures/property.ts";
import { labelled, measured, permuteRows, rowsOf } from "../split/rows.ts";

type Classified = Extract<Metrics, { task: "classification" }>;
type Regressed = Extract<Metrics, { task: "regression" }>;

function scored(samples: readonly string[], outcome: Outcome, scores: Matrix, rest: Partial<Scored> = {}): Scored {
  const rows = rest.rows ?? rowsOf(samples);
  const task = outcome.label === null ? "regression" : "classification";
  return {
    task,
    rows,
    outcome,
    split: split(rows, outcome, { name: "loso", options: {} }, 0),
    scores,
    externalScores: matrix(0, scores.cols),
    fitted: null,
    probabilities: task === "classification" ? (of) => of : null,
    ...rest,
  };
}

const classified = (model: Scored) => metrics(model, [1, "test"]) as Classified;
const regressed = (model: Scored) => metrics(model, [1, "test"]) as Regressed;

/** Four samples, two spectra each; spectrum 2 of sample a says y, but the mean of a says x. */
const oils = ["a", "a", "b", "b", "c", "c", "d", "d"];
const xy = labelled(["x", "x", "x", "x", "y", "y", "y", "y"]);
const oilScores = fromRows([
  [0.9, 0.1],
  [0.4, 0.6],
  [0.8, 0.2],
  [0.7, 0.3],
  [0.3, 0.7],
  [0.2, 0.8],
  [0.6, 0.4],
  [0.5, 0.5],
]);

describe("classification metrics", () => {
  it("count samples by the mean score over their spectra", () => {
    const { pooled, over } = classified(scored(oils, xy, oilScores));
    expect(over).toBe("samples");
    expect(pooled).toMatchObject({
      n_samples: 4,
      n_spectra: 8,
      accuracy: 0.75,
      accuracy_n: 4,
      accuracy_over: "samples",
    });
    expect(pooled?.by_class).toMatchObject({
      x: {
        n: 2,
        recall: 1,
        recall_n: 2,
        precision: 2 / 3,
        precision_n: 3,
        specificity: 0.5,
        specificity_n: 2,
        f1: 0.8,
      },
      y: { n: 2, recall: 0.5, precision: 1, precision_n: 1, specificity: 1, f1: 2 / 3 },
    });
    expect(pooled?.roc_auc).toBe(1);
    expect(pooled?.brier).toBeCloseTo((2 * (0.35 * 0.35 + 0.25 * 0.25 + 0.25 * 0.25 + 0.55 * 0.55)) / 4, 14);
    expect(pooled?.log_loss).toBeCloseTo(-(Math.log(0.65) + Math.log(0.75) * 2 + Math.log(0.45)) / 4, 14);
  });
  it("give the first class where scores tie", () => {
    const tied = fromRows([
      [0.5, 0.5],
      [0.5, 0.5],
    ]);
    expect(confusion(scored(["a", "b"], labelled(["x", "y"]), tied)).counts).toEqual([
      [1, 0],
      [1, 0],
    ]);
  });
  it("count tied scores one half in the area under the ROC curve", () => {
    const p = [0.1, 0.4, 0.4, 0.8];
    const model = scored(["a", "b", "c", "d"], labelled(["x", "x", "y", "y"]), fromRows(p.map((v) => [1 - v, v])));
    expect(classified(model).pooled?.roc_auc).toBe(3.5 / 4);
  });
  it("give precision 0 to a class that is never predicted, and nothing to one that never occurs", () => {
    const outcome = labelled(["x", "x", "y"]);
    const label = { name: "class", classes: ["x", "y", "z"], codes: outcome.label?.codes ?? [], positive: null };
    const allX = fromRows([
      [1, 0, 0],
      [1, 0, 0],
      [1, 0, 0],
    ]);
    const { pooled } = classified(scored(["a", "b", "c"], { label, target: null }, allX));
    expect(pooled?.by_class.y).toMatchObject({ precision: 0, precision_ci: null, recall: 0, f1: 0 });
    expect(pooled?.by_class.z).toMatchObject({ n: 0, recall: null, precision: null, f1: null, roc_auc: null });
    expect(pooled).toMatchObject({ balanced_accuracy: 0.5, precision: 1 / 3, mcc: 0, kappa: 0 });
  });
  it("have no log loss and Brier score without probabilities", () => {
    const { pooled } = classified(scored(oils, xy, oilScores, { probabilities: null }));
    expect(pooled).toMatchObject({ log_loss: null, log_loss_ci: null, brier: null, accuracy: 0.75 });
  });
  it("are pooled only over rows that were left out", () => {
    const half = matrix(
      8,
      2,
      Float64Array.from(oilScores.data, (v, k) => (k < 8 ? v : Number.NaN)),
    );
    expect(classified(scored(oils, xy, half)).pooled).toMatchObject({ n_samples: 2, accuracy: 1 });
    const never = matrix(8, 2, new Float64Array(16).fill(Number.NaN));
    const rest = { split: split(rowsOf(oils), xy, { name: "none", options: {} }, 0), fitted: oilScores };
    const result = classified(scored(oils, xy, never, rest));
    expect(result).toMatchObject({ pooled: null, cv_score: null, cv_std: null, folds: [], fitted: { accuracy: 0.75 } });
  });
  it("report external rows apart", () => {
    const rows = rowsOf(oils, { external: oils.map((sample) => sample === "d") });
    const rest = { rows, externalScores: takeRows(oilScores, [6, 7]) };
    const result = classified(scored(oils, xy, oilScores, rest));
    expect(result.pooled).toMatchObject({ n_samples: 3, accuracy: 1 });
    expect(result.external).toMatchObject({ n_samples: 1, n_spectra: 2, accuracy: 0 });
  });
  it("have a score that is the mean over the folds, with its standard deviation", () => {
    const result = classified(scored(oils, xy, oilScores));
    expect(result.folds.map(({ fold, accuracy }) => [fold, accuracy])).toEqual([
      ["a", 1],
      ["b", 1],
      ["c", 1],
      ["d", 0],
    ]);
    expect([result.cv_metric, result.cv_score, result.cv_std]).toEqual(["accuracy", 0.75, 0.5]);
  });
  it("claim no certainty where nothing went wrong", () => {
    const samples = Array.from({ length: 20 }, (_, i) => `s${i}`);
    const outcome = labelled(samples.map((_, i) => (i < 10 ? "x" : "y")));
    const right = fromRows(samples.map((_, i) => (i < 10 ? [0.9, 0.1] : [0.1, 0.9])));
    const { pooled } = classified(scored(samples, outcome, right));
    expect(pooled).toMatchObject({ accuracy: 1, balanced_accuracy: 1, mcc: 1, roc_auc: 1 });
    expect(pooled?.accuracy_ci).toEqual([expect.closeTo(0.8316, 4), 1]);
    expect(pooled?.balanced_accuracy_ci).toEqual([expect.closeTo(0.84, 2), 1]);
    expect(pooled).toMatchObject({ mcc_ci: null, mcc_na: "no_spread", roc_auc_ci: null, roc_auc_na: "no_spread" });
  });
});

describe("units", () => {
  it("stand in code-unit order of their samples, whatever the order of rows", () => {
    const rows = rowsOf(["b", "a", "B", "a"]);
    const units = unitsOf(fromRows([[1], [2], [3], [4]]), [0, 1, 2, 3], rows, measured([1, 2, 3, 4]));
    expect([units.names, [...units.scores.data], [...(units.target ?? [])]]).toEqual([
      ["B", "a", "b"],
      [3, 3, 1],
      [3, 3, 1],
    ]);
    expect(units.rows).toEqual([[2], [1, 3], [0]]);
  });
  it("have the class of most of their spectra, the first where classes are equally frequent", () => {
    const rows = rowsOf(["a", "a", "a", "b", "b"]);
    const outcome = labelled(["x", "y", "y", "y", "x"]);
    const scores = fromRows([[1], [1], [1], [1], [1]]);
    expect([...(unitsOf(scores, [0, 1, 2, 3, 4], rows, outcome).codes ?? [])]).toEqual([1, 0]);
  });
});

describe("the confusion matrix", () => {
  it("counts samples, rows observed and columns predicted, and fits its schema", () => {
    const result = confusion(scored(oils, xy, oilScores));
    expect(confusionSchema.parse(result)).toEqual({
      schema_version: 1,
      over: "samples",
      classes: ["x", "y"],
      counts: [
        [2, 0],
        [1, 1],
      ],
      n: 4,
    });
  });
});

describe("regression metrics", () => {
  const observed = [1, 2, 3, 4, 5, 6];
  const predicted = [1.5, 2, 3.5, 4, 5.5, 6];
  const model = scored(["a", "b", "c", "d", "e", "f"], measured(observed), matrix(6, 1, Float64Array.from(predicted)));

  it("are those worked out by hand", () => {
    const { pooled } = regressed(model);
    expect(pooled?.rmsecv).toBeCloseTo(Math.sqrt(0.75 / 6), 14);
    expect(pooled?.r2).toBeCloseTo(1 - 0.75 / 17.5, 14);
    expect(pooled?.bias).toBeCloseTo(0.25, 14);
    expect(pooled?.sep).toBeCloseTo(Math.sqrt(0.375 / 5), 14);
    expect(pooled?.rpd).toBeCloseTo(Math.sqrt(3.5) / Math.sqrt(0.075), 13);
  });
  it("put the error of the fit beside that of validation, and the external one apart", () => {
    const rows = rowsOf(["a", "b", "c", "d", "e", "f"], { external: [false, false, false, false, false, true] });
    const fitted = matrix(6, 1, Float64Array.from([1, 2, 3, 4, 5, Number.NaN]));
    const result = regressed({ ...model, rows, fitted, externalScores: matrix(1, 1, Float64Array.of(8)) });
    expect(result.pooled).toMatchObject({ rmsec: 0, rmsec_n: 5, rmsecv_n: 5, rmsecv_over: "samples" });
    expect(result.external).toMatchObject({ rmsep: 2, rmsep_n: 1, r2: null, sep: null, bias: 2 });
    expect(metricsSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  });
  it("take the mean prediction and the mean target of a sample's spectra", () => {
    const pair = scored(["a", "a", "b", "b"], measured([1, 3, 4, 4]), matrix(4, 1, Float64Array.of(1, 3, 5, 4)));
    expect(regressed(pair).pooled).toMatchObject({ n_samples: 2, n_spectra: 4, rmsecv: Math.sqrt(0.125), bias: 0.25 });
  });
  it("have no r2 where every sample has the same value", () => {
    const constant = scored(["a", "b", "c"], measured([0.1, 0.1, 0.1]), matrix(3, 1, Float64Array.of(0.1, 0.2, 0.3)));
    expect(regressed(constant).pooled).toMatchObject({ r2: null, rpd: null });
  });
});

/** Samples of one or two spectra with continuous scores (no ties), three classes. */
const anyModel = fc.integer({ min: 0, max: 1e6 }).map((seed) => {
  const draw = stream(seed, "any model");
  const samples = Array.from({ length: 24 }, (_, i) => `s${Math.floor(i / (1 + (seed % 2)))}`);
  const names = samples.map((sample) => ["greece", "italy", "spain"][Number(sample.slice(1)) % 3]);
  const outcome = labelled(names);
  const scores = samples.map((_, i) => {
    const raw = [0, 1, 2].map((c) => 0.05 + draw.uniform() + (outcome.label?.codes[i] === c ? 0.5 : 0));
    const total = raw[0] + raw[1] + raw[2];
    return raw.map((value) => value / total);
  });
  return { samples, names, outcome, scores, order: draw.shuffle(samples.map((_, i) => i)) };
});

/** Every number of a JSON value, in order of the keys. */
function numbers(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.keys(value)
    .sort()
    .flatMap((key) => numbers((value as Record<string, unknown>)[key]));
}
const near = (values: number[]) => values.map((value) => expect.closeTo(value, 9));

describe("metrics of any model", () => {
  it.prop([anyModel], { numRuns: 15 })("stand inside their intervals", ({ samples, outcome, scores }) => {
    const { pooled } = classified(scored(samples, outcome, fromRows(scores)));
    const stated = [pooled, ...Object.values(pooled?.by_class ?? {})] as Record<string, unknown>[];
    const pairs = stated.flatMap((of) =>
      Object.keys(of)
        .filter((key) => Array.isArray(of[`${key}_ci`]))
        .map((key) => [of[key] as number, of[`${key}_ci`] as [number, number]] as const),
    );
    // Accuracy, and three proportions a class, have one whatever happens.
    expect(pairs.length).toBeGreaterThanOrEqual(1 + 3);
    for (const [value, [low, high]] of pairs) {
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
      expect(high).toBeGreaterThan(low);
    }
  });

  it.prop([anyModel], { numRuns: 15 })("do not depend on the order of rows", ({ samples, outcome, scores, order }) => {
    const model = scored(samples, outcome, fromRows(scores));
    const rows = permuteRows(model.rows, order);
    const label = outcome.label as NonNullable<Outcome["label"]>;
    const permuted = { label: { ...label, codes: order.map((i) => label.codes[i]) }, target: null };
    const other = scored([], permuted, fromRows(order.map((i) => scores[i])), { rows });
    expect(numbers(classified(other))).toEqual(near(numbers(classified(model))));
  });

  it.prop([anyModel], { numRuns: 15 })("do not depend on what classes are called", ({ samples, names, scores }) => {
    const renamed = labelled(names.map((name) => ({ greece: "3", italy: "2", spain: "1" })[name] as string));
    const before = classified(scored(samples, labelled(names), fromRows(scores))).pooled;
    const after = classified(scored(samples, renamed, fromRows(scores.map(([g, i, s]) => [s, i, g])))).pooled;
    const { by_class: was, ...overall } = before as NonNullable<typeof before>;
    const { by_class: is, ...others } = after as NonNullable<typeof after>;
    expect(numbers(others)).toEqual(near(numbers(overall)));
    expect(numbers([is[3], is[2], is[1]])).toEqual(near(numbers([was.greece, was.italy, was.spain])));
  });
});

describe("two models on shared folds", () => {
  const samples = Array.from({ length: 40 }, (_, i) => `s${i}`);
  const outcome = labelled(samples.map((_, i) => (i % 2 === 0 ? "x" : "y")));
  /** Right but for every k-th sample. */
  const wrongEvery = (k: number) =>
    scored(
      samples,
      outcome,
      fromRows(samples.map((_, i) => ((i % 2 === 0) === (i % k !== 0) ? [0.8, 0.2] : [0.3, 0.7]))),
    );

  it("differ by nothing where they are the same, and claim no interval", () => {
    const model = wrongEvery(5);
    for (const { difference, difference_ci } of compareModels(model, model)) {
      expect(difference).toBe(0);
      expect(difference_ci).toBeNull();
    }
  });
  it("differ by the difference of their metrics, with an interval narrower than two of one", () => {
    const [better, worse] = [wrongEvery(20), wrongEvery(4)];
    const [accuracy] = compareModels(better, worse);
    expect(accuracy).toMatchObject({ metric: "accuracy", first: 0.95, second: 0.75, difference_n: 40 });
    expect(accuracy.difference).toBeCloseTo(0.2, 14);
    const [low, high] = accuracy.difference_ci as [number, number];
    // Eight of forty differ, all one way: the sum is binomial, and (0.075, 0.325) is its percentile interval.
    expect(low).toBeGreaterThanOrEqual(0.05);
    expect(low).toBeLessThanOrEqual(0.1);
    expect(high).toBeGreaterThanOrEqual(0.3);
    expect(high).toBeLessThanOrEqual(0.35);
  });
  it("are refused where their folds are not the same", () => {
    const model = wrongEvery(5);
    const other = { ...model, split: split(model.rows, outcome, { name: "group_kfold", options: {} }, 0) };
    expect(() => compareModels(model, other)).toThrow(Refusal);
    expect(() => compareModels(model, other)).toThrow(/FS5401/);
  });
  it("are refused where equally large folds hold other samples", () => {
    const model = wrongEvery(5);
    const folds = (seed: number) => split(model.rows, outcome, { name: "group_kfold", options: {} }, seed);
    const pair = [folds(1), folds(2)].map((of) => ({ ...model, split: of }));
    expect(() => compareModels(pair[0], pair[1])).toThrow(/FS5401/);
    expect(compareModels(pair[0], { ...model, split: folds(1) })[0].difference).toBe(0);
  });
  it("are refused where nothing was left out", () => {
    const never = { ...wrongEvery(5), scores: matrix(40, 2, new Float64Array(80).fill(Number.NaN)) };
    expect(() => compareModels(never, never)).toThrow(/FS5402/);
  });
  it("may be of regression", () => {
    const target = measured(samples.map((_, i) => i));
    const off = (by: number) =>
      scored(
        samples,
        target,
        matrix(
          40,
          1,
          Float64Array.from(samples, (_, i) => i + by),
        ),
      );
    const differences = compareModels(off(2), off(-1));
    expect(differences.map(({ metric }) => metric)).toEqual(["rmsecv", "r2", "bias", "sep", "rpd"]);
    expect(differences[0]).toMatchObject({ first: 2, second: 1, difference: 1, difference_ci: null });
  });
});
