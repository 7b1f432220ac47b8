import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { OptionValues } from "../../../../blocks/contract/estimator.ts";
import type { SchemeSpec, TuningTrace } from "../../../../blocks/contract/model.ts";
import { Refusal } from "../../../../blocks/contract/refusal.ts";
import { methods } from "../../../../blocks/methods/methods.ts";
import type { FitData } from "../../../../blocks/methods/recipe/fit-data.ts";
import { candidateScores, fitRecipe } from "../../../../blocks/methods/recipe/fit-recipe.ts";
import { pooledMetric } from "../../../../blocks/methods/recipe/pooled-metric.ts";
import { snv } from "../../../../blocks/methods/steps/snv.ts";
import { meats } from "../../../fixtures/meats.ts";
import { relativeError } from "../../../fixtures/real-data.ts";
import { recipeOn } from "../../../fixtures/recipe.ts";

interface Case {
  readonly says: string;
  readonly estimator: string;
  readonly candidates: readonly number[];
  readonly rows: readonly number[];
  readonly folds: readonly (readonly number[])[];
  readonly samples: readonly string[];
  readonly metrics: { readonly [metric: string]: { readonly mean: readonly number[]; readonly se: readonly number[] } };
}

const golden: { readonly cases: readonly Case[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../fixtures/golden/tuning.json"), "utf8"),
);
const { columns, data: raw } = meats(1);
const data: FitData = { ...raw, ready: snv.apply(raw.ready, {}, columns, null) };
const tunedOf = (estimator: string): string => (estimator === "logistic-regression" ? "C" : "components");

/** Of rows under these names, what every candidate comes to in these folds. */
function found({ estimator, candidates, rows, folds, samples }: Case, metric: string) {
  const recipe = recipeOn(columns)(estimator, { [tunedOf(estimator)]: candidates }, []);
  const own = { ...data, rows: { ...data.rows, sample: samples } };
  const path = candidates.map((value): OptionValues => ({ [tunedOf(estimator)]: value }));
  const scored = folds.map((test) => {
    const left = new Set(test);
    const training = rows.filter((i) => !left.has(i));
    return { test, scores: candidateScores(methods, recipe, own, { training, test }, path) };
  });
  return pooledMetric(methods, metric, recipe, own, scored);
}

/** The choice on all rows, every sample of one spectrum, by this inner scheme. */
function traceOf(
  estimator: string,
  components: readonly number[],
  metric: string,
  inner: string,
  training: readonly number[] = data.rows.id.map((_, i) => i),
): TuningTrace {
  const options: SchemeSpec["options"] = inner === "group_kfold" ? { folds: 5, repeats: 1 } : {};
  const recipe = recipeOn(columns)(estimator, { components }, []);
  const tune = { inner: { name: inner, options }, metric, rule: "best" as const };
  return fitRecipe(methods, { ...recipe, tune }, data, training, [0, "final"]).tuning as TuningTrace;
}

describe("a candidate's metric on the scores of all inner folds together", () => {
  it.each(
    golden.cases.flatMap((one) =>
      Object.keys(one.metrics).map((metric) => [one.estimator, metric, one.says, one] as const),
    ),
  )("and its jackknife error agree with scikit-learn: %s, %s, %s", (estimator, metric, _, one) => {
    const values = found(one, metric);
    const tolerance = estimator === "logistic-regression" ? 1e-5 : 1e-8;
    expect(
      relativeError(
        values.map(({ value }) => value),
        one.metrics[metric].mean,
      ),
    ).toBeLessThan(tolerance);
    expect(
      relativeError(
        values.map(({ se }) => se),
        one.metrics[metric].se,
      ),
    ).toBeLessThan(100 * tolerance);
  });

  it("is the same whatever way the rows are dealt where the scores are", () => {
    const [one] = golden.cases;
    const scored = one.folds.map((test) => ({
      test,
      scores: [{ rows: test.length, cols: 2, data: Float64Array.from(test.flatMap((i) => [i % 5, (i * 7) % 11])) }],
    }));
    const dealt = { rows: data.rows, outcome: data.outcome };
    const pls = { task: "classification", estimator: "pls-da" } as const;
    const whole = pooledMetric(methods, "roc_auc", pls, dealt, scored)[0];
    const singly = pooledMetric(
      methods,
      "roc_auc",
      pls,
      dealt,
      scored.flatMap(({ test, scores }) =>
        test.map((i, k) => ({
          test: [i],
          scores: [{ rows: 1, cols: 2, data: scores[0].data.slice(2 * k, 2 * k + 2) }],
        })),
      ),
    )[0];
    expect(singly.value).toBe(whole.value);
  });

  it("has no standard error where there is one fold only", () => {
    const one = golden.cases[0];
    const [first] = found({ ...one, folds: one.folds.slice(0, 1) }, "accuracy");
    expect([Number.isFinite(first.value), first.se]).toEqual([true, Number.NaN]);
  });
});

describe("tuning", () => {
  const few = data.rows.id.flatMap((_, i) => (i % 2 === 0 ? [i] : []));
  it.each([
    ["roc_auc", "pls-da"],
    ["r2", "pls-regression"],
    ["rmsecv", "pls-regression"],
    ["balanced_accuracy", "pls-da"],
  ])(
    "by %s of samples left out one at a time chooses as five folds do, within one standard error",
    (metric, estimator) => {
      const components = [1, 2, 3, 4, 6, 8, 10];
      const [single, five] = ["loso", "group_kfold"].map((inner) => traceOf(estimator, components, metric, inner, few));
      const sign = metric === "rmsecv" ? -1 : 1;
      const of = ({ candidates }: TuningTrace, k: number) => sign * (candidates[k].mean ?? Number.NaN);
      const best = five.candidates.reduce((top, _, k) => (of(five, k) > of(five, top) ? k : top), 0);
      expect(single.candidates.every(({ mean, se }) => mean !== null && se !== null)).toBe(true);
      expect(of(five, single.chosen)).toBeGreaterThanOrEqual(of(five, best) - (five.candidates[best].se ?? 0));
      expect(components[single.chosen]).toBeGreaterThan(2);
    },
  );

  it("is refused by name where the metric has a value for no candidate", () => {
    const oneClassLeft = { ...data, outcome: { ...data.outcome, target: null } };
    const lots = data.rows.group;
    // Every lot but one is of one class: a holdout of whole lots tests on one class.
    const codes = lots.map((lot) => (lot === lots[0] ? 1 : 0));
    const label = { ...(data.outcome.label as NonNullable<FitData["outcome"]["label"]>), codes };
    const recipe = recipeOn(columns)("pls-da", { components: [1, 2] }, []);
    const tune = { inner: { name: "holdout", options: { test: 0.2 } }, metric: "roc_auc", rule: "best" as const };
    const training = data.rows.id.map((_, i) => i);
    const refusals = [0, 1, 2, 3].flatMap((seed) => {
      try {
        fitRecipe(methods, { ...recipe, tune }, { ...oneClassLeft, outcome: { label, target: null } }, training, [
          seed,
          "l03",
        ]);
        return [];
      } catch (error) {
        return error instanceof Refusal ? error.remarks : [];
      }
    });
    const metricless = refusals.filter(({ code }) => code === "FS5103");
    expect(metricless.length).toBeGreaterThan(0);
    expect(metricless[0]).toMatchObject({
      facts: { metric: "roc_auc", inner: "holdout", fold: "l03", candidates: 2 },
      option: ["tune", "metric"],
    });
  });
});
