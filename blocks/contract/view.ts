/** View: a figure or table somebody may ask for. Data only, made from stored parts when it is asked for, drawn at render. */

import type { Json } from "../../schemas/plain-json.ts";
import type { Matrix } from "./matrix.ts";
import type { Form } from "./quantity.ts";
import type { ValueName } from "./values.ts";

/** What the numbers of a column are numbers of; null for text. */
export type Format = Form | null;

export interface TableColumn {
  readonly key: string;
  readonly title: string;
  readonly unit?: string;
  readonly format: Format;
  /** Its cells are verdicts ("passed", "failed: …"): they are shown with a mark that reads without colour. */
  readonly isVerdict?: boolean;
  /** Key under which a row lists the samples that its cell names, so that each can be marked. */
  readonly samplesKey?: string;
}

export interface TableView {
  readonly type: "table";
  readonly columns: readonly TableColumn[];
  readonly rows: readonly { readonly [key: string]: Json }[];
  /** Of a column whose rows are numbers of several things: what a cell's is a number of, by `row index:key`. */
  readonly forms?: { readonly [cell: string]: Form };
  /** What stands around the number of a cell, by `row index:key`: the sign of a criterion, a unit that is not the column's. */
  readonly around?: { readonly [cell: string]: { readonly before?: string; readonly after?: string } };
  /** Where each cell's number stands: artifact (short path) and JSON pointer, by `row index:key`. */
  readonly origins?: { readonly [cell: string]: Origin };
  /** Where all numbers without an entry in `origins` come from. */
  readonly from?: Origin;
  /** Key of the column that names the sample a row is about. */
  readonly sampleKey?: string;
}

/** The artifact and the pointer into it from which a printed number comes; the empty pointer is the whole file. */
export interface Origin {
  readonly artifact: string;
  readonly pointer: string;
  /** How the number was made from what stands there, where it is not that number itself. */
  readonly how?: string;
}

/** Far spectra that a drawing names where nobody says how many. */
export const mostNamed = 3;

export const spectraForms = ["overlay", "offset", "difference"] as const;
export type SpectraForm = (typeof spectraForms)[number];

/** Lines over an axis: too many points for a chart library, drawn as paths. */
export interface SpectraView {
  readonly type: "spectra";
  readonly axis: {
    readonly title: string;
    readonly unit: string | null;
    readonly values: readonly number[];
    readonly descending: boolean;
  };
  readonly ordinate: string;
  /** n × p. */
  readonly spectra: Matrix;
  /** Class of each row (index into `classes`), or null for one class. */
  readonly codes: readonly number[] | null;
  readonly classes: readonly string[];
  readonly ids: readonly string[];
  /** The physical sample of each row; absent where every row is one. */
  readonly samples?: readonly string[];
  /** External rows, drawn dotted. */
  readonly marked: readonly number[];
  /** Rows far from the others, the farthest first; the first of them are drawn grey and named in the margin. */
  readonly outlying?: readonly number[];
  /** How many of them; `mostNamed` where it is absent. */
  readonly named?: number;
  /** Classes over one another, each above the one before, or as the difference of their means from the mean of all. */
  readonly form?: SpectraForm;
  /** Positions that are labelled, or whether peaks of the mean are; they are where it is absent. */
  readonly peaks?: boolean | readonly number[];
  readonly from?: Origin;
}

/**
 * An ordinary chart: a vega-lite specification with its data inside. Marks that stand for a sample say so in their
 * `description`, made by `sampleMark`.
 */
export interface ChartView {
  readonly type: "chart";
  readonly spec: { readonly [key: string]: Json };
  /** The same for a narrow screen, where the chart places things by its size; else it is the specification, made narrower. */
  readonly narrow?: { readonly [key: string]: Json };
  /** The same data as a table: the CSV one click away. */
  readonly data: TableView;
  readonly from?: Origin;
}

export type ViewData = TableView | SpectraView | ChartView;

/** Parts of values that a view may load. */
export interface PartSource {
  /** A part of the block's own value. */
  own(part: string): Promise<unknown>;
  /** A part of a value the block started from, also one its run does not load: a view enters no key. */
  input(value: ValueName, part: string): Promise<unknown>;
}

/**
 * What a view may look at: its own block's results and parts, and those its block started from. Of a kind's own views the results and
 * options are those of its schemas.
 */
export interface ViewSource<R = Json, O = Json> extends PartSource {
  readonly block: string;
  readonly options: O;
  readonly results: R;
}

/** How a figure or table block narrows a view: presentation only. */
export interface Selection {
  readonly classes?: readonly string[];
  readonly range?: readonly [number, number];
  /** Of spectra: how classes stand to one another, what is labelled, and how many far ones are named. */
  readonly form?: SpectraForm;
  readonly peaks?: boolean | readonly number[];
  readonly outliers?: number;
}

export interface View<R = Json, O = Json> {
  readonly shape: "figure" | "table";
  /** Short, for headings and links: "confusion matrix". */
  readonly title: string;
  /** True where it stands under its block when nobody placed it; the others are folded away there, and addressed alike. */
  readonly byDefault: boolean;
  /** Whether `byDefault` holds for a block with these options and this shape of task; without it, for each. */
  isFirst?(known: { readonly options: O; readonly shape: unknown }): boolean;
  /** Name of the view of the same kind that is shown by default in its place wherever the block has that one. */
  readonly insteadOf?: string;
  /** True where it stands under its block when that failed, whatever stands there otherwise. */
  readonly onFailure?: true;
  /** True of a table that is worked out from matrices: it is kept as drawings are, and made once. */
  readonly isWorkedOut?: true;
  /** True where it is drawn only if the document shows it, or refers to it: it is large. */
  readonly onRequest?: true;
  /** Whether a block with these options and shape of task can have it; checked before anything runs. */
  exists(known: { readonly options: O; readonly shape: unknown }): boolean;
  /** The data and the sentence a reader who cannot see it is given; null where there is nothing to show, with the reason. */
  make(
    source: ViewSource<R, O>,
    selection: Selection,
  ): Promise<{ readonly data: ViewData; readonly alt: string; readonly caption: string } | { readonly na: string }>;
}
