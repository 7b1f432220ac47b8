/** What the `qc` block computes: a gate that judges a dataset, spectra or a model by the policy, and says what to do where it fails. */
import { type GateReport, gateReportSchema, type NaReason } from "../../schemas/gate-report.ts";
import { policyFor } from "../contract/by-target.ts";
import { compute } from "../contract/kind.ts";
import { Refusal } from "../contract/refusal.ts";
import type { Context } from "../contract/running.ts";
import { type EffectivePolicy, effectivePolicy } from "../methods/qc/policy.ts";
import { policyFields } from "../methods/qc/policy-fields.ts";
import { asAdvice, inOrder, type Judged, reportOf } from "../methods/qc/report.ts";
import { stepsMeasuredAfter } from "../methods/qc/spectral/measured.ts";
import { type Checked, checkedOf, judges, needsOf } from "./judges.ts";
import { qcOptions } from "./options.ts";
import { reportPath } from "./report-path.ts";
import { logChecks, remarkOnChecks } from "./say.ts";

export const qcCompute = compute({
  kind: "qc",
  lane: "decision",
  role: "gate",
  stage: "qc",
  reads: ["mode", "qc_policy"],
  draws: false,
  options: qcOptions,
  gives: "gate",
  results: gateReportSchema,
  artifacts: {
    "data_qc_report.json": gateReportSchema,
    "spectral_qc_report.json": gateReportSchema,
    "model_qc_report.json": gateReportSchema,
  },
  needs: ({ gate }) => needsOf[gate],
  inputs: () => [],
  uses: (_, { parts, methods }) =>
    parts("variables", "pipeline").flatMap(({ steps }) => stepsMeasuredAfter(methods, steps)),
  run(inputs, options, context) {
    const { mode = "research", qc_policy = {} } = context.settings;
    const policyOf = (target: string | null) => effectivePolicy(mode, policyFor(qc_policy, target), options);
    const isAdvice = options.advice === true;
    const judged = judges[options.gate](context.methods, inputs, policyOf, mode);
    const all = isAdvice ? judged.map(asAdvice) : judged;
    const report = reportOf(options.gate, all, isAdvice);
    const nothing = judgedNothing(report, all);
    if (nothing !== null && mode === "regulatory") throw new Refusal("FS7302", { gate: options.gate, reason: nothing });
    remarkOnChecks(all, context);
    remarkOnThresholds(all, context);
    logChecks(all, report, context);
    const isKept = options.gate === "spectral" && mode === "regulatory";
    const checked = isKept ? checkedOf(context.methods, inputs) : [];
    return done(report, all, policyOf(null), nothing, checked);
  },
});

/** Of the first block that was judged the short path, of each other a folder with its id. */
const checkedPath = (of: string, i: number): string =>
  i === 0 ? "preprocessing/X_checked.npy" : `preprocessing/${of}/X_checked.npy`;

const mayStandOpen = new Set(policyFields.filter(({ isOptional }) => isOptional === true).map(({ check }) => check));

/** A number that was measured and had nothing to meet is said, so that nobody takes it for a pass. */
function remarkOnThresholds(all: readonly Judged[], context: Context): void {
  for (const { of, checks } of all) {
    const open = inOrder(checks).flatMap(({ id, check: { na, value } }) =>
      na === "no_threshold" && value !== null && !mayStandOpen.has(id) ? [id] : [],
    );
    if (open.length > 0) context.remark("FS7127", { of, checks: open });
  }
}

/** Why no check could judge anything; null where one did. */
function judgedNothing({ failed_checks }: GateReport, all: readonly Judged[]): NaReason | null {
  const checks = all.flatMap((one) => inOrder(one.checks).map(({ check }) => check));
  const isNothing = failed_checks.length === 0 && checks.every(({ pass }) => pass !== true);
  return isNothing ? whyNothing(checks.map(({ na }) => na)) : null;
}

function done(
  report: GateReport,
  all: readonly Judged[],
  policy: EffectivePolicy,
  reason: NaReason | null,
  checked: readonly Checked[],
) {
  const { gate, status, failed_checks } = report;
  const checks = all.flatMap((one) => inOrder(one.checks));
  const passed = checks.filter(({ check }) => check.pass === true).map(({ id }) => id);
  return {
    gives: {
      verdict: {
        gate,
        passed: status === "pass",
        judged: all.map(({ of }) => of),
        ...(report.advice === true ? { advice: true as const } : {}),
      },
    },
    results: report,
    artifacts: [
      { path: reportPath(gate), json: report },
      ...checked.map(({ of, x }, i) => ({ path: checkedPath(of, i), matrix: x })),
    ],
    logged: {
      gate_name: gate,
      checks_passed: [...new Set(passed)],
      checks_failed: failed_checks,
      action: status === "pass" ? "pass" : policy.required ? "fail" : "warn",
    },
    ...(reason === null ? {} : { na: { reason } }),
  };
}

/** Checks of the other task say nothing about why those of this one could not judge: their reason comes last. */
function whyNothing(reasons: readonly (NaReason | null)[]): NaReason | null {
  const isOwn = (reason: NaReason | null) => reason !== "regression" && reason !== "classification";
  return [...reasons.filter(isOwn), ...reasons][0];
}
