import { describe, expect, it } from "vitest";
import { fromRows, matrix } from "../../../../blocks/contract/matrix.ts";
import { clopperPearson } from "../../../../blocks/methods/metrics/intervals.ts";
import { confusion, metrics, type Scored } from "../../../../blocks/methods/metrics/metrics.ts";
import { type Metrics, metricsSchema } from "../../../../blocks/methods/metrics/schema.ts";
import { split } from "../../../../blocks/methods/split/split.ts";
import { type Golden, golden, haveRealData, type RealSet, realSpectra } from "../../../fixtures/real-data.ts";
import { labelled, measured, rowsOf } from "../split/rows.ts";

type Classified = Extract<Metrics, { task: "classification" }>;

/** Golden numbers count spectra as if each were a sample of its own. */
function fromGolden(set: RealSet, name: Golden, label: string): Scored {
  const { column } = realSpectra(set);
  const names = column(label);
  const rows = rowsOf(names.map((_, i) => `s${i}`));
  const outcome = labelled(names);
  expect(outcome.label?.classes).toEqual(golden(name).classes);
  const scores = fromRows(golden(name).metrics_from_cv_logistic.probabilities);
  return {
    task: "classification",
    rows,
    outcome,
    split: split(rows, outcome, { name: "kfold", options: {} }, 1),
    scores,
    externalScores: matrix(0, scores.cols),
    fitted: null,
    probabilities: (of) => of,
  };
}

const sets: [RealSet, Golden, string][] = [
  ["meats-nir", "meats", "fat_label"],
  ["olive-oils-ftir", "olive-oils", "country"],
  ["olive-oils-ftir", "olive-oils-by-sample", "country"],
];

describe.each(sets)("metrics of %s (%s)", (set, name, label) => {
  const skip = !haveRealData(set) || !haveRealData(name);

  it.skipIf(skip)("agree with scikit-learn to 1e-12", () => {
    const expected = golden(name).metrics_from_cv_logistic;
    const { pooled, classes } = metrics(fromGolden(set, name, label), [1, "golden"]) as Classified;
    if (pooled === null) throw new Error("no pooled metrics");
    const got: [number | null, number][] = [
      [pooled.accuracy, expected.accuracy],
      [pooled.balanced_accuracy, expected.balanced_accuracy],
      [pooled.f1, expected.macro_f1],
      [pooled.mcc, expected.mcc],
      [pooled.kappa, expected.kappa],
      [pooled.log_loss, expected.log_loss],
      [pooled.brier, expected.brier_multiclass_sum],
      [pooled.roc_auc, expected.auc_ovr_macro],
      ...classes.flatMap((c, k): [number | null, number][] => [
        [pooled.by_class[c].recall, expected.recall_by_class[k]],
        [pooled.by_class[c].precision, expected.precision_by_class[k]],
      ]),
    ];
    for (const [actual, wanted] of got) expect(Math.abs((actual as number) - wanted)).toBeLessThan(1e-12);
    const limits = pooled.accuracy_ci as [number, number];
    expected.accuracy_ci95_clopper_pearson.forEach((limit: number, k: number) => {
      expect(Math.abs(limits[k] - limit)).toBeLessThan(1e-12);
    });
  });

  it.skipIf(skip)("have the confusion matrix of scikit-learn", () => {
    const { counts } = confusion(fromGolden(set, name, label));
    expect(counts).toEqual(golden(name).metrics_from_cv_logistic.confusion_rows_observed);
  });

  it.skipIf(skip)("fit their schema as JSON, unchanged", () => {
    const result = metrics(fromGolden(set, name, label), [1, "golden"]);
    expect(metricsSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  });
});

describe("metrics of PLS regression on meats", () => {
  it("agree with R's pls to 1e-12", () => {
    const expected = golden("meats").pls_regression_on_snv;
    const components = expected.rmsecv_by_components.indexOf(Math.min(...expected.rmsecv_by_components));
    const fat = realSpectra("meats-nir").column("fat").map(Number);
    const rows = rowsOf(fat.map((_, i) => `s${i}`));
    const result = metrics(
      {
        task: "regression",
        rows,
        outcome: measured(fat),
        split: split(rows, measured(fat), { name: "kfold", options: {} }, 1),
        scores: matrix(fat.length, 1, Float64Array.from(expected.cv_predictions_at_ncomp)),
        externalScores: matrix(0, 1),
        fitted: null,
        probabilities: null,
      },
      [1, "golden"],
    ) as Extract<Metrics, { task: "regression" }>;
    const at = (values: number[]) => Math.min(...values.map((v) => Math.abs(v - (result.pooled?.rmsecv as number))));
    expect(components).toBeGreaterThanOrEqual(0);
    expect(at(expected.rmsecv_by_components)).toBeLessThan(1e-11);
    const which = expected.rmsecv_by_components.findIndex(
      (v: number) => Math.abs(v - (result.pooled?.rmsecv as number)) < 1e-11,
    );
    expect(result.pooled?.r2).toBeCloseTo(expected.r2cv_by_components[which], 12);
  });
});

describe("Clopper–Pearson", () => {
  it.skipIf(!haveRealData("olive-oils"))("is scipy's for 108 of 120", () => {
    const expected = golden("olive-oils").metrics_from_cv_logistic.accuracy_ci95_clopper_pearson;
    expect(clopperPearson(108, 120)).toEqual(expected.map((limit: number) => expect.closeTo(limit, 12)));
  });
});
