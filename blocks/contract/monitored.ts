/** What monitoring hands on: what a saved predictor said of new spectra, sample by sample, and whether they have drifted. */
import type { DriftReport } from "./drift-report.ts";

/** What a saved predictor said of new spectra: what the views of monitoring show. */
export interface MonitoringParts {
  readonly drift: DriftReport;
  /** A row a sample. */
  readonly predictions: readonly MonitoredSample[];
  /** Scores on the first two components of drift; null where it has fewer. */
  readonly places: {
    readonly reference: readonly (readonly number[])[];
    readonly fresh: readonly (readonly number[])[];
  } | null;
}

/** What is said of one sample. */
export interface MonitoredSample {
  readonly sample: string;
  readonly batch: string | null;
  /** Rows of the dataset. */
  readonly rows: readonly number[];
  /** Class, or the predicted number. */
  readonly predicted: string | number;
  /** Of the predictor's classes, in their order; null for regression. */
  readonly probabilities: readonly number[] | null;
  /** Classes of the issued set; null without a conformal rule, and for regression. */
  readonly set: readonly string[] | null;
  /** Whether the set as the threshold has it, or the interval, holds what was observed; null where that is not known. */
  readonly covered: boolean | null;
  /** Ends of the interval of a regression; null without one, an end null where it is infinite. */
  readonly interval: readonly [number | null, number | null] | null;
  readonly answered: boolean;
  /** Null where the data say nothing of it. */
  readonly observed: string | number | null;
}
