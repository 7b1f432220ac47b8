/** Drift material: what a drift reference is made from, as the deployed predictor sees it. */

import type { DriftReference } from "../../contract/drift-report.ts";
import type { Methods } from "../../contract/methods.ts";
import type { Predictor } from "../../contract/model.ts";
import { driftReference } from "../drift/drift-reference.ts";
import { type Sampled, storedVariables } from "../drift/space.ts";
import { plainRows } from "../numeric/vectors.ts";
import { readyVariables } from "../recipe/fit-recipe.ts";
import { namingSpectra } from "../recipe/pipeline.ts";
import type { Passed, Setup } from "./pass.ts";

/** Spectra as the estimator is given them, a row each, with the sample of each. */
export interface DriftMaterial {
  readonly training: Sampled;
  /** Of calibration and conformal samples, which nothing of the space was fitted on. */
  readonly reference: Sampled;
}

function driftMaterial(methods: Methods, setup: Setup, { predictor, sets }: Passed): DriftMaterial {
  const { samples, data } = setup;
  const sampled = (of: readonly number[]): Sampled => {
    const rows = of.flatMap((s) => samples.rows[s]);
    return {
      x: namingSpectra(data.rows, () => readyVariables(methods, predictor, data.ready, rows)),
      samples: of.flatMap((s) => samples.rows[s].map(() => samples.names[s])),
    };
  };
  return { training: sampled(sets.training), reference: sampled(keptApart(sets)) };
}

/** What monitoring holds new spectra against; null where no sample was kept from training, as in the cross design. */
export function driftOf(methods: Methods, setup: Setup, deployed: Passed): DriftReference | null {
  if (keptApart(deployed.sets).length === 0) return null;
  const { training, reference } = driftMaterial(methods, setup, deployed);
  return driftReference(training, reference);
}

/** What a predictor gives for the samples of its drift reference, as the reference keeps them. */
export function predictionsOf(
  methods: Methods,
  { estimator, state }: Predictor,
  reference: DriftReference,
): readonly (readonly number[])[] {
  return plainRows(methods.estimator(estimator).predict(storedVariables(reference), state));
}

function keptApart({ training, calibration, conformal }: Passed["sets"]): number[] {
  const fitted = new Set(training);
  return [...new Set([...calibration, ...conformal])].filter((s) => !fitted.has(s)).sort((a, b) => a - b);
}
