/** Fit all: a recipe fitted on several sets of rows, the fits spread over whoever makes them. */

import type { Matrix } from "../../contract/matrix.ts";
import type { Recipe, TuningTrace } from "../../contract/values.ts";
import type { Spread } from "../../contract/work.ts";
import { triedCandidates } from "./candidates.ts";
import { choices } from "./choices.ts";
import type { FittedRows } from "./equal-training.ts";
import type { FitData, Wanted } from "./fit-data.ts";
import type { Fitted } from "./fit-recipe.ts";
import { type ModelAsk, modelFits } from "./model-fits.ts";
import { namingSpectra } from "./pipeline.ts";

export interface WantedScores extends Wanted {
  /** Sets of rows that the predictor is to score. */
  readonly scored: readonly (readonly number[])[];
}

export interface FittedAndScored extends Fitted {
  /** m × K, one a set of rows that was to be scored. */
  readonly scores: readonly Matrix[];
}

/**
 * What `fitRecipe` gives for each set, with scores, in order: first every comparison, then every fit, so that neither waits for the
 * choices of one set.
 *
 * @throws Refusal where the rows cannot carry the model
 */
export async function* fitAll(
  recipe: Recipe,
  { ready, rows, outcome }: FitData,
  wanted: readonly WantedScores[],
  spread: Spread,
): AsyncGenerator<FittedAndScored, undefined> {
  const candidates = triedCandidates(recipe, wanted[0]?.name[0] ?? 0);
  const { tune } = recipe;
  const chosen =
    tune === null || candidates.length === 1
      ? null
      : namingSpectra(rows, () => choices(recipe, tune, { rows, outcome }, wanted, candidates));
  const comparisons = chosen?.count ?? 0;
  const answers = spread({
    unit: modelFits,
    shared: ready,
    given: { recipe, rows, outcome, candidates },
    // Each is one fit of one path of candidates.
    amount: {
      fits: comparisons + wanted.length,
      asks: comparisons + wanted.length,
      atOnce: Math.max(comparisons, wanted.length),
    },
  });
  const traces: TuningTrace[] = [];
  if (chosen !== null) {
    for await (const { scores } of answers(comparing(chosen.comparisons()))) traces.push(...chosen.take(scores));
  }
  const asks = wanted.map(({ training, scored }, index): ModelAsk => {
    const candidate = candidates[traces[index]?.chosen ?? 0];
    return { fit: { training, candidate, scored } };
  });
  let index = 0;
  for await (const { predictor, scores } of answers(asks, fitsAtOnce(ready))) {
    if (predictor === null) throw new Error("a fit was answered without its predictor");
    yield { predictor, scores, tuning: traces[index++] ?? null };
  }
}

/** Fits for good copy their rows, comparisons do not: as many at a time as keep their copies within 256 MB (decision record 0042). */
const fitsAtOnce = ({ rows, cols }: Matrix): number => Math.max(1, Math.floor(256e6 / (copiesOfFit * 8 * rows * cols)));
/** Rows less their mean, once for components and once for their scores, and once where the products are formed. */
const copiesOfFit = 3;

function* comparing(all: Iterable<FittedRows>): Iterable<ModelAsk> {
  for (const compare of all) yield { compare };
}
