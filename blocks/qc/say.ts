/** Say: a gate's checks as findings and as lines of the log. */
import { type CheckResult, type Gate, type GateReport, gates, type Worst } from "../../schemas/gate-report.ts";
import type { Facts } from "../contract/refusal.ts";
import type { Context } from "../contract/running.ts";
import type { Json } from "../contract/values.ts";
import { checkOf } from "../methods/qc/check-of.ts";
import { inOrder, type Judged } from "../methods/qc/report.ts";

/** A finding for every failed check and every advice that is not met, block by block. */
export function remarkOnChecks(all: readonly Judged[], context: Context): void {
  for (const { of, checks, advice } of all) {
    for (const { id, check } of [...inOrder(checks), ...inOrder(advice)]) {
      if (check.pass === false) context.remark(checkOf(id).code, factsOf(id, check, of));
    }
  }
}

/** `qc_check_<id>` for every check, then `qc_gate_<n>_passed` or `_failed`. */
export function logChecks(all: readonly Judged[], report: GateReport, context: Context): void {
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
function factsOf(id: string, { value, threshold, limit, unit, lower, worst }: CheckResult, of: string): Facts {
  const names = [...new Set(worst.flatMap((one) => nameOf(one) ?? []))];
  return {
    of,
    check: id,
    value,
    threshold,
    bound: limit,
    ...(unit === null ? {} : { unit }),
    ...(lower === null ? {} : { lower: lower.value, lower_threshold: lower.threshold }),
    ...(names.length === 0 ? {} : { worst: names }),
  };
}

const nameOf = (one: Worst): string | undefined => one.sample ?? one.class ?? one.feature;
