/** Missing data: how many spectral values were not there when the file was read. */
import { type Check, judged } from "../check.ts";
import type { EffectivePolicy } from "../policy.ts";

/**
 * missing_data.
 *
 * @param fraction of all spectral values, before the missing ones were dropped or interpolated
 */
export function missingCheck(fraction: number, policy: EffectivePolicy): { missing_data: Check } {
  return { missing_data: judged(policy, "max_missing_fraction", "max", "fraction", { value: fraction }) };
}
