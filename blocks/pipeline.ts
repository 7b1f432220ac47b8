/** Pipeline: runs a list of steps. The one place where steps are fitted and applied, for folds, display and monitoring alike. */
import { learnsOf, type TrainingOutcome } from "./preprocess/step.ts";
import { type Facts, Refusal } from "./refusal.ts";
import type { Matrix } from "./shared/numeric/matrix.ts";
import { subset } from "./shared/numeric/row-subset.ts";
import { stepOf } from "./steps.ts";
import type { Columns, Json, Pipeline, Rows, StepSpec } from "./values.ts";

/** The pipeline of raw spectra: variables on which nothing has run. */
export const nothingRun = (columns: Columns): Pipeline => ({
  input: columns,
  steps: [],
  done: 0,
  readyColumns: columns,
  columns,
});

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
  const first = steps.findIndex(({ name, options }) => learnsOf(stepOf(name), options) !== null);
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
  /** What the columns of `training` are. */
  readonly columns: Columns;
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
  return fitRests(ready, [pipeline], training, outcome)[0];
}

/**
 * `fitRest` of pipelines that differ in the options of their steps alone: what they have in common is fitted once.
 *
 * @param pipelines at least one; all have the steps and the `done` of the first
 * @returns one an entry, in order
 */
export function fitRests(
  ready: Matrix,
  pipelines: readonly Pipeline[],
  training: readonly number[],
  outcome: TrainingOutcome,
): readonly FittedRest[] {
  const [{ steps, done, readyColumns }] = pipelines;
  const start = {
    of: pipelines,
    rows: subset(ready, training),
    states: steps.map(() => null),
    columns: readyColumns,
  };
  let branches: readonly Branch[] = [start];
  inRows(training, () => {
    for (let k = done; k < steps.length; k++) {
      branches = branches.flatMap((branch) => atStep(k, () => grown(branch, k, outcome)));
    }
  });
  return pipelines.map((pipeline) => {
    const { states, rows, columns } = branches.find(({ of }) => of.includes(pipeline)) as Branch;
    return { states, training: rows, columns };
  });
}

/** Training rows as the steps so far leave them, and the pipelines that have these steps in common. */
interface Branch {
  readonly of: readonly Pipeline[];
  readonly rows: Matrix;
  readonly states: readonly Json[];
  readonly columns: Columns;
}

/** A branch an option of step k. */
function grown({ of, rows, states, columns }: Branch, k: number, outcome: TrainingOutcome): readonly Branch[] {
  const wayOf = ({ steps }: Pipeline): string => JSON.stringify(steps[k].options);
  const ways = [...new Set(of.map(wayOf))].map((way) => of.filter((pipeline) => wayOf(pipeline) === way));
  const step = stepOf(of[0].steps[k].name);
  const path = ways.map(([{ steps }]) => steps[k].options);
  const fitted =
    step.fitPath?.(rows, path, columns, outcome) ??
    path.map((options) => step.fit?.(rows, options, columns, outcome) ?? null);
  return ways.map((members, way) => {
    const options = path[way];
    const state = fitted[way];
    return {
      of: members,
      rows: step.apply(rows, options, columns, state),
      states: states.map((earlier, at) => (at === k ? state : earlier)),
      columns: step.columns(columns, options, state),
    };
  });
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
