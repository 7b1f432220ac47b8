/** What a dataset hands on: the spectra, what their columns are, the roles of their rows, and what is to be predicted. */
import type { Design } from "./design.ts";
import type { Matrix } from "./matrix.ts";

export type AxisUnit = "cm-1" | "nm" | "um" | "channel";
export const techniques = ["Raman", "FTIR", "NIR"] as const;
/** How spectra were measured. */
export type Technique = (typeof techniques)[number];

export const quantities = [
  "absorbance",
  "transmittance",
  "transmittance-percent",
  "reflectance",
  "reflectance-percent",
  "kubelka-munk",
  "intensity",
  "counts",
] as const;
/** What a spectrum is measured in. */
export type Quantity = (typeof quantities)[number];

/** What the columns of a matrix are: points of a spectral axis (ascending), or named variables. */
export type Columns =
  | {
      readonly kind: "axis";
      /** Null: neither declared, nor said by the files, nor left alone by the technique. */
      readonly unit: AxisUnit | null;
      readonly technique: Technique | null;
      readonly values: readonly number[];
      /** What the values over the axis are, as declared or as the files say; absent where nobody says. */
      readonly quantity?: Quantity;
      /** True where a step left values that are made from the quantity and no longer it. */
      readonly altered?: true;
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
  /** Index of the first row with the same spectrum, whatever its name and outcome; null for a first one. */
  readonly duplicateOf: readonly (number | null)[];
  /** When each row was measured; absent where no column is declared. */
  readonly time?: Times;
}

export interface Times {
  readonly column: string;
  /** Whether they are instants, in milliseconds since 1970 (UTC); else they are numbers that rise with time. */
  readonly isCalendar: boolean;
  /** Null where the cell says none. */
  readonly values: readonly (number | null)[];
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
  /** Where limits stand for values: by row, whether its value is one. */
  readonly censored?: readonly boolean[];
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

/** Spectra that are only to be predicted, in file order: in no fold, fit, gate or count. */
export interface UnknownRows {
  readonly id: readonly string[];
  readonly sample: readonly string[];
}

/** Spectra that are only to be scored, and whose they are. */
export interface NamedSpectra {
  /** n × p. */
  readonly spectra: Matrix;
  readonly columns: Columns;
  /** Length n. */
  readonly id: readonly string[];
  /** Length n. */
  readonly sample: readonly string[];
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
  readonly unknown: UnknownRows;
  /** u × p, a row each of `unknown`; no NaN. */
  readonly unknownSpectra: Matrix;
}
