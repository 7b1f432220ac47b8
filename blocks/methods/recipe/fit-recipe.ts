/** fitRecipe: the one way to a predictor from any rows — steps still to be learnt, tuning, estimator, all on these rows only. */

import type { Json } from "../../../schemas/plain-json.ts";
import type { Outcome } from "../../contract/dataset.ts";
import type { OptionValues, Response } from "../../contract/estimator.ts";
import type { Matrix } from "../../contract/matrix.ts";
import type { Methods } from "../../contract/methods.ts";
import type { Predictor, Recipe, TuningTrace } from "../../contract/model.ts";
import { retelling } from "../../contract/refusal.ts";
import type { TrainingOutcome } from "../../contract/step.ts";
import type { Pipeline } from "../../contract/variables.ts";
import { subset } from "../numeric/row-subset.ts";
import { type FittedRows, triedCandidates, variantsOf } from "./candidates.ts";
import type { FitData, Wanted } from "./fit-data.ts";
import { applySteps, compareRests, fitRests, inRows, namingSpectra } from "./pipeline.ts";
import { refuseUnusable } from "./refuse-unusable.ts";
import { choices } from "./tune.ts";

export interface Fitted {
  readonly predictor: Predictor;
  /** Null where there was nothing to choose. */
  readonly tuning: TuningTrace | null;
}

/**
 * A predictor from training rows. Whatever learns is fitted here, on these rows and no others, tuning included.
 *
 * @param training indexes into the rows, ascending
 * @param name name of the stream for inner folds, beginning with the seed
 * @throws Refusal where the rows cannot carry the model
 */
export function fitRecipe(
  methods: Methods,
  recipe: Recipe,
  data: FitData,
  training: readonly number[],
  name: readonly (string | number)[],
): Fitted {
  return namingSpectra(data.rows, () => {
    const candidates = triedCandidates(recipe, name[0]);
    const tuning = traceOf(methods, recipe, data, { training, name }, candidates);
    const predictor = fitCandidate(methods, recipe, data, training, candidates[tuning?.chosen ?? 0]);
    return { predictor, tuning };
  });
}

/** The choice among the candidates; null where there is nothing to choose. */
function traceOf(
  methods: Methods,
  recipe: Recipe,
  data: FitData,
  wanted: Wanted,
  candidates: readonly OptionValues[],
): TuningTrace | null {
  const { tune } = recipe;
  if (tune === null || candidates.length === 1) return null;
  const chosen = choices(methods, recipe, tune, data, [wanted], candidates);
  const made = [...chosen.comparisons()].flatMap((rows) =>
    chosen.take(candidateScores(methods, recipe, data, rows, candidates)),
  );
  return made[0];
}

/** The recipe's predictor with one candidate's options, from training rows. */
export const fitCandidate = (
  methods: Methods,
  recipe: Recipe,
  data: FitData,
  training: readonly number[],
  candidate: OptionValues,
): Predictor => fitPath(methods, recipe, data, training, [candidate]).predictors[0];

/** The same, and of an estimator with nested latent variables the model of `most` of them, from one fit; null of others. */
export function fitWithPath(
  methods: Methods,
  recipe: Recipe,
  data: FitData,
  training: readonly number[],
  candidate: OptionValues,
  most: number | null,
): { readonly predictor: Predictor; readonly longest: Predictor | null } {
  if (most === null) return { predictor: fitCandidate(methods, recipe, data, training, candidate), longest: null };
  const path = [candidate, { ...candidate, components: most }];
  const [predictor, longest] = fitPath(methods, recipe, data, training, path).predictors;
  return { predictor, longest };
}

/** One predictor a candidate: steps fitted once for each value of the features, and on them the estimator's whole path at once. */
function fitPath(
  methods: Methods,
  recipe: Recipe,
  data: FitData,
  training: readonly number[],
  path: readonly OptionValues[],
): { predictors: readonly Predictor[] } {
  const variants = variantsOf(recipe.pipeline, path);
  const pipelines = variants.map(({ pipeline }) => pipeline);
  const outcome = trainingOutcome(recipe, data.outcome, training);
  const rests = fitRests(methods, data.ready, pipelines, training, outcome);
  const estimator = methods.estimator(recipe.estimator);
  const { label, target } = data.outcome;
  const predictors = new Map<number, Predictor>();
  variants.forEach(({ pipeline, members }, v) => {
    const { states, training: x, columns } = rests[v];
    const fitted = inRows(training, () => {
      refuseUnusable(x, columns);
      const own = members.map((k) => path[k]);
      return atEstimator(recipe, () => estimator.fitPath(x, responseOf(recipe, outcome), own));
    });
    members.forEach((k, at) => {
      predictors.set(k, {
        task: recipe.task,
        pipeline: { ...pipeline, columns },
        stepStates: states,
        estimator: recipe.estimator,
        options: path[k],
        state: fitted[at],
        classes: recipe.task === "classification" ? (label?.classes ?? []) : null,
        target: recipe.task === "regression" && target !== null ? { name: target.name, unit: target.unit } : null,
      });
    });
  });
  return { predictors: path.map((_, k) => predictors.get(k) as Predictor) };
}

/** An option an estimator refuses stands below its name in the block. */
function atEstimator<T>({ estimator }: Recipe, run: () => T): T {
  return retelling(run, ({ option }) => (option === undefined ? {} : { option: ["estimator", estimator, ...option] }));
}

/** Scores of the named rows, from data on which the row-wise steps have run. m × K. */
export function predictReady(
  methods: Methods,
  predictor: Predictor,
  ready: Matrix,
  indexes: ArrayLike<number>,
): Matrix {
  return methods
    .estimator(predictor.estimator)
    .predict(readyVariables(methods, predictor, ready, indexes), predictor.state);
}

/** The named rows as the predictor's estimator is given them, from data on which the row-wise steps have run. m × p″. */
export const readyVariables = (
  methods: Methods,
  { pipeline, stepStates }: Predictor,
  ready: Matrix,
  indexes: ArrayLike<number>,
): Matrix => variablesOf(methods, pipeline, stepStates, ready, indexes);

/** The named rows as the last step leaves them. */
function variablesOf(
  methods: Methods,
  { readyColumns, steps, done, columns }: Pipeline,
  states: readonly Json[],
  ready: Matrix,
  indexes: ArrayLike<number>,
): Matrix {
  return inRows(indexes, () => {
    const variables = applySteps(methods, subset(ready, indexes), readyColumns, steps, states, done);
    refuseUnusable(variables, columns);
    return variables;
  });
}

/** Scores that every candidate, fitted on a fold's training rows, gives to its test rows; no states are kept. */
export function candidateScores(
  methods: Methods,
  recipe: Recipe,
  data: FitData,
  { training, test }: FittedRows,
  path: readonly OptionValues[],
): readonly Matrix[] {
  const variants = variantsOf(recipe.pipeline, path);
  const outcome = trainingOutcome(recipe, data.outcome, training);
  const pipelines = variants.map(({ pipeline }) => pipeline);
  const rests = compareRests(methods, data.ready, pipelines, training, test, outcome);
  const estimator = methods.estimator(recipe.estimator);
  const response = responseOf(recipe, outcome);
  const scores = new Map<number, Matrix>();
  variants.forEach(({ members }, v) => {
    const { training: x, others, columns } = rests[v];
    const own = members.map((k) => path[k]);
    inRows(test, () => refuseUnusable(others, columns));
    const found = inRows(training, () => {
      refuseUnusable(x, columns);
      return atEstimator(
        recipe,
        () =>
          estimator.compare?.(x, response, own, others) ??
          estimator.fitPath(x, response, own).map((state) => estimator.predict(others, state)),
      );
    });
    members.forEach((k, at) => {
      scores.set(k, found[at]);
    });
  });
  return path.map((_, k) => scores.get(k) as Matrix);
}

/** What supervised steps and the estimator learn from: that which is to be predicted, and nothing else. */
function trainingOutcome({ task }: Recipe, { label, target }: Outcome, training: readonly number[]): TrainingOutcome {
  const isClasses = task === "classification";
  return {
    codes: isClasses && label !== null ? Int32Array.from(training, (i) => label.codes[i]) : null,
    classes: isClasses ? (label?.classes.length ?? 0) : 0,
    target: !isClasses && target !== null ? Float64Array.from(training, (i) => target.values[i]) : null,
  };
}

function responseOf(recipe: Recipe, { codes, classes, target }: TrainingOutcome): Response {
  if (codes !== null) return { task: "classification", codes, classes };
  if (target !== null) return { task: "regression", target };
  throw new RangeError(`${recipe.estimator} needs a ${recipe.task === "regression" ? "target" : "label"}`);
}
