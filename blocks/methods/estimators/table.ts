/** Estimators: the table from the name a document uses to what it means. */
import type { AnyEstimator } from "./estimator.ts";
import { linearSvc } from "./linear-svc.ts";
import { logisticRegression } from "./logistic-regression.ts";
import { plsDa } from "./pls-da.ts";
import { plsRegression } from "./pls-regression.ts";

/** Every estimator by the name documents use, in the order the reference lists them. */
export const estimators: { readonly [name: string]: AnyEstimator } = {
  "pls-da": plsDa,
  "pls-regression": plsRegression,
  "logistic-regression": logisticRegression,
  "linear-svc": linearSvc,
};

/** The estimator of a name. Throws RangeError for a name no schema lets pass. */
export function estimatorOf(name: string): AnyEstimator {
  const found = Object.hasOwn(estimators, name) ? estimators[name] : undefined;
  if (found === undefined) throw new RangeError(`no estimator \`${name}\``);
  return found;
}
