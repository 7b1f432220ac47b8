/** Drift material: what a drift reference is made from, as the deployed predictor sees it. */
import { readyVariables } from "../model/fit-recipe.ts";
import type { Matrix } from "../shared/numeric/matrix.ts";
import { held } from "./held.ts";
import type { Passed, Setup } from "./pass.ts";

export interface DriftMaterial {
  /** n × p: a row a training spectrum, as the estimator is given it. */
  readonly trainingMatrix: Matrix;
  /** Calibration and conformal samples, which nothing of the space was fitted on (in the cross design: all samples). */
  readonly reference: {
    /** Ids of samples, in code-unit order. */
    readonly samples: readonly string[];
    /** m × p: the mean over each sample's spectra, as the estimator is given them. */
    readonly variables: Matrix;
  };
}

export function driftMaterial(setup: Setup, { predictor, sets }: Passed): DriftMaterial {
  const { samples, data } = setup;
  const rows = sets.training.flatMap((s) => samples.rows[s]).sort((a, b) => a - b);
  const reference = [...new Set([...sets.calibration, ...sets.conformal])].sort((a, b) => a - b);
  return {
    trainingMatrix: readyVariables(predictor, data.ready, rows),
    reference: {
      samples: reference.map((s) => samples.names[s]),
      variables: held(predictor, data, samples, reference).variables,
    },
  };
}
