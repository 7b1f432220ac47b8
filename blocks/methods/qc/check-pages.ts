/** Pages: what the reference says of each check of the gates: what is measured, and by which conventions. */
import { clopperPearson, jackson, martensStark } from "../../contract/literature.ts";
import type { MethodPage, Source } from "../../contract/method-page.ts";
import type { CheckId } from "./check-specs.ts";

const measured =
  "Measured on the spectra as read, after crop, exclude, convert, resample and despike and before every other step: clipping and baselines cannot be seen after a derivative and SNV.";
const points = "Fewer than 32 points: not judged. External rows are not measured.";
const bySample =
  "Counts samples: a sample's score is the mean over its spectra, out of fold. A model that was not validated has no such score and fails.";
const robust: Source = {
  authors: "Hampel",
  year: 1974,
  where: "J. Am. Stat. Assoc. 69:383",
  doi: "10.1080/01621459.1974.10482962",
  about: "the median absolute deviation",
};
const lowerLimit: Source = { ...clopperPearson, about: "the lower limit" };
const dataGate = "gate: data";
const spectralGate = "gate: spectral";

export const checkPages: { readonly [Id in CheckId]: MethodPage } = {
  min_samples_per_class: {
    formula: "min over classes of the number of samples",
    conventions: [
      "Samples count, not spectra: replicates of one sample count once. A sample is of the class most of its spectra have, ties to the first class.",
      "External rows do not count. Without a label, or in a regression, not judged.",
    ],
    cost: "O(n).",
    sources: [],
    example: `
      gate: data
      min_samples_per_class: 25
    `,
  },
  imbalance_ratio: {
    formula: "samples of the largest class / samples of the smallest",
    conventions: ["Counted as min_samples_per_class; infinite where a class has none, which fails."],
    cost: "O(n).",
    sources: [],
    example: `
      gate: data
      max_imbalance_ratio: 3
    `,
  },
  missing_data: {
    formula: "missing spectral values / all spectral values",
    conventions: ["Of the file as read, before `missing: drop` or `interpolate`."],
    cost: "Counted while reading.",
    sources: [],
    example: `
      gate: data
      max_missing_fraction: 0.005
    `,
  },
  duplicates: {
    formula: "spectra that repeat an earlier one with the same outcome / n",
    conventions: [
      "Equal means the same number at every point, and the same label or target; what `duplicates: drop` dropped is gone before.",
      "The first of several copies does not count. External rows count too: a copy there was seen by the model that is judged on it.",
    ],
    cost: "O(n·p): one hash a spectrum, then bit by bit.",
    sources: [],
    example: dataGate,
  },
  contradicting_duplicates: {
    formula: "number of spectra that repeat an earlier one under another label or target",
    conventions: ["None is allowed, and no document can move that: one of the two must be wrong."],
    cost: "O(n·p): one hash a spectrum, then bit by bit.",
    sources: [],
    example: dataGate,
  },
  duplicates_across_samples: {
    formula: "number of spectra that repeat an earlier one of another sample",
    conventions: ["None is allowed, and no document can move that: one measurement cannot come from two samples."],
    cost: "O(n·p): one hash a spectrum, then bit by bit.",
    sources: [],
    example: dataGate,
  },
  health_score: {
    formula: `
      R = P97.5 − P2.5 of the spectrum        σ = 1.4826·median|Δ⁴ − median Δ⁴|/√70        clip: to 0 … 1
      snr     clip((20·log₁₀(R/σ) − 12)/28)
      noise   clip(1 − 0.3·log₂(max(r, 3)/3)), r = (σ/|b|) / its median over all spectra; b as for baseline_drift
      spike   clip(1 − 0.3·f/0.01), f as for spike_fraction
      sat     clip(1 − 0.3·f/0.01), f as for saturation
      base    clip(1 − 0.3·F/0.35), F as for baseline_drift
      health of a spectrum = the smallest part        value = the ⌈0.05·n⌉-th smallest health
    `,
    conventions: [
      measured,
      "Δ⁴ is the fourth difference, in which smooth signal vanishes and white noise has 70 times its variance.",
      "snr is 0 for a spectrum without range and 1 for one without noise; plain noise gets 0, 31.6 dB 0.7, 40 dB 1. noise is 1 where the usual noise is 0.",
      "One odd spectrum in twenty does not decide; the worst five are listed with the part that limits them.",
      points,
    ],
    cost: "O(n·p) selections of medians, and one least-squares fit a spectrum.",
    sources: [robust],
    example: `
      gate: spectral
      min_health_score: 0.8
    `,
  },
  spike_fraction: {
    formula: `
      A = |Δ³x|        L = running median of A over 25 points / 0.6745        G = 1.4826·median A        R as for health_score
      centre of a spike: A > 10·max(L, G) and A > 0.03·R and A largest within ±2
      f = points within ±2 of a centre / p        value = mean of f over spectra
    `,
    conventions: [
      measured,
      "A place where at least half of the spectra (of 10 or more) have a centre is a narrow band and not counted.",
      "The running median is mirrored at the ends in its end value. Points near two centres count once.",
      points,
    ],
    cost: "O(n·p·25): the running medians dominate.",
    sources: [robust],
    example: `
      gate: spectral
      max_spike_fraction: 0.005
    `,
  },
  saturation: {
    formula: `
      f = points in runs of ≥ 3 equal values at the spectrum's maximum or minimum with a step of > 3 quanta beside them,
          or at or above the declared limit / p        value = mean of f over spectra
    `,
    conventions: [
      measured,
      "A quantum is the smallest non-zero step between neighbours. A coarsely digitised band has flat tops too, but its neighbours lie one quantum below.",
      "The limit is `saturation` of the data block, in the units of the file; after resampling the nearest point as read is looked at.",
      points,
    ],
    cost: "O(n·p).",
    sources: [],
    example: `
      gate: spectral
      max_saturation_fraction: 0.005
    `,
  },
  baseline_drift: {
    formula: `
      x = a + b·m + d₁t (+ d₂t²) + e, least squares        m: the median spectrum, t = −1 … 1 by point number
      F = E(d)/(E(d) + E(b·m))        E: sum of squares about the mean        value = 95th percentile of F over spectra
    `,
    conventions: [
      measured,
      "d₂ only for Raman and FTIR, whose baselines bend; where the technique is not declared, an axis in wavelengths is taken for NIR.",
      "F is 1 where the median spectrum is nowhere in the spectrum. Where the median spectrum is itself such a polynomial drift cannot be told from signal: F is 0 everywhere.",
      "The percentile is linear between neighbours.",
      points,
    ],
    cost: "O(n·p), and O(n·p) selections for the median spectrum.",
    sources: [{ ...martensStark, about: "the same model, for correction" }],
    example: `
      gate: spectral
      max_baseline_drift: 0.25
    `,
  },
  finite_values: {
    formula: "number of feature values that are infinite or no number",
    conventions: [
      "None is allowed, and no document can move that. Only after a features block, on the features as shown: what learns is fitted on all rows that are not external.",
    ],
    cost: "O(n·p).",
    sources: [],
    example: spectralGate,
  },
  min_accuracy: {
    formula: "a = right / u over samples        lower limit: Beta⁻¹(0.05; right, u − right + 1)",
    conventions: [
      bySample,
      "Both the estimate and its one-sided 95 % lower limit must reach their thresholds. The limit is 0 where none is right.",
    ],
    cost: "O(u·K).",
    sources: [lowerLimit],
    example: `
      gate: model
      min_accuracy: 0.9
      min_accuracy_lower: 0.85
    `,
  },
  min_class_recall: {
    formula: "min over classes c of right_c / there_c        lower limit: min over classes of its own",
    conventions: [
      bySample,
      "The smallest estimate and the smallest limit need not be of one class. A class without samples fails.",
    ],
    cost: "O(u·K).",
    sources: [lowerLimit],
    example: `
      gate: model
      min_recall: 0.85
    `,
  },
  specificity: {
    formula: "of the samples not of the positive class, the share not called it        lower limit as for min_accuracy",
    conventions: [
      bySample,
      "Only with two classes and a `positive` one declared in the data block, else not judged (exit 4 in regulatory mode where two classes have none).",
    ],
    cost: "O(u).",
    sources: [lowerLimit],
    example: `
      gate: model
      min_specificity: 0.95
    `,
  },
  r2: {
    formula: "1 − Σ (ŷ − y)²/Σ (y − mean y)²",
    conventions: [bySample, "Not judged without a threshold, and in a classification."],
    cost: "O(u).",
    sources: [],
    example: `
      gate: model
      min_r2: 0.9
    `,
  },
  rmsecv: {
    formula: "√(Σ (ŷ − y)²/u), all folds together",
    conventions: [bySample, "In the unit of the target. Not judged without a threshold, and in a classification."],
    cost: "O(u).",
    sources: [],
    example: `
      gate: model
      max_rmsecv: 3.5
    `,
  },
  bias: {
    formula: "|1/u·Σ (ŷ − y)|",
    conventions: [
      bySample,
      "Judged by its size and listed with its sign. Not judged without a threshold, and in a classification.",
    ],
    cost: "O(u).",
    sources: [],
    example: `
      gate: model
      max_abs_bias: 0.5
    `,
  },
  zero_variance: {
    formula: "number of features with one value in all spectra",
    conventions: [
      "Advice: warns in every mode and never fails the gate. Only after a features block. Equal means equal in every bit.",
    ],
    cost: "O(n·p).",
    sources: [],
    example: spectralGate,
  },
  collinear_features: {
    formula: "number of pairs of features with |r| > 0.999        r: Pearson correlation",
    conventions: [
      "Advice. Only after a features block; features that never vary have no pair; with more than 500 features not judged.",
    ],
    cost: "O(n·p²), which the cap of 500 features bounds.",
    sources: [],
    example: spectralGate,
  },
  outliers: {
    formula: `
      PCA with min(5, n − 2, p) components        value = share of spectra with T² or Q beyond its limit
      T² limit   a(n − 1)/(n − a)·F(0.99; a, n − a)
      Q limit    g·χ²(0.99; h), g = var Q/(2·mean Q), h = 2·mean Q²/var Q
    `,
    conventions: [
      "Advice: warns where more than a tenth lie beyond. Of the variables a model will see, fitted on all rows that are not external; of more than 128 columns 128 at even distances are taken.",
      "The limits hold for rows like those the model was fitted on: one spectrum in a hundred lies beyond each without being wrong.",
      "Variances have divisor n − 1. Not judged with fewer than 3 spectra, or where nothing varies.",
    ],
    cost: "O(n·128·min(n, 128)).",
    sources: [
      { ...jackson, about: "T² and Q" },
      {
        authors: "Box",
        year: 1954,
        where: "Ann. Math. Stat. 25:290",
        doi: "10.1214/aoms/1177728786",
        about: "the limit of Q",
      },
      {
        authors: "Nomikos, MacGregor",
        year: 1995,
        where: "Technometrics 37:41",
        doi: "10.1080/00401706.1995.10485888",
        about: "the limit of Q from its own values",
      },
    ],
    example: spectralGate,
  },
  features_per_sample: {
    formula: "features / samples",
    conventions: ["Advice: warns above 0.2, fewer than five samples a feature. Only after a features block."],
    cost: "O(n).",
    sources: [],
    example: spectralGate,
  },
};
