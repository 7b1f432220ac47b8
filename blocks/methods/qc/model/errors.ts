/** Errors of regression by sample: r2, rmsecv and bias. */

import type { Target } from "../../../contract/values.ts";
import { estimates } from "../../metrics/intervals.ts";
import { REGRESSION, regressionStatistics } from "../../metrics/regression.ts";
import type { Units } from "../../metrics/units.ts";
import { type Check, judged, notJudged } from "../check.ts";
import type { NaReason } from "../check-specs.ts";
import type { EffectivePolicy } from "../policy.ts";

/**
 * r2, rmsecv and bias. The bias is judged by its size and told with its sign in `worst`.
 *
 * @param units samples with their mean out-of-fold prediction
 */
export function errorChecks(units: Units, target: Target, policy: EffectivePolicy) {
  const values = estimates(regressionStatistics(units), units.names.length);
  const at = (name: (typeof REGRESSION)[number]) => values[REGRESSION.indexOf(name)];
  const unit = target.unit ?? "target";
  const observed = units.target as Float64Array;
  // Samples stand in the order of their names, and so do equals.
  const worst = units.names
    .map((sample, u) => ({
      sample,
      value: units.scores.data[u * units.scores.cols] - observed[u],
      about: "predicted less measured",
    }))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  return {
    r2: judged(policy, "min_r2", "min", null, { value: at("r2"), worst }),
    rmsecv: judged(policy, "max_rmsecv", "max", unit, { value: at("rmse"), worst }),
    bias: judged(policy, "max_abs_bias", "max", unit, {
      value: Math.abs(at("bias")),
      worst: [{ value: at("bias"), about: "mean of predicted less measured" }],
    }),
  };
}

/** The three checks where there is nothing to measure. */
export function noErrors(na: NaReason, { thresholds }: EffectivePolicy): { r2: Check; rmsecv: Check; bias: Check } {
  const none = (field: string, limit: "min" | "max", unit: string | null) =>
    notJudged(na, limit, unit, thresholds[field].value, thresholds[field].floor);
  return {
    r2: none("min_r2", "min", null),
    rmsecv: none("max_rmsecv", "max", "target"),
    bias: none("max_abs_bias", "max", "target"),
  };
}
