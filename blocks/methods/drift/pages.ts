/** Pages: what the reference says of each test for drift, and of the population stability index. */

import type { DriftReport } from "../../contract/drift-report.ts";
import type { SummarisedPage } from "../../contract/method-page.ts";

const bySample =
  "One value a sample, the mean of its spectra, against the calibration and conformal samples. Fewer than 5 new samples are not tested.";
const permuted = "p = (1 + permutations at least as far)/2000: 1,999 permutations from a named stream, ties count.";
const example = "drift_policy: {warn_p: 0.05, fail_p: 0.01}";
const energy = {
  formula: "E = 2·mean|x − y| − mean|x − x′| − mean|y − y′|",
  cost: "O(N²·p) for the distances of N samples, then O(n²) a permutation, n of the smaller set.",
  sources: [
    {
      authors: "Székely, Rizzo",
      year: 2013,
      where: "J. Stat. Plan. Inference 143:1249",
      doi: "10.1016/j.jspi.2013.03.018",
    },
  ],
  example,
};
const thinned = "Of more than 500 new samples a drawn 500 are looked at.";

export const driftPages: { readonly [Test in DriftReport["tests"][number]["test"] | "psi"]: SummarisedPage } = {
  scores_and_q: {
    summary: "looks at each score and at Q one by one: is its distribution another (Kolmogorov–Smirnov)",
    formula: `
      D = max |F(x) − G(x)|, two samples, two-sided        p = smallest of Holm's adjusted p
    `,
    conventions: [
      bySample,
      "Exact for orders without ties, an upper bound with them; beyond 4 million pairs Kolmogorov's limiting distribution. Only the order counts, so Q and log Q are the same.",
    ],
    cost: "O(n·m) for each of at most 11 numbers.",
    sources: [
      { authors: "Hodges", year: 1957, where: "Ark. Mat. 3:469", doi: "10.1007/BF02589501" },
      { authors: "Holm", year: 1979, where: "Scand. J. Stat. 6:65", about: "the adjustment" },
    ],
    example,
  },
  energy_scores: {
    ...energy,
    summary: "looks at all scores together: is their cloud another (energy distance)",
    conventions: [
      bySample,
      `Each score in units of its standard deviation over the training samples. ${permuted}`,
      `${thinned} Left out where there are no components.`,
    ],
  },
  energy_residuals: {
    ...energy,
    summary: "looks at what the components leave of the spectra: is there something new in them (energy distance)",
    conventions: [bySample, permuted, thinned],
  },
  exceedance: {
    summary: "counts new samples beyond the reference's 95 % value of T² or Q",
    formula: `
      limit = r-th smallest of m, r = min(m, ⌈0.95·(m + 1)⌉)        p = 2·min over T², Q of P(as many or more)
      number beyond ~ beta-binomial(n; m + 1 − r, r)
    `,
    conventions: [bySample, "Whatever the distribution is, as long as it is continuous; at most 1."],
    cost: "O(m log m + n).",
    sources: [
      {
        authors: "Wilks",
        year: 1941,
        where: "Ann. Math. Stat. 12:91",
        doi: "10.1214/aoms/1177731788",
        about: "order statistics as limits",
      },
    ],
    example,
  },
  paired_residuals: {
    summary: "holds samples that were measured again against themselves (sign flip of differences)",
    formula: `
      |mean of d|, d = residual now − residual then        p: the share of sign patterns with a mean at least as long
    `,
    conventions: [
      "Only where at least 8 new samples carry names of reference samples; otherwise left out, and fewer tests share p.",
      permuted,
    ],
    cost: "O(n²·p) for the inner products, then O(n²) a flip.",
    sources: [{ authors: "Maritz", year: 1995, where: "Distribution-Free Statistical Methods, 2nd ed., section 2.2" }],
    example,
  },
  psi: {
    summary: "the population stability index of each number: shown as moved or not, never a verdict",
    formula: `
      PSI = Σ (p − q)·ln(p/q) over bins at quantiles of the reference
      bins = max(2, min(10, ⌊min(n, m)/5⌋))        moved: PSI > max(0.25, (1/n + 1/m)·χ²(1 − 0.01/numbers; bins − 1))
    `,
    conventions: [
      "Outer bins are open; a value on an edge belongs to the bin below; every bin counts half a value more than it holds, so none is empty.",
      "Of features where the model has features, else of scores and Q.",
    ],
    cost: "O(n log n) a number.",
    sources: [
      { authors: "Yurdakul, Naranjo", year: 2020, where: "J. Risk Model Valid. 14:89", doi: "10.21314/JRMV.2020.227" },
    ],
    example,
  },
};
