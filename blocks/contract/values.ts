/**
 * What blocks hand one another. A value is a record of named parts; a part is a matrix or plain JSON and is stored by its
 * digest, so that a block's key holds exactly the parts it reads and any part can be loaded without the rest.
 */
import type { Json } from "../../schemas/plain-json.ts";
import type { DriftReference, DriftReport } from "./drift-report.ts";
import type { Matrix } from "./matrix.ts";

export type { Json };

export type AxisUnit = "cm-1" | "nm" | "um" | "channel";
export type Technique = "Raman" | "FTIR" | "NIR";

/** What the columns of a matrix are: points of a spectral axis (ascending), or named variables. */
export type Columns =
  | {
      readonly kind: "axis";
      readonly unit: AxisUnit;
      readonly technique: Technique | null;
      readonly values: readonly number[];
    }
  | { readonly kind: "names"; readonly names: readonly string[] };

/** The roles of the n rows; every array has length n, in the order of the matrix. */
export interface Rows {
  readonly id: readonly string[];
  /** The physical thing; spectra that share it are replicates. */
  readonly sample: readonly string[];
  /** What folds may not split (default: sample). */
  readonly group: readonly string[];
  readonly batch: readonly string[] | null;
  readonly instrument: readonly string[] | null;
  /** External rows: in no fold, in no fit; every model reports them apart. */
  readonly external: readonly boolean[];
  /** Index of the first row with the same spectrum and outcome; null for a first one. */
  readonly duplicateOf: readonly (number | null)[];
}

/** Which of `group`, `batch` were declared by the author (rather than defaulted from sample). */
export interface Declared {
  readonly sample: boolean;
  readonly group: boolean;
  readonly batch: boolean;
  /** Declared: every spectrum is of a sample of its own. */
  readonly noReplicates?: true;
  /** Names of samples look like those of repeats. */
  readonly doubted?: true;
  /** Columns that stand for the outcome: no scheme that cuts through one may be advised. */
  readonly confounded?: readonly string[];
}

/** Whether one may say what became of samples: they are declared, or declared to have no replicates, and their names do not contradict it. */
export const areSamplesKnown = ({ sample, noReplicates, doubted }: Declared): boolean =>
  (sample || noReplicates === true) && doubted !== true;

export interface Label {
  readonly name: string;
  /** In code-unit order; codes point into it. */
  readonly classes: readonly string[];
  readonly codes: readonly number[];
  readonly positive: string | null;
}

export interface Target {
  readonly name: string;
  readonly unit: string | null;
  readonly values: readonly number[];
  /** Where values of a sample were averaged: each row's own. */
  readonly measured?: readonly number[];
  /** Pooled standard deviation of the values within a sample: the error of the reference method. */
  readonly sel?: number;
}

/** What is to be predicted; label and target may both stand. */
export interface Outcome {
  readonly label: Label | null;
  readonly target: Target | null;
}

/** What only the reader of the files can know, and gates ask for. */
export interface DataFacts {
  /** Missing spectral values over all, before `missing:` was applied. */
  readonly missing_fraction: number;
  /** Declared limit of the detector; null where none is. */
  readonly saturation: number | null;
  /** Samples of the files within the scope, those taken out among them. */
  readonly samples: number;
  /** Samples that were taken out altogether, in the order of the files. */
  readonly excluded: readonly ExcludedSample[];
}

/** What took a sample out. */
export type Left = "exclude" | "where" | "missing" | "duplicates";

/** A sample of which no spectrum is left. */
export interface ExcludedSample {
  readonly sample: string;
  /** Null where the data say none. */
  readonly class: string | null;
  readonly why: Left;
  /** The author's, of `exclude`. */
  readonly reason: string | null;
}

/** What happened to the spectra before FoodSpec read them, as the document declares it. */
export interface Upstream {
  readonly what: string;
  /** Software and version. */
  readonly with: string | null;
  /** What went into it: the spectrum alone, spectra of its sample, or others of these rows. */
  readonly scope: "spectrum" | "sample" | "set";
  /** Whether labels or values of the target were used. */
  readonly outcome: boolean;
}

/** A check of the data gate that the document lets fail. */
export interface AcceptedCheck {
  readonly check: string;
  readonly column: string | null;
  readonly reason: string;
}

/** A metadata column that may go with the outcome. */
export interface DesignColumn {
  readonly name: string;
  /** What the document declares it to be; null where it declares nothing. */
  readonly role: "batch" | "group" | "instrument" | "time" | null;
  /** By row; null where the cell is empty. */
  readonly values: readonly (string | null)[];
}

/** How the study was laid out, as far as the document and the metadata say. */
export interface Design {
  /** Null: not declared. Empty: declared that nothing happened. */
  readonly upstream: readonly Upstream[] | null;
  readonly accepted: readonly AcceptedCheck[];
  /** Columns of few values, without those that say the outcome itself. */
  readonly columns: readonly DesignColumn[];
  /** When each row was measured, in milliseconds or in the column's own numbers; null where no column is declared. */
  readonly time: { readonly column: string; readonly values: readonly (number | null)[] } | null;
  /** Whether samples bear names of the author, not numbers of rows. */
  readonly isNamed: boolean;
  /** Whether the batch is declared as such, rather than taken from the group. */
  readonly isBatchDeclared: boolean;
}

/** The spectra of excluded samples, in file order; no model learns from them, and its figures are told with them. */
export interface ExcludedRows {
  readonly id: readonly string[];
  readonly sample: readonly string[];
  readonly group: readonly string[];
  readonly batch: readonly string[] | null;
  readonly why: readonly Left[];
  /** Null without a label; null in it where the cell says none. The class need be none of the dataset's. */
  readonly label: readonly (string | null)[] | null;
  /** Null without a target; null in it where the cell holds no number. */
  readonly target: readonly (number | null)[] | null;
}

export interface DatasetParts {
  /** n × p as read, in file order, axis ascending. */
  readonly spectra: Matrix;
  readonly columns: Columns;
  readonly rows: Rows;
  readonly declared: Declared;
  readonly outcome: Outcome;
  readonly facts: DataFacts;
  readonly design: Design;
  readonly excluded: ExcludedRows;
  /** m × p, a row each of `excluded`; NaN where a value is missing or no number. */
  readonly excludedSpectra: Matrix;
}

/** A step as the document asks for it, defaults filled in. */
export interface StepSpec {
  readonly name: string;
  readonly options: Json;
}

/** How raw spectra become variables. */
export interface Pipeline {
  /** What the raw spectra's columns are. */
  readonly input: Columns;
  /** All steps, in order; the first `done` have run on `ready`, the rest are learnt by whoever fits. */
  readonly steps: readonly StepSpec[];
  readonly done: number;
  /** Columns of `ready`. */
  readonly readyColumns: Columns;
  /** Columns after every step. */
  readonly columns: Columns;
}

/** Spectra with `rest` fitted on all non-external rows: for figures, spectral QC and export. Its type keeps it out of fits. */
export interface DisplayMatrix {
  readonly display: Matrix;
}

export interface VariablesParts {
  /** n × p′: every step up to the first that learns has run, once. */
  readonly ready: Matrix;
  readonly pipeline: Pipeline;
  readonly display: DisplayMatrix;
}

export interface Fold {
  readonly name: string;
  /** Groups, samples or batches left out, in code-unit order. */
  readonly left: readonly string[];
  readonly training: readonly number[];
  readonly test: readonly number[];
}

/** Folds of one (dataset, scheme, seed). */
export interface Split {
  readonly scheme: SchemeSpec;
  /** What the scheme separates by. */
  readonly unit: "batch" | "sample" | "group" | "spectrum" | "none";
  readonly folds: readonly Fold[];
}

export interface SchemeSpec {
  readonly name: string;
  readonly options: { readonly [key: string]: Json };
}

export interface Tuning {
  readonly inner: SchemeSpec;
  readonly metric: string;
  readonly rule: "best" | "one-standard-error";
  /** How many candidates are drawn from the grid; absent: all are tried. */
  readonly random?: number;
}

/** All that makes a predictor from any rows, tuning included. Plain data. */
export interface Recipe {
  readonly task: "classification" | "regression";
  readonly pipeline: Pipeline;
  readonly estimator: string;
  /** Every option as the list of values to try; a single value where nothing is tuned. */
  readonly grid: { readonly [option: string]: readonly Json[] };
  readonly tune: Tuning | null;
}

/** Steps with state and an estimator with state: predicts from raw spectra without the document. */
export interface Predictor {
  readonly task: "classification" | "regression";
  readonly pipeline: Pipeline;
  /** State of step k (null where it learns nothing), length = steps. */
  readonly stepStates: readonly Json[];
  readonly estimator: string;
  readonly options: { readonly [option: string]: Json };
  readonly state: Json;
  /** Classes in the order of the scores' columns; null for regression. */
  readonly classes: readonly string[] | null;
  readonly target: { readonly name: string; readonly unit: string | null } | null;
}

/** How the tuning went inside one set of training rows. */
export interface TuningTrace {
  readonly candidates: readonly {
    readonly options: { readonly [option: string]: Json };
    readonly mean: number | null;
    readonly se: number | null;
  }[];
  readonly chosen: number;
  readonly rule: "best" | "one-standard-error";
  readonly metric: string;
}

/** One fold's outcome inside a model. */
export interface FoldFit {
  readonly fold: string;
  readonly options: { readonly [option: string]: Json };
  readonly tuning: TuningTrace | null;
}

export interface ModelParts {
  readonly recipe: Recipe;
  readonly split: Split;
  /** n × K (classes) or n × 1: out-of-fold scores; with repeats (repeats · n) × K, one below the other. NaN where a row was never left out. */
  readonly scores: Matrix;
  /** m × K for the external rows, in row order; 0 rows where there are none. */
  readonly externalScores: Matrix;
  /** n × K: scores of the final predictor on the rows it was fitted on (for RMSEC); NaN for external rows. */
  readonly fitted: Matrix;
  readonly fits: readonly FoldFit[];
  readonly predictors: readonly Predictor[];
  readonly final: { readonly predictor: Predictor; readonly tuning: TuningTrace | null };
  /** model/validation.json: whether the figures are about the samples, or about what came with them. */
  readonly validation: Json;
}

export interface GateParts {
  readonly verdict: {
    readonly gate: "data" | "spectral" | "model";
    readonly passed: boolean;
    readonly judged: readonly string[];
  };
}

/** What a certified predictor was calibrated into, as plain data: logits of a sample in, probabilities out. */
export type Calibrator =
  | { readonly method: "none" }
  | { readonly method: "temperature"; readonly temperature: number; readonly prior: "log-normal" | "none" }
  | { readonly method: "platt"; readonly a: readonly number[]; readonly b: readonly number[] }
  | {
      readonly method: "isotonic";
      readonly low: number;
      readonly high: number;
      readonly classes: readonly { readonly x: readonly number[]; readonly y: readonly number[] }[];
    };

/** The k-th smallest of n conformal scores of one category: a class, a batch, or all. */
export interface ConformalThreshold {
  /** Null: of everything. */
  readonly category: string | null;
  readonly n: number;
  readonly k: number;
  /** Null: infinite, k is beyond n. */
  readonly qhat: number | null;
}

export interface ConformalRule {
  readonly score: "lac" | "aps" | "residual";
  readonly alpha: number;
  readonly by: "class" | "none" | "batch";
  readonly unit: "sample" | "batch";
  /** For samples measured as often as those of the conformal set. */
  readonly thresholds: readonly ConformalThreshold[];
  /** For samples measured less often: as if by a single spectrum. */
  readonly spectrum: readonly ConformalThreshold[];
}

/** Beyond which distance from the training rows nothing is answered. */
export interface DensityRule {
  /** Principal components of the training variables; null: the estimator's own latent space. */
  readonly components: {
    readonly mean: readonly number[];
    readonly loadings: readonly (readonly number[])[];
    readonly variances: readonly number[];
  } | null;
  readonly n: number;
  readonly k: number;
  /** Null: no limit, k is beyond n. */
  readonly t2: number | null;
  readonly q: number | null;
}

export interface ConfidenceRule {
  /** Answered from this confidence on; null: no confidence is high enough. */
  readonly tau: number | null;
  /** What may be said of the risk: see `confidenceForRisk`; `given` where `tau` was. */
  readonly rule: "certified" | "expected" | "none" | "given";
  /** Null where `tau` was given. */
  readonly target_risk: number | null;
  /** Conformal samples. */
  readonly n: number;
  /** Of these, at tau. */
  readonly answered: number;
  readonly errors: number;
  /** One-sided 95 % upper limit of the risk; null where nothing is answered. */
  readonly upper: number | null;
  /** Fewest answers, all right, that certify the target; null where there is none. */
  readonly needed: number | null;
}

/** A predictor with all that tells how far it may be believed: enough to score new spectra without the document. */
export interface CertifiedPredictor {
  readonly predictor: Predictor;
  /** How scores become logits; null for regression. */
  readonly logits: "eight-times-score" | "log-probability" | "twice-decision" | null;
  readonly calibrator: Calibrator;
  readonly conformal: ConformalRule | null;
  readonly confidence: ConfidenceRule | null;
  readonly density: DensityRule | null;
  readonly design: "split" | "cross";
  /** What the sets below share none of. */
  readonly unit: "batch" | "sample";
  /** Spectra of a conformal sample: the fewest of any. */
  readonly replicates: number;
  /** Ids of samples. */
  readonly samples: {
    readonly training: readonly string[];
    readonly calibration: readonly string[];
    readonly conformal: readonly string[];
  };
  /** What new spectra are compared with; null where nothing was kept from training. */
  readonly drift: DriftReference | null;
  /** A list a sample of `drift`: what the estimator gives for its variables as they are stored there; null without. */
  readonly predictions: readonly (readonly number[])[] | null;
}

export interface TrustParts {
  /** Null where trust could not be built: `reports` say why. */
  readonly certified: CertifiedPredictor | null;
  /** What each sample was predicted to be when it was left out; null likewise. */
  readonly evaluated: Json;
  /** The JSON artifacts, by name: what figures and tables show. */
  readonly reports: Json;
}

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

/** Every value a block may give, by name. */
export interface Values {
  readonly dataset: DatasetParts;
  readonly variables: VariablesParts;
  readonly model: ModelParts;
  readonly gate: GateParts;
  readonly trust: TrustParts;
  readonly monitoring: MonitoringParts;
}
export type ValueName = keyof Values;

/** How each part is stored: plain JSON, an NPY matrix, or a matrix that only figures may see. */
export const partStorage = {
  dataset: {
    spectra: "matrix",
    columns: "json",
    rows: "json",
    declared: "json",
    outcome: "json",
    facts: "json",
    design: "json",
    excluded: "json",
    excludedSpectra: "matrix",
  },
  variables: { ready: "matrix", pipeline: "json", display: "display" },
  model: {
    recipe: "json",
    split: "json",
    scores: "matrix",
    externalScores: "matrix",
    fitted: "matrix",
    fits: "json",
    predictors: "json",
    final: "json",
    validation: "json",
  },
  gate: { verdict: "json" },
  trust: { certified: "json", evaluated: "json", reports: "json" },
  monitoring: { drift: "json", predictions: "json", places: "json" },
} as const satisfies { readonly [N in ValueName]: { readonly [P in keyof Values[N]]: "json" | "matrix" | "display" } };
