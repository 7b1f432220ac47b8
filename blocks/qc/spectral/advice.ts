/** Advice: what to look at in the variables a model will see. It warns in every mode and never fails a gate. */
import { Refusal } from "../../refusal.ts";
import { columnMeans, type Matrix, row, takeColumns } from "../../shared/numeric/matrix.ts";
import { hotellingT2, qLimitFromValues, t2Limit } from "../../shared/numeric/multivariate-limits.ts";
import { type Pca, pca, pcaResiduals, pcaScores, rowSquares } from "../../shared/numeric/pca.ts";
import { dot } from "../../shared/numeric/vectors.ts";
import type { Rows } from "../../values.ts";
import { type Check, type Checks, judgedFixed, notJudged, type Worst } from "../check.ts";
import type { NaReason } from "../check-specs.ts";

/** Correlation beyond which two features say the same. */
const leastAlike = 0.999;
/** Share of good spectra within the limits of T² and Q. */
const level = 0.99;
/** Share of spectra beyond them above which it is said. */
const mostOutliers = 0.1;
/** Fewer than five samples a feature. */
const mostFeaturesPerSample = 0.2;
/** Components of the model of normal spectra. */
const components = 5;
/** Columns an outlier is looked for in: neighbouring points say nearly the same, and the work grows with their square. */
const mostColumns = 128;
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
  const pairs: Worst[] = [];
  units.forEach((one, j) => {
    for (let k = j + 1; k < units.length; k++) {
      const other = units[k];
      const r = one === null || other === null ? 0 : dot(one, other);
      if (Math.abs(r) > leastAlike) pairs.push({ feature: `${features[j]}, ${features[k]}`, value: r });
    }
  });
  const worst = pairs.sort((a, b) => Math.abs(b.value ?? 0) - Math.abs(a.value ?? 0));
  return judgedFixed(0, "pairs", { value: pairs.length, worst });
}

/**
 * Share of spectra beyond the 99 % limit of Hotelling's T² or of Q in a PCA of up to five components, on at most 128 columns.
 *
 * @see Jackson 1991, A User's Guide to Principal Components, chapter 2
 */
function outlierCheck(x: Matrix, rows: Rows, index: readonly number[]): Check {
  const none = (na: NaReason) => notJudged(na, "max", "fraction", mostOutliers, mostOutliers);
  const chosen = evenColumns(x);
  const model = fitted(chosen);
  if (model === null) return none("no_variance");
  const scores = pcaScores(chosen, model);
  const t2 = hotellingT2(scores, model.variances);
  const q = rowSquares(pcaResiduals(chosen, model, scores));
  const limits = { t2: t2Limit(x.rows, model.loadings.rows, level), q: qLimitFromValues(q, level) };
  // How many times beyond the nearer limit; a Q limit of 0 means that nothing is left over.
  const beyond = t2.map((value, i) => Math.max(value / limits.t2, limits.q > 0 ? q[i] / limits.q : 0));
  const out = [...beyond.keys()].filter((i) => beyond[i] > 1).sort((a, b) => beyond[b] - beyond[a] || a - b);
  const worst = out.map((i) => ({
    sample: rows.sample[index[i]],
    spectrum: rows.id[index[i]],
    value: beyond[i],
    about: `times the limit of ${beyond[i] === t2[i] / limits.t2 ? "T²" : "Q"}`,
  }));
  return judgedFixed(mostOutliers, "fraction", { value: out.length / x.rows, worst });
}

/** The matrix itself, or 128 of its columns at even distances. */
function evenColumns(x: Matrix): Matrix {
  if (x.cols <= mostColumns) return x;
  const chosen = Array.from({ length: mostColumns }, (_, k) => Math.floor((k * x.cols) / mostColumns));
  return takeColumns(x, chosen);
}

/** As many components as the rows carry, up to five; null where nothing varies or a value is not finite. */
function fitted(x: Matrix): Pca | null {
  if (x.rows < 3 || !hasNumbersOnly(x)) return null;
  try {
    return pca(x, Math.min(components, x.rows - 2, x.cols));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { have } = error.remarks[0].facts;
    return error.code === "FS5101" && typeof have === "number" && have > 0 ? pca(x, have) : null;
  }
}

function hasNumbersOnly(x: Matrix): boolean {
  for (let i = 0; i < x.rows; i++) for (const value of row(x, i)) if (!Number.isFinite(value)) return false;
  return true;
}
