/** Measured change: how much worse a model is where its validation was changed, as a check measures it. */

import type { Worst } from "../../../../schemas/gate-report.ts";
import { type Change, chance, worsening } from "../../validation/change.ts";
import type { ValidationReason } from "../../validation/schema.ts";
import type { Measured, NotMeasured } from "../check.ts";

type Made = Pick<Change, "ordinary" | "lost" | "p">;
interface Missing {
  readonly na: ValidationReason;
}

/**
 * The fall of the accuracy, or the ratio of the RMSECVs, with what chance does. What could not be looked at has not been shown to hold:
 * no number, which fails.
 *
 * @param leastRatio the threshold of a regression
 * @param about the figure after the change, and what it was made of
 */
export function measuredChange<Part extends Made | Missing>(
  part: Part,
  task: "classification" | "regression",
  leastRatio: number,
  about: (made: Exclude<Part, Missing>) => { readonly other: number; readonly worst: readonly Worst[] },
): Measured | NotMeasured {
  const judged = task === "regression" ? { unit: "times the RMSECV", threshold: leastRatio } : {};
  if (isMissing(part)) {
    const { na } = part;
    return na === "not_requested" || na === "not_validated" ? { na } : { ...judged, value: Number.NaN };
  }
  const { other, worst } = about(part as Exclude<Part, Missing>);
  return { ...judged, value: worsening({ ...part, other }), chance: { p: part.p, below: chance }, worst };
}

const isMissing = (part: Made | Missing): part is Missing => "na" in part;
