/** Validate: a recipe fitted in every fold and on all rows, with the scores each gives for rows it has not seen. */

import { type Matrix, matrix } from "../../contract/matrix.ts";
import type { Methods } from "../../contract/methods.ts";
import type { Fold, FoldFit, ModelParts, Recipe, Split } from "../../contract/values.ts";
import type { Spread } from "../../contract/work.ts";

import type { FitData } from "./fit-data.ts";
import type { Fitted } from "./fit-recipe.ts";
import { type FittedAndScored, fitAll } from "./model-fits.ts";

export interface Validated {
  readonly parts: ModelParts;
  /** One a fold, rows in the order of its test rows. */
  readonly foldScores: readonly Matrix[];
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
): Promise<Validated> {
  const outputs = recipe.task === "classification" ? (data.outcome.label?.classes.length ?? 0) : 1;
  const sums = matrix(data.ready.rows, outputs);
  const times = new Int32Array(data.ready.rows);
  const foldScores: Matrix[] = [];
  const fits: FoldFit[] = [];
  const predictors = [];
  const own = data.rows.external.flatMap((external, i) => (external ? [] : [i]));
  const outside = data.rows.external.flatMap((external, i) => (external ? [i] : []));
  const wanted = [
    ...split.folds.map(({ name, training, test }) => ({ name, training, scored: [test] })),
    { name: "final", training: own, scored: [own, outside] },
  ].map(({ name, ...sets }) => ({ ...sets, name: [seed, "tune", split.scheme.name, name] }));
  const fitted = fitAll(methods, recipe, data, wanted, spread);
  for (const fold of split.folds) {
    const { scores, ...fit } = await next(fitted);
    add(sums, times, fold.test, scores[0]);
    foldScores.push(scores[0]);
    predictors.push(fit.predictor);
    fits.push({ fold: fold.name, options: fit.predictor.options, tuning: fit.tuning });
    onFold(fold, fit);
  }
  const {
    scores: [ownScores, externalScores],
    ...final
  } = await next(fitted);
  const ofOwn = matrix(data.ready.rows, outputs, new Float64Array(data.ready.rows * outputs).fill(Number.NaN));
  scatter(ofOwn, own, ownScores);
  return {
    foldScores,
    parts: {
      recipe,
      split,
      scores: averaged(sums, times),
      externalScores,
      fitted: ofOwn,
      fits,
      predictors,
      final,
    },
  };
}

async function next(fitted: AsyncIterator<FittedAndScored, undefined>): Promise<FittedAndScored> {
  return (await fitted.next()).value as FittedAndScored;
}

function add(sums: Matrix, times: Int32Array, indexes: readonly number[], scores: Matrix): void {
  indexes.forEach((i, k) => {
    times[i]++;
    for (let c = 0; c < sums.cols; c++) sums.data[i * sums.cols + c] += scores.data[k * sums.cols + c];
  });
}

/** Mean over the repeats that left a row out; NaN where none did. */
function averaged(sums: Matrix, times: Int32Array): Matrix {
  const divide = (sum: number, at: number) =>
    times[Math.floor(at / sums.cols)] === 0 ? Number.NaN : sum / times[Math.floor(at / sums.cols)];
  return matrix(sums.rows, sums.cols, sums.data.map(divide));
}

function scatter(target: Matrix, indexes: readonly number[], values: Matrix): void {
  indexes.forEach((i, k) => {
    for (let c = 0; c < target.cols; c++) target.data[i * target.cols + c] = values.data[k * target.cols + c];
  });
}
