/** Permutation test: how often a recipe does as well where labels or targets are exchanged, so that there is nothing to find. */

import type { SchemeSpec } from "../../../contract/model.ts";
import { stream } from "../../../contract/stream.ts";
import type { Permutation } from "../schema.ts";
import { firstRepeat, membersOf, orNotFitted, outcomeOf, type Validated } from "../validated.ts";
import { exchangeOf } from "./exchange.ts";
import { type Assignment, figureOf, wholeRecipe } from "./whole-recipe.ts";

/** Beyond this p the labels are not shown to matter. */
export const mostP = 0.05;
/** Folds beyond which fewer are dealt, for the observed figure too. */
const mostFolds = 20;
/** As good or better: so many end the test. */
const enough = 10;
/** Spectra beyond which the test is made only where a number is written. */
const mostSpectra = 1000;

/**
 * y-randomisation of the whole recipe, its tuning included. p = (1 + as good or better)/(1 + n); the tenth as good or better ends it,
 * p = 10 over its number.
 *
 * @param n permutations at most
 * @param isWritten whether the author wrote the number
 * @see Besag, Clifford 1991, Biometrika 78:301, doi 10.1093/biomet/78.2.301; Phipson, Smyth 2010, doi 10.2202/1544-6115.1585
 */
export async function permutationTest(
  validated: Validated,
  n: number,
  isWritten: boolean,
  seed: number,
): Promise<Permutation> {
  const { methods, recipe, data, spread, split } = validated;
  const { folds, scores } = firstRepeat(validated);
  if (folds.length === 0) return { na: "not_validated" };
  const members = membersOf(data.rows);
  const spectra = members.rows.reduce((sum, rows) => sum + rows.length, 0);
  if (spectra > mostSpectra && !isWritten) return { na: "too_many_spectra" };
  const outcome = outcomeOf(members, recipe.task, data.outcome);
  const values = outcome.codes ?? outcome.target ?? [];
  const { exchanged, draw } = exchangeOf(data.rows, members.rows, outcome);
  const scheme = folds.length > mostFolds ? fewerFolds(validated, members.count) : split.scheme;
  const isOther = scheme !== split.scheme;
  const own = recipe.task === "classification" ? data.outcome.label?.codes : data.outcome.target?.values;
  const assignments = function* (): Iterable<Assignment> {
    if (isOther) yield { values: [...(own ?? [])] };
    for (let k = 0; k < n && !isOver; k++) {
      const from = draw(stream(seed, "validation", "permutation", k));
      yield { values: (own ?? []).map((value, i) => (members.of[i] === -1 ? value : values[from[members.of[i]]])) };
    }
  };
  const fits = (n + 1) * folds.length * (recipe.tune === null ? 1 : 1 + Number(recipe.tune.inner.options.folds ?? 5));
  const answers = spread({
    unit: wholeRecipe,
    methods,
    shared: data.ready,
    given: { recipe, rows: data.rows, outcome: data.outcome, scheme, seed },
    amount: { fits, asks: n + (isOther ? 1 : 0), atOnce: n },
  });
  let isOver = false;
  let observed = isOther ? null : figureOf(recipe.task, scores, data.rows, data.outcome);
  const found: number[] = [];
  let asGood = 0;
  const missing = await orNotFitted(async () => {
    for await (const { statistic } of answers(assignments())) {
      // What was asked before the test had ended is of no account.
      if (isOver) continue;
      if (observed === null) {
        observed = statistic;
        continue;
      }
      found.push(statistic);
      if (isAsGood(recipe.task, statistic, observed)) asGood++;
      isOver = asGood === enough;
    }
    return null;
  });
  if (missing !== null) return missing;
  return {
    n: found.length,
    metric: recipe.task === "classification" ? "balanced_accuracy" : "rmsecv",
    observed: observed ?? 0,
    values: found,
    p: isOver ? enough / found.length : (1 + asGood) / (1 + found.length),
    exchanged,
    folds: isOther ? Number(scheme.options.folds) : folds.length,
  };
}

/** How many exchanges were as good or better. */
export const asGoodIn = ({ metric, observed, values }: Pick<Made, "metric" | "observed" | "values">): number =>
  values.filter((value) => isAsGood(metric === "rmsecv" ? "regression" : "classification", value, observed)).length;

type Made = Exclude<Permutation, { readonly na: unknown }>;

/** Rounding must not tell two equal figures apart. */
const isAsGood = (task: Validated["recipe"]["task"], statistic: number, observed: number): boolean =>
  task === "classification" ? statistic >= observed - 1e-12 : statistic <= observed * (1 + 1e-9);

/** Ten stratified group folds; of a regression, which has no classes, group folds. */
function fewerFolds({ data, recipe }: Validated, samples: number): SchemeSpec {
  const groups = new Set(data.rows.group.filter((_, i) => !data.rows.external[i])).size;
  return {
    name: recipe.task === "classification" ? "stratified_group_kfold" : "group_kfold",
    options: { folds: Math.min(10, groups, samples), repeats: 1 },
  };
}
