/** What a model says at the head of a report: beside a guess, with its interval, and never more than was measured. */
import { describe, expect, it } from "vitest";
import { briefOf, originOf } from "../../../blocks/model/brief.ts";
import type { ModelResults } from "../../../blocks/model/results.ts";
import { sentenceText } from "../../../compiler/render/summary.ts";
import { classifier, clean } from "../../fixtures/model-results.ts";

const regression = {
  ...classifier,
  estimator: "pls-regression",
  task: "regression",
  scheme: "group_kfold",
  unit: "group",
  n_folds: 5,
  classes: null,
  target: "fat",
  target_unit: "%",
  confusion: null,
  rmsecv: 2,
  rmsecv_ci: [1.5, 2.5],
  rmsecv_n: 40,
  rmsecv_over: "samples",
  r2: 0.96,
  rpd: 4.9,
  expectations: [{ code: "FS5305", beyond: false }],
};
const said = (changed: object, base: object = classifier): string => {
  const { sentences, warnings } = briefOf({ ...base, ...changed } as unknown as ModelResults);
  return [...sentences, ...warnings].map(sentenceText).join(" ").replaceAll("\u00a0", " ");
};

describe("a classifier", () => {
  const units = (of: object) => said({ units: { unit: "sample", n: 100, icc: null, batches: null, ...of } });
  it("says of how many batches its samples are, how alike these are, and what its interval is for", () => {
    expect(units({ unit: "batch", n: 10, icc: 0.123, batches: 10 })).toContain(
      "of 100 samples from 10 batches (intraclass correlation of the losses 0.123), each predicted",
    );
    expect(units({ batches: 4 })).toContain(
      "of 100 samples from 4 batches, none of them left out whole: the interval is for new samples of these, each",
    );
    expect(units({})).toContain("of 100 samples, each predicted");
  });
  it("without an interval says why, and claims to be better than nothing", () => {
    const text = said({ accuracy_ci: null, accuracy_na: "few_batches" });
    expect(text).toContain("Accuracy 85.0 % (95 % interval not available: fewer than 5 batches) of 100 samples");
    expect(text).toContain("60.0 %; without an interval of the accuracy the model is not shown to be better.");
  });
  it("says how often its folds were dealt", () => {
    expect(said({ scheme: "group_kfold", unit: "group", n_folds: 120, n_repeats: 60 })).toContain(
      "(cross-validation by whole groups, 60 repeats of 2 folds)",
    );
  });
  it("says its accuracy, its interval, over how many samples, how they were left out, and what a guess would reach", () => {
    expect(said({})).toBe(
      "Accuracy 85.0 % (95 % interval 76.5 % to 91.4 %) of 100 samples, each predicted by a model that had not seen it (leave-one-batch-out cross-validation, 10 folds). No-information rate, the share of the largest class: 60.0 %. No sample and no copy of a spectrum stood in training and test rows at once.",
    );
  });
  it.each([
    [0.9996, [0.91, 0.9996], "Accuracy 99.96 % (95 % interval 91.00 % to 99.96 %)"],
    [0.99, [0.95, 1], "Accuracy 99.0 % (95 % interval 95.0 % to 100.0 %)"],
    [1, [0.96, 1], "Accuracy 100.0 % (95 % interval 96.0 % to 100.0 %)"],
    [0.9996, [0.9, 0.99996], "Accuracy 99.96 % (95 % interval 90.000 % to 99.996 %)"],
  ])("that is right for %s reads 100 %% only where it is", (accuracy, accuracy_ci, words) => {
    expect(said({ accuracy, accuracy_ci })).toContain(words);
  });
  it("does not say that samples were unseen where they leaked, and warns", () => {
    const words = said({ leakage: { ...clean, samples: { count: 3, names: [] } } });
    expect(words).not.toContain("had not seen");
    expect(words).not.toContain("No sample and no copy");
    expect(words).toContain("Leakage: 3 samples stood in training and test rows at once");
  });
  it("has the external figure first, with its own interval, and the validated one beside it", () => {
    const external = { rmsep: 2.4, rmsep_n: 20, rmsep_ci: [1.9, 3.4], rmsep_over: "samples" };
    const { headline } = briefOf({ ...regression, external } as unknown as ModelResults);
    expect(headline).toMatchObject({
      name: "RMSEP",
      value: { value: 2.4, origin: { pointer: "/external/rmsep" } },
      interval: { value: [1.9, 3.4], origin: { pointer: "/external/rmsep_ci" } },
      beside: { name: "validated: RMSECV", value: { value: 2, origin: { pointer: "/pooled/rmsecv" } } },
    });
    expect(headline?.scale[1]).toBeGreaterThan(3.4);
    const share = { accuracy: 0.9, accuracy_n: 20, accuracy_ci: [0.68, 0.99], accuracy_over: "samples" };
    const classified = briefOf({ ...classifier, external: share } as unknown as ModelResults).headline;
    expect(classified).toMatchObject({ value: { value: 0.9 }, beside: { value: { value: 0.85 } }, scale: [0, 1] });
  });
  it("has the validated figure first where there are no external samples, or none with a figure", () => {
    for (const external of [null, { accuracy: null, accuracy_n: 0 }]) {
      const { headline } = briefOf({ ...classifier, external } as unknown as ModelResults);
      expect(headline).toMatchObject({ name: "accuracy", value: { value: 0.85 } });
      expect(headline?.beside).toBeUndefined();
    }
  });
  it("says what it did on external samples, with their own interval", () => {
    const external = { accuracy: 0.9, accuracy_n: 20, accuracy_ci: [0.68, 0.99], accuracy_over: "samples" };
    expect(said({ external })).toContain(
      "External test set of 20 samples, in no fold and no fit: accuracy 90.0 % (95 % interval 68.0 % to 99.0 %).",
    );
  });
  it("that was not validated claims nothing", () => {
    const { headline, sentences } = briefOf({ ...classifier, n_folds: 0, scheme: "none" } as unknown as ModelResults);
    expect(headline).toBeNull();
    expect(sentences.map(sentenceText)).toEqual([
      "It was not validated (scheme none): nothing here says how well it does on samples it has not seen.",
    ]);
  });
  it.each([
    ["loso", "sample", "leave-one-sample-out cross-validation, 10 folds"],
    ["nested", "batch", "nested cross-validation, one batch left out at a time, 10 folds"],
    ["holdout", "group", "one holdout of whole groups"],
    ["kfold", "spectrum", "cross-validation by single spectra, 10 folds"],
    ["stratified_group_kfold", "group", "cross-validation by whole groups, 10 folds"],
  ])("under %s says how samples were left out", (scheme, unit, words) => {
    expect(said({ scheme, unit })).toContain(`(${words})`);
  });
});

describe("a regression", () => {
  it("says its error in the target's unit beside that of always naming the mean", () => {
    // sd = 2 / √(1 − 0.96) = 10.
    expect(said({}, regression)).toContain(
      "RMSECV 2.00 % fat (absolute) (95 % interval 1.50 to 2.50) over 40 samples, each predicted by a model that had not seen it (cross-validation by whole groups, 5 folds). Standard deviation of the reference values: 10.0 % fat; RPD 4.90.",
    );
  });
  it("is so many times better than the mean only where that was compared", () => {
    const expectations = [{ code: "FS5305", beyond: true }];
    expect(said({ expectations }, regression)).toContain("reference values: 10.0 % fat. No sample");
  });
});

describe("where a number stands", () => {
  it.each([
    [["accuracy"], "model/metrics.json", "/pooled/accuracy"],
    [["accuracy_ci", "0"], "model/metrics.json", "/pooled/accuracy_ci/0"],
    [["external", "accuracy"], "model/metrics.json", "/external/accuracy"],
    [["by_class", "over 20 %", "recall"], "model/metrics.json", "/pooled/by_class/over 20 %/recall"],
    [["cv_score"], "model/metrics.json", "/cv_score"],
    [["confusion", "counts", "0", "1"], "model/confusion_matrix.json", "/counts/0/1"],
    [["best_params", "components"], "model/best_params.json", "/final/options/components"],
  ])("%j", (path, artifact, pointer) => {
    expect(originOf(path, classifier as unknown as ModelResults)).toEqual({ artifact, pointer });
  });
  it("is left to the report's own JSON where no artifact has it", () => {
    expect(originOf(["n_features"], classifier as unknown as ModelResults)).toBeNull();
  });
});

describe("a model whose samples look alike", () => {
  const [channel, permutation] = [{ na: "not_requested" }, { na: "not_requested" }];
  const similarity = { samples: 240, clusters: 20, lists: [], moved: 200, largest: 12, cut: 0.2 };
  it("says what is left of its figure where they are kept in one fold", () => {
    const fallen = { ...similarity, ordinary: 1, blocked: 0.5, lost: 120, won: 0, p: 1e-30 };
    expect(said({ validation: { similarity: fallen, channel, permutation } })).toContain(
      "With samples that look alike kept in one fold the accuracy is 50.0 % instead of 100.0 %: 240 samples form 20 clusters of alike spectra, so this looks better than it is.",
    );
    const grown = { ...similarity, ordinary: 1, blocked: 2, lost: null, won: null, p: 0.001 };
    expect(said({ validation: { similarity: grown, channel, permutation } }, regression)).toContain(
      "the RMSECV is 2.00 % fat instead of 1.00 % fat",
    );
  });
  it("says nothing where no more is lost than chance loses", () => {
    const kept = { ...similarity, ordinary: 0.9, blocked: 0.84, lost: 8, won: 2, p: 0.055 };
    expect(said({ validation: { similarity: kept, channel, permutation } })).toBe(said({}));
  });
});
