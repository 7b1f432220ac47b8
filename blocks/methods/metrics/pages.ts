/** Pages: what the reference says of each metric; its sentence also stands in the schema, and so beside the field it describes. */
import type { MethodPage, Source } from "../../contract/method-page.ts";
import type { OVERALL } from "./classification.ts";

export interface MetricPage extends Omit<MethodPage, "example"> {
  /** One sentence an analyst understands; begins small, ends without a full stop. */
  readonly summary: string;
  /** Which way is better. */
  readonly better: "larger" | "smaller" | "nearer to 0" | "not compared";
  /** How a document would print it (d3-format). */
  readonly format: string;
}

type MetricName = (typeof OVERALL)[number] | "rmsec" | "rmsecv" | "rmsep" | "r2" | "bias" | "sep" | "rpd";

const bySample =
  "Counts samples: the score of a sample is the mean over its spectra, its class the one most of them have (ties: the first class).";
const proportion =
  "Interval: Clopper–Pearson of 95 %, equal tails; by bootstrap over samples where spectra are counted.";
const bootstrap =
  "Interval: percentile bootstrap of 95 % over samples (1,999 resamples), none below 5 samples or where every resample gives the same value.";
const macro =
  "The unweighted mean over classes, whether or not a positive class is declared; each class's own stands under `by_class`.";
const linear = "O(u·K) for u samples; with the interval 1,999 times that.";

const clopperPearson: Source = {
  authors: "Clopper, Pearson",
  year: 1934,
  where: "Biometrika 26:404",
  doi: "10.1093/biomet/26.4.404",
  about: "the interval",
};
const fieldWelsh: Source = {
  authors: "Field, Welsh",
  year: 2007,
  where: "J. R. Stat. Soc. B 69:369",
  doi: "10.1111/j.1467-9868.2007.00593.x",
  about: "resampling whole samples",
};
const naes: Source = {
  authors: "Næs, Isaksson, Fearn, Davies",
  year: 2002,
  where: "A User-Friendly Guide to Multivariate Calibration and Classification, chapter 13",
};

const rmse = (of: string): Pick<MetricPage, "formula" | "conventions" | "cost" | "sources" | "better" | "format"> => ({
  formula: "√(Σ (ŷ − y)²/u)",
  conventions: [
    `Divisor u, the number of samples. ${of}`,
    "In the unit of the target. Target and prediction of a sample are means over its spectra.",
    bootstrap,
  ],
  cost: "O(u) for u samples; with the interval 1,999 times that.",
  sources: [naes, fieldWelsh],
  better: "smaller",
  format: ".2f",
});

export const metricPages: { readonly [Name in MetricName]: MetricPage } = {
  accuracy: {
    summary: "share of samples whose class was predicted rightly",
    formula: "right / u",
    conventions: [bySample, "Where two classes score the same the first in class order is predicted.", proportion],
    cost: linear,
    sources: [clopperPearson, fieldWelsh],
    better: "larger",
    format: ".1%",
  },
  balanced_accuracy: {
    summary: "mean over classes of the share recognised, so that a rare class weighs as much as a common one",
    formula: "1/K · Σ_c recall_c",
    conventions: ["The same number as recall, which is a mean over classes here.", bySample, bootstrap],
    cost: linear,
    sources: [fieldWelsh],
    better: "larger",
    format: ".1%",
  },
  precision: {
    summary: "of the samples called a class, the share that are of it; mean over classes",
    formula: "1/K · Σ_c right_c / called_c",
    conventions: [
      macro,
      "A class that is there and never predicted has precision 0; a class neither there nor predicted is left out of the mean.",
      `${proportion} Of one class; of the mean by bootstrap.`,
    ],
    cost: linear,
    sources: [clopperPearson, fieldWelsh],
    better: "larger",
    format: ".1%",
  },
  recall: {
    summary: "of the samples of a class, the share called it; mean over classes",
    formula: "1/K · Σ_c right_c / there_c",
    conventions: [
      macro,
      "A class without samples is left out of the mean. Also called sensitivity.",
      `${proportion} Of one class; of the mean by bootstrap.`,
    ],
    cost: linear,
    sources: [clopperPearson, fieldWelsh],
    better: "larger",
    format: ".1%",
  },
  specificity: {
    summary: "of the samples not of a class, the share not called it; mean over classes",
    formula: "1/K · Σ_c (others_c − wrongly called_c) / others_c",
    conventions: [
      macro,
      "With two classes the mean is that of both directions, not the specificity of a test for the positive class: that stands under `by_class`.",
      `${proportion} Of one class; of the mean by bootstrap.`,
    ],
    cost: linear,
    sources: [clopperPearson, fieldWelsh],
    better: "larger",
    format: ".1%",
  },
  f1: {
    summary: "harmonic mean of precision and recall of a class; mean over classes",
    formula: "1/K · Σ_c 2·right_c / (there_c + called_c)",
    conventions: [macro, "A class neither there nor predicted is left out of the mean.", bootstrap],
    cost: linear,
    sources: [fieldWelsh],
    better: "larger",
    format: ".3f",
  },
  mcc: {
    summary:
      "correlation of observed and predicted class: 1 all right, 0 as good as guessing, for any number of classes",
    formula: `
      (right·u − Σ there_c·called_c) / √((u² − Σ called_c²)·(u² − Σ there_c²))
    `,
    conventions: ["0 where it is 0/0: all of one class, or all called one class.", bootstrap],
    cost: linear,
    sources: [
      {
        authors: "Gorodkin",
        year: 2004,
        where: "Comput. Biol. Chem. 28:367",
        doi: "10.1016/j.compbiolchem.2004.09.006",
      },
      fieldWelsh,
    ],
    better: "larger",
    format: ".3f",
  },
  kappa: {
    summary: "agreement of observed and predicted class beyond what the same frequencies would give by chance",
    formula: "(right·u − Σ there_c·called_c) / (u² − Σ there_c·called_c)",
    conventions: [
      "Not available where all samples are of one class and called it (0/0).",
      "Unweighted: classes have no order.",
      bootstrap,
    ],
    cost: linear,
    sources: [
      { authors: "Cohen", year: 1960, where: "Educ. Psychol. Meas. 20:37", doi: "10.1177/001316446002000104" },
      fieldWelsh,
    ],
    better: "larger",
    format: ".3f",
  },
  roc_auc: {
    summary: "chance that a sample of a class scores above one that is not of it; mean over classes",
    formula: "area_c = P(score of c > score of another) + ½·P(equal)        1/K · Σ_c area_c",
    conventions: [
      macro,
      "One class against the rest, on that class's score; ties count one half. A class without samples, or without others, is left out of the mean.",
      "Scores of different folds are compared with one another, so folds whose scores are shifted lower it.",
      bootstrap,
    ],
    cost: "O(u·log u·K) for the sorting, done once; O(u·K) a resample.",
    sources: [
      { authors: "Hanley, McNeil", year: 1982, where: "Radiology 143:29", doi: "10.1148/radiology.143.1.7063747" },
      fieldWelsh,
    ],
    better: "larger",
    format: ".3f",
  },
  log_loss: {
    summary:
      "mean of −log of the probability given to the class a sample is of: small where the model is right and sure",
    formula: "−1/u · Σ log p(class of the sample)",
    conventions: [
      "Natural logarithm; probabilities are cut off at 2.2e-16, as scikit-learn does. Those of a sample come from its mean score.",
      "Not available for linear-svc, whose scores are no probabilities. Those of PLS-DA are clipped scores, not calibrated.",
      bootstrap,
    ],
    cost: linear,
    sources: [fieldWelsh],
    better: "smaller",
    format: ".3f",
  },
  brier: {
    summary: "mean squared distance between the probabilities given and what was observed",
    formula: "1/u · Σ Σ_c (p_c − [class is c])²",
    conventions: [
      "Summed over classes, as Brier has it: 0 to 2, and with two classes twice what is often printed.",
      "Not available for linear-svc, whose scores are no probabilities.",
      bootstrap,
    ],
    cost: linear,
    sources: [
      {
        authors: "Brier",
        year: 1950,
        where: "Mon. Weather Rev. 78:1",
        doi: "10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2",
      },
      fieldWelsh,
    ],
    better: "smaller",
    format: ".3f",
  },
  rmsecv: {
    summary: "root mean square error of samples in folds they were left out of",
    ...rmse("All folds are taken together, not averaged."),
  },
  rmsec: {
    summary: "root mean square error of the rows the model was fitted on: never a measure of quality",
    ...rmse("Not u − a − 1: degrees of freedom are not taken off."),
    better: "not compared",
  },
  rmsep: {
    summary: "root mean square error of the external samples, by the final model",
    ...rmse("Stands under `external`."),
  },
  r2: {
    summary: "share of the target's variance that is predicted",
    formula: "1 − Σ (ŷ − y)² / Σ (y − mean y)²",
    conventions: [
      "The mean is that of the observed values that are predicted. It is not the squared correlation: below 0 where the mean would predict better.",
      "Not available where the observed values are all the same. Hangs on how far the samples spread.",
      bootstrap,
    ],
    cost: "O(u) for u samples; with the interval 1,999 times that.",
    sources: [naes, fieldWelsh],
    better: "larger",
    format: ".3f",
  },
  bias: {
    summary: "mean of predicted less measured",
    formula: "1/u · Σ (ŷ − y)",
    conventions: ["Above 0: predicted too high. In the unit of the target.", bootstrap],
    cost: "O(u) for u samples; with the interval 1,999 times that.",
    sources: [naes, fieldWelsh],
    better: "nearer to 0",
    format: "+.2f",
  },
  sep: {
    summary: "standard deviation of the errors: what is left of the error once the bias is taken off",
    formula: "√(Σ (ŷ − y − bias)²/(u − 1))",
    conventions: ["Divisor u − 1; not available for one sample. rmse² = bias² + sep²·(u − 1)/u.", bootstrap],
    cost: "O(u) for u samples; with the interval 1,999 times that.",
    sources: [naes, fieldWelsh],
    better: "smaller",
    format: ".2f",
  },
  rpd: {
    summary: "standard deviation of the measured values over the standard error of prediction",
    formula: "sd(y)/sep        both with divisor u − 1",
    conventions: [
      "Not available where the measured values are all the same or sep is 0. Hangs on how far the samples spread, so it cannot be compared between sets.",
      bootstrap,
    ],
    cost: "O(u) for u samples; with the interval 1,999 times that.",
    sources: [
      {
        authors: "Williams, Norris",
        year: 1987,
        where: "Near-Infrared Technology in the Agricultural and Food Industries",
      },
      fieldWelsh,
    ],
    better: "larger",
    format: ".1f",
  },
};
