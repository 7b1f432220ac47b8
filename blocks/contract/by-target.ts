/** By target: thresholds of which a document gives one a target. */
import { own } from "../../schemas/dictionary.ts";
import type { ByTarget, Settings } from "./running.ts";

type Policy = Settings["qc_policy"];
type Given = Policy[string];

/** Whether there is a value for each target. */
export const isByTarget = (value: Given | undefined): value is ByTarget => typeof value === "object";

/**
 * The policy that holds for one target: fields that are given by target have its value, and are not given where it has none.
 *
 * @param target its column; null for what predicts no number
 */
export function policyFor(policy: Policy, target: string | null): { readonly [field: string]: number | boolean } {
  return Object.fromEntries(
    Object.entries(policy).flatMap(([field, value]): (readonly [string, number | boolean])[] => {
      if (!isByTarget(value)) return [[field, value]];
      const one = target === null ? undefined : own(value, target);
      return one === undefined ? [] : [[field, one]];
    }),
  );
}
