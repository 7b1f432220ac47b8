/** Say: a gate's checks as findings and as lines of the log. */
import { type Gate, type GateReport, gates } from "../../schemas/gate-report.ts";
import type { Json } from "../../schemas/plain-json.ts";
import type { Context } from "../contract/running.ts";
import { checkOf } from "../methods/qc/check-of.ts";
import { factsOf } from "../methods/qc/facts.ts";
import { inOrder, type Judged } from "../methods/qc/report.ts";

/** A finding for every failed check and every advice that is not met, block by block; what the block judged has said of itself is not repeated. */
export function remarkOnChecks(all: readonly Judged[], context: Context): void {
  for (const { of, checks, advice, said = [] } of all) {
    for (const { id, check } of [...inOrder(checks), ...inOrder(advice)]) {
      if (check.pass === false && !said.includes(id)) context.remark(checkOf(id).code, { of, ...factsOf(id, check) });
    }
  }
}

/** `qc_check_<id>` for every check, then of a gate `qc_gate_<n>_passed` or `_failed`. */
export function logChecks(all: readonly Judged[], report: GateReport, context: Context): void {
  for (const { of, checks } of all) {
    for (const { id, check } of inOrder(checks)) {
      const { value, threshold, limit, pass, na, despite } = check;
      context.log(`qc_check_${id}`, { of, value, threshold, limit, pass, na, ...(despite && { despite }) });
    }
  }
  const { gate, status, failed_checks, advice } = report;
  if (advice === true) return;
  const outcome = status === "pass" ? "passed" : "failed";
  const facts: { readonly [name: string]: Json } = { gate, of: report.of, failed_checks };
  context.log(`qc_gate_${gateNumber(gate)}_${outcome}`, facts);
}

const gateNumber = (gate: Gate): number => gates.indexOf(gate) + 1;
