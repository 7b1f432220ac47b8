/** Policy fields: every threshold of the gates with its default and its floor, in the order of the reference page. */
import type { CheckId, Gate } from "./check-specs.ts";

/** One threshold of `qc_policy`. */
export interface PolicyField {
  readonly field: string;
  readonly check: CheckId;
  readonly gate: Gate;
  /** Null: there is none that would suit every product; a required gate needs it to be given. */
  readonly default: number | null;
  /** The loosest value a document may choose; null where there is none. */
  readonly floor: number | null;
  /** `min`: the measured value must be at least this; `max`: at most. Limits are inclusive. */
  readonly direction: "min" | "max";
  /** Null for numbers without one. */
  readonly unit: string | null;
  /** What the number can be at all. */
  readonly bounds: readonly [number, number];
  readonly meaning: string;
  /** Why the default is what it is: `measured`, `calculated`, `a choice`, or `none` where there is no default. */
  readonly reason: string;
}

const any = Number.POSITIVE_INFINITY;
const share = [0, 1] as const;

export const policyFields: readonly PolicyField[] = [
  {
    field: "min_samples_per_class",
    check: "min_samples_per_class",
    gate: "data",
    default: 20,
    floor: 10,
    direction: "min",
    unit: "samples",
    bounds: [1, any],
    meaning: "samples of the smallest class",
    reason:
      "calculated: with 20 samples and none wrong the lower 95 % limit of a recall is 0.86; with 10, the floor, it is 0.74",
  },
  {
    field: "max_imbalance_ratio",
    check: "imbalance_ratio",
    gate: "data",
    default: 5,
    floor: 20,
    direction: "max",
    unit: null,
    bounds: [1, any],
    meaning: "samples of the largest class over those of the smallest",
    reason:
      "calculated: at 5 to 1 a model that always names the larger of two classes is right in 83 % of cases; where between balance and that the limit stands is a choice",
  },
  {
    field: "max_missing_fraction",
    check: "missing_data",
    gate: "data",
    default: 0.01,
    floor: 0.05,
    direction: "max",
    unit: "fraction",
    bounds: share,
    meaning: "missing spectral values, before `missing` drops or fills them",
    reason:
      "a choice: single points can be interpolated along the axis, wide gaps cannot; how much missing does harm was not measured",
  },
  {
    field: "max_duplicate_fraction",
    check: "duplicates",
    gate: "data",
    default: 0,
    floor: 0.05,
    direction: "max",
    unit: "fraction",
    bounds: share,
    meaning: "exact copies of an earlier spectrum, left after `duplicates`",
    reason:
      "a choice: two measurements hardly ever agree at every point, so a copy is taken for a mistake; in two folds it is seen before it is judged. Measured: the published meats hold 0.10 of copies",
  },
  {
    field: "min_health_score",
    check: "health_score",
    gate: "spectral",
    default: 0.7,
    floor: 0.5,
    direction: "min",
    unit: null,
    bounds: share,
    meaning: "health that all but one spectrum in twenty reach",
    reason:
      "measured: 12 real data sets, raw or preprocessed, reach it (meats 0.89, olive oils 1.00, fatty acids 0.99); each fails once one spectrum in five is spoilt by 3 spikes, clipped at 70 %, given ten times the noise or a ramp of plus or minus its range",
  },
  {
    field: "max_spike_fraction",
    check: "spike_fraction",
    gate: "spectral",
    default: 0.01,
    floor: 0.05,
    direction: "max",
    unit: "fraction",
    bounds: share,
    meaning: "points within two of a spike, mean over spectra",
    reason:
      "calculated: one spike spoils five points, a hundredth of a spectrum of 500. Measured: 3 spikes in one spectrum of five of the meats are 0.03",
  },
  {
    field: "max_saturation_fraction",
    check: "saturation",
    gate: "spectral",
    default: 0.01,
    floor: 0.05,
    direction: "max",
    unit: "fraction",
    bounds: share,
    meaning: "points where the detector was at its limit, mean over spectra",
    reason:
      "a choice, on the scale of health: a spectrum with this share has health 0.7. Measured: clipping at 70 % in one spectrum of five fails every one of 12 real sets by its health",
  },
  {
    field: "max_baseline_drift",
    check: "baseline_drift",
    gate: "spectral",
    default: 0.35,
    floor: 0.6,
    direction: "max",
    unit: "fraction",
    bounds: share,
    meaning: "share of slow drift in a spectrum's shape, exceeded by one spectrum in twenty",
    reason:
      "a choice, on the scale of health: a spectrum with this share has health 0.7. Measured: a ramp of plus or minus the range on one spectrum of five fails every one of 12 real sets by its health, which all pass without it",
  },
  {
    field: "min_accuracy",
    check: "min_accuracy",
    gate: "model",
    default: 0.85,
    floor: 0.7,
    direction: "min",
    unit: null,
    bounds: share,
    meaning: "share of samples predicted as what they are, each by a model that had not seen it",
    reason:
      "a choice: wrong at most about once in seven; what a use can bear only its owner knows. Measured on the meats: 0.98 with derivative, SNV and five components, 0.83 with SNV and one, 0.67 with labels dealt without regard to fat",
  },
  {
    field: "min_accuracy_lower",
    check: "min_accuracy",
    gate: "model",
    default: 0.8,
    floor: 0.6,
    direction: "min",
    unit: null,
    bounds: share,
    meaning: "lower one-sided 95 % limit of the accuracy (Clopper–Pearson, by sample)",
    reason:
      "calculated: a good estimate from few samples is not yet evidence; with none wrong it takes 14 samples to reach it. Where it stands is a choice",
  },
  {
    field: "min_recall",
    check: "min_class_recall",
    gate: "model",
    default: 0.8,
    floor: 0.6,
    direction: "min",
    unit: null,
    bounds: share,
    meaning: "share of each class's samples that are recognised; the smallest counts",
    reason:
      "a choice: accuracy alone lets a model neglect the class that is rare. Measured on the meats: 0.95 for the class that is harder",
  },
  {
    field: "min_recall_lower",
    check: "min_class_recall",
    gate: "model",
    default: 0.7,
    floor: 0.5,
    direction: "min",
    unit: null,
    bounds: share,
    meaning: "lower one-sided 95 % limit of every class's recall; the smallest counts",
    reason: "calculated: with none wrong it takes 9 samples of a class to reach it. Where it stands is a choice",
  },
  {
    field: "min_specificity",
    check: "specificity",
    gate: "model",
    default: 0.9,
    floor: 0.7,
    direction: "min",
    unit: null,
    bounds: share,
    meaning: "share of samples without the positive class that are not called positive",
    reason: "a choice: one false alarm in ten can be checked again; what a laboratory can check only it knows",
  },
  {
    field: "min_specificity_lower",
    check: "specificity",
    gate: "model",
    default: 0.8,
    floor: 0.6,
    direction: "min",
    unit: null,
    bounds: share,
    meaning: "lower one-sided 95 % limit of the specificity",
    reason:
      "calculated: with none wrong it takes 14 samples without the positive class to reach it. Where it stands is a choice",
  },
  {
    field: "min_r2",
    check: "r2",
    gate: "model",
    default: null,
    floor: null,
    direction: "min",
    unit: null,
    bounds: [-any, 1],
    meaning: "share of the target's variance that is predicted",
    reason: "none: it depends on how far the samples spread, so only who knows the use can say it",
  },
  {
    field: "max_rmsecv",
    check: "rmsecv",
    gate: "model",
    default: null,
    floor: null,
    direction: "max",
    unit: "target",
    bounds: [0, any],
    meaning: "root mean square error of samples the model had not seen",
    reason: "none: it stands in the unit of the target, so only who knows the use can say it",
  },
  {
    field: "max_abs_bias",
    check: "bias",
    gate: "model",
    default: null,
    floor: null,
    direction: "max",
    unit: "target",
    bounds: [0, any],
    meaning: "size of the mean error",
    reason: "none: it stands in the unit of the target; without it the bias is reported and not judged",
  },
];
