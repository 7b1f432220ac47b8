/** Report: what a gate writes of all blocks it judged, `<gate>_qc_report.json`; also the results of the block. */
import type { CheckResult, Gate, GateReport, GateVerdict } from "../../../schemas/gate-report.ts";
import type { Checks, Verdict } from "./judge.ts";
import { checks as table } from "./table.ts";

/** What a gate found of one block. */
export interface Judged extends Verdict {
  readonly of: string;
  /** Checks whose failure the block judged has said itself. */
  readonly said?: readonly string[];
}

/**
 * The report over all blocks judged, at least one; it passes where none failed.
 *
 * @param isAdvice all of it is advice
 */
export function reportOf(gate: Gate, all: readonly Judged[], isAdvice = false): GateReport {
  const [first, ...others] = all;
  if (others.length === 0) return { schema_version: 1, gate, of: first.of, ...verdictOf(first, isAdvice) };
  const decisive = { checks: deciding(all.map((one) => one.checks)), advice: deciding(all.map((one) => one.advice)) };
  return {
    schema_version: 1,
    gate,
    of: all.map(({ of }) => of),
    ...verdictOf(decisive, isAdvice),
    by_block: Object.fromEntries(all.map((one) => [one.of, verdictOf(one, isAdvice)])),
  };
}

/** What was found where all of it is advice: nothing stands aside of the checks. */
export const asAdvice = (one: Judged): Judged => ({ ...one, checks: { ...one.checks, ...one.advice }, advice: {} });

/** Checks in the order of the table. */
export function inOrder(of: Checks): readonly { readonly id: string; readonly check: CheckResult }[] {
  return table.flatMap(({ id }) => {
    const check = of[id];
    return check === undefined ? [] : [{ id, check }];
  });
}

function verdictOf({ checks, advice }: Verdict, isAdvice: boolean): GateVerdict {
  const failed = table.filter(({ id }) => checks[id]?.pass === false);
  return {
    status: failed.length === 0 ? "pass" : "fail",
    checks: plain(checks),
    failed_checks: failed.map(({ id }) => id),
    recommended_actions: failed.map(({ code }) => code),
    advice: isAdvice || plain(advice),
  };
}

/** Of each check the first that failed, else the first that judged. */
function deciding(all: readonly Checks[]): Checks {
  return Object.fromEntries(
    table.flatMap(({ id }) => {
      const found = all.flatMap((of) => of[id] ?? []);
      const decisive = found.find(({ pass }) => pass === false) ?? found.find(({ pass }) => pass === true) ?? found[0];
      return decisive === undefined ? [] : [[id, decisive]];
    }),
  );
}

const plain = (of: Checks): GateVerdict["checks"] =>
  Object.fromEntries(inOrder(of).map(({ id, check }) => [id, check]));
