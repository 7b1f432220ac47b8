/** The summary: headline numbers of trust, flat, so that a document may say `= trust.coverage`. */

import type { Built } from "../methods/trust/build.ts";
import type { Wishes } from "../methods/trust/options.ts";
import type { Plan } from "../methods/trust/plan.ts";
import type { Beside } from "./beside-model.ts";
import type { Reports, TrustResults } from "./results.ts";

/** What the summary knows beside the reports; `built` is null where nothing was. */
export interface SummaryFacts {
  readonly wishes: Wishes;
  readonly separatedBy: "batch" | "sample";
  readonly plan: Plan | null;
  readonly built: Built | null;
  readonly beside: Beside;
  readonly policyPass: boolean | null;
  /** Of all samples that are not external. */
  readonly samples: number;
}

export function summaryOf({ calibration, conformal, abstention }: Reports, facts: SummaryFacts): TrustResults {
  const { wishes, plan, built } = facts;
  const step = ({ status, reason }: Reports[keyof Reports]) => ({ status, reason });
  const worst = [calibration, conformal, abstention].find(({ status }) => status === "fail") ?? null;
  const none = built === null ? conformal : null;
  const sets = built?.deployed.sets ?? { training: [], calibration: [], conformal: [] };
  const { before, after } = calibration;
  const { confidence } = abstention;
  return {
    schema_version: 1,
    status: none === null ? (worst?.status ?? "success") : "na",
    reason: (none ?? worst)?.reason ?? null,
    short: (none ?? worst)?.short ?? null,
    task: wishes.task,
    calibration: step(calibration),
    conformal: step(conformal),
    abstention: step(abstention),
    design: wishes.design,
    separated_by: facts.separatedBy,
    folds_from: plan?.outer.from ?? null,
    n_folds: plan?.outer.folds.length ?? 0,
    n_samples: built?.evaluated.length ?? 0,
    ...(built !== null && plan?.outer.folds.some(({ walk }) => walk !== undefined) === true
      ? { n_untested: facts.samples - built.evaluated.length }
      : {}),
    n_training: sets.training.length,
    n_calibration: sets.calibration.length,
    n_conformal: sets.conformal.length,
    ...facts.beside,
    policy_pass: facts.policyPass,
    calibration_method: calibration.method,
    temperature: calibration.calibrator?.method === "temperature" ? calibration.calibrator.temperature : null,
    ece_before: before?.ece ?? null,
    ece_after: after?.ece ?? null,
    ece_null: after?.ece_null ?? null,
    ece_inside: after === null ? null : after.ece <= after.ece_null[1],
    mce_before: before?.mce ?? null,
    mce_after: after?.mce ?? null,
    mce_null: after?.mce_null ?? null,
    brier_before: before?.brier ?? null,
    brier_after: after?.brier ?? null,
    log_loss_before: before?.log_loss ?? null,
    log_loss_after: after?.log_loss ?? null,
    ...conformalNumbers(conformal, wishes),
    ...abstentionNumbers(abstention),
    target_risk: confidence?.target_risk ?? wishes.abstention?.target_risk ?? null,
  };
}

function conformalNumbers(of: Reports["conformal"], { conformal }: Wishes) {
  const isDone = of.status !== "na";
  return {
    score: conformal?.score ?? null,
    alpha: conformal?.alpha ?? null,
    by: conformal?.by ?? null,
    coverage: of.coverage_achieved,
    coverage_ci: of.coverage_ci,
    coverage_p: of.coverage_p,
    coverage_pass: isDone ? of.status === "success" : null,
    coverage_issued: of.coverage_issued,
    mean_set_size: of.mean_set_size,
    empty_sets: isDone ? of.empty_sets : null,
    by_class: of.by_class,
    by_batch: of.by_batch,
    by_instrument: of.by_instrument,
  };
}

const abstentionNumbers = (of: Reports["abstention"]) => ({
  tau: of.tau,
  risk_rule: of.confidence?.rule ?? null,
  risk_needed: of.confidence?.needed ?? null,
  risk_upper: of.confidence?.upper ?? null,
  abstain_rate: of.abstain_rate,
  accuracy_on_answered: of.accuracy_on_answered,
  accuracy_on_answered_ci: of.accuracy_on_answered_ci,
  aurc: of.aurc,
});
