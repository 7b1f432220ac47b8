/** Validated: what the checks of a validation start from, the ordinary folds with what was chosen and predicted in each. */

import type { Json } from "../../../schemas/plain-json.ts";
import type { Outcome, Rows } from "../../contract/dataset.ts";
import { type Matrix, matrix, row } from "../../contract/matrix.ts";
import type { Methods } from "../../contract/methods.ts";
import type { FoldFit, Recipe, Split } from "../../contract/model.ts";
import { Refusal } from "../../contract/refusal.ts";
import type { Stream } from "../../contract/stream.ts";
import type { Spread } from "../../contract/work.ts";
import { commonest, groupedInOrder } from "../numeric/grouped.ts";
import type { FitData } from "../recipe/fit-data.ts";
import { type ModelAsk, modelFits } from "../recipe/model-fits.ts";
import { repeatsOf } from "../split/repeats.ts";
import { type Change, changeOf } from "./change.ts";
import type { SampleRows } from "./similarity/move-clusters.ts";

export interface Validated {
  readonly methods: Methods;
  readonly recipe: Recipe;
  readonly data: FitData;
  readonly split: Split;
  /** One a fold: the options chosen in it. */
  readonly fits: readonly FoldFit[];
  /** As a model keeps them: n × K a repeat, one below the other. */
  readonly scores: Matrix;
  readonly spread: Spread;
}

/** Folds of which none tests a row again, with the scores of n rows. */
export interface OneRepeat extends Omit<Validated, "split"> {
  readonly folds: Split["folds"];
}

/** The first repeat of a validation. */
export function firstRepeat({ split, ...of }: Validated): OneRepeat {
  const { rows: n } = of.data.ready;
  const { cols, data } = of.scores;
  return {
    ...of,
    folds: split.folds.slice(0, split.folds.length / repeatsOf(split)),
    scores: matrix(n, cols, data.subarray(0, n * cols)),
  };
}

export interface Members extends SampleRows {
  /** In code-unit order. */
  readonly names: readonly string[];
  /** Rows of each: by id, so that no sum depends on the order of the file. */
  readonly rows: readonly (readonly number[])[];
}

/** Samples of the rows that are in folds at all. */
export function membersOf({ sample, external, id }: Rows): Members {
  const own = sample.flatMap((_, i) => (external[i] ? [] : [i]));
  const bySample = groupedInOrder(own, (i) => sample[i]);
  const names = bySample.map(([name]) => name);
  const of = new Int32Array(sample.length).fill(-1);
  const rows = bySample.map(([, members], s) => {
    for (const i of members) of[i] = s;
    return [...members].sort((a, b) => (id[a] < id[b] ? -1 : id[a] > id[b] ? 1 : a - b));
  });
  return { names, rows, of, count: names.length };
}

/** Class or target a sample, as metrics take it: of most of its spectra, ties to the first class; the mean target. */
export function outcomeOf(
  { rows }: Pick<Members, "rows">,
  task: Recipe["task"],
  { label, target }: Outcome,
): { readonly codes: Int32Array | null; readonly target: Float64Array | null } {
  if (task === "classification") {
    if (label === null) throw new RangeError("a classification without a label");
    return { codes: Int32Array.from(rows, (members) => commonest(members.map((i) => label.codes[i]))), target: null };
  }
  if (target === null) throw new RangeError("a regression without a target");
  const mean = (members: readonly number[]) => members.reduce((sum, i) => sum + target.values[i], 0) / members.length;
  return { codes: null, target: Float64Array.from(rows, mean) };
}

/** Rows that are fitted on and tested, with the fold whose options hold. */
export interface Refit {
  readonly at: number;
  readonly training: readonly number[];
  readonly test: readonly number[];
}

/**
 * Scores of test rows by the recipe with the options chosen in each fold: nothing is tuned again.
 *
 * @param ready n × p′: steps up to the first that learns have run
 * @returns one a refit, m × K, rows in the order of its test rows
 * @throws Refusal where the rows cannot carry the model
 */
export async function refitted(
  { methods, recipe, data, fits, spread }: Pick<Validated, "methods" | "recipe" | "data" | "fits" | "spread">,
  ready: Matrix,
  wanted: readonly Refit[],
): Promise<readonly Matrix[]> {
  const found = new Map<Refit, Matrix>();
  // What is asked of one job differs by its rows alone.
  const textOf = ({ at }: Refit) => JSON.stringify(fits[at].options);
  for (const text of new Set(wanted.map(textOf))) {
    const own = wanted.filter((one) => textOf(one) === text);
    const [{ at }] = own;
    const answers = spread({
      unit: modelFits,
      methods,
      shared: ready,
      given: { recipe, rows: data.rows, outcome: data.outcome, candidates: [fits[at].options as Candidate] },
      amount: { fits: own.length, asks: own.length, atOnce: own.length },
    });
    const asks = own.map(({ training, test }): ModelAsk => ({ compare: { training, test } }));
    let k = 0;
    for await (const { scores } of answers(asks)) found.set(own[k++], scores[0]);
  }
  return wanted.map((one) => found.get(one) as Matrix);
}

/**
 * What the predictions are worth where the named rows are predicted by refits.
 *
 * @param ready n × p′, as `refitted` takes it
 * @param draw for the test of a regression
 * @throws Refusal as `refitted`
 */
export async function refittedChange(
  of: OneRepeat,
  ready: Matrix,
  wanted: readonly Refit[],
  draw: Stream,
): Promise<Change> {
  const { scores, data, recipe } = of;
  const other = replaced(scores, wanted, await refitted(of, ready, wanted));
  return changeOf({ ordinary: scores, other }, data.rows, data.outcome, recipe.task, draw);
}

/** What a check gives; that it could not be fitted where too few rows, or a class less, are left: the model says so itself. */
export async function orNotFitted<T>(check: () => Promise<T>): Promise<T | { readonly na: "not_fitted" }> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof Refusal) return { na: "not_fitted" };
    throw error;
  }
}

type Candidate = { readonly [option: string]: Json };

/** Scores of n rows, those of the test rows by refits. @param fresh one a refit, as `refitted` gives them */
export function replaced(scores: Matrix, refits: readonly Refit[], fresh: readonly Matrix[]): Matrix {
  const result = matrix(scores.rows, scores.cols, scores.data.slice());
  refits.forEach(({ test }, at) => {
    test.forEach((i, k) => {
      row(result, i).set(row(fresh[at], k));
    });
  });
  return result;
}
