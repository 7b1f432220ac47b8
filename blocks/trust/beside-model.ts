/** Beside the model: how well this recipe does on samples left out, and how well the model block did. */

import { policyFor } from "../contract/by-target.ts";
import { type Matrix, matrix } from "../contract/matrix.ts";
import type { ModelParts, Split } from "../contract/model.ts";
import type { Settings } from "../contract/running.ts";

import { sharesOf } from "../methods/metrics/class-forms.ts";
import { type Judged, samplesOf } from "../methods/metrics/judged.ts";
import { limitsOf } from "../methods/metrics/limits.ts";
import { judgedOf } from "../methods/metrics/metrics.ts";
import { targetForm, targetValues } from "../methods/metrics/target-forms.ts";
import { judge } from "../methods/qc/judge.ts";
import { modelMaterial } from "../methods/qc/model/material.ts";
import { effectivePolicy } from "../methods/qc/policy.ts";
import { inOrder } from "../methods/qc/report.ts";
import { checks as allChecks } from "../methods/qc/table.ts";
import type { Evaluated } from "../methods/trust/evaluate.ts";
import type { Setup } from "../methods/trust/pass.ts";
import { unitLeftOut } from "../methods/trust/samples.ts";
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
  for (const { sample, after, predicted, rows = samples.rows[sample] } of evaluated) {
    for (const i of rows) scores.data.set(after ?? [predicted], i * cols);
  }
  return scores;
}

/** Accuracy, or the root mean square error, of trust's recipe and of the model, each over the samples it left out. */
export function besideModel(setup: Setup, evaluated: readonly Evaluated[], model: BesideModel): Beside {
  const { data, classes, recipe } = setup;
  const { rows, outcome } = data;
  const [ours, theirs] = [leftOutBy(setup, evaluated, model.split), model].map(({ scores, split }) =>
    statedOf(judgedOf({ rows, outcome, split, scores }), recipe.task),
  );
  return classes === null
    ? {
        ...nothingBeside,
        rmsecv: ours.value,
        rmsecv_ci: ours.ci,
        model_rmsecv: theirs.value,
        model_rmsecv_ci: theirs.ci,
      }
    : {
        ...nothingBeside,
        accuracy: ours.value,
        accuracy_ci: ours.ci,
        model_accuracy: theirs.value,
        model_accuracy_ci: theirs.ci,
      };
}

/** What trust says of the samples it left out, and by which unit it left them out: whole batches, where the model's folds may not. */
function leftOutBy(setup: Setup, evaluated: readonly Evaluated[], split: Split): BesideModel {
  const unit = unitLeftOut(setup.samples, setup.data.rows, split);
  return { scores: scoresOf(setup, evaluated), split: { ...split, unit } };
}

/** The model trust stands beside, and what its folds left out. */
export type BesideModel = Pick<ModelParts, "scores" | "split">;

/** The checks of the model gate's policy that this recipe fails, each with its numbers as a row of a remark. */
export function failedPolicy(
  setup: Setup,
  evaluated: readonly Evaluated[],
  { split }: Pick<BesideModel, "split">,
  policy: Settings["qc_policy"],
): readonly string[] {
  const judged = { recipe: setup.recipe, ...leftOutBy(setup, evaluated, split) };
  const material = modelMaterial(judged, setup.data.rows, setup.data.outcome);
  const target = setup.recipe.task === "regression" ? (setup.data.outcome.target?.name ?? null) : null;
  const table = allChecks.filter(({ isOfFit }) => isOfFit !== true);
  const { checks } = judge("model", material, effectivePolicy("regulatory", policyFor(policy, target)), table);
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

/** As metrics and gates state it: by the rules of the metric, and by what the folds left out. */
function statedOf(judged: Judged, task: Setup["recipe"]["task"]): Stated {
  if (samplesOf(judged).names.length === 0) return { value: null, ci: null };
  const form =
    task === "classification" ? sharesOf(judged).accuracy() : targetForm(judged, "rmse", targetValues(judged));
  const { ci } = limitsOf(form, judged.grouping);
  return { value: Number.isFinite(form.value) ? form.value : null, ci: ci && [ci[0], ci[1]] };
}
