/** Judge: applies the policy to what the checks of a gate measured. */
import type { CheckResult, Gate } from "../../../schemas/gate-report.ts";
import type { AnyCheck, CheckDeclaration, Materials } from "./check.ts";
import { judgeOne } from "./judge-one.ts";
import type { EffectivePolicy, Mode } from "./policy.ts";
import { checks as allChecks } from "./table.ts";

/** By check id, in the order of the table. */
export interface Checks {
  readonly [id: string]: CheckResult | undefined;
}

/** What a gate found of one block. */
export interface Verdict {
  readonly checks: Checks;
  readonly advice: Checks;
}

/** Every check of a gate that has a place among this material. */
export function judge<G extends Gate>(
  gate: G,
  material: Materials[G],
  policy: EffectivePolicy,
  table: readonly AnyCheck[] = allChecks,
): Verdict {
  const checks: { [id: string]: CheckResult } = {};
  const advice: { [id: string]: CheckResult } = {};
  for (const one of table) {
    if (!isOf(one, gate)) continue;
    const judged = judgeOne(one, material, policy);
    if (judged !== null) (isAdviceIn(policy.mode, one) ? advice : checks)[one.id] = judged;
  }
  return { checks, advice };
}

const isAdviceIn = (mode: Mode, { isAdvice }: AnyCheck): boolean => isAdvice === true || isAdvice === mode;

const isOf = <G extends Gate>(one: AnyCheck, gate: G): one is Extract<AnyCheck, CheckDeclaration<G>> =>
  one.gate === gate;
