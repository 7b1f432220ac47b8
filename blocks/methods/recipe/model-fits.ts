/** Model fits: comparisons and fits of one recipe, as a unit of work. */

import type { Matrix } from "../../contract/matrix.ts";
import type { Outcome, Predictor, Recipe, Rows } from "../../contract/values.ts";
import type { Unit } from "../../contract/work.ts";
import type { OptionValues } from "../estimators/estimator.ts";
import type { FittedRows } from "./equal-training.ts";
import { candidateScores, fitCandidate, predictReady } from "./fit-recipe.ts";
import { namingSpectra } from "./pipeline.ts";

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
}

export interface ModelAnswer {
  /** Null of a comparison. */
  readonly predictor: Predictor | null;
  /** One a candidate, or one a set of rows: m × K. */
  readonly scores: readonly Matrix[];
}

/** `shared`: the matrix on which the steps up to the first that learns have run. */
export const modelFits: Unit<ModelFits, ModelAsk, ModelAnswer> = {
  name: "model-fits",
  start: (ready, { recipe, rows, outcome, candidates }) => {
    const data = { ready, rows, outcome };
    return (ask) =>
      namingSpectra(rows, () => {
        if ("compare" in ask)
          return { predictor: null, scores: candidateScores(recipe, data, ask.compare, candidates) };
        const { training, candidate, scored } = ask.fit;
        const predictor = fitCandidate(recipe, data, training, candidate);
        return { predictor, scores: scored.map((indexes) => predictReady(predictor, ready, indexes)) };
      });
  },
};
