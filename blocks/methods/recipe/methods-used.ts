/** Methods used: steps and estimators by the names under which their digests enter a key. */

import type { Predictor, Recipe } from "../../contract/model.ts";
import type { Pipeline } from "../../contract/variables.ts";

const named = (steps: Pipeline["steps"]): readonly string[] => steps.map(({ name }) => `step:${name}`);

/** Steps that are still to be learnt: whoever fits, computes with them. */
export const stepsLeft = ({ steps, done }: Pick<Pipeline, "steps" | "done">): readonly string[] =>
  named(steps.slice(done));

/** What fits and predicts by a recipe from rows on which the steps before have run. */
export const methodsOfRecipe = ({ pipeline, estimator }: Recipe): readonly string[] => [
  ...stepsLeft(pipeline),
  `estimator:${estimator}`,
];

/** What predicts from raw spectra: every step of the pipeline, and the estimator. */
export const methodsOfPredictor = ({ pipeline, estimator }: Predictor): readonly string[] => [
  ...named(pipeline.steps),
  `estimator:${estimator}`,
];
