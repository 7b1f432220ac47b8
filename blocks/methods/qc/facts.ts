/** Facts: what of a judged check its finding may quote. */
import type { CheckResult, Worst } from "../../../schemas/gate-report.ts";
import type { Facts } from "../../contract/refusal.ts";

/** What the catalogue's sentence may quote; facts that do not apply are left out, so that help which needs them is too. */
export function factsOf(id: string, { value, threshold, limit, unit, lower, worst }: CheckResult): Facts {
  const names = [...new Set(worst.flatMap((one) => nameOf(one) ?? []))];
  return {
    check: id,
    value,
    ...(value === null ? {} : { percent: (100 * value).toFixed(1) }),
    threshold,
    bound: limit,
    ...(unit === null ? {} : { unit }),
    ...(lower === null ? {} : { lower: lower.value, lower_threshold: lower.threshold }),
    ...(names.length === 0 ? {} : { worst: names }),
  };
}

const nameOf = (one: Worst): string | undefined => one.sample ?? one.class ?? one.feature;
