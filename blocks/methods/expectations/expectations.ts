/** Expectations: everything of a model that is compared with what it should be, worst first. */
import type { Applicability, NotApplicable } from "../applicability/applicability.ts";
import { externalOf, judgedOf, type Scored } from "../metrics/metrics.ts";
import type { Confusion, Metrics } from "../metrics/schema.ts";
import { biasAndSlope, externalError, farOff, noBetter } from "./errors.ts";
import { externalOutside, fittedOutside } from "./outside.ts";
import { type Expectation, expectationCodes } from "./schema.ts";

/**
 * What a model shows beside what is expected of one that works on samples like these; what cannot be compared is not in it.
 *
 * @param counts the confusion matrix; null of a regression, and without validation
 * @param found where rows stand to the model
 * @returns by code, the worst first, then by chance
 */
export function expectations(
  model: Scored,
  measured: Metrics,
  counts: Confusion | null,
  found: Applicability | NotApplicable,
): readonly Expectation[] {
  const unit = measured.task === "regression" ? (model.outcome.target?.unit ?? null) : null;
  const judged = judgedOf(model);
  const all = [
    noBetter(measured, counts, judged, unit),
    ...externalError(measured, unit),
    ...(found.na === null ? [...externalOutside(found, model.rows), ...fittedOutside(found, model.rows)] : []),
    ...(measured.task === "regression" ? regressionOnly(model, measured, unit) : []),
  ].filter((one) => one !== null);
  const place = ({ code }: Expectation): number => expectationCodes.indexOf(code);
  return all.sort((a, b) => place(a) - place(b) || (a.p ?? 0) - (b.p ?? 0));
}

function regressionOnly(model: Scored, measured: Extract<Metrics, { task: "regression" }>, unit: string | null) {
  const rmsecv = measured.pooled?.rmsecv ?? null;
  const far =
    rmsecv === null
      ? []
      : [farOff(judgedOf(model), rmsecv, "left out", unit), farOff(externalOf(model), rmsecv, "external", unit)];
  return [...far, ...biasAndSlope(measured, unit)];
}
