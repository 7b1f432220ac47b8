/** Held samples: scored by a predictor that was not fitted on them, each by the mean over its spectra. */

import type { DensityRule } from "../../contract/certified.ts";
import type { Matrix } from "../../contract/matrix.ts";
import type { Methods } from "../../contract/methods.ts";
import type { Predictor } from "../../contract/model.ts";
import { meanRows } from "../numeric/mean-rows.ts";
import type { FitData } from "../recipe/fit-data.ts";
import { readyVariables } from "../recipe/fit-recipe.ts";
import { namingSpectra } from "../recipe/pipeline.ts";
import { type Distances, distancesIn } from "./density.ts";
import type { Samples } from "./samples.ts";

export interface Held {
  /** Indexes of samples. */
  readonly samples: readonly number[];
  /** m × K (or m × 1): mean over a sample's spectra. */
  readonly scores: Matrix;
  /** m × p: mean of a sample's variables as the estimator is given them. */
  readonly variables: Matrix;
  /** Place in `samples` of the sample of each spectrum. */
  readonly sampleOfRow: readonly number[];
  /** A row a spectrum. */
  readonly rowScores: Matrix;
}

export function held(
  methods: Methods,
  predictor: Predictor,
  data: FitData,
  samples: Samples,
  of: readonly number[],
): Held {
  const rows = of.flatMap((s) => samples.rows[s]);
  const sampleOfRow = of.flatMap((s, place) => samples.rows[s].map(() => place));
  const members: number[][] = of.map(() => []);
  sampleOfRow.forEach((place, k) => {
    members[place].push(k);
  });
  const x = namingSpectra(data.rows, () => readyVariables(methods, predictor, data.ready, rows));
  const rowScores = methods.estimator(predictor.estimator).predict(x, predictor.state);
  return {
    samples: of,
    scores: meanRows(rowScores, members),
    variables: meanRows(x, members),
    sampleOfRow,
    rowScores,
  };
}

/** Distances of held samples; null where there is no space to measure them in. */
export const heldDistances = (
  methods: Methods,
  space: DensityRule["components"] | undefined,
  predictor: Predictor,
  { variables }: Held,
): Distances | null => (space === undefined ? null : distancesIn(methods, space, predictor, variables));
