/** What a model hands on: folds, the recipe by which a predictor is made of any rows, and the predictors it made. */
import type { Json } from "../../schemas/plain-json.ts";
import type { Matrix } from "./matrix.ts";
import type { Pipeline } from "./variables.ts";

export interface Fold {
  readonly name: string;
  /** Groups, samples or batches left out, in code-unit order. */
  readonly left: readonly string[];
  readonly training: readonly number[];
  readonly test: readonly number[];
  /** Of walk_forward: rows of what lies on both sides that are too late to train and may not be tested. Absent of other schemes. */
  readonly unused?: readonly number[];
}

/** Folds of one (dataset, scheme, seed). */
export interface Split {
  readonly scheme: SchemeSpec;
  /** What the scheme separates by. */
  readonly unit: "batch" | "sample" | "group" | "spectrum" | "segment" | "none";
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
  /** model/segments_summary.json; null where nothing is segmented. */
  readonly segments?: Json;
  /** Of a regression, what sums it up beside others; absent of a classification. */
  readonly figures?: TargetFigures | null;
}

/** What sums up a regression beside those of other targets. */
export interface TargetFigures {
  readonly target: string;
  readonly unit: string | null;
  readonly n: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly sd: number | null;
  readonly components: number | null;
  readonly rmsec: number | null;
  readonly rmsecv: number | null;
  readonly rmsecv_ci: readonly [number, number] | null;
  readonly r2: number | null;
  readonly bias: number | null;
  readonly sep: number | null;
  readonly rpd: number | null;
  readonly rmsep: number | null;
  /** Samples that are not external, and their reference values. */
  readonly samples: readonly string[];
  readonly values: readonly number[];
}
