/** Say: a gate's checks as findings and as lines of the log. */
import type { Context } from "../contract/kind.ts";
import type { Facts } from "../contract/refusal.ts";
import type { Json } from "../contract/values.ts";
import type { Check, Worst } from "../methods/qc/check.ts";
import { type CheckId, type Gate, gates, specOf } from "../methods/qc/check-specs.ts";
import { bounds } from "../methods/qc/policy.ts";
import { inOrder, type Judged, type Report } from "../methods/qc/report.ts";

/** A finding for every failed check and every advice that is not met, block by block. */
export function remarkOnChecks(all: readonly Judged[], context: Context): void {
  for (const { of, checks, advice } of all) {
    for (const { id, check } of [...inOrder(checks), ...inOrder(advice)]) {
      if (check.pass === false) context.remark(specOf(id).code, factsOf(id, check, of));
    }
  }
}

/** `qc_check_<id>` for every check, then `qc_gate_<n>_passed` or `_failed`. */
export function logChecks(all: readonly Judged[], report: Report, context: Context): void {
  for (const { of, checks } of all) {
    for (const { id, check } of inOrder(checks)) {
      const { value, threshold, limit, pass, na } = check;
      context.log(`qc_check_${id}`, { of, value, threshold, limit, pass, na });
    }
  }
  const { gate, status, failed_checks } = report;
  const outcome = status === "pass" ? "passed" : "failed";
  const facts: { readonly [name: string]: Json } = { gate, of: report.of, failed_checks };
  context.log(`qc_gate_${gateNumber(gate)}_${outcome}`, facts);
}

const gateNumber = (gate: Gate): number => gates.indexOf(gate) + 1;

/** What the catalogue's sentence may quote; facts that do not apply are left out, so that help which needs them is too. */
function factsOf(id: CheckId, { value, threshold, limit, unit, lower, worst }: Check, of: string): Facts {
  const names = [...new Set(worst.flatMap((one) => nameOf(one) ?? []))];
  return {
    of,
    check: id,
    title: specOf(id).title,
    value,
    threshold,
    bound: bounds[limit],
    ...(unit === null ? {} : { unit }),
    ...(lower === null ? {} : { lower: lower.value, lower_threshold: lower.threshold }),
    ...(names.length === 0 ? {} : { worst: names }),
  };
}

const nameOf = (one: Worst): string | undefined => one.sample ?? one.class ?? one.feature;
