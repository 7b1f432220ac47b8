import { describe, expect } from "vitest";
import type { Outcome, Rows } from "../../../../blocks/contract/dataset.ts";
import { fromRows, type Matrix, matrix, stacked, takeRows } from "../../../../blocks/contract/matrix.ts";
import type { Split } from "../../../../blocks/contract/model.ts";
import { stream } from "../../../../blocks/contract/stream.ts";
import { sharesOf } from "../../../../blocks/methods/metrics/class-forms.ts";
import { compareModels } from "../../../../blocks/methods/metrics/compare.ts";
import { groupingOf, intraclass } from "../../../../blocks/methods/metrics/grouping.ts";
import { limitsOf } from "../../../../blocks/methods/metrics/limits.ts";
import { betaTable } from "../../../../blocks/methods/metrics/mean-of-shares.ts";
import { judgedOf, metrics, type Scored } from "../../../../blocks/methods/metrics/metrics.ts";
import type { Metrics } from "../../../../blocks/methods/metrics/schema.ts";
import { unitsOf } from "../../../../blocks/methods/metrics/units.ts";
import { tQuantile } from "../../../../blocks/methods/numeric/special.ts";
import { split } from "../../../../blocks/methods/split/split.ts";
import golden from "../../../fixtures/golden/intervals.json" with { type: "json" };
import { fc, it } from "../../../fixtures/property.ts";
import { labelled, measured, rowsOf } from "../split/rows.ts";

type Fields = { readonly [field: string]: unknown };
const lobo = { name: "lobo", options: {} };
const loso = { name: "loso", options: {} };
const names = (n: number) => Array.from({ length: n }, (_, i) => `s${String(i).padStart(3, "0")}`);

function model(rows: Rows, outcome: Outcome, scores: Matrix, scheme: Split["scheme"]): Scored {
  const task = outcome.label === null ? "regression" : "classification";
  return {
    task,
    rows,
    outcome,
    split: split(rows, outcome, scheme, 0),
    scores,
    externalScores: matrix(0, scores.cols),
    fitted: null,
    probabilities: null,
  };
}
const pooledOf = (of: Scored) => (metrics(of, [1]) as Extract<Metrics, { task: "classification" }>).pooled as Fields;

/** Two classes; the score of the second is what decides, against 1. */
const scoresOf = (second: readonly number[]) => fromRows(second.map((score) => [1, score]));
const answered = (right: readonly boolean[], codes: readonly number[]) =>
  scoresOf(right.map((is, i) => (is === (codes[i] === 1) ? 2 : 0)));

describe("intervals of R", () => {
  const batched = rowsOf(names(120), { batch: golden.batch });
  const classes = labelled(golden.observed.map((code) => ["no", "yes"][code]));
  // Both columns tell the same, so that the area of either class is that of the score.
  const scores = fromRows(golden.score.map((score) => [2 - score, score]));
  const pooled = pooledOf(model(batched, classes, scores, lobo));
  const target = pooledOf(
    model(batched, measured(golden.target), matrix(120, 1, Float64Array.from(golden.predicted)), lobo),
  );
  const yes = (pooled.by_class as { readonly yes: Fields }).yes;

  it.each([
    ["accuracy", pooled, "accuracy", golden.accuracy],
    ["recall of a class", yes, "recall", golden.recall],
    ["area under the ROC curve", pooled, "roc_auc", golden.roc_auc],
    ["area of a class", yes, "roc_auc", golden.roc_auc],
    ["F1", pooled, "f1", golden.f1],
    ["precision, mean over classes", pooled, "precision", golden.precision],
    ["MCC", pooled, "mcc", golden.mcc],
    ["kappa", pooled, "kappa", golden.kappa],
    ["RMSECV", target, "rmsecv", golden.rmsecv],
    ["SEP", target, "sep", golden.sep],
    ["bias", target, "bias", golden.bias],
  ])("agree to 1e-9: %s", (_, of, name, { value, sample, unit }) => {
    const near = (ends: readonly number[]) => ends.map((end) => expect.closeTo(end, 9));
    expect(of[name]).toBeCloseTo(value, 12);
    expect(of[`${name}_ci_sample`]).toEqual(near(sample));
    expect(of[`${name}_ci_unit`]).toEqual(near(unit));
    const outer = [Math.min(sample[0], unit[0]), Math.max(sample[1], unit[1])];
    expect(of[`${name}_ci`]).toEqual(near(outer));
    expect(of).toMatchObject({ [`${name}_unit`]: "batch", [`${name}_na`]: null });
  });
  it("agree to 1e-9: R² and RPD follow from the ends of RMSECV and SEP", () => {
    expect(target.r2_ci_sample).toEqual(golden.r2.sample.map((end) => expect.closeTo(end, 9)));
    expect(target.rpd_ci_sample).toEqual(golden.rpd.sample.map((end) => expect.closeTo(end, 9)));
  });
  it("agree within the error of 9,999 draws: balanced accuracy, against the exact convolution", () => {
    const [low, high] = pooled.balanced_accuracy_ci_sample as [number, number];
    expect(low).toBeCloseTo(golden.balanced_accuracy.exact[0], 2);
    expect(high).toBeCloseTo(golden.balanced_accuracy.exact[1], 2);
    expect(pooled.balanced_accuracy_ci_unit).toEqual(
      golden.balanced_accuracy.unit.map((end) => expect.closeTo(end, 9)),
    );
    // Macro recall is the same number, and of two classes specificity is too.
    expect(pooled.recall_ci).toEqual(pooled.balanced_accuracy_ci);
    expect(pooled.specificity_ci).toEqual(pooled.balanced_accuracy_ci);
  });
  it("agree to 1e-12: the intraclass correlation of errors, by analysis of variance", () => {
    expect(pooled.units).toEqual({ unit: "batch", n: 12, icc: expect.closeTo(golden.icc, 12), batches: 12 });
  });
  it("make no correlation of one wrong sample: with units of one size both variances are equal but for rounding", () => {
    const of = Int32Array.from({ length: 120 }, (_, i) => Math.floor(i / 12));
    for (let wrong = 0; wrong < 120; wrong++) {
      const losses = Float64Array.from({ length: 120 }, (_, i) => (i === wrong ? 1 : 0));
      expect(intraclass(losses, { unit: "batch", of, count: 10 })).toBe(0);
    }
  });
  it.each(["accuracy", "bias", "rmsecv"] as const)(
    "agree to 1e-9: the paired difference of two models in %s",
    (name) => {
      const { second } = golden;
      const pair =
        name === "accuracy"
          ? [golden.score, second.score].map((of) =>
              model(batched, classes, fromRows(of.map((one) => [2 - one, one])), lobo),
            )
          : [golden.predicted, second.predicted].map((of) =>
              model(batched, measured(golden.target), matrix(120, 1, Float64Array.from(of)), lobo),
            );
      const { value, sample, unit } = second[name];
      const by = (scheme: Split["scheme"]) => {
        const [a, b] = pair.map((one) => ({ ...one, split: split(one.rows, one.outcome, scheme, 0) }));
        return compareModels(a, b).find(({ metric }) => metric === name);
      };
      expect(by(loso)?.difference).toBeCloseTo(value, 12);
      expect(by(loso)?.difference_ci).toEqual(sample.map((end) => expect.closeTo(end, 9)));
      const outer = [Math.min(sample[0], unit[0]), Math.max(sample[1], unit[1])];
      expect(by(lobo)?.difference_ci).toEqual(outer.map((end) => expect.closeTo(end, 9)));
      expect(by(lobo)).toMatchObject({ difference_unit: "batch", difference_na: null });
    },
  );
  it("are one-sided for gates: the lower end of an interval of 90 %", () => {
    const judged = judgedOf(model(batched, classes, scores, lobo));
    const { sample } = limitsOf(sharesOf(judged).accuracy(), judged.grouping, 0.9);
    expect(sample?.[0]).toBeCloseTo(golden.accuracy.lower, 12);
  });
  it.each(golden.t_quantile)("have its quantiles of t: %d of %d", (p, df, value) =>
    expect(tQuantile(p, df) / value).toBeCloseTo(1, 9),
  );
  it.each(golden.beta_quantile)("have its quantiles of beta in the table: %d of (%d, %d)", (p, a, b, value) =>
    expect(betaTable(a, b)(p)).toBeCloseTo(value, 5),
  );
});

describe("the unit of an interval", () => {
  const right = Array.from({ length: 40 }, (_, i) => i % 7 !== 0);
  const codes = Array.from({ length: 40 }, (_, i) => i % 2);
  const classes = labelled(codes.map((code) => ["a", "b"][code]));
  const of = (scheme: Split["scheme"], roles: Partial<Rows>) =>
    pooledOf(model(rowsOf(names(40), roles), classes, answered(right, codes), scheme));
  const inSets = (n: number) => Array.from({ length: 40 }, (_, i) => `u${Math.floor((i * n) / 40)}`);

  it.each([
    [
      "four batches: none",
      lobo,
      { batch: inSets(4) },
      { accuracy_ci: null, accuracy_unit: "batch", accuracy_na: "few_batches" },
    ],
    ["five batches: the batch", lobo, { batch: inSets(5) }, { accuracy_unit: "batch", accuracy_na: null }],
    [
      "four groups: none",
      { name: "group_kfold", options: { folds: 4 } },
      { group: inSets(4) },
      { accuracy_ci: null, accuracy_na: "few_groups" },
    ],
    [
      "five groups: the group",
      { name: "group_kfold", options: { folds: 4 } },
      { group: inSets(5) },
      { accuracy_unit: "group", accuracy_na: null },
    ],
    [
      "batches that are not left out: the sample",
      loso,
      { batch: inSets(4) },
      { accuracy_unit: "sample", accuracy_na: null, units: { unit: "sample", n: 40, icc: null, batches: 4 } },
    ],
    [
      "groups that are the samples: the sample",
      { name: "group_kfold", options: {} },
      {},
      { accuracy_unit: "sample", accuracy_na: null },
    ],
  ])("is, of %s", (_, scheme, roles, expected) => {
    const pooled = of(scheme, roles);
    expect(pooled).toMatchObject(expected);
    expect(pooled.accuracy_ci_sample).not.toBeNull();
    expect(pooled.accuracy_ci === null).toBe(pooled.accuracy_na !== null);
  });
  it("must hold a class in five batches for what is said of the class", () => {
    // Ten batches; class b occurs in four of them.
    const batch = inSets(10);
    const own = batch.map((_, i) => (i < 16 ? i % 2 : 0));
    const outcome = labelled(own.map((code) => ["a", "b"][code]));
    const pooled = pooledOf(model(rowsOf(names(40), { batch }), outcome, answered(right, own), lobo));
    const { a, b } = pooled.by_class as { readonly [name: string]: Fields };
    expect(pooled.accuracy_na).toBeNull();
    expect(a.recall_na).toBeNull();
    expect([b.recall_ci, b.recall_na]).toEqual([null, "few_batches"]);
    expect(pooled).toMatchObject({
      balanced_accuracy_ci: null,
      balanced_accuracy_na: "few_batches",
      roc_auc_ci: null,
      f1_ci: null,
    });
  });
  it("alone cannot tell where nothing went wrong: then the samples do", () => {
    const pooled = pooledOf(
      model(
        rowsOf(names(40), { batch: inSets(8) }),
        classes,
        answered(
          codes.map(() => true),
          codes,
        ),
        lobo,
      ),
    );
    expect(pooled).toMatchObject({ accuracy: 1, accuracy_ci_unit: null, accuracy_na: null });
    expect(pooled.accuracy_ci).toEqual([expect.closeTo(0.9119, 4), 1]);
  });
  it("is the batch that holds most spectra of a sample, the first of equals", () => {
    const rows = { ...rowsOf(["s1", "s1", "s1", "s2", "s2"], { batch: ["b", "c", "c", "d", "a"] }) };
    const units = unitsOf(matrix(5, 1), [0, 1, 2, 3, 4], rows, measured([1, 1, 1, 2, 2]));
    // Of the batches that are left, a and c, s1 is of c.
    expect(groupingOf(units, rows, { unit: "batch", folds: [] })).toEqual({
      unit: "batch",
      of: Int32Array.of(1, 0),
      count: 2,
    });
  });
  it.each([
    [6, { accuracy_unit: "batch", accuracy_na: null, units: { unit: "batch", n: 6, batches: 6 } }],
    [
      3,
      {
        accuracy_unit: "sample",
        accuracy_ci_unit: null,
        accuracy_na: null,
        units: { unit: "sample", n: 20, icc: null, batches: 3 },
      },
    ],
  ])("of external rows in %i batches is the batch only where there are enough", (n, expected) => {
    const external = codes.map((_, i) => i >= 20);
    const batch = codes.map((_, i) => (external[i] ? `x${Math.floor(((i - 20) * n) / 20)}` : `b${i % 5}`));
    const of = model(rowsOf(names(40), { batch, external }), classes, answered(right, codes), lobo);
    const whole = metrics(
      {
        ...of,
        externalScores: takeRows(
          of.scores,
          names(20).map((_, i) => i + 20),
        ),
      },
      [1],
    );
    expect(whole.external).toMatchObject(expected);
  });
  it("is none for rows the model was fitted on", () => {
    const of = model(rowsOf(names(40)), classes, answered(right, codes), loso);
    expect(metrics({ ...of, fitted: of.scores }, [1]).fitted).toMatchObject({
      accuracy_ci: null,
      accuracy_ci_sample: null,
      accuracy_na: "fitted_rows",
    });
  });
  it("is too little below eight samples", () => {
    const few = pooledOf(
      model(
        rowsOf(names(7)),
        labelled(["a", "a", "a", "b", "b", "b", "b"]),
        answered(right.slice(0, 7), [0, 0, 0, 1, 1, 1, 1]),
        loso,
      ),
    );
    expect(few).toMatchObject({ accuracy_ci: null, accuracy_na: "few_samples", accuracy_method: null });
  });
});

/** Scores of some samples in some batches and repeats, with a batch that does worse. */
const anyModel = fc.integer({ min: 0, max: 1e6 }).map((seed) => {
  const draw = stream(seed, "any limits");
  const n = 20 + draw.below(60);
  const batches = 5 + (seed % 4);
  const codes = Array.from({ length: n }, (_, i) => (i + Math.floor(i / batches)) % 2);
  const batch = codes.map((_, i) => `b${i % batches}`);
  const scores = () =>
    scoresOf(
      codes.map((code, i) => (code === 1 ? 1 : -1) * (batch[i] === "b0" ? 0.2 : 0.6) + 1 + 2 * (draw.uniform() - 0.5)),
    );
  return {
    rows: rowsOf(names(n), { batch, group: batch }),
    outcome: labelled(codes.map((code) => ["a", "b"][code])),
    scores,
    draw,
  };
});
const inPairs = (of: Fields): readonly (readonly [number, readonly [number, number]])[] =>
  Object.keys(of).flatMap((key) => {
    const ci = of[`${key}_ci`];
    return Array.isArray(ci) ? [[of[key] as number, ci as unknown as [number, number]] as const] : [];
  });

describe("intervals of any model", () => {
  it.prop([anyModel, fc.integer({ min: 1, max: 4 })], { numRuns: 10 })(
    "contain their estimate, in one repeat and in several",
    ({ rows, outcome, scores, draw }, repeats) => {
      const folds = { name: "group_kfold", options: { folds: 5, repeats } };
      const several = Array.from({ length: repeats }, scores);
      const pooled = pooledOf(model(rows, outcome, stacked(several), folds));
      const target = measured(rows.id.map(() => 10 * draw.uniform()));
      const predicted = several.map((of) =>
        matrix(
          of.rows,
          1,
          Float64Array.from({ length: of.rows }, (_, i) => of.data[2 * i + 1]),
        ),
      );
      const off = pooledOf(model(rows, target, stacked(predicted), folds));
      const stated = [pooled, ...Object.values(pooled.by_class as { readonly [name: string]: Fields }), off].flatMap(
        inPairs,
      );
      expect(stated.length).toBeGreaterThan(5);
      for (const [value, [low, high]] of stated) {
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
        expect(high).toBeGreaterThan(low);
      }
    },
  );
  it.prop([anyModel], { numRuns: 5 })(
    "are the same of repeats that agree as of one of them",
    ({ rows, outcome, scores }) => {
      const once = scores();
      const of = (repeats: number) =>
        pooledOf(
          model(rows, outcome, stacked(Array.from({ length: repeats }, () => once)), {
            name: "group_kfold",
            options: { folds: 5, repeats },
          }),
        );
      const [one, three] = [of(1), of(3)];
      for (const [field, value] of Object.entries(one)) {
        if (typeof value === "number") expect(three[field]).toBeCloseTo(value, 12);
        if (Array.isArray(value)) expect(three[field]).toEqual(value.map((end: number) => expect.closeTo(end, 12)));
      }
      expect(three.accuracy_sd).toBeCloseTo(0, 12);
      expect(three.accuracy_repeats).toEqual([one.accuracy, one.accuracy, one.accuracy]);
      expect(one).not.toHaveProperty("accuracy_repeats");
    },
  );
});

describe("repeats", () => {
  it("are told one by one; what is reported is their mean, never that of averaged scores", () => {
    // Wrong in turn: averaged over three repeats every sample would be right.
    const rows = rowsOf(names(30));
    const codes = Array.from({ length: 30 }, (_, i) => i % 2);
    const repeats = [0, 1, 2].map((r) =>
      answered(
        codes.map((_, i) => i % 3 !== r),
        codes,
      ),
    );
    const pooled = pooledOf(
      model(rows, labelled(codes.map((code) => ["a", "b"][code])), stacked(repeats), {
        name: "kfold",
        options: { folds: 5, repeats: 3 },
      }),
    );
    expect(pooled.accuracy).toBeCloseTo(2 / 3, 14);
    expect(pooled.accuracy_repeats).toEqual([2 / 3, 2 / 3, 2 / 3]);
  });
  it("of a regression have the mean of their RMSECV, not the smaller one of averaged predictions", () => {
    const observed = Array.from({ length: 20 }, (_, i) => i);
    const off = [1, -2].map((by) =>
      matrix(
        20,
        1,
        Float64Array.from(observed, (value) => value + by),
      ),
    );
    const pooled = pooledOf(
      model(rowsOf(names(20)), measured(observed), stacked(off), { name: "kfold", options: { folds: 5, repeats: 2 } }),
    );
    expect(pooled).toMatchObject({ rmsecv: 1.5, rmsecv_repeats: [1, 2], bias: -0.5, bias_repeats: [1, -2] });
    expect(pooled.rmsecv_sd).toBeCloseTo(Math.SQRT1_2, 14);
  });
});
