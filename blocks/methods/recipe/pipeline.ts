/** Pipeline: runs a list of steps. The one place where steps are fitted and applied, for folds, display and monitoring alike. */

import type { Json } from "../../../schemas/plain-json.ts";
import type { Columns, DatasetParts, Rows } from "../../contract/dataset.ts";
import type { Matrix } from "../../contract/matrix.ts";
import type { Methods } from "../../contract/methods.ts";
import { type Facts, retelling } from "../../contract/refusal.ts";
import type { Inputs } from "../../contract/running.ts";
import {
  type AnyStep,
  type Compared,
  type Ended,
  keepsQuantity,
  learnsOf,
  type TrainingOutcome,
} from "../../contract/step.ts";
import type { Pipeline, StepSpec, VariablesParts } from "../../contract/variables.ts";
import { subset } from "../numeric/row-subset.ts";

/** What a block starts from: its dataset and the variables above it. Raw spectra are variables on which nothing has run. */
export function startOf({ dataset, variables }: Inputs): Start {
  if (dataset === undefined) throw new Error("a block that starts from variables was run without its dataset");
  return { dataset, variables: variables ?? nothingRun(dataset) };
}

interface Start {
  readonly dataset: DatasetParts;
  readonly variables: VariablesParts;
}

const nothingRun = ({ spectra, columns }: DatasetParts): VariablesParts => ({
  ready: spectra,
  pipeline: { input: columns, steps: [], done: 0, readyColumns: columns, columns },
  display: { display: spectra },
});

/** Columns after every step, from 0 (as they come in) to steps.length. Throws Refusal naming the step that cannot stand. */
export function columnsAfter(methods: Methods, before: Columns, steps: readonly StepSpec[]): readonly Columns[] {
  const columns = [before];
  steps.forEach(({ name, options }, k) => {
    columns.push(atStep(k, () => columnsLeft(methods.step(name), columns[k], options)));
  });
  return columns;
}

/** The columns a step leaves; of values that are made from a quantity it is kept that they are no longer it. */
function columnsLeft(step: AnyStep, before: Columns, options: Json, state?: Json): Columns {
  const after = step.columns(before, options, state);
  const isAltered = after.kind === "axis" && after.quantity !== undefined && !keepsQuantity(step, options);
  return isAltered ? { ...after, altered: true } : after;
}

/** How many leading steps learn nothing: they run once, on all rows. */
export function countRowWise(methods: Methods, steps: readonly StepSpec[]): number {
  const first = steps.findIndex(({ name, options }) => learnsOf(methods.step(name), options) !== null);
  return first === -1 ? steps.length : first;
}

/** Told of each row (0-based) that an iterative step has treated; steps count from 0. */
export type StepWatch = (step: number, row: number, ended: Ended) => void;

/** Runs the first `count` steps, none of which learns. n × p in, n × p′ out. */
export function runRowWise(
  methods: Methods,
  spectra: Matrix,
  before: Columns,
  steps: readonly StepSpec[],
  count: number,
  watch?: StepWatch,
): Matrix {
  const columns = columnsAfter(methods, before, steps.slice(0, count));
  return steps
    .slice(0, count)
    .reduce(
      (x, { name, options }, k) =>
        atStep(k, () => methods.step(name).apply(x, options, columns[k], null, watching(watch, k))),
      spectra,
    );
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
  methods: Methods,
  ready: Matrix,
  pipeline: Pipeline,
  training: readonly number[],
  outcome: TrainingOutcome,
): FittedRest {
  return fitRests(methods, ready, [pipeline], training, outcome)[0];
}

/**
 * `fitRest` of pipelines that differ in the options of their steps alone: what they have in common is fitted once.
 *
 * @param pipelines at least one; all have the steps and the `done` of the first
 * @returns one an entry, in order
 */
export function fitRests(
  methods: Methods,
  ready: Matrix,
  pipelines: readonly Pipeline[],
  training: readonly number[],
  outcome: TrainingOutcome,
): readonly FittedRest[] {
  const start = { training: subset(ready, training), states: pipelines[0].steps.map(() => null) };
  return grown<Omit<FittedRest, "columns">>(start, pipelines, (rest, k, path, columns) => {
    const { name } = pipelines[0].steps[k];
    return inRows(training, () =>
      fitStep(methods, name, rest.training, path, columns, outcome).map((state, way) => ({
        training: methods.step(name).apply(rest.training, path[way], columns, state),
        states: rest.states.map((earlier, at) => (at === k ? state : earlier)),
        columns: columnsLeft(methods.step(name), columns, path[way], state),
      })),
    );
  });
}

/**
 * Training rows and others as the last step of each pipeline leaves them, where it is fitted on the training rows: what
 * `fitRests` and `applySteps` give, but for rounding, without states that nobody keeps.
 *
 * @param others indexes of rows that nothing is learnt from
 * @returns one an entry, in order
 */
export function compareRests(
  methods: Methods,
  ready: Matrix,
  pipelines: readonly Pipeline[],
  training: readonly number[],
  others: readonly number[],
  outcome: TrainingOutcome,
): readonly (Compared & { readonly columns: Columns })[] {
  const start = { training: subset(ready, training), others: subset(ready, others) };
  return grown<Compared>(start, pipelines, (rest, k, path, columns) => {
    const step = methods.step(pipelines[0].steps[k].name);
    const inTraining = <T>(run: () => T): T => inRows(training, run);
    const left = path.map((options) => columnsLeft(step, columns, options));
    const compared = inTraining(() => step.compare?.(rest.training, rest.others, path, columns, outcome) ?? null);
    if (compared !== null) return compared.map((rows, way) => ({ ...rows, columns: left[way] }));
    return inTraining(() => fitStep(methods, step.name, rest.training, path, columns, outcome)).map((state, way) => ({
      training: inTraining(() => step.apply(rest.training, path[way], columns, state)),
      others: inRows(others, () => step.apply(rest.others, path[way], columns, state)),
      columns: columnsLeft(step, columns, path[way], state),
    }));
  });
}

/** States of a step, one an entry of the path. */
function fitStep(
  methods: Methods,
  name: string,
  rows: Matrix,
  path: readonly Json[],
  columns: Columns,
  outcome: TrainingOutcome,
): readonly Json[] {
  const step = methods.step(name);
  return (
    step.fitPath?.(rows, path, columns, outcome) ??
    path.map((options) => step.fit?.(rows, options, columns, outcome) ?? null)
  );
}

/**
 * Takes rows through the steps that are still to be learnt. Pipelines that have the same steps so far are one branch; at every
 * step a branch goes on in one way for each choice of its options.
 */
function grown<Rest>(
  start: Rest,
  pipelines: readonly Pipeline[],
  through: (rest: Rest, k: number, path: readonly Json[], columns: Columns) => readonly WithColumns<Rest>[],
): readonly WithColumns<Rest>[] {
  const [{ steps, done, readyColumns }] = pipelines;
  let branches = [{ of: pipelines, rest: { ...start, columns: readyColumns } }];
  for (let k = done; k < steps.length; k++) {
    const wayOf = (pipeline: Pipeline): string => JSON.stringify(pipeline.steps[k].options);
    branches = branches.flatMap(({ of, rest }) => {
      const ways = [...new Set(of.map(wayOf))].map((way) => of.filter((pipeline) => wayOf(pipeline) === way));
      const path = ways.map(([pipeline]) => pipeline.steps[k].options);
      const rests = atStep(k, () => through(rest, k, path, rest.columns));
      return ways.map((members, way) => ({ of: members, rest: rests[way] }));
    });
  }
  return pipelines.map((pipeline) => (branches.find(({ of }) => of.includes(pipeline)) as (typeof branches)[0]).rest);
}

type WithColumns<Rest> = Rest & { readonly columns: Columns };

/** Applies steps with their states from `from` to the end. */
export function applySteps(
  methods: Methods,
  x: Matrix,
  columns: Columns,
  steps: readonly StepSpec[],
  states: readonly Json[],
  from: number,
  watch?: StepWatch,
): Matrix {
  const after = columnsAfter(methods, columns, steps.slice(from));
  return steps
    .slice(from)
    .reduce(
      (rows, { name, options }, k) =>
        atStep(from + k, () =>
          methods.step(name).apply(rows, options, after[k], states[from + k], watching(watch, from + k)),
        ),
      x,
    );
}

const watching = (watch: StepWatch | undefined, k: number) =>
  watch === undefined ? undefined : (row: number, ended: Ended) => watch(k, row, ended);

/** A refusal counts rows of the matrix a step was given; whoever took rows out of a larger one says which they were. */
export function inRows<T>(indexes: ArrayLike<number>, run: () => T): T {
  return withFacts(run, (row) => ({ row: indexes[row - 1] + 1 }));
}

/** A refused row is named as people know it: by the id of its spectrum and of its sample. */
export function namingSpectra<T>(rows: Rows, run: () => T): T {
  return withFacts(run, (row) => ({ spectrum: rows.id[row - 1], sample: rows.sample[row - 1] }));
}

function withFacts<T>(run: () => T, factsOf: (row: number) => Facts): T {
  return retelling(run, ({ facts }) =>
    typeof facts.row === "number" ? { facts: { ...facts, ...factsOf(facts.row) } } : {},
  );
}

/** A refusal of step k carries its place among the options. */
function atStep<T>(k: number, run: () => T): T {
  return retelling(run, ({ facts, option }) => ({
    facts: { ...facts, stepNumber: k + 1 },
    option: option ?? ["steps", k],
  }));
}
