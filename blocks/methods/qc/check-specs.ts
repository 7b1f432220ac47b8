/** Check specs: every check by its id: whose gate it is, how it is called, and what to do where it fails. */

export const gates = ["data", "spectral", "model"] as const;
export type Gate = (typeof gates)[number];

/** What a check is beside its numbers. */
export interface CheckSpec {
  readonly gate: Gate;
  /** In a table and in a sentence. */
  readonly title: string;
  /** The finding of a failure. */
  readonly code: string;
  /** Advice never fails a gate. */
  readonly advisory?: true;
  /** What to do where it failed. */
  readonly action: string;
}

export const checkSpecs = {
  min_samples_per_class: {
    gate: "data",
    title: "Samples of the smallest class",
    code: "FS7101",
    action:
      "Measure more samples of the smallest class (replicates of one sample count once), or leave that class out.",
  },
  imbalance_ratio: {
    gate: "data",
    title: "Largest over smallest class",
    code: "FS7102",
    action: "Measure more samples of the small classes until the largest is at most so many times larger.",
  },
  missing_data: {
    gate: "data",
    title: "Missing spectral values",
    code: "FS7103",
    action: "Export the spectra again from the instrument, or exclude the spectra with gaps, each with its reason.",
  },
  duplicates: {
    gate: "data",
    title: "Exact copies of spectra",
    code: "FS7104",
    action: "Say `duplicates: drop` in the data block, and find out how the copies came into the file.",
  },
  contradicting_duplicates: {
    gate: "data",
    title: "Same spectrum, different outcome",
    code: "FS7105",
    action: "Look up which of the differing labels or target values is right, and correct or remove the other row.",
  },
  duplicates_across_samples: {
    gate: "data",
    title: "Same spectrum in different samples",
    code: "FS7106",
    action: "Look up which sample was really measured; the same spectrum cannot come from two samples.",
  },
  health_score: {
    gate: "spectral",
    title: "Health of the spectra",
    code: "FS7111",
    action:
      "Look at the listed spectra: the part that limits their health says whether noise, spikes, saturation or baseline is wrong; measure them again or exclude them with a reason.",
  },
  spike_fraction: {
    gate: "spectral",
    title: "Points spoilt by spikes",
    code: "FS7112",
    action: "Add `despike` as the first step of the preprocess block, or measure the listed spectra again.",
  },
  saturation: {
    gate: "spectral",
    title: "Saturated points",
    code: "FS7113",
    action:
      "Measure with less light, a shorter integration time or a thinner sample; a crop that leaves the saturated region out helps too.",
  },
  baseline_drift: {
    gate: "spectral",
    title: "Baseline drift",
    code: "FS7114",
    action:
      "Measure a new background, let the instrument warm up, and look for fluorescence or scatter in the listed spectra; crop regions that only drift.",
  },
  finite_values: {
    gate: "spectral",
    title: "Values that are not numbers",
    code: "FS7115",
    action: "Look at the listed features: a ratio divides by zero or a band has no points; change or remove it.",
  },
  min_accuracy: {
    gate: "model",
    title: "Accuracy",
    code: "FS7121",
    action:
      "Look at the worst predicted samples and at the confusion matrix; more samples raise the lower limit, other preprocessing or another estimator may raise the estimate.",
  },
  min_class_recall: {
    gate: "model",
    title: "Recall of every class",
    code: "FS7122",
    action:
      "Look where the samples of the listed class are put in the confusion matrix, and measure more samples of it.",
  },
  specificity: {
    gate: "model",
    title: "Specificity",
    code: "FS7123",
    action: "Look at the samples wrongly called positive, and measure more samples that are close to the limit.",
  },
  r2: {
    gate: "model",
    title: "Predicted share of variance (R²)",
    code: "FS7124",
    action: "Check the reference values of the worst samples, and include samples over the whole range of the target.",
  },
  rmsecv: {
    gate: "model",
    title: "Error of prediction (RMSECV)",
    code: "FS7125",
    action:
      "Compare with the error of the reference method; look at the largest residuals, other preprocessing and the number of components.",
  },
  bias: {
    gate: "model",
    title: "Bias",
    code: "FS7126",
    action: "Look whether one batch or instrument is off, and whether its samples were in the training rows.",
  },
  zero_variance: {
    gate: "spectral",
    title: "Features that never vary",
    code: "FS7131",
    advisory: true,
    action: "Remove features that have the same value in every spectrum; they say nothing.",
  },
  collinear_features: {
    gate: "spectral",
    title: "Pairs of features that say the same",
    code: "FS7132",
    advisory: true,
    action: "Keep one of each pair of features that rise and fall together.",
  },
  outliers: {
    gate: "spectral",
    title: "Spectra far from the others",
    code: "FS7133",
    advisory: true,
    action:
      "Look at the listed spectra before you trust the model; exclude one only with a reason that stands in the laboratory record.",
  },
  features_per_sample: {
    gate: "spectral",
    title: "Features per sample",
    code: "FS7134",
    advisory: true,
    action: "Use fewer features or measure more samples; with so many features a model finds patterns in chance.",
  },
} as const satisfies { readonly [id: string]: CheckSpec };

export type CheckId = keyof typeof checkSpecs;

export const specOf = (id: CheckId): CheckSpec => checkSpecs[id];

/** Why a check judges nothing, by the code that stands in the report. */
export const naReasons = {
  regression: "the task is a regression: there are no classes",
  classification: "the task is a classification: there is no target",
  no_label: "the data have no label",
  no_positive_class: "the data block does not say which class is `positive`",
  more_than_two_classes: "there are more than two classes",
  too_few_points: "the spectra have fewer than 32 points",
  no_threshold: "no threshold is given",
  too_large: "it would take too long on so much",
  no_variance: "nothing varies",
} as const;
export type NaReason = keyof typeof naReasons;
