/** What a preprocessing step is: declared options, the columns it leaves, and where it learns, a state that is plain data. */
import type { z } from "zod";
import type { Json } from "../../schemas/plain-json.ts";
import type { Columns } from "./dataset.ts";
import type { Matrix } from "./matrix.ts";
import type { Remark } from "./refusal.ts";

/** What a supervised step may look at while it is fitted: class codes or a target of the training rows, in row order. */
export interface TrainingOutcome {
  readonly codes: Int32Array | null;
  readonly classes: number;
  readonly target: Float64Array | null;
}

/** What a state is learnt from; null where there is none. */
export type Learns = null | "spectra" | "outcome";

/** Steps that are for the same thing: a page of the reference each. */
export type StepFamily = "axis" | "noise" | "baseline" | "scatter" | "columns";

/** How a loop over one spectrum ended. */
export interface Ended {
  /** How often it was gone through. */
  readonly passes: number;
  /** False where the count ended it and not its criterion. */
  readonly converged: boolean;
  /** How far the last pass moved what it looks for, as a share of the spectrum's range; null where there was but one, or no range. */
  readonly moved: number | null;
}

/** Told of each row (0-based) that an iterative step has treated. */
export type Watch = (row: number, ended: Ended) => void;

/** Rows as a step leaves them: those it was fitted on, and others. */
export interface Compared {
  readonly training: Matrix;
  readonly others: Matrix;
}

/** A warning of a step, of its code and facts. */
export type Doubt = Pick<Remark, "code" | "facts">;

export interface Step<Options, State> {
  readonly name: string;
  /** Which page of the reference it stands on; null for a step no document names. */
  readonly family: StepFamily | null;
  /** What its state is learnt from; null for a step that treats each spectrum by itself. */
  readonly learns: Learns;
  /** What it is learnt from with these options, where that hangs on them: at most `learns`. Ask `learnsOf`. */
  learnsWith?(options: Options): Learns;
  /** True for a step that leaves a spectrum a measurement: these alone run before the spectral gate looks at it. */
  readonly leavesMeasurement?: true;
  /** Whether values stay what they were: absorbance stays absorbance. Absent: as `leavesMeasurement` says. */
  keepsQuantity?(options: Options): boolean;
  /** Its options as far as it only chooses or renames points and keeps their values; null where it does nothing of that. Absent: always. */
  onlyPoints?(options: Options): Options | null;
  /** Closed schema of the options as written below the step's name; a bare name is parsed as `{}`. Its description is what the step does. */
  readonly options: z.ZodType<Options>;
  /**
   * The columns it leaves, without data. Throws Refusal where it cannot stand on these columns. Their names may be better
   * known from a state, their number never is.
   */
  columns(before: Columns, options: Options, state?: State): Columns;
  /** Learns from training rows (n × p). Present exactly where `learns` is not null. */
  fit?(training: Matrix, options: Options, columns: Columns, outcome: TrainingOutcome): State;
  /** As `fit` for options that differ in their tunable values alone, one state an entry: shares what it can between them. */
  fitPath?(training: Matrix, path: readonly Options[], columns: Columns, outcome: TrainingOutcome): readonly State[];
  /**
   * What training rows and other rows become when every entry of a path is fitted on the training rows, without the states: for
   * comparing candidates, where it costs less. The same numbers as `fitPath` and `apply`, but for rounding; null where it has no
   * such way on these rows.
   */
  compare?(
    training: Matrix,
    others: Matrix,
    path: readonly Options[],
    columns: Columns,
    outcome: TrainingOutcome,
  ): readonly Compared[] | null;
  /** What is to be said of these columns before it, though it can stand on them. Absent: nothing. */
  doubts?(before: Columns, options: Options): readonly Doubt[];
  /** Where it goes over each spectrum until a criterion is met: the option that ends it otherwise; null with options that do not. */
  iterates?(options: Options): { readonly option: string; readonly most: number } | null;
  /**
   * n × p in, n × p′ out; never changes its argument. Throws Refusal naming the row (1-based) it cannot treat. A step that
   * iterates tells `watch` of every row.
   */
  apply(rows: Matrix, options: Options, columns: Columns, state: State, watch?: Watch): Matrix;
}

/** Whether a step with these options leaves values what they were, in whatever quantity. */
export const keepsQuantity = (step: AnyStep, options: Json): boolean =>
  step.keepsQuantity?.(options) ?? step.leavesMeasurement === true;

/** A step whose types the table has forgotten: options were parsed by its schema, state came from its own fit. */
export type AnyStep = Step<Json, Json>;

/** What a step with these options learns from. */
export function learnsOf(step: AnyStep, options: Json): Learns {
  return step.learnsWith === undefined ? step.learns : step.learnsWith(options);
}

/** Declares a step; the one place where its types are forgotten, so that a table may hold them all. */
export function step<Options, State>(declaration: Step<Options, State>): AnyStep {
  return declaration as AnyStep;
}
