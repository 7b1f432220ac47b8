/** Beside the model: how well this recipe does on samples left out, and how well the model block did. */

import { type Matrix, matrix, takeRows } from "../contract/matrix.ts";
import type { Settings } from "../contract/running.ts";
import { stream } from "../contract/stream.ts";
import { bootstrapIntervals, clopperPearson, estimates, type Interval } from "../methods/metrics/intervals.ts";
import { REGRESSION, regressionStatistics } from "../methods/metrics/regression.ts";
import { largest, type Units, unitsOf } from "../methods/metrics/units.ts";
import { judge } from "../methods/qc/judge.ts";
import { modelMaterial } from "../methods/qc/model/material.ts";
import { effectivePolicy } from "../methods/qc/policy.ts";
import { inOrder } from "../methods/qc/report.ts";
import type { Evaluated } from "../methods/trust/evaluate.ts";
import type { Setup } from "../methods/trust/pass.ts";
import type { TrustResults } from "./results.ts";

export type Beside = Pick<
  TrustResults,
  | "accuracy"
  | "accuracy_ci"
  | "model_accuracy"
  | "model_accuracy_ci"
  | "rmsecv"
  | "rmsecv_ci"
  | "model_rmsecv"
  | "model_rmsecv_ci"
>;

export const nothingBeside: Beside = {
  accuracy: null,
  accuracy_ci: null,
  model_accuracy: null,
  model_accuracy_ci: null,
  rmsecv: null,
  rmsecv_ci: null,
  model_rmsecv: null,
  model_rmsecv_ci: null,
};

/**
 * n × K scores of every spectrum: what trust says of its sample; NaN where no fold left it out. For regression n × 1.
 */
function scoresOf({ samples, data, classes }: Setup, evaluated: readonly Evaluated[]): Matrix {
  const cols = classes?.length ?? 1;
  const scores = matrix(data.rows.id.length, cols);
  scores.data.fill(Number.NaN);
  for (const { sample, after, predicted } of evaluated) {
    for (const i of samples.rows[sample]) scores.data.set(after ?? [predicted], i * cols);
  }
  return scores;
}

/** Accuracy, or the root mean square error, of trust's recipe and of the model, each over the samples it left out. */
export function besideModel(setup: Setup, evaluated: readonly Evaluated[], modelScores: Matrix): Beside {
  const { data, classes, name } = setup;
  const own = data.rows.external.flatMap((external, i) => (external ? [] : [i]));
  const units = (scores: Matrix) => unitsOf(takeRows(scores, own), own, data.rows, data.outcome);
  const [trust, model] = [units(scoresOf(setup, evaluated)), units(modelScores)];
  if (classes === null) {
    const [ours, theirs] = [errorOf(trust, [...name, "bootstrap"]), errorOf(model, [...name, "bootstrap", "model"])];
    return {
      ...nothingBeside,
      rmsecv: ours.value,
      rmsecv_ci: ours.ci,
      model_rmsecv: theirs.value,
      model_rmsecv_ci: theirs.ci,
    };
  }
  const [ours, theirs] = [accuracyOf(trust), accuracyOf(model)];
  return {
    ...nothingBeside,
    accuracy: ours.value,
    accuracy_ci: ours.ci,
    model_accuracy: theirs.value,
    model_accuracy_ci: theirs.ci,
  };
}

/** The checks of the model gate's policy that this recipe fails, each with its numbers as a row of a remark. */
export function failedPolicy(
  setup: Setup,
  evaluated: readonly Evaluated[],
  policy: Settings["qc_policy"],
): readonly string[] {
  const judged = { recipe: setup.recipe, scores: scoresOf(setup, evaluated) };
  const material = modelMaterial(judged, setup.data.rows, setup.data.outcome);
  const { checks } = judge("model", material, effectivePolicy("regulatory", policy));
  return inOrder(checks).flatMap(({ id, check: { pass, value, threshold, lower } }) =>
    pass === false ? [[id, value, threshold, lower?.value, lower?.threshold].map(told).join(" ")] : [],
  );
}

const told = (value: string | number | null | undefined): string =>
  typeof value === "number" ? String(Number(value.toPrecision(3))) : (value ?? "–");

interface Stated {
  readonly value: number | null;
  readonly ci: [number, number] | null;
}

function accuracyOf(units: Units): Stated {
  const predicted = largest(units.scores);
  const n = units.names.length;
  const right = [...(units.codes as Int32Array)].filter((code, u) => code === predicted[u]).length;
  return { value: n === 0 ? null : right / n, ci: pair(clopperPearson(right, n)) };
}

function errorOf(units: Units, name: readonly (string | number)[]): Stated {
  const statistics = regressionStatistics(units);
  const at = REGRESSION.indexOf("rmse");
  const value = estimates(statistics, units.names.length)[at];
  const interval = bootstrapIntervals(statistics, units.clusters, stream(...name))[at];
  return { value: Number.isFinite(value) ? value : null, ci: pair(interval) };
}

const pair = (interval: Interval | null): [number, number] | null =>
  interval === null ? null : [interval[0], interval[1]];
