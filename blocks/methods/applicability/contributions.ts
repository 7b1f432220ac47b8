/** Contributions: what each variable adds to T² and Q of a row, so that a far row says where on the axis it is far. */
import type { Matrix } from "../../contract/matrix.ts";
import type { Methods } from "../../contract/methods.ts";
import type { Predictor } from "../../contract/model.ts";
import type { PlsState } from "../estimators/pls-state.ts";
import type { Pca } from "../numeric/pca.ts";
import { plsRotations } from "../numeric/pls.ts";
import { componentsOf } from "./space.ts";

/** A model of a components over p variables: scores are (x − mean)·rotations, what it leaves is x − mean − scores·loadings. */
export interface Linear {
  /** Length p. */
  readonly mean: ArrayLike<number>;
  /** a lists of length p. */
  readonly rotations: readonly ArrayLike<number>[];
  /** a lists of length p. */
  readonly loadings: readonly ArrayLike<number>[];
  /** Of each score over the fitted rows, divisor n − 1. Length a. */
  readonly variances: ArrayLike<number>;
}

export interface Contributions {
  /** Length p; they add up to T², and may be negative. */
  readonly t2: Float64Array;
  /** Length p: squares of the residuals, with their signs; their sizes add up to Q. */
  readonly q: Float64Array;
}

/**
 * Complete decomposition of T² and Q of one row. T²: (x_j − mean_j) · Σ_c t_c/var_c · r_jc.
 *
 * @param x length p, as the model was given its rows
 * @see Nomikos 1996, ISA Trans. 35:259; Westerhuis, Gurden, Smilde 2000, doi 10.1016/S0169-7439(00)00062-9
 */
export function contributions(x: ArrayLike<number>, { mean, rotations, loadings, variances }: Linear): Contributions {
  const p = x.length;
  const off = Float64Array.from(x, (value, j) => value - mean[j]);
  const scores = rotations.map((rotation) => {
    let sum = 0;
    for (let j = 0; j < p; j++) sum += off[j] * rotation[j];
    return sum;
  });
  const t2 = new Float64Array(p);
  const q = new Float64Array(p);
  for (let j = 0; j < p; j++) {
    let weight = 0;
    let rest = off[j];
    for (let c = 0; c < scores.length; c++) {
      weight += (scores[c] / variances[c]) * rotations[c][j];
      rest -= scores[c] * loadings[c][j];
    }
    t2[j] = off[j] * weight;
    q[j] = rest * Math.abs(rest);
  }
  return { t2, q };
}

/** Rotations of principal components are their loadings. */
export function ofComponents({ mean, loadings: { rows: a, cols: p, data }, variances }: Pca): Linear {
  const lists = Array.from({ length: a }, (_, c) => data.subarray(c * p, (c + 1) * p));
  return { mean, rotations: lists, loadings: lists, variances };
}

/**
 * The model in which a predictor's rows have their distances, as `spaceOf` has it: its own latent variables, else principal components.
 *
 * @param training n × p, the rows it was fitted on, as its estimator is given them
 * @returns null where the variables carry fewer than two components
 */
export function linearOf(methods: Methods, predictor: Predictor, training: Matrix): Linear | null {
  if (methods.estimator(predictor.estimator).distances !== undefined)
    return ofPls(predictor.state as unknown as PlsState);
  const model = componentsOf(training);
  return model === null ? null : ofComponents(model);
}

function ofPls({ xMean, weights, loadings, scoreSquares, rows, used }: PlsState): Linear {
  const typed = (lists: readonly (readonly number[])[]) => lists.map((list) => Float64Array.from(list));
  const [ownWeights, ownLoadings] = [typed(weights), typed(loadings)];
  return {
    mean: xMean,
    rotations: plsRotations(ownWeights, ownLoadings).slice(0, used),
    loadings: ownLoadings,
    variances: scoreSquares.map((square) => square / (rows - 1)),
  };
}
