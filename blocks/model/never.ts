/** Never: metrics that a model of the other task has, so that a document that quotes one is told before anything runs. */

import { methods } from "../methods/methods.ts";
import {
  classificationMetricsSchema,
  regressionExternalSchema,
  regressionFittedSchema,
  regressionPooledSchema,
} from "../methods/metrics/schema.ts";
import type { ModelOptions } from "./options.ts";

const namesIn = ({ shape }: { readonly shape: object }): ReadonlySet<string> => new Set(Object.keys(shape));
const ofClasses = namesIn(classificationMetricsSchema);
const ofTarget = {
  "": namesIn(regressionPooledSchema),
  external: namesIn(regressionExternalSchema),
  fitted: namesIn(regressionFittedSchema),
};

/**
 * Why no model of this estimator has what a path names, `["accuracy"]` or `["external", "rmsep"]`; null where it may have it, or
 * where the path names no metric.
 */
export function neverOf({ estimator: { name } }: ModelOptions, [first, ...more]: readonly string[]): string | null {
  const isNested = first === "external" || first === "fitted";
  const metric = isNested ? more[0] : first;
  if (metric === undefined) return null;
  const ofTask = { classification: ofClasses, regression: ofTarget[isNested ? first : ""] };
  const { task } = methods.estimator(name);
  const other = task === "classification" ? "regression" : "classification";
  if (ofTask[task].has(metric) || !ofTask[other].has(metric)) return null;
  const rows = isNested ? `${first}.` : "";
  const has =
    task === "classification"
      ? ["accuracy", "balanced_accuracy", "roc_auc"]
      : [rootOf[first] ?? "rmsecv", "r2", "bias"];
  return `\`${name}\` is a ${task}: it has ${has.map((one) => `\`${rows}${one}\``).join(", ")} and others of its task`;
}

const rootOf: { readonly [rows: string]: string | undefined } = { external: "rmsep", fitted: "rmsec" };
