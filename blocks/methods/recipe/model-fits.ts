/** Model fits: a recipe fitted on several sets of rows, its comparisons and fits a unit of work for whoever makes them. */

import type { Outcome, Rows } from "../../contract/dataset.ts";
import type { OptionValues } from "../../contract/estimator.ts";
import type { Matrix } from "../../contract/matrix.ts";
import type { Methods } from "../../contract/methods.ts";
import type { Predictor, Recipe, TuningTrace } from "../../contract/model.ts";
import type { Spread, Unit } from "../../contract/work.ts";
import { type FittedRows, triedCandidates } from "./candidates.ts";
import type { FitData, Wanted } from "./fit-data.ts";
import { candidateScores, type Fitted, fitWithPath, predictReady, readyVariables } from "./fit-recipe.ts";
import { namingSpectra } from "./pipeline.ts";
import { choices } from "./tune.ts";

export interface WantedScores extends Wanted {
  /** Sets of rows that the predictor is to score. */
  readonly scored: readonly (readonly number[])[];
}

export interface FittedAndScored extends Fitted {
  /** m × K, one a set of rows that was to be scored. */
  readonly scores: readonly Matrix[];
  readonly path: LatentPath | null;
}

/** What the first 1 … a latent variables of a fit say of the first set of rows that it scored; a is the most that was tried. */
export interface LatentPath {
  /** m × K or m × 1, one a latent variable. */
  readonly scores: readonly Matrix[];
  /** Share of the variance of these rows in each, where they are the rows it was fitted on. */
  readonly explained: readonly number[];
}

/**
 * What `fitRecipe` gives for each set, with scores, in order: first every comparison, then every fit, so that neither waits for the
 * choices of one set.
 *
 * @throws Refusal where the rows cannot carry the model
 */
export async function* fitAll(
  methods: Methods,
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
      : namingSpectra(rows, () => choices(methods, recipe, tune, { rows, outcome }, wanted, candidates));
  const comparisons = chosen?.count ?? 0;
  const answers = spread({
    unit: modelFits,
    methods,
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
    return { fit: { training, candidate, scored, wantsPath: true } };
  });
  let index = 0;
  for await (const { predictor, scores, path } of answers(asks, fitsAtOnce(ready))) {
    if (predictor === null) throw new Error("a fit was answered without its predictor");
    yield { predictor, scores, path, tuning: traces[index++] ?? null };
  }
}

/** Fits for good copy their rows, comparisons do not: as many at a time as keep their copies within 256 MB (decision record 0042). */
const fitsAtOnce = ({ rows, cols }: Matrix): number => Math.max(1, Math.floor(256e6 / (copiesOfFit * 8 * rows * cols)));
/** Rows less their mean, once for components and once for their scores, and once where the products are formed. */
const copiesOfFit = 3;

function* comparing(all: Iterable<FittedRows>): Iterable<ModelAsk> {
  for (const compare of all) yield { compare };
}

export interface ModelFits {
  readonly recipe: Recipe;
  readonly rows: Rows;
  readonly outcome: Outcome;
  readonly candidates: readonly OptionValues[];
}

/** Candidates are compared on rows, or one of them is fitted for good. */
export type ModelAsk = { readonly compare: FittedRows } | { readonly fit: CandidateFit };

export interface CandidateFit {
  readonly training: readonly number[];
  readonly candidate: OptionValues;
  /** Sets of rows that the predictor is to score. */
  readonly scored: readonly (readonly number[])[];
  /** The path of latent variables is wanted too. */
  readonly wantsPath?: true;
}

export interface ModelAnswer {
  /** Null of a comparison. */
  readonly predictor: Predictor | null;
  /** One a candidate, or one a set of rows: m × K. */
  readonly scores: readonly Matrix[];
  readonly path: LatentPath | null;
}

/** The most latent variables that are tried; null of an estimator that has no nested ones. */
function mostComponents(methods: Methods, { estimator }: Recipe, candidates: readonly OptionValues[]): number | null {
  if (methods.estimator(estimator).predictPath === undefined) return null;
  return candidates.reduce((most, { components }) => Math.max(most, Number(components)), 0);
}

/** `shared`: the matrix on which the steps up to the first that learns have run. */
export const modelFits: Unit<ModelFits, ModelAsk, ModelAnswer> = {
  name: "model-fits",
  start: (methods, ready, { recipe, rows, outcome, candidates }) => {
    const data = { ready, rows, outcome };
    return (ask) =>
      namingSpectra(rows, () => {
        if ("compare" in ask)
          return {
            predictor: null,
            path: null,
            scores: candidateScores(methods, recipe, data, ask.compare, candidates),
          };
        const { training, candidate, scored, wantsPath } = ask.fit;
        const most = wantsPath === true ? mostComponents(methods, recipe, candidates) : null;
        const { predictor, longest } = fitWithPath(methods, recipe, data, training, candidate, most);
        const scores = scored.map((indexes) => predictReady(methods, predictor, ready, indexes));
        return { predictor, scores, path: longest === null ? null : pathOf(methods, longest, ready, ask.fit) };
      });
  },
};

function pathOf(
  methods: Methods,
  longest: Predictor,
  ready: Matrix,
  { training, scored }: CandidateFit,
): LatentPath | null {
  const { predictPath, explained } = methods.estimator(longest.estimator);
  const [first] = scored;
  if (predictPath === undefined || first === undefined) return null;
  const x = readyVariables(methods, longest, ready, first);
  const isOwn = first.length === training.length && first.every((i, k) => i === training[k]);
  return {
    scores: predictPath(x, longest.state),
    explained: isOwn ? Array.from(explained?.(x, longest.state) ?? []) : [],
  };
}
