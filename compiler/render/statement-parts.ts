/** Statement parts: gates, validation and trust as lines of evidence. No number stands without its interval where it has one. */
import { quotedInterval } from "../../blocks/contract/number-text.ts";
import type { Json } from "../../blocks/contract/values.ts";
import { checksIn } from "../run/failed-checks.ts";
import type { GateOutcome } from "../run/types.ts";
import { field, textField } from "./arrange.ts";
import { isInterval, proseValue } from "./numbers.ts";
import type { ReportBlock } from "./report-block.ts";

/** A title and its lines. */
export type Section = readonly [title: string, lines: readonly string[]];

/** Each gate with its report and every check: value, what it had to meet, whether it did. */
export function gateLines(gate: GateOutcome, block: Pick<ReportBlock, "results">): readonly string[] {
  const checks = checksIn(block.results).flatMap(({ id, value, threshold, limit, lower, na, pass }) => {
    if (pass === null) return [`   ${id}: not applicable (${na ?? "nothing to judge"})`];
    const bound = limit === "min" ? "at least" : "at most";
    const below =
      lower === null ? "" : `, lower 95 % limit ${number(lower.value)} (at least ${number(lower.threshold)})`;
    return [`   ${id}: ${number(value)} (${bound} ${number(threshold)})${below}: ${pass ? "passed" : "failed"}`];
  });
  const status = gate.status === "pass" ? "passed" : "failed";
  return [
    `${gate.gate} gate (block ${gate.block}): ${status}. Evidence: ${gate.report}, ${gate.digest.replace(/^sha256:/, "")}`,
    ...checks,
  ];
}

/** How the model was validated, and how it did on samples it had not seen. */
export function validationLines({ results }: Pick<ReportBlock, "results">): readonly string[] {
  const text = (name: string): string => proseValue(field(results, name), null) ?? "not available";
  const isClasses = field(results, "task") === "classification";
  const names = isClasses ? ["accuracy", "balanced_accuracy", "mcc"] : ["rmsecv", "r2", "bias", "sep"];
  const lines = names.flatMap((name) => {
    const value = field(results, name);
    if (typeof value !== "number") return [];
    const format = ["mcc", "rmsecv", "r2", "bias", "sep"].includes(name) ? null : ".1%";
    const n = field(results, `${name}_n`);
    return [
      `${name}: ${withInterval(value, field(results, `${name}_ci`), format)}, over ${proseValue(n, null) ?? "?"} samples`,
    ];
  });
  const external = Number(field(results, "n_external") ?? 0);
  return [
    `Estimator ${text("estimator")}; scheme ${text("scheme")}: ${text("n_folds")} folds, separated by ${text("unit")}.`,
    "Every sample was predicted by a model that had not seen it; replicates of one sample count once.",
    ...lines,
    external === 0
      ? "No samples were set aside for a second opinion."
      : `${external} external spectra were in no fold and no fit; their figures stand in model/metrics.json.`,
  ];
}

/** What trust did, by its artifacts. */
export function trustLines(of: {
  readonly id: string;
  readonly calibration: Json;
  readonly conformal: Json;
  readonly abstention: Json;
}): readonly string[] {
  return [
    `Trust was applied (block ${of.id}), on samples that neither fit, calibration nor threshold had seen.`,
    ...calibrationLines(of.calibration),
    ...conformalLines(of.conformal),
    ...abstentionLines(of.abstention),
  ];
}

function calibrationLines(of: Json): readonly string[] {
  if (textField(of, "status") !== "success") return [`Calibration: ${textField(of, "sentence") ?? "not done"}.`];
  const part = (when: string, name: string): string => number(field(field(of, when) ?? null, name) as number | null);
  const band = field(field(of, "after") ?? null, "ece_null");
  const between = isInterval(band) ? ` (right probabilities give ${proseValue(band, ".4~f")})` : "";
  return [
    `Calibration by ${textField(of, "method")}: expected calibration error ${part("before", "ece")} before, ${part("after", "ece")} after${between};`,
    `   Brier score ${part("before", "brier")} before, ${part("after", "brier")} after; log loss ${part("before", "log_loss")} before, ${part("after", "log_loss")} after.`,
  ];
}

function conformalLines(of: Json): readonly string[] {
  if (textField(of, "status") !== "success")
    return [`Conformal prediction: ${textField(of, "sentence") ?? "not done"}.`];
  const alpha = Number(field(of, "alpha"));
  const classes = Object.entries((field(of, "by_class") ?? {}) as { readonly [name: string]: Json });
  return [
    `Conformal prediction (${textField(of, "score")}, by ${textField(of, "by")}) at alpha ${alpha}: promised coverage ${proseValue(1 - alpha, ".1~%")},`,
    `   reached ${shareWithInterval(of, "coverage_achieved", "coverage")} over ${proseValue(field(of, "n"), null)} samples; mean size of a set ${number(field(of, "mean_set_size") as number | null)}.`,
    `   Probability of so little coverage or less, were the promise kept: ${number(field(of, "coverage_p") as number | null)}.`,
    ...classes.map(
      ([name, one]) =>
        `   ${name}: coverage ${shareWithInterval(one, "coverage")}, ${proseValue(field(one, "n"), null)} samples`,
    ),
  ];
}

function abstentionLines(of: Json): readonly string[] {
  if (textField(of, "status") !== "success") return [];
  return [
    `Abstention: ${proseValue(field(of, "abstain_rate"), ".1%")} of the samples were not answered; of those answered ${shareWithInterval(of, "accuracy_on_answered")} were right.`,
  ];
}

/** `98.3 % (95 % CI 95.2 % to 99.7 %)`: the field `name`, with `<ci>_ci` beside it. */
export function shareWithInterval(of: Json, name: string, ci = name): string {
  const value = field(of, name);
  return typeof value === "number" ? withInterval(value, field(of, `${ci}_ci`), ".1%") : "not available";
}

function withInterval(value: number, interval: Json | undefined, format: string | null): string {
  const own = proseValue(value, format) ?? "";
  const ends = isInterval(interval) ? proseValue(interval, format) : null;
  return own + quotedInterval(ends ?? "not available: every resample is alike");
}

const number = (value: number | null | undefined): string =>
  typeof value === "number" ? (proseValue(value, null) ?? "") : "not available";
