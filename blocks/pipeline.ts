/** Pipeline: runs a list of steps. The one place where steps are fitted and applied, for folds, display and monitoring alike. */
import type { TrainingOutcome } from "./preprocess/step.ts";
import { type Facts, Refusal } from "./refusal.ts";
import { type Matrix, takeRows } from "./shared/numeric/matrix.ts";
import { stepOf } from "./steps.ts";
import type { Columns, Json, Pipeline, Rows, StepSpec } from "./values.ts";

/** Columns after every step, from 0 (as they come in) to steps.length. Throws Refusal naming the step that cannot stand. */
export function columnsAfter(before: Columns, steps: readonly StepSpec[]): readonly Columns[] {
  const columns = [before];
  steps.forEach(({ name, options }, k) => {
    columns.push(atStep(k, () => stepOf(name).columns(columns[k], options)));
  });
  return columns;
}

/** How many leading steps learn nothing: they run once, on all rows. */
export function countRowWise(steps: readonly StepSpec[]): number {
  const first = steps.findIndex(({ name }) => stepOf(name).learns !== null);
  return first === -1 ? steps.length : first;
}

/** Runs the first `count` steps, none of which learns. n × p in, n × p′ out. */
export function runRowWise(spectra: Matrix, before: Columns, steps: readonly StepSpec[], count: number): Matrix {
  const columns = columnsAfter(before, steps.slice(0, count));
  return steps
    .slice(0, count)
    .reduce((x, { name, options }, k) => atStep(k, () => stepOf(name).apply(x, options, columns[k], null)), spectra);
}

/** What the steps after `done` learnt from training rows, and the training rows as they leave the last one. */
export interface FittedRest {
  /** One a step of the pipeline; null for those that learn nothing. */
  readonly states: readonly Json[];
  readonly training: Matrix;
}

/**
 * Fits the steps that are still to be learnt, each on what the one before made of the training rows.
 *
 * @param ready n × p′ with the first `done` steps run
 * @param training indexes of the rows that may be learnt from
 */
export function fitRest(
  ready: Matrix,
  pipeline: Pipeline,
  training: readonly number[],
  outcome: TrainingOutcome,
): FittedRest {
  const states: Json[] = pipeline.steps.map(() => null);
  const columns = columnsAfter(pipeline.readyColumns, pipeline.steps.slice(pipeline.done));
  const x = inRows(training, () => {
    let rows = takeRows(ready, training);
    for (let k = pipeline.done; k < pipeline.steps.length; k++) {
      const { name, options } = pipeline.steps[k];
      const before = columns[k - pipeline.done];
      rows = atStep(k, () => {
        states[k] = stepOf(name).fit?.(rows, options, before, outcome) ?? null;
        return stepOf(name).apply(rows, options, before, states[k]);
      });
    }
    return rows;
  });
  return { states, training: x };
}

/** Applies steps with their states from `from` to the end. */
export function applySteps(
  x: Matrix,
  columns: Columns,
  steps: readonly StepSpec[],
  states: readonly Json[],
  from: number,
): Matrix {
  const after = columnsAfter(columns, steps.slice(from));
  return steps
    .slice(from)
    .reduce(
      (rows, { name, options }, k) =>
        atStep(from + k, () => stepOf(name).apply(rows, options, after[k], states[from + k])),
      x,
    );
}

/** A refusal counts rows of the matrix a step was given; whoever took rows out of a larger one says which they were. */
export function inRows<T>(indexes: ArrayLike<number>, run: () => T): T {
  return withFacts(run, (row) => ({ row: indexes[row - 1] + 1 }));
}

/** A refused row is named as people know it: by the id of its spectrum and of its sample. */
export function namingSpectra<T>(rows: Rows, run: () => T): T {
  return withFacts(run, (row) => ({ spectrum: rows.id[row - 1], sample: rows.sample[row - 1] }));
}

function withFacts<T>(run: () => T, factsOf: (row: number) => Facts): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [first, ...more] = error.remarks;
    if (typeof first.facts.row !== "number") throw error;
    throw new Refusal(
      first.code,
      { ...first.facts, ...factsOf(first.facts.row) },
      { data: first.data, option: first.option },
      more,
    );
  }
}

/** A refusal of step k carries its place among the options. */
function atStep<T>(k: number, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [first, ...more] = error.remarks;
    const place = { data: first.data, option: first.option ?? ["steps", k] };
    throw new Refusal(first.code, { ...first.facts, stepNumber: k + 1 }, place, more);
  }
}
