/** What the model gate judges: out-of-fold predictions, counted by sample. */
import type { NaReason, Worst } from "../../../../schemas/gate-report.ts";
import { takeRows } from "../../../contract/matrix.ts";
import type { Label, ModelParts, Outcome, Rows, Target } from "../../../contract/values.ts";
import { clopperPearsonLower, estimates } from "../../metrics/intervals.ts";
import { REGRESSION, regressionStatistics } from "../../metrics/regression.ts";
import { largest, type Units, unitsOf } from "../../metrics/units.ts";
import { lazily } from "../lazily.ts";

/** What of a model is judged. */
export type JudgedModel = Pick<ModelParts, "recipe" | "scores">;

export interface ModelMaterial {
  /** Right and wrong by sample; na where a target is predicted. */
  answers(): Answers | { readonly na: NaReason };
  /** Errors by sample; na where classes are predicted. */
  errors(): Errors | { readonly na: NaReason };
}

export interface Answers {
  readonly label: Label;
  /** Class codes, length u, in the order of the samples' names. */
  readonly observed: Int32Array;
  readonly predicted: Int32Array;
  /** Samples put in another class, the most confident errors first, equals in the order of their names; the value is how far the wrong score leads. */
  readonly wrong: readonly Worst[];
}

export interface Errors {
  readonly r2: number;
  readonly rmse: number;
  readonly bias: number;
  readonly unit: string | undefined;
  /** Predicted less measured, the largest first. */
  readonly worst: readonly Worst[];
}

/**
 * A sample's score is the mean over its spectra; a model that was not validated shows nothing and fails.
 *
 * @throws RangeError where the outcome of the task is not there
 */
export function modelMaterial({ recipe, scores }: JudgedModel, rows: Rows, outcome: Outcome): ModelMaterial {
  const own = rows.external.flatMap((external, i) => (external ? [] : [i]));
  const units = unitsOf(takeRows(scores, own), own, rows, outcome);
  const { label, target } = outcome;
  if (recipe.task === "regression") {
    if (target === null) throw new RangeError("a regression without a target");
    return { answers: () => ({ na: "regression" }), errors: lazily(() => errorsOf(units, target)) };
  }
  if (label === null) throw new RangeError("a classification without a label");
  return { answers: lazily(() => answersOf(units, label)), errors: () => ({ na: "classification" }) };
}

function answersOf(units: Units, label: Label): Answers {
  const observed = units.codes as Int32Array;
  const predicted = largest(units.scores);
  const { names, scores } = units;
  const wrong = names
    .flatMap((sample, u) => {
      if (predicted[u] === observed[u]) return [];
      const lead = scores.data[u * scores.cols + predicted[u]] - scores.data[u * scores.cols + observed[u]];
      return [{ sample, value: lead, about: "called", as: label.classes[predicted[u]] }];
    })
    .sort((a, b) => b.value - a.value);
  return { label, observed, predicted, wrong };
}

function errorsOf(units: Units, target: Target): Errors {
  const values = estimates(regressionStatistics(units), units.names.length);
  const at = (name: (typeof REGRESSION)[number]) => values[REGRESSION.indexOf(name)];
  const observed = units.target as Float64Array;
  // Samples stand in the order of their names, and so do equals.
  const worst = units.names
    .map((sample, u) => ({
      sample,
      value: units.scores.data[u * units.scores.cols] - observed[u],
      about: "predicted_less_measured",
    }))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  return { r2: at("r2"), rmse: at("rmse"), bias: at("bias"), unit: target.unit ?? undefined, worst };
}

/** A share of n with its exact one-sided 95 % lower limit; NaN where there is nothing to count. */
export const proportion = (hits: number, n: number): { value: number; lower: number } => ({
  value: hits / n,
  lower: clopperPearsonLower(hits, n) ?? Number.NaN,
});
