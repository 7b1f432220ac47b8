/** What preprocessing hands on: a matrix after the steps that run once, and the steps that whoever fits has to learn. */
import type { Json } from "../../schemas/plain-json.ts";
import type { Columns } from "./dataset.ts";
import type { Matrix } from "./matrix.ts";

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
