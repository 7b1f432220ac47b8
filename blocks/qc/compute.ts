/** What the `qc` block computes: a gate that judges a dataset, spectra or a model by the policy, and says what to do where it fails. */
import { type Context, compute, type Given, type Inputs, type Need } from "../contract/kind.ts";
import { Refusal } from "../contract/refusal.ts";
import type { Json, ValueName } from "../contract/values.ts";
import { type Gate, type NaReason, naReasons } from "../methods/qc/check-specs.ts";
import { judgeData } from "../methods/qc/data/judge.ts";
import { judgeModel } from "../methods/qc/model/judge.ts";
import { type EffectivePolicy, effectivePolicy, type Mode } from "../methods/qc/policy.ts";
import { inOrder, type Judged, type Report, reportOf, reportSchema } from "../methods/qc/report.ts";
import { judgeSpectra } from "../methods/qc/spectral/judge.ts";
import { stepsMeasuredAfter } from "../methods/qc/spectral/measured.ts";
import { qcOptions } from "./options.ts";
import { logChecks, remarkOnChecks } from "./say.ts";
import { reportPath } from "./views.ts";

export const qcCompute = compute({
  kind: "qc",
  lane: "decision",
  role: "gate",
  stage: "qc",
  reads: ["mode", "qc_policy"],
  draws: false,
  options: qcOptions,
  gives: "gate",
  results: reportSchema,
  artifacts: {
    "data_qc_report.json": reportSchema,
    "spectral_qc_report.json": reportSchema,
    "model_qc_report.json": reportSchema,
  },
  needs: ({ gate }) => needsOf[gate],
  inputs: () => [],
  uses: (_, { parts }) => parts("variables", "pipeline").flatMap(({ steps }) => stepsMeasuredAfter(steps)),
  run(inputs, options, context) {
    const { mode = "research", qc_policy = {} } = context.settings;
    const policy = effectivePolicy(mode, qc_policy, options);
    const all = judges[options.gate](inputs, policy, mode);
    const report = reportOf(options.gate, all);
    const nothing = judgedNothing(report, all);
    if (nothing !== null && mode === "regulatory")
      throw new Refusal("FS7302", { gate: options.gate, reason: naReasons[nothing] });
    remarkOnChecks(all, context);
    remarkOnThresholds(all, context);
    logChecks(all, report, context);
    return done(report, all, policy, nothing);
  },
});

/** The first need is what is judged; a dataset is found from it. */
const needsOf: { readonly [G in Gate]: readonly Need[] } = {
  data: [
    { accepts: [{ value: "dataset", parts: ["spectra", "rows", "outcome", "facts"] }], found: "chain", many: true },
  ],
  spectral: [
    {
      accepts: [
        { value: "variables", parts: ["pipeline", "display"] },
        { value: "dataset", parts: ["spectra", "columns", "rows", "facts"] },
      ],
      found: "chain",
      many: true,
    },
    { accepts: [{ value: "dataset", parts: ["spectra", "columns", "rows", "facts"] }], found: "via" },
  ],
  model: [
    { accepts: [{ value: "model", parts: ["recipe", "scores"] }], found: "chain", many: true },
    { accepts: [{ value: "dataset", parts: ["rows", "outcome"] }], found: "via" },
  ],
};

type Judge = (inputs: Inputs, policy: EffectivePolicy, mode: Mode) => readonly Judged[];

const judges: { readonly [G in Gate]: Judge } = {
  data: ({ given }, policy) =>
    those(given, "dataset").map(({ block, parts }) => ({
      of: idOf(block),
      checks: judgeData(parts, policy),
      advice: {},
    })),
  spectral: ({ given, dataset }, policy) => {
    const variables = those(given, "variables");
    if (variables.length === 0) {
      return those(given, "dataset").map(({ block, parts }) => ({
        of: idOf(block),
        ...judgeSpectra(parts, null, policy),
      }));
    }
    if (dataset === undefined) throw new Error("spectra were judged without their dataset");
    return variables.map(({ block, parts }) => ({ of: idOf(block), ...judgeSpectra(dataset, parts, policy) }));
  },
  model: ({ given, dataset }, policy, mode) => {
    if (dataset === undefined) throw new Error("a model was judged without its dataset");
    const { rows, outcome } = dataset;
    return those(given, "model").map(({ block, parts }) => {
      const { task } = parts.recipe;
      const { label } = outcome;
      if (
        mode === "regulatory" &&
        task === "classification" &&
        label?.classes.length === 2 &&
        label.positive === null
      ) {
        throw new Refusal("FS7209", { classes: label.classes }, { option: ["gate"] });
      }
      return { of: idOf(block), checks: judgeModel(parts, rows, outcome, policy), advice: {} };
    });
  },
};

/** Of all that was handed over the values of one sort. */
const those = <V extends ValueName>(given: readonly Given[], name: V) =>
  given.filter((one): one is Extract<Given, { readonly value: V }> => one.value === name);

/** What is judged always comes with the id of its block, since the need takes many. */
function idOf(block: string | null): string {
  if (block === null) throw new Error("a gate was handed a value without its block");
  return block;
}

/** A number that was measured and had nothing to meet is said, so that nobody takes it for a pass. */
function remarkOnThresholds(all: readonly Judged[], context: Context): void {
  for (const { of, checks } of all) {
    const open = inOrder(checks).flatMap(({ id, check: { na, value } }) =>
      na === "no_threshold" && value !== null && id !== "bias" ? [id] : [],
    );
    if (open.length > 0) context.remark("FS7127", { of, checks: open });
  }
}

/** Why no check could judge anything; null where one did. */
function judgedNothing({ failed_checks }: Report, all: readonly Judged[]): NaReason | null {
  const checks = all.flatMap((one) => inOrder(one.checks).map(({ check }) => check));
  const isNothing = failed_checks.length === 0 && checks.every(({ pass }) => pass !== true);
  return isNothing ? whyNothing(checks.map(({ na }) => na)) : null;
}

function done(report: Report, all: readonly Judged[], policy: EffectivePolicy, reason: NaReason | null) {
  const { gate, status, failed_checks } = report;
  const checks = all.flatMap((one) => inOrder(one.checks));
  const passed = checks.filter(({ check }) => check.pass === true).map(({ id }) => id);
  return {
    gives: { verdict: { gate, passed: status === "pass", judged: all.map(({ of }) => of) } },
    results: report,
    artifacts: [{ path: reportPath(gate), json: report as unknown as Json }],
    logged: {
      gate_name: gate,
      checks_passed: [...new Set(passed)],
      checks_failed: failed_checks,
      action: status === "pass" ? "continue" : policy.required ? "block" : "warn",
    },
    ...(reason === null ? {} : { na: { reason, sentence: `Nothing could be judged: ${naReasons[reason]}.` } }),
  };
}

/** Checks of the other task say nothing about why those of this one could not judge: their reason comes last. */
function whyNothing(reasons: readonly (NaReason | null)[]): NaReason | null {
  const isOwn = (reason: NaReason | null) => reason !== "regression" && reason !== "classification";
  return [...reasons.filter(isOwn), ...reasons][0];
}
