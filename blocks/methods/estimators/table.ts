/** Estimators: the table from the name a document uses to what it means. */
import type { AnyEstimator } from "../../contract/estimator.ts";
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
