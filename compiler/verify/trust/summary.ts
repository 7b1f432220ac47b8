/** Summary: trust_summary.json against the reports, the recipe's own figure, and the policy. */
import { type Fields, fieldsOf } from "../../../schemas/is-record.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { lowerLimit, shareRule } from "../class-metrics.ts";
import { About, differences } from "../differ.ts";
import { isWalk, type Model } from "../models.ts";
import { limitsOf } from "../numeric/limits.ts";
import type { Rows } from "../rows.ts";
import { samplesOf, type Task } from "../samples.ts";
import { targetMetrics } from "../target-metrics.ts";
import type { Material, Told } from "./material.ts";

/** The summary beside the reports, the recipe's own figure, and whether it passes the policy of the model gate. */
export function summaryFindings(
  material: Material,
  told: readonly Told[],
  model: Model,
  manifest: Manifest,
): readonly Finding[] {
  const { summary, conformal, calibration, abstention, folder, rows, classes } = material;
  const separated = leftOutBy(model.task.separated, conformal.separated_by === "batch", rows);
  const samples = samplesOf(rows, { ...model.task, classes, separated }, false, "p:");
  const [before, after, rule] = [
    fieldsOf(calibration.before),
    fieldsOf(calibration.after),
    fieldsOf(abstention.confidence),
  ];
  const isDone = conformal.status !== "na";
  const figures = (of: Model["samples"]) => {
    if (classes === null) {
      const { rmsecv, rmsecv_ci } = targetMetrics(of, "rmsecv", limitsOf, null) as Fields;
      return { value: rmsecv, ci: rmsecv_ci };
    }
    const accuracy = shareRule(
      of,
      (called, i) => called === of.observed[i],
      () => true,
    );
    return { value: accuracy.value, ci: limitsOf(accuracy, of).ci?.map((end) => new About(end, 1e-8)) ?? null };
  };
  const [ours, theirs] = [figures(samples), figures(model.samples)];
  const nothing = {
    accuracy: null,
    accuracy_ci: null,
    model_accuracy: null,
    model_accuracy_ci: null,
    rmsecv: null,
    rmsecv_ci: null,
    model_rmsecv: null,
    model_rmsecv_ci: null,
  };
  const beside =
    classes === null
      ? { ...nothing, rmsecv: ours.value, rmsecv_ci: ours.ci, model_rmsecv: theirs.value, model_rmsecv_ci: theirs.ci }
      : {
          ...nothing,
          accuracy: ours.value,
          accuracy_ci: ours.ci,
          model_accuracy: theirs.value,
          model_accuracy_ci: theirs.ci,
        };
  const wanted = {
    n_samples: told.length,
    ...(isWalk(model) ? { n_untested: new Set(model.rows.cells("sample")).size - told.length } : {}),
    ...beside,
    policy_pass:
      told.length === 0 || summary.policy_pass === null
        ? summary.policy_pass
        : policyPass(samples, classes, manifest, summary),
    ece_before: before.ece ?? null,
    ece_after: after.ece ?? null,
    ece_null: after.ece_null ?? null,
    ece_inside: calibration.after === null ? null : Number(after.ece) <= (after.ece_null as readonly number[])[1],
    mce_before: before.mce ?? null,
    mce_after: after.mce ?? null,
    mce_null: after.mce_null ?? null,
    brier_before: before.brier ?? null,
    brier_after: after.brier ?? null,
    log_loss_before: before.log_loss ?? null,
    log_loss_after: after.log_loss ?? null,
    calibration: { status: calibration.status, reason: calibration.reason },
    conformal: { status: conformal.status, reason: conformal.reason },
    abstention: { status: abstention.status, reason: abstention.reason },
    calibration_method: calibration.method,
    temperature: fieldsOf(calibration.calibrator).temperature ?? null,
    coverage: conformal.coverage_achieved,
    coverage_ci: conformal.coverage_ci,
    coverage_p: conformal.coverage_p,
    coverage_pass: isDone ? conformal.status === "success" : null,
    coverage_issued: conformal.coverage_issued,
    mean_set_size: conformal.mean_set_size,
    empty_sets: isDone ? conformal.empty_sets : null,
    by_class: conformal.by_class,
    by_batch: conformal.by_batch,
    by_instrument: conformal.by_instrument,
    tau: abstention.tau,
    risk_rule: rule.rule ?? null,
    risk_needed: rule.needed ?? null,
    risk_upper: rule.upper ?? null,
    abstain_rate: abstention.abstain_rate,
    accuracy_on_answered: abstention.accuracy_on_answered,
    accuracy_on_answered_ci: abstention.accuracy_on_answered_ci,
    aurc: abstention.aurc,
  };
  const own = new Map(Object.entries(summary));
  const found = Object.fromEntries(Object.keys(wanted).map((name) => [name, own.get(name)]));
  return differences(`${folder}trust_summary.json`, found, wanted);
}

/** Accuracy and recalls of the recipe against the policy of the model gate; specificity only where it would fail for either class. */
function policyPass(
  samples: Model["samples"],
  classes: readonly string[] | null,
  { policy }: Manifest,
  summary: Fields,
): boolean | unknown {
  if (classes === null) return summary.policy_pass;
  const { observed } = samples;
  const field = new Map(Object.entries(policy.effective));
  const isMet = (rule: ReturnType<typeof shareRule>, name: string) =>
    rule.value >= Number(field.get(name)) && lowerLimit(rule, samples) >= Number(field.get(`${name}_lower`));
  const passes =
    isMet(
      shareRule(
        samples,
        (called, i) => called === observed[i],
        () => true,
      ),
      "min_accuracy",
    ) &&
    classes.every((_, c) =>
      isMet(
        shareRule(
          samples,
          (called) => called === c,
          (_called, i) => observed[i] === c,
        ),
        "min_recall",
      ),
    );
  if (!passes || classes.length !== 2) return passes;
  const both = [0, 1].map((c) =>
    isMet(
      shareRule(
        samples,
        (called) => called !== c,
        (_called, i) => observed[i] !== c,
      ),
      "min_specificity",
    ),
  );
  return both[0] === both[1] ? both[0] : summary.policy_pass;
}

/** Trust leaves whole batches or groups out wherever one is known, also beside a model whose folds do not. */
function leftOutBy(separated: Task["separated"], isByBatch: boolean, rows: Rows): Task["separated"] {
  const sample = rows.cells("sample");
  const isGrouped = rows.cells("group").some((name, i) => name !== sample[i]);
  if (!isByBatch || separated === "batch" || separated === "segment" || (separated === "group" && isGrouped))
    return separated;
  return rows.cells("batch").some((name) => name !== "") ? "batch" : "group";
}
