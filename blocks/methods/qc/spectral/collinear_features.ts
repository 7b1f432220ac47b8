/** Collinear features: pairs with |r| > 0.999, Pearson's r; constant features have none. */
import { columnMeans, type Matrix } from "../../../contract/matrix.ts";
import { dot } from "../../numeric/vectors.ts";
import { type CheckWords, check } from "../check.ts";

/** Correlation beyond which two features say the same. */
const leastAlike = 0.999;
/** Features of which all pairs are compared. */
const mostPaired = 500;

export const declaration = check({
  id: "collinear_features",
  gate: "spectral",
  code: "FS7132",
  limit: "max",
  unit: "pairs",
  isAdvice: true,
  threshold: 0,
  measure(material) {
    const { features } = material;
    if (features === null) return null;
    if (features.length > mostPaired) return { na: "too_large" };
    const pairs = pairsAlike(material.variables(), features);
    const worst = pairs.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
    return { value: pairs.length, worst };
  },
});

export const words: CheckWords = {
  title: "Pairs of features that say the same",
  quantity: "count",
  action: "Keep one of each pair of features that rise and fall together.",
};

function pairsAlike(x: Matrix, features: readonly string[]): { readonly feature: string; readonly value: number }[] {
  const means = columnMeans(x);
  const units = features.map((_, j) => {
    const column = Float64Array.from({ length: x.rows }, (_, i) => x.data[i * x.cols + j] - means[j]);
    const length = Math.sqrt(dot(column, column));
    return length > 0 ? column.map((value) => value / length) : null;
  });
  const pairs: { readonly feature: string; readonly value: number }[] = [];
  units.forEach((one, j) => {
    for (let k = j + 1; k < units.length; k++) {
      const other = units[k];
      const r = one === null || other === null ? 0 : dot(one, other);
      if (Math.abs(r) > leastAlike) pairs.push({ feature: `${features[j]}, ${features[k]}`, value: r });
    }
  });
  return pairs;
}
