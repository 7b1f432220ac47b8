/** Validate: a recipe fitted in every fold and on all rows, with the scores each gives for rows it has not seen. */

import { type Matrix, matrix } from "../../contract/matrix.ts";
import type { Methods } from "../../contract/methods.ts";
import type { Fold, FoldFit, ModelParts, Recipe, Split } from "../../contract/model.ts";
import type { Spread } from "../../contract/work.ts";
import { repeatOf, repeatsOf } from "../split/repeats.ts";
import type { FitData } from "./fit-data.ts";
import type { Fitted } from "./fit-recipe.ts";
import { type FittedAndScored, fitAll, type LatentPath } from "./model-fits.ts";

/** A model before anything else was asked of its validation. */
export interface ValidatedModel extends Omit<ModelParts, "validation"> {
  /** Null where the estimator has no nested latent variables. */
  readonly paths: LatentPaths | null;
}

/** What is said with 1 … a latent variables, a the most that was tried: from the fits that were made, none is made for it. */
export interface LatentPaths {
  /** One a number of latent variables, each as `ModelParts.scores`. */
  readonly validated: readonly Matrix[];
  /** One a number of latent variables, each as `ModelParts.fitted`. */
  readonly fitted: readonly Matrix[];
  /** Share of the variance of the variables that each latent variable of the final model carries. */
  readonly explained: readonly number[];
}

/**
 * Fits the recipe in each fold's training rows, then on all non-external rows.
 *
 * @param spread has the fits made, here or elsewhere
 * @param onFold told of each fold as it ends
 * @throws Refusal of the recipe
 */
export async function validate(
  methods: Methods,
  recipe: Recipe,
  data: FitData,
  split: Split,
  seed: number,
  spread: Spread,
  onFold: (fold: Fold, fitted: Fitted) => void,
): Promise<ValidatedModel> {
  const outputs = recipe.task === "classification" ? (data.outcome.label?.classes.length ?? 0) : 1;
  const n = data.ready.rows;
  const scores = unscored(n * repeatsOf(split), outputs);
  const fits: FoldFit[] = [];
  const validated: Matrix[] = [];
  const predictors = [];
  const own = data.rows.external.flatMap((external, i) => (external ? [] : [i]));
  const outside = data.rows.external.flatMap((external, i) => (external ? [i] : []));
  const wanted = [
    ...split.folds.map(({ name, training, test }) => ({ name, training, scored: [test] })),
    { name: "final", training: own, scored: [own, outside] },
  ].map(({ name, ...sets }) => ({ ...sets, name: [seed, "tune", split.scheme.name, name] }));
  const fitted = fitAll(methods, recipe, data, wanted, spread);
  for (const [k, fold] of split.folds.entries()) {
    const { scores: scored, path, ...fit } = await next(fitted);
    const first = n * repeatOf(split, k);
    const places = fold.test.map((i) => first + i);
    scatter(scores, places, scored[0]);
    collect(validated, path, n * repeatsOf(split), outputs, places);
    predictors.push(fit.predictor);
    fits.push({ fold: fold.name, options: fit.predictor.options, tuning: fit.tuning });
    onFold(fold, fit);
  }
  const {
    scores: [ownScores, externalScores],
    path,
    ...final
  } = await next(fitted);
  const ofOwn = unscored(n, outputs);
  scatter(ofOwn, own, ownScores);
  const fittedPath: Matrix[] = [];
  collect(fittedPath, path, n, outputs, own);
  const paths = path === null ? null : { validated, fitted: fittedPath, explained: path.explained };
  return { recipe, split, scores, externalScores, fitted: ofOwn, fits, predictors, final, paths };
}

/** Writes a path where its rows stand. A fit that has fewer latent variables than others says with more what it says with all. */
function collect(
  into: Matrix[],
  path: LatentPath | null,
  rows: number,
  outputs: number,
  places: readonly number[],
): void {
  if (path === null) return;
  const last = path.scores.length - 1;
  for (let c = into.length; c <= last; c++)
    into.push(into.length === 0 ? unscored(rows, outputs) : copyOf(into[c - 1]));
  into.forEach((matrix, c) => {
    scatter(matrix, places, path.scores[Math.min(c, last)]);
  });
}

const copyOf = ({ rows, cols, data }: Matrix): Matrix => matrix(rows, cols, data.slice());

async function next(fitted: AsyncIterator<FittedAndScored, undefined>): Promise<FittedAndScored> {
  return (await fitted.next()).value as FittedAndScored;
}

const unscored = (rows: number, cols: number): Matrix =>
  matrix(rows, cols, new Float64Array(rows * cols).fill(Number.NaN));

function scatter(target: Matrix, indexes: readonly number[], values: Matrix): void {
  indexes.forEach((i, k) => {
    for (let c = 0; c < target.cols; c++) target.data[i * target.cols + c] = values.data[k * target.cols + c];
  });
}
