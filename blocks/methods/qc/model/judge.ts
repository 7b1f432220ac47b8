/** The model gate: whether out-of-fold predictions are good enough, counted by sample. */

import { takeRows } from "../../../contract/matrix.ts";
import type { ModelParts, Outcome, Rows } from "../../../contract/values.ts";
import { unitsOf } from "../../metrics/units.ts";
import type { Checks } from "../check.ts";
import type { EffectivePolicy } from "../policy.ts";
import { errorChecks, noErrors } from "./errors.ts";
import { noProportions, proportionChecks } from "./proportions.ts";

/** What of a model is judged. */
export type JudgedModel = Pick<ModelParts, "recipe" | "scores">;

/**
 * All checks of the model gate. A sample's score is the mean over its spectra; a model that was not validated shows nothing
 * and fails.
 */
export function judgeModel(
  { recipe, scores }: JudgedModel,
  rows: Rows,
  outcome: Outcome,
  policy: EffectivePolicy,
): Checks {
  const own = rows.external.flatMap((external, i) => (external ? [] : [i]));
  const units = unitsOf(takeRows(scores, own), own, rows, outcome);
  if (recipe.task === "regression") {
    if (outcome.target === null) throw new RangeError("a regression without a target");
    return { ...noProportions("regression", policy), ...errorChecks(units, outcome.target, policy) };
  }
  if (outcome.label === null) throw new RangeError("a classification without a label");
  return { ...proportionChecks(units, outcome.label, policy), ...noErrors("classification", policy) };
}
