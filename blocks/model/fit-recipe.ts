/** fitRecipe: the one way to a predictor from any rows — steps still to be learnt, tuning, estimator, all on these rows only. */
import { applySteps, fitRest, inRows, namingSpectra } from "../pipeline.ts";
import type { TrainingOutcome } from "../preprocess/step.ts";
import { type Matrix, takeRows } from "../shared/numeric/matrix.ts";
import { innerSplit } from "../shared/split/split.ts";
import type { Outcome, Predictor, Recipe, Rows, TuningTrace } from "../values.ts";
import type { OptionValues, Response } from "./estimator.ts";
import { estimatorOf } from "./estimators.ts";
import { choose, tuningScore } from "./tune.ts";

/** The rows of one dataset as a recipe meets them. */
export interface FitData {
  /** n × p′: steps up to the first that learns have run. */
  readonly ready: Matrix;
  readonly rows: Rows;
  readonly outcome: Outcome;
}

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
  recipe: Recipe,
  data: FitData,
  training: readonly number[],
  name: readonly (string | number)[],
): Fitted {
  return namingSpectra(data.rows, () => fitNamed(recipe, data, training, name));
}

function fitNamed(
  recipe: Recipe,
  data: FitData,
  training: readonly number[],
  name: readonly (string | number)[],
): Fitted {
  const candidates = candidatesOf(recipe.grid);
  const tuning =
    recipe.tune === null || candidates.length < 2 ? null : tune(recipe, recipe.tune, data, training, candidates, name);
  const options = candidates[tuning?.chosen ?? 0];
  const { predictors } = fitPath(recipe, data, training, [options]);
  return { predictor: predictors[0], tuning };
}

/** Every combination of the grid's values, the last option varying fastest. */
export function candidatesOf(grid: Recipe["grid"]): readonly OptionValues[] {
  return Object.keys(grid).reduce<readonly OptionValues[]>(
    (sofar, option) => sofar.flatMap((values) => grid[option].map((value) => ({ ...values, [option]: value }))),
    [{}],
  );
}

/** One predictor a candidate, steps fitted once and the estimator's whole path at once. */
function fitPath(
  recipe: Recipe,
  data: FitData,
  training: readonly number[],
  path: readonly OptionValues[],
): { predictors: readonly Predictor[] } {
  const { pipeline } = recipe;
  const { states, training: x } = fitRest(data.ready, pipeline, training, trainingOutcome(data.outcome, training));
  const estimator = estimatorOf(recipe.estimator);
  const fitted = estimator.fitPath(x, responseOf(recipe, data.outcome, training), path);
  const { label, target } = data.outcome;
  const predictors = path.map((options, k) => ({
    task: recipe.task,
    pipeline,
    stepStates: states,
    estimator: recipe.estimator,
    options,
    state: fitted[k],
    classes: recipe.task === "classification" ? (label?.classes ?? []) : null,
    target: recipe.task === "regression" && target !== null ? { name: target.name, unit: target.unit } : null,
  }));
  return { predictors };
}

/** Scores of the named rows, from data on which the row-wise steps have run. m × K. */
export function predictReady(predictor: Predictor, ready: Matrix, indexes: ArrayLike<number>): Matrix {
  const { pipeline, stepStates } = predictor;
  const x = inRows(indexes, () =>
    applySteps(takeRows(ready, indexes), pipeline.readyColumns, pipeline.steps, stepStates, pipeline.done),
  );
  return estimatorOf(predictor.estimator).predict(x, predictor.state);
}

function tune(
  recipe: Recipe,
  wanted: NonNullable<Recipe["tune"]>,
  data: FitData,
  training: readonly number[],
  candidates: readonly OptionValues[],
  name: readonly (string | number)[],
): TuningTrace {
  const inner = innerSplit(training, data.rows, data.outcome, wanted.inner, name);
  const scores = inner.folds.map((fold) => {
    const { predictors } = fitPath(recipe, data, fold.training, candidates);
    return predictors.map((predictor) =>
      tuningScore(wanted.metric, predictor, data, fold.test, predictReady(predictor, data.ready, fold.test)),
    );
  });
  return choose(candidates, scores, wanted, estimatorOf(recipe.estimator).complexity);
}

function trainingOutcome({ label, target }: Outcome, training: readonly number[]): TrainingOutcome {
  return {
    codes: label === null ? null : Int32Array.from(training, (i) => label.codes[i]),
    classes: label?.classes.length ?? 0,
    target: target === null ? null : Float64Array.from(training, (i) => target.values[i]),
  };
}

function responseOf(recipe: Recipe, outcome: Outcome, training: readonly number[]): Response {
  const { codes, classes, target } = trainingOutcome(outcome, training);
  if (recipe.task === "classification" && codes !== null) return { task: "classification", codes, classes };
  if (recipe.task === "regression" && target !== null) return { task: "regression", target };
  throw new RangeError(`${recipe.estimator} needs a ${recipe.task === "regression" ? "target" : "label"}`);
}
