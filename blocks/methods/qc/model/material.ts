/** What the model gate judges: out-of-fold predictions, counted by sample. */
import type { NaReason, Worst } from "../../../../schemas/gate-report.ts";
import type { Label, Outcome, Rows, Target } from "../../../contract/dataset.ts";
import { matrix } from "../../../contract/matrix.ts";
import type { ModelParts, Predictor } from "../../../contract/model.ts";
import { type Shares, sharesOf } from "../../metrics/class-forms.ts";
import { type Judged, samplesOf } from "../../metrics/judged.ts";
import { type Form, limitsOf } from "../../metrics/limits.ts";
import { latentVariables } from "../../metrics/merit.ts";
import { externalOf, judgedOf, meritOf } from "../../metrics/metrics.ts";
import { lossesIn } from "../../metrics/state.ts";
import { targetValues } from "../../metrics/target-forms.ts";
import { offIn, wrongIn } from "../../metrics/worst.ts";
import type { SegmentsSummary } from "../../segments/schema.ts";
import type { Validation } from "../../validation/schema.ts";
import { lazily } from "../lazily.ts";

/** What of a model is judged. */
export type JudgedModel = Pick<ModelParts, "recipe" | "split" | "scores"> &
  Partial<Pick<ModelParts, "validation" | "segments" | "externalScores" | "fitted">> & {
    readonly final?: { readonly predictor: Pick<Predictor, "state"> };
  };

export interface ModelMaterial {
  readonly task: ModelParts["recipe"]["task"];
  /** Null of what has none of its own: another predictor beside a model. */
  readonly validation: Validation | null;
  /** Null of a model that tells no segments apart; undefined of what has none of its own. */
  readonly segments: SegmentsSummary | null | undefined;
  /** Right and wrong by sample; na where a target is predicted. */
  answers(): Answers | { readonly na: NaReason };
  /** Errors by sample; na where classes are predicted. */
  errors(): Errors | { readonly na: NaReason };
  /** Right and wrong by external sample, by the final model; na where a target is predicted or nothing is external. */
  externalAnswers(): ExternalAnswers | { readonly na: NaReason };
  /** Errors by external sample likewise. */
  externalErrors(): ExternalErrors | { readonly na: NaReason };
  /** Figures of merit, of the external samples where there are any; na where classes are predicted. */
  merit(): Merit | { readonly na: NaReason };
}

/** A number that is not defined is NaN: it meets no threshold. */
export interface Merit {
  readonly unit: string | undefined;
  figure(of: MeritFigure): number;
}
type MeritFigure = "sep" | "sep_sel" | "rpd" | "rpiq" | "rer" | "rmsep_sec" | "bias" | "bias_limit" | "slope_p";

export interface Answers {
  readonly label: Label;
  /** Shares of samples as metrics report them, and as intervals are made of them. */
  readonly shares: Shares;
  /** A share with its one-sided 95 % lower limit, NaN where there is none: it then fails. */
  withLower(form: Form): { readonly value: number; readonly lower: number };
  /** Samples put in another class, those first that were so in most repeats, then the most confident errors, equals in the order of their names; the value is how far the wrong score leads. */
  readonly wrong: readonly Worst[];
}

/** The n samples, at least one, of which so many are right; the worst as in `Answers`. */
export interface ExternalAnswers {
  readonly right: number;
  readonly n: number;
  readonly wrong: readonly Worst[];
}

/** The error over n samples, at least one. */
export interface ExternalErrors extends Pick<Errors, "unit" | "worst"> {
  readonly rmse: number;
  readonly n: number;
}

export interface Errors {
  readonly r2: number;
  readonly rmse: number;
  readonly bias: number;
  readonly unit: string | undefined;
  /** Predicted less measured, the largest first; over repeats the root mean square with the sign of the mean. */
  readonly worst: readonly Worst[];
}

/**
 * A sample's score is the mean over its spectra; a model that was not validated shows nothing and fails.
 *
 * @throws RangeError where the outcome of the task is not there
 */
export function modelMaterial(model: JudgedModel, rows: Rows, outcome: Outcome): ModelMaterial {
  const { recipe, split, scores, validation = null, segments } = model;
  const checked = {
    task: recipe.task,
    validation: validation as Validation | null,
    segments: segments as SegmentsSummary | null | undefined,
  };
  const judged = judgedOf({ rows, outcome, split, scores });
  const { label, target } = outcome;
  if (recipe.task === "regression") {
    if (target === null) throw new RangeError("a regression without a target");
    return {
      ...checked,
      answers: () => ({ na: "regression" }),
      errors: lazily(() => errorsOf(judged, target)),
      externalAnswers: () => ({ na: "regression" }),
      externalErrors: () => {
        const of = externalIn(model, rows, outcome);
        return of === null ? { na: "no_external" } : { ...errorsOf(of, target), n: samplesOf(of).names.length };
      },
      merit: lazily(() => meritIn(model, rows, outcome)),
    };
  }
  if (label === null) throw new RangeError("a classification without a label");
  const na = { na: "classification" } as const;
  return {
    ...checked,
    answers: lazily(() => answersOf(judged, label)),
    errors: () => na,
    externalAnswers: () => {
      const of = externalIn(model, rows, outcome);
      return of === null ? { na: "no_external" } : rightIn(of, label);
    },
    externalErrors: () => na,
    merit: () => na,
  };
}

/** Null where nothing is external, or what is external was not predicted. */
function externalIn({ split, scores, externalScores }: JudgedModel, rows: Rows, outcome: Outcome): Judged | null {
  if (externalScores === undefined || externalScores.rows === 0) return null;
  return externalOf({ rows, outcome, split, scores, externalScores, fitted: null });
}

function rightIn(judged: Judged, label: Label): ExternalAnswers {
  const losses = lossesIn(judged, "classification");
  const errors = losses.reduce((sum, loss) => sum + loss, 0);
  return { right: losses.length - errors, n: losses.length, wrong: wrongOf(judged, label) };
}

function meritIn(model: JudgedModel, rows: Rows, outcome: Outcome): Merit {
  const { split, scores, externalScores = matrix(0, 1), fitted = null, final } = model;
  const components = latentVariables(final?.predictor.state);
  const found = meritOf({ rows, outcome, split, scores, externalScores, fitted, components });
  return { unit: outcome.target?.unit ?? undefined, figure: (of) => found?.[of] ?? Number.NaN };
}

function answersOf(judged: Judged, label: Label): Answers {
  return {
    label,
    shares: sharesOf(judged),
    withLower: (form) => withLower(form, judged),
    wrong: wrongOf(judged, label),
  };
}

const wrongOf = (judged: Judged, label: Label): readonly Worst[] =>
  wrongIn(judged).map(({ sample, lead, called }) => ({
    sample,
    value: lead,
    about: "called",
    as: label.classes[called],
  }));

function withLower(form: Form, { grouping }: Judged) {
  // The lower end of a two-sided interval of 90 % is the one-sided limit of 95 %.
  return { value: form.value, lower: limitsOf(form, grouping, 0.9).ci?.[0] ?? Number.NaN };
}

function errorsOf(judged: Judged, target: Target): Errors {
  const worst = offIn(judged).map(({ sample, size }) => ({ sample, value: size, about: "predicted_less_measured" }));
  const { r2, rmse, bias } = targetValues(judged);
  return { r2, rmse, bias, unit: target.unit ?? undefined, worst };
}
