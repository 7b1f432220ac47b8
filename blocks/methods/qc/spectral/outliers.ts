/** Outliers: the share of spectra beyond the 99 % limit of T² or Q of a PCA of up to five components. */
import { farRows } from "../../numeric/far-rows.ts";
import { type CheckWords, check } from "../check.ts";

/** Share of spectra beyond them above which it is said. */
const mostOutliers = 0.1;

/** So many are listed at least, the farthest, whether or not they lie beyond a limit. */
const leastListed = 5;

const timesLimit = { "T²": "times_limit_t2", Q: "times_limit_q" } as const;

export const declaration = check({
  id: "outliers",
  gate: "spectral",
  code: "FS7133",
  limit: "max",
  unit: "fraction",
  isAdvice: true,
  threshold: mostOutliers,
  measure(material) {
    const { rows, index } = material;
    const x = material.variables();
    const found = farRows(x);
    if (found === null) return { na: "no_variance" };
    const worst = found.order.slice(0, Math.max(leastListed, found.far.length)).map((i) => ({
      sample: rows.sample[index[i]],
      spectrum: rows.id[index[i]],
      value: found.beyond[i],
      about: timesLimit[found.of[i]],
    }));
    return { value: found.far.length / x.rows, worst };
  },
});

export const words: CheckWords = {
  title: "Spectra outside the T² or Q limit",
  quantity: "share",
  action:
    "Look at the listed spectra before you trust the model; exclude one only with a reason that stands in the laboratory record.",
};
