/** Advice: what to look at in the variables a model will see. It warns in every mode and never fails a gate. */

import { columnMeans, type Matrix } from "../../../contract/matrix.ts";
import type { Rows } from "../../../contract/values.ts";
import { farRows } from "../../numeric/far-rows.ts";
import { dot } from "../../numeric/vectors.ts";
import { type Check, type Checks, judgedFixed, notJudged, type Worst } from "../check.ts";

/** Correlation beyond which two features say the same. */
const leastAlike = 0.999;
/** Share of spectra beyond them above which it is said. */
const mostOutliers = 0.1;
/** Fewer than five samples a feature. */
const mostFeaturesPerSample = 0.2;
/** Features of which all pairs are compared. */
const mostPaired = 500;

/**
 * Advice on variables: outliers always; after features also constant ones, pairs that say the same, and how many there are.
 *
 * @param x m × p: variables of the rows `index`, with steps that learn fitted on them
 * @param features names of the features; null where the variables are points of an axis
 */
export function adviceOn(x: Matrix, features: readonly string[] | null, rows: Rows, index: readonly number[]): Checks {
  const outliers = { outliers: outlierCheck(x, rows, index) };
  if (features === null) return outliers;
  const samples = new Set(index.map((i) => rows.sample[i])).size;
  return {
    zero_variance: constantCheck(x, features),
    collinear_features: alikeCheck(x, features),
    features_per_sample: judgedFixed(mostFeaturesPerSample, "features per sample", {
      value: features.length / samples,
    }),
    ...outliers,
  };
}

/** finite_values: features that are not a number or infinite; this one fails the gate. */
export function finiteCheck(x: Matrix, features: readonly string[]): { finite_values: Check } {
  const counts = features.map((feature, j) => {
    let value = 0;
    for (let i = 0; i < x.rows; i++) if (!Number.isFinite(x.data[i * x.cols + j])) value++;
    return { feature, value };
  });
  const worst = counts.filter(({ value }) => value > 0).sort((a, b) => b.value - a.value);
  return {
    finite_values: judgedFixed(0, "values", { value: worst.reduce((sum, { value }) => sum + value, 0), worst }),
  };
}

function constantCheck(x: Matrix, features: readonly string[]): Check {
  const constant = features.filter((_, j) => {
    for (let i = 1; i < x.rows; i++) if (x.data[i * x.cols + j] !== x.data[j]) return false;
    return true;
  });
  return judgedFixed(0, "features", {
    value: constant.length,
    worst: constant.map((feature) => ({ feature, value: null })),
  });
}

/** Pairs with |r| > 0.999, Pearson's r; constant features have none. */
function alikeCheck(x: Matrix, features: readonly string[]): Check {
  if (features.length > mostPaired) return notJudged("too_large", "max", "pairs", 0, 0);
  const means = columnMeans(x);
  const units = features.map((_, j) => {
    const column = Float64Array.from({ length: x.rows }, (_, i) => x.data[i * x.cols + j] - means[j]);
    const length = Math.sqrt(dot(column, column));
    return length > 0 ? column.map((value) => value / length) : null;
  });
  const pairs: (Worst & { readonly value: number })[] = [];
  units.forEach((one, j) => {
    for (let k = j + 1; k < units.length; k++) {
      const other = units[k];
      const r = one === null || other === null ? 0 : dot(one, other);
      if (Math.abs(r) > leastAlike) pairs.push({ feature: `${features[j]}, ${features[k]}`, value: r });
    }
  });
  const worst = pairs.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  return judgedFixed(0, "pairs", { value: pairs.length, worst });
}

/** Share of spectra far from the others: beyond the 99 % limit of T² or Q of a PCA of up to five components. */
function outlierCheck(x: Matrix, rows: Rows, index: readonly number[]): Check {
  const found = farRows(x);
  if (found === null) return notJudged("no_variance", "max", "fraction", mostOutliers, mostOutliers);
  const worst = found.far.map((i) => ({
    sample: rows.sample[index[i]],
    spectrum: rows.id[index[i]],
    value: found.beyond[i],
    about: `times the limit of ${found.of[i]}`,
  }));
  return judgedFixed(mostOutliers, "fraction", { value: found.far.length / x.rows, worst });
}
