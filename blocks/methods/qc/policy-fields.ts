/** Policy fields: every threshold of the gates with its default and its floor, in the order of the reference page. Why a default is what it is, the page of its check says. */
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
  },
];
