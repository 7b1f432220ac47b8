/** Whole recipe: one figure of a recipe on one assignment of labels or targets, its tuning included; a unit of work. */

import type { Outcome, Rows } from "../../../contract/dataset.ts";
import { type Matrix, matrix, row } from "../../../contract/matrix.ts";
import type { Methods } from "../../../contract/methods.ts";
import type { Fold, Recipe, SchemeSpec } from "../../../contract/model.ts";
import type { Unit } from "../../../contract/work.ts";
import { largest, unitsOf } from "../../metrics/units.ts";
import { keepProducts } from "../../numeric/row-subset.ts";
import { triedCandidates } from "../../recipe/candidates.ts";
import type { FitData } from "../../recipe/fit-data.ts";
import { candidateScores } from "../../recipe/fit-recipe.ts";
import { namingSpectra } from "../../recipe/pipeline.ts";
import { choices } from "../../recipe/tune.ts";
import { repeatsOf } from "../../split/repeats.ts";
import { split } from "../../split/split.ts";
import { remembering } from "./remembering.ts";

/** Memory for products of rows, which labels do not touch. */
const mostBytes = 200e6;

export interface WholeRecipe {
  readonly recipe: Recipe;
  readonly rows: Rows;
  readonly outcome: Outcome;
  readonly scheme: SchemeSpec;
  readonly seed: number;
}

/** Codes or targets a row, in the place of those of the data. */
export interface Assignment {
  readonly values: readonly number[];
}

/** `shared`: the matrix on which the steps up to the first that learns have run. */
export const wholeRecipe: Unit<WholeRecipe, Assignment, { readonly statistic: number }> = {
  name: "whole-recipe",
  start: (methods, ready, { recipe, rows, outcome, scheme, seed }) => {
    const remembered = remembering(methods);
    keepProducts(ready, mostBytes);
    return ({ values }) => {
      const assigned = { ready, rows, outcome: assignedOutcome(recipe.task, outcome, values) };
      return namingSpectra(rows, () => ({ statistic: statisticOf(remembered, recipe, assigned, scheme, seed) }));
    };
  },
};

function assignedOutcome(task: Recipe["task"], { label, target }: Outcome, values: readonly number[]): Outcome {
  if (task === "classification") return { target, label: label && { ...label, codes: values } };
  return { label, target: target && { ...target, values } };
}

/**
 * Balanced accuracy or RMSECV by sample. A scheme that looks at classes deals its folds by those that are assigned, so that the figure
 * is the same function of labels whichever they are: only then is the p uniform where there is nothing to find.
 */
function statisticOf(methods: Methods, recipe: Recipe, data: FitData, scheme: SchemeSpec, seed: number): number {
  const dealt = split(data.rows, data.outcome, scheme, seed);
  const folds = dealt.folds.slice(0, dealt.folds.length / repeatsOf(dealt));
  return figureOf(
    recipe.task,
    scoresOf(methods, recipe, data, folds, [seed, "tune", scheme.name]),
    data.rows,
    data.outcome,
  );
}

/** n × K: every fold tuned and fitted; NaN where none tests a row. */
function scoresOf(
  methods: Methods,
  recipe: Recipe,
  data: FitData,
  folds: readonly Fold[],
  name: readonly (string | number)[],
): Matrix {
  const candidates = triedCandidates(recipe, name[0]);
  const wanted = folds.map((fold) => ({ training: fold.training, name: [...name, fold.name] }));
  const { tune } = recipe;
  const chosen =
    tune === null || candidates.length === 1 ? null : choices(methods, recipe, tune, data, wanted, candidates);
  const traces = [...(chosen?.comparisons() ?? [])].flatMap(
    (rows) => chosen?.take(candidateScores(methods, recipe, data, rows, candidates)) ?? [],
  );
  let scores: Matrix | null = null;
  folds.forEach((fold, k) => {
    const [own] = candidateScores(methods, recipe, data, fold, [candidates[traces[k]?.chosen ?? 0]]);
    scores ??= matrix(data.ready.rows, own.cols, new Float64Array(data.ready.rows * own.cols).fill(Number.NaN));
    for (const [at, i] of fold.test.entries()) row(scores, i).set(row(own, at));
  });
  return scores ?? matrix(0, 1);
}

/**
 * Balanced accuracy over the classes there are, or RMSECV; by sample.
 *
 * @param scores n × K; rows that no fold tested are NaN
 */
export function figureOf(task: Recipe["task"], scores: Matrix, rows: Rows, outcome: Outcome): number {
  const units = unitsOf(scores, [...rows.id.keys()], rows, outcome);
  if (task === "regression") {
    const squares = Array.from(
      units.target ?? [],
      (measured, u) => (units.scores.data[u] - measured) * (units.scores.data[u] - measured),
    );
    return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
  }
  const predicted = largest(units.scores);
  const [right, all]: [number[], number[]] = [[], []];
  units.codes?.forEach((code, u) => {
    all[code] = (all[code] ?? 0) + 1;
    right[code] = (right[code] ?? 0) + (predicted[u] === code ? 1 : 0);
  });
  const recalls = all.flatMap((count, code) => [right[code] / count]);
  return recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
}
