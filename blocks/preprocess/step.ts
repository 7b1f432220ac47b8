/** What a preprocessing step is: declared options, the columns it leaves, and where it learns, a state that is plain data. */
import type { z } from "zod";
import type { Matrix } from "../shared/numeric/matrix.ts";
import type { Columns, Json } from "../values.ts";

/** What a supervised step may look at while it is fitted: class codes or a target of the training rows, in row order. */
export interface TrainingOutcome {
  readonly codes: Int32Array | null;
  readonly classes: number;
  readonly target: Float64Array | null;
}

export interface Step<Options, State> {
  readonly name: string;
  /** What its state is learnt from; null for a step that treats each spectrum by itself. */
  readonly learns: null | "spectra" | "outcome";
  /** Closed schema of the options as written below the step's name; a bare name is parsed as `{}`. */
  readonly options: z.ZodType<Options>;
  /** The columns it leaves, without data. Throws Refusal where it cannot stand on these columns. */
  columns(before: Columns, options: Options): Columns;
  /** Learns from training rows (n × p). Present exactly where `learns` is not null. */
  fit?(training: Matrix, options: Options, columns: Columns, outcome: TrainingOutcome): State;
  /** n × p in, n × p′ out; never changes its argument. Throws Refusal naming the row (1-based) it cannot treat. */
  apply(rows: Matrix, options: Options, columns: Columns, state: State): Matrix;
}

/** A step whose types the table has forgotten: options were parsed by its schema, state came from its own fit. */
export type AnyStep = Step<Json, Json>;

/** Declares a step; the one place where its types are forgotten, so that a table may hold them all. */
export function step<Options, State>(declaration: Step<Options, State>): AnyStep {
  return declaration as unknown as AnyStep;
}
